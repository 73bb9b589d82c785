"""`code` and `practice --headless --code`, by exit codes and documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.main import main
from simulator.interview.coding.loader import load_file
from simulator.model.errors import ExitCode

LRU = Path(__file__).parents[3] / "prompts" / "coding" / "lru-cache.toml"
TOLD = (
    "Does reading a tile count as using it? I'll assume so. My approach is a dictionary together with a "
    "doubly linked list, the dictionary finds the entry and the list keeps the order of use. Each call takes "
    "constant time. For example, with room for two tiles I put a and b, read a, put c, and b leaves."
)


@pytest.fixture
def solution(tmp_path: Path) -> str:
    (problem,), _ = load_file(LRU, "shipped")
    file = tmp_path / "solution.py"
    file.write_text(problem.reference, encoding="utf-8")
    return str(file)


def document(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_problems_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["code", "list", "--json"]) == ExitCode.DONE
    listed = document(capsys)["problems"]
    assert "lru-cache" in [problem["id"] for problem in listed]
    assert main(["code", "show", "lru-cache", "--json"]) == ExitCode.DONE
    assert document(capsys)["tests"][0]["call"]
    assert main(["code", "show", "lru-cache"]) == ExitCode.DONE
    shown = capsys.readouterr().out
    assert "class LRUCache" in shown
    assert "hidden" in shown
    (problem,), _ = load_file(LRU, "shipped")
    assert problem.reference not in shown


def test_a_solution_is_checked(capsys: pytest.CaptureFixture[str], solution: str) -> None:
    assert main(["code", "check", "lru-cache", solution, "--json"]) == ExitCode.DONE
    found = document(capsys)
    assert found["problem_id"] == "lru-cache"
    assert found["passed"] == found["total"] == len(found["tests"])
    assert set(found["tests"][0]) == {"name", "passed", "ms", "message"}
    assert set(found["shut_in"]) >= {"network", "files", "by"}


def test_failing_tests_are_no_failure_of_the_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("class LRUCache: pass\n", encoding="utf-8")
    assert main(["code", "check", "lru-cache", str(file)]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "TypeError: LRUCache() takes no arguments" in out
    assert "0 of " in out


BAD = (
    ["code", "check", "lru-cache", "TEXT"],
    ["code", "check", "nowhere", "TEXT"],
    ["code", "show", "nowhere"],
)
INCOMPLETE = (
    ["code", "show"],
    ["code", "check", "lru-cache"],
    ["practice", "--question", "lru-cache", "--code", "x.py"],
)


@pytest.mark.parametrize("arguments", BAD)
def test_no_python_and_unknown_ids_are_bad_input(tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "text.py"
    file.write_text("this is no python", encoding="utf-8")
    assert main([str(file) if each == "TEXT" else each for each in arguments]) == ExitCode.BAD_INPUT


@pytest.mark.parametrize("arguments", INCOMPLETE)
def test_what_is_left_out_is_wrong_usage(arguments: list[str]) -> None:
    assert main(arguments) == ExitCode.USAGE


def test_a_file_of_problems_can_be_checked_like_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "check", str(LRU), "--json"]) == ExitCode.DONE
    assert document(capsys) == {"coding_problems": 1, "problems": []}


def test_talk_and_code_are_judged_together(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, solution: str
) -> None:
    answer = tmp_path / "answer.txt"
    answer.write_text(TOLD, encoding="utf-8")
    arguments = ["practice", "--headless", "--question", "lru-cache", "--answer", str(answer)]
    assert main([*arguments, "--code", solution, "--json"]) == ExitCode.DONE
    code = document(capsys)["answers"][0]["code"]
    assert code["passed"] == code["total"]
    notes = {note["id"]: note["good"] for note in code["report"]["notes"]}
    assert notes["complexity:time"]
    assert notes["example"]
    assert notes["tests:hidden"]


def test_the_code_is_read_before_anybody_speaks(tmp_path: Path) -> None:
    answer = tmp_path / "answer.txt"
    answer.write_text(TOLD, encoding="utf-8")
    arguments = ["practice", "--headless", "--question", "lru-cache", "--answer", str(answer)]
    assert main([*arguments, "--code", str(answer)]) == ExitCode.BAD_INPUT
    assert main([*arguments[:3], "churn-model", *arguments[4:], "--code", str(answer)]) == ExitCode.BAD_INPUT


def test_a_drill_of_coding_opens_a_problem_to_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.cli.commands import practice
    from simulator.use_cases.prepare.coach import CODING

    opened: list[str] = []
    drills: set[str] = set()

    def open_app(_desk: object, **start: Any) -> int:
        opened.append(start["question_id"])
        drills.add(start["drill"])
        return ExitCode.DONE

    monkeypatch.setattr(practice, "open_app", open_app)
    assert main(["practice", "--kind", "coding", "--seed", "3"]) == ExitCode.DONE
    assert main(["practice", "--kind", "coding", "--seed", "3"]) == ExitCode.DONE
    assert opened[0] == opened[1]
    assert (LRU.parent / f"{opened[0]}.toml").exists()
    assert drills == {CODING}
