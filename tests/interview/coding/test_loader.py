"""Problem files: what is right loads, what is wrong is named by file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.interview.coding.loader import is_problem, load_file, load_folder
from simulator.model.question import Kind

COMPLETE = '''\
id = "double"
title = "Twice"
prompt = "Please double a number."
statement = "Write f(x)."
topic = "data-structures"
difficulty = 1
audience = "software_engineer"
minutes = 10
allowed = ["numpy"]
start = """def f(x):
    ...
"""
constraints = ["x is a whole number"]
examples = [ { call = "f(2)", gives = "4", because = "twice two" } ]
complexity = { time = "O(1)", space = "O(1)", says = ["constant time"] }
edge_cases = [ { id = "zero", text = "zero", say = ["nothing"], test = "nothing" } ]
key_points = [ { id = "multiply", text = "Multiply by two", say = ["times two"], weight = 2 } ]
misconceptions = [ { id = "square", text = "Squaring doubles", say = ["x squared"], instead = "Multiply" } ]
follow_ups = [ { ask = "How?", when_missing = "multiply" }, { ask = "Now it is a text.", twist = true } ]
facts = [ { about = "what x is", answer = "A whole number." } ]
hints = ["Add."]
model_answer = "I multiply by two."
reference = "def f(x): return 2 * x"
slow = "def f(x): return sum(1 for _ in range(2 * x))"
[[wrong]]
name = "squares"
code = "def f(x): return x * x"
fails = "hidden"
[[test]]
name = "two"
visible = true
call = "f(2)"
gives = "4"
[[test]]
name = "nothing"
call = "f(0)"
gives = "0"
[[test]]
name = "hidden"
setup = "n = 3"
call = "f(n)"
gives = "6"
within = 0.1
seconds = 1
'''


def loaded(tmp_path: Path, text: str) -> tuple[list, list[str]]:
    file = tmp_path / "double.toml"
    file.write_text(text, encoding="utf-8")
    return load_file(file, "user")


def changed(old: str, new: str) -> str:
    assert COMPLETE.count(old) >= 1, old
    return COMPLETE.replace(old, new, 1)


def test_a_complete_file_loads(tmp_path: Path) -> None:
    (problem,), faults = loaded(tmp_path, COMPLETE)
    assert faults == []
    assert [test.name for test in problem.visible] == ["two"]
    assert [test.name for test in problem.hidden] == ["nothing", "hidden"]
    assert problem.tests[2].within == 0.1
    assert problem.wrong[0].fails == "hidden"
    assert problem.complexity is not None
    assert problem.complexity.says == ("constant time",)


def test_its_talk_is_a_question_like_all_others(tmp_path: Path) -> None:
    (problem,), _ = loaded(tmp_path, COMPLETE)
    question = problem.question
    assert (question.id, question.kind, question.prompt) == ("double", Kind.CODING, problem.prompt)
    assert question.key_points == problem.key_points
    assert question.time_limit_s == 600
    assert question.source == "user"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('id = "double"', 'id = "Double It"', 1, "'id': 'Double It' must be small letters"),
        ('title = "Twice"', 'titel = "Twice"', 1, "it has no 'title'"),
        ("difficulty = 1", "difficulty = 6", 6, "'difficulty': it must be from 1 to 5"),
        ("minutes = 10", 'minutes = "ten"', 8, "'minutes': expected a whole number, got a text in quotes"),
        ('["numpy"]', '["torch"]', 9, "'allowed[1]': 'torch' cannot be lent; numpy can"),
        ("def f(x):\n    ...", "def f(x)\n    ...", 10, "'start': it is no Python: line 1: expected ':'"),
        ('gives = "4", because', "because", 14, "'examples[1]': it has no 'gives'"),
        ('time = "O(1)", ', "", 15, "'complexity': it has no 'time'"),
        ('test = "nothing" }', 'test = "none" }', 16, "'edge_cases[1].test': there is no test 'none'"),
        ('when_missing = "multiply"', 'when_missing = "add"', 19, "there is no key point 'add'"),
        ("return 2 * x", "return 2 *", 23, "'reference': it is no Python: line 1: invalid syntax"),
        ('fails = "hidden"', 'fails = "zero"', 28, "'wrong[1].fails': there is no test 'zero'"),
        ("visible = true", "visible = false", 29, "'test': one of the tests must be visible"),
        (
            'call = "f(2)"\ngives = "4"\n[[',
            'call = "x = 2"\ngives = "4"\n[[',
            32,
            "'test[1].call': it must be one Python",
        ),
        ('gives = "0"', 'gives = "f(0)"', 37, "'test[2].gives': it is no Python literal"),
        ('name = "nothing"', 'name = "two"', 35, "'test[2].name': 'two' is there already"),
        ("seconds = 1", "seconds = 60", 44, "'test[3].seconds': it must be from 0.1 to 10"),
        ("within = 0.1", "within = nan", 43, "'test[3].within': it must be from 0 to 1"),
        ("seconds = 1", "secs = 1", 44, "'test[3].secs': unknown field; known are name, call"),
    ],
)
def test_a_fault_names_file_line_and_field(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    _, faults = loaded(tmp_path, changed(old, new))
    (fault,) = [fault for fault in faults if says in fault]
    assert fault.startswith(f"{tmp_path / 'double.toml'}:{line}: problem")


def test_an_unknown_field_is_passed_over_and_everything_else_is_fatal(tmp_path: Path) -> None:
    assert len(loaded(tmp_path, "colour = 1\n" + COMPLETE)[0]) == 1
    assert loaded(tmp_path, changed("return 2 * x", "return 2 *"))[0] == []


def test_of_two_problems_with_one_id_the_later_is_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(COMPLETE, encoding="utf-8")
    problems, faults = load_folder(tmp_path, "user")
    assert len(problems) == 1
    assert "b.toml:1: problem 'id': 'double' is the id of an earlier problem." in faults[0]


@pytest.mark.parametrize("text", ["", "=", "id = 'x", "[[test]]", "test = 3", "a = " + "[" * 500])
def test_no_file_is_an_error(tmp_path: Path, text: str) -> None:
    problems, faults = loaded(tmp_path, text)
    assert problems == []
    assert faults


def test_problems_are_told_from_questions(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    for text, found in ((COMPLETE, True), ('[[question]]\nid = "x"\n', False), ("broken", False)):
        file.write_text(text, encoding="utf-8")
        assert is_problem(file) is found
    assert not is_problem(tmp_path / "none.toml")
