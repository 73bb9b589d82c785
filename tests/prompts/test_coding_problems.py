"""Every shipped coding problem does what it says: its reference passes, its wrong solutions are caught."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.interview.bank.loader import load_folder as load_questions
from simulator.interview.coding.loader import load_folder
from simulator.interview.coding.problem import Problem, Test
from simulator.interview.coding.readability import remarks
from simulator.model.topics import TOPICS
from simulator.sandbox.runner import run

PROMPTS = Path(__file__).parents[2] / "prompts"
PROBLEMS, FAULTS = load_folder(PROMPTS / "coding", "shipped")
MOST_WIDE, MOST_LINES = 60, 25
USUAL_S = Test(name="", call="", gives="").seconds
each = pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)


def test_every_file_loads_and_is_named_as_its_problem() -> None:
    assert FAULTS == []
    assert {file.stem for file in (PROMPTS / "coding").glob("*.toml")} == {problem.id for problem in PROBLEMS}


def test_no_problem_has_the_id_of_a_question() -> None:
    questions, _ = load_questions(PROMPTS / "questions", "shipped")
    assert not {question.id for question in questions} & {problem.id for problem in PROBLEMS}


@each
def test_the_reference_passes(problem: Problem) -> None:
    failed = [test for test in run(problem, problem.reference).tests if not test.passed]
    assert failed == []


@each
def test_a_wrong_solution_fails_where_it_should_and_passes_something_visible(problem: Problem) -> None:
    assert len(problem.wrong) >= 2
    for wrong in problem.wrong:
        tests = [test for test in problem.tests if test.visible or test.name == wrong.fails]
        passed = {test.name for test in run(problem, wrong.code, tests).tests if test.passed}
        assert wrong.fails not in passed, wrong.name
        assert passed, wrong.name
        assert not next(test for test in tests if test.name == wrong.fails).visible, wrong.name


@pytest.mark.parametrize("problem", [p for p in PROBLEMS if p.slow], ids=lambda problem: problem.id)
def test_a_slow_solution_is_stopped(problem: Problem) -> None:
    assert problem.slow is not None
    messages = (run(problem, problem.slow or "", [test]).tests[0].message for test in _likeliest(problem))
    assert any("ran longer than" in message for message in messages)


def _likeliest(problem: Problem) -> list[Test]:
    """The hidden tests, those first that a slow solution is likely to fail: nothing else has to run then.

    A limit of its own is set where speed matters, and else the large test comes last.
    """
    hidden = problem.hidden
    return sorted(hidden, key=lambda test: (test.seconds == USUAL_S, -hidden.index(test)))


@each
def test_it_has_all_that_a_shipped_problem_has(problem: Problem) -> None:
    assert problem.topic in TOPICS
    assert len(problem.prompt.split()) <= 90
    lines = problem.statement.splitlines()
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= MOST_WIDE
    assert 2 <= len(problem.visible) <= 4
    assert 4 <= len(problem.hidden) <= 8
    assert len(problem.facts) >= 3
    assert len(problem.hints) == 3
    assert problem.complexity is not None
    assert problem.edge_cases
    assert problem.model_answer is not None
    assert 130 <= len(problem.model_answer.split()) <= 240
    assert all(len(point.say) >= 3 for point in problem.key_points)


@each
def test_the_reference_reads_well(problem: Problem) -> None:
    assert [remark.text for remark in remarks(problem.reference)] == []
