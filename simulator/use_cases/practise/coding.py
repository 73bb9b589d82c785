"""Coding problems to solve: what the tests of a solution give, and what is noted about an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.model.errors import BadInputError
from simulator.model.ownfile import expanded
from simulator.model.records import AnswerRecord
from simulator.model.textfile import read_text, shown
from simulator.model.transcript import Transcript
from simulator.use_cases.prepare.problems import FOLDER, Problems

if TYPE_CHECKING:
    from simulator.interview.coding.edits import Journal
    from simulator.interview.coding.notes import CodingReport
    from simulator.interview.coding.problem import Problem, Test
    from simulator.interview.coding.results import Ran, ShutIn, TestResult

MOST_BYTES = 1_000_000
"""Of a file with code; a solution has a few thousand."""


NOTHING_SAID = Transcript(words=(), text="")


@dataclass(frozen=True)
class Examined:
    """A coding answer, as its tests and its report have it."""

    problem: Problem
    ran: Ran
    report: CodingReport


class Coding:
    """Runs a solution against a problem's tests, shut in."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def code_in(self, path: str | Path) -> str:
        """The code of a file. Raises `BadInputError` for what cannot be read or is no Python."""
        from simulator.interview.coding.python import fault_in

        code = read_text(Path(path), most=MOST_BYTES)
        if fault := fault_in(code):
            raise BadInputError(f"{shown(str(path))} is no Python: {fault}", "Mend it, then check it again.")
        return code

    def run(
        self,
        problem: Problem,
        code: str,
        tests: Iterable[Test] | None = None,
        *,
        on_test: Callable[[TestResult], None] | None = None,
    ) -> Ran:
        """Run the tests, all by default; `on_test` is told of each when it is over. Slow: not for the screen.

        Raises `MissingPartError` when no process can be started here.
        """
        from simulator.sandbox.runner import run

        return run(problem, code, tests, on_test=on_test)

    def shut_in(self) -> ShutIn:
        """What code is kept from here, found by trying once. Slow the first time."""
        from simulator.sandbox.shut_in import best_way

        return best_way()[1]

    def examined(
        self,
        problem: Problem,
        code: str,
        answer: AnswerRecord,
        journal: Journal | None = None,
        ran: Ran | None = None,
    ) -> Examined:
        """What a solution and the answer told with it come to; `journal` is of the typing. Slow.

        `ran` has the results of its tests, where they were run already.
        """
        from simulator.interview.coding.report import coding_report

        ran = ran or self.run(problem, code)
        report = coding_report(
            problem,
            answer.transcript or NOTHING_SAID,
            code,
            ran.tests,
            journal=journal,
            scorecard=answer.scorecard,
        )
        return Examined(problem, ran, report)

    def check(self, path: str) -> tuple[int, tuple[str, ...]]:
        """How many problems of a file or folder are sound, and what is wrong with the others. Slow.

        A problem is refused when its reference fails one of its own tests, and when a wrong solution of it
        passes the test that it should fail.
        """
        from simulator.interview.coding.loader import load_file, load_folder

        where = expanded(path)
        if not where.exists():
            raise BadInputError(f"{where} does not exist.")
        load = load_folder if where.is_dir() else load_file
        problems, faults = load(where, str(where))
        unsound = {problem.id: sentence for problem in problems if (sentence := self._unsound(problem))}
        return len(problems) - len(unsound), (*faults, *unsound.values())

    def _unsound(self, problem: Problem) -> str:
        """Why the problem is no good; "" when it is."""
        ran = self.run(problem, problem.reference)
        failed = [test for test in ran.tests if not test.passed]
        if failed:
            return f"{problem.id}: its reference fails '{failed[0].name}': {failed[0].message}"
        for wrong in problem.wrong:
            tests = [test for test in problem.tests if test.name == wrong.fails]
            if self.run(problem, wrong.code, tests).passed:
                return f"{problem.id}: the wrong solution '{wrong.name}' passes '{wrong.fails}'."
        return ""


def holds_problems(path: str | None) -> bool:
    """Whether a file, or a folder by its name or first file, is of coding problems and not of questions."""
    from simulator.interview.coding.loader import is_problem

    if not path:
        return False
    where = expanded(path)
    if where.is_dir():
        return where.name == FOLDER or any(is_problem(file) for file in sorted(where.glob("*.toml"))[:1])
    return where.is_file() and is_problem(where)


def ran_json(problem: Problem, ran: Ran) -> dict[str, Any]:
    """The published document of `code check`."""
    return {"problem_id": problem.id} | _counts(ran)


def examined_json(found: Examined) -> dict[str, Any]:
    """What `practice --headless --code` adds to the answer."""
    import msgspec

    return _counts(found.ran) | {"report": msgspec.to_builtins(found.report)}


def _counts(ran: Ran) -> dict[str, Any]:
    fields = ("name", "passed", "ms", "message")
    shut_in = {name: getattr(ran.shut_in, name) for name in ("network", "files", "by")}
    return {
        "passed": ran.passed,
        "total": ran.total,
        "tests": [{name: getattr(test, name) for name in fields} for test in ran.tests],
        "shut_in": shut_in | ({"missing": list(ran.shut_in.missing)} if ran.shut_in.missing else {}),
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """A whole problem, as its file has it."""
    import msgspec

    document: dict[str, Any] = msgspec.to_builtins(problem)
    return document
