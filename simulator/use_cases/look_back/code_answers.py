"""Answers with code: what was typed, what its tests gave, and what an interviewer would note about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from simulator.interview.coding.notes import CodingReport
from simulator.interview.coding.problem import Problem
from simulator.interview.coding.results import Ran, ShutIn, TestResult
from simulator.model.records import AnswerRecord
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.practise.coding import NOTHING_SAID, Coding, Examined, examined_json

if TYPE_CHECKING:
    from simulator.interview.coding.edits import Journal


@dataclass(frozen=True, kw_only=True)
class CodeAnswer:
    """What came of a coding answer, as it is kept beside its sound."""

    problem: Problem
    """As it was asked, so that an edited problem changes no history."""
    code: str
    tests: tuple[TestResult, ...]
    shut_in: ShutIn
    report: CodingReport

    @property
    def passed(self) -> int:
        return sum(test.passed for test in self.tests)

    @property
    def document(self) -> dict[str, Any]:
        """As `sessions show` and `practice --headless --code` publish it."""
        return examined_json(Examined(self.problem, Ran(tests=self.tests, shut_in=self.shut_in), self.report))


class CodeAnswers:
    """Finds the code of answers, and has it judged."""

    def __init__(self, sessions: Sessions, coding: Coding) -> None:
        self._sessions = sessions
        self._coding = coding

    def journal(self, answer: AnswerRecord) -> Journal | None:
        """What was typed, run and begun on the clock of the sound; None for an answer without code."""
        archive = self._sessions.archive
        return archive.code.edits(answer.id) if self._sessions.store_of(answer.id) is archive else None

    def of(self, answer: AnswerRecord) -> CodeAnswer | None:
        """What came of the code; None when nothing is kept. Its notes follow corrections made by hand."""
        import msgspec

        archive = self._sessions.archive
        kept = archive.code.report(answer.id) if self._sessions.store_of(answer.id) is archive else None
        if kept is None:
            return None
        try:
            found = msgspec.json.decode(kept, type=CodeAnswer)
        except (msgspec.MsgspecError, ValueError):
            return None
        corrected = answer.corrected or answer.objections
        return self._noted(answer, found, self.journal(answer)) if corrected else found

    def of_or_made(self, answer: AnswerRecord) -> CodeAnswer | None:
        """The same, made now for an answer that was heard later, or when the tests could not run. Slow."""
        found = self.of(answer)
        return found if found is not None or answer.scorecard is None else self.examine(answer)

    def examine(self, answer: AnswerRecord, ran: Ran | None = None) -> CodeAnswer | None:
        """Run the tests, unless `ran` is given, note what there is to note, and keep it. Slow.

        None for an answer without code, or to a problem that is not there any more.
        """
        import msgspec

        journal, problem = self.journal(answer), self._coding.problems.find(answer.question_id)
        if journal is None or problem is None:
            return None
        found = self._coding.examined(problem, journal.final, answer, journal, ran)
        made = CodeAnswer(
            problem=problem,
            code=journal.final,
            tests=found.ran.tests,
            shut_in=found.ran.shut_in,
            report=found.report,
        )
        self._sessions.archive.code.keep_report(answer.id, msgspec.json.encode(made).decode())
        return made

    @staticmethod
    def _noted(answer: AnswerRecord, kept: CodeAnswer, journal: Journal | None) -> CodeAnswer:
        """The same results, noted beside the words and judgements as they are now."""
        from simulator.interview.coding.report import coding_report

        heard = answer.transcript or NOTHING_SAID
        report = coding_report(
            kept.problem, heard, kept.code, kept.tests, journal=journal, scorecard=answer.scorecard
        )
        return replace(kept, report=report)
