"""Coding problems at the desk: ours and the user's own, checked and run."""

from __future__ import annotations

from pathlib import Path

import pytest
from coding_problems import DOUBLE_IT, own_problem

from simulator.model.errors import BadInputError
from simulator.model.settings import Settings
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.coding import holds_problems


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The user's folder of questions, with a problem in it."""
    return own_problem(tmp_path)


@pytest.fixture
def desk(own: Path) -> Desk:
    return Desk(Settings(questions=str(own)))


def test_our_problems_come_with_the_users_own(desk: Desk) -> None:
    ids = [problem.id for problem in desk.coding.problems.all]
    assert "lru-cache" in ids
    assert ids[-1] == "double-it"
    assert desk.coding.problems.get("lru-cache").source == "shipped"
    assert desk.questions.problems() == ()


def test_a_problem_is_found_like_a_question_and_listed_with_none(desk: Desk) -> None:
    assert desk.questions.get("lru-cache").kind == "coding"
    assert desk.questions.find("lru-cache") is not None
    assert desk.questions.choose("double-it").prompt == "Please double a number."
    assert "lru-cache" not in desk.questions.bank
    with pytest.raises(BadInputError, match="no question 'nowhere'"):
        desk.questions.get("nowhere")


def test_a_broken_file_of_the_users_is_one_sentence(desk: Desk, own: Path) -> None:
    file = own / "coding" / "double-it.toml"
    file.write_text(DOUBLE_IT.replace('gives = "6"', 'gives = "f(3)"'), encoding="utf-8")
    assert (
        desk.coding.problems.faults()[-1] == f"{file}:22: problem 'test[2].gives': it is no Python literal."
    )
    with pytest.raises(BadInputError, match=r"test\[2\]\.gives"):
        desk.coding.problems.get("double-it")


def test_a_sound_problem_passes_its_own_check(desk: Desk, own: Path) -> None:
    assert desk.coding.check(str(own / "coding")) == (1, ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("return 2 * x", "return 2 + x", "its reference fails 'three': `f(3)` gave 5, and should give 6."),
        ("return x * x", "return x + x", "the wrong solution 'squares' passes 'three'."),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(
    desk: Desk, own: Path, old: str, new: str, says: str
) -> None:
    (own / "coding" / "double-it.toml").write_text(DOUBLE_IT.replace(old, new), encoding="utf-8")
    assert desk.coding.check(str(own / "coding")) == (0, (f"double-it: {says}",))


def test_files_of_problems_are_told_from_files_of_questions(own: Path, tmp_path: Path) -> None:
    assert holds_problems(str(own / "coding"))
    assert holds_problems(str(own / "coding" / "double-it.toml"))
    assert not holds_problems(str(own))
    assert not holds_problems(None)
    assert not holds_problems(str(tmp_path / "none"))


def test_code_is_read_as_python_or_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "solution.py"
    file.write_text("def f(x) return x", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"solution\.py is no Python: line 1: expected ':'"):
        desk.coding.code_in(file)
    with pytest.raises(BadInputError):
        desk.coding.code_in(tmp_path / "none.py")
