"""The limits of a plan's fields, each from both sides, and the words a plan is told in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cards import plan, question, round_

from simulator.interview.process.plans import load_plans, undrawable
from simulator.model.plan import Draw, Plan, Role

PLAN = """\
id = "own"
title = "T"
about = "A."
[[rounds]]
role = "engineer"
audience = "engineer"
minutes = 24
name = "Ada"
persona = "Asks."
opening = "Hello."
{more}
"""
DRAW = "draw = [{ count = 1 }]"


def loaded(folder: Path, more: str = DRAW, **changes: str) -> tuple[list[Plan], str]:
    text = PLAN.format(more=more)
    for field, value in changes.items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"{field} =")]
        text = text.replace(line, f"{field} = {value}")
    (folder / "own.toml").write_text(text, encoding="utf-8")
    plans, problems = load_plans(folder, "mine")
    return plans, " ".join(problems)


@pytest.mark.parametrize(
    "more",
    [
        DRAW,
        f"{DRAW}\nvoice = 99",
        f"{DRAW}\nfollow_ups = 0",
        f"{DRAW}\nfollow_ups = 4",
        "draw = [{ count = 12 }]",
        "draw = [{ difficulty = [1, 5] }]",
        "draw = [{ difficulty = [5, 5] }]",
        f'{DRAW}\nmanner = "tough"\nmay_interrupt = true',
    ],
)
def test_what_is_within_the_limits_loads(tmp_path: Path, more: str) -> None:
    assert loaded(tmp_path, more)[1] == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (f"{DRAW}\nvoice = 0", "field `voice`: must be from 1 to 99"),
        (f"{DRAW}\nvoice = 100", "field `voice`: must be from 1 to 99"),
        (f"{DRAW}\nfollow_ups = -1", "field `follow_ups`: must be from 0 to 4"),
        (f"{DRAW}\nfollow_ups = 5", "field `follow_ups`: must be from 0 to 4"),
        ("draw = []", "field `draw`: must draw from 1 to 12 questions"),
        ("draw = [{ count = 13 }]", "field `draw`: must draw from 1 to 12 questions"),
        ("draw = [{ count = 0 }, { count = 1 }]", "field `draw[1].count`: must be 1 or more"),
        ("draw = [{ difficulty = [0, 5] }]", "must be two numbers from 1 to 5, the lower first"),
        ("draw = [{ difficulty = [1, 6] }]", "must be two numbers from 1 to 5, the lower first"),
        (f'{DRAW}\nmanner = "kind"\nmay_interrupt = true', "may interrupt"),
        ("draw = [3]", "field `draw[1]`"),
        ("draw = 3", "field `draw`"),
    ],
)
def test_what_is_beyond_the_limits_is_named(tmp_path: Path, more: str, said: str) -> None:
    plans, problems = loaded(tmp_path, more)
    assert plans == []
    assert said in problems


@pytest.mark.parametrize("minutes", [2, 120])
def test_a_round_of_the_shortest_or_longest_time_loads(tmp_path: Path, minutes: int) -> None:
    assert loaded(tmp_path, minutes=str(minutes))[1] == ""


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "field `minutes`: must be from 2 to 120"),
        (121, "field `minutes`: must be from 2 to 120"),
        (23, "field `minutes`: a round of 12 questions needs at least 24 minutes"),
    ],
)
def test_a_round_needs_time_for_what_it_asks(tmp_path: Path, minutes: int, said: str) -> None:
    assert said in loaded(tmp_path, "draw = [{ count = 12 }]", minutes=str(minutes))[1]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("id", '"A"', "'A' must be small letters, digits, dots and dashes"),
        ("id", '"' + "A" * 61 + '"', "'" + "A" * 59 + "…' must"),
        ("about", '"' + "x" * 10_001 + '"', "about is empty or longer than 10000 characters"),
        ("title", '""', "title is empty or longer"),
        ("title", '"a\\u202eb"', "the character U+202E could drive a terminal"),
        ("persona", '" "', "persona is empty or longer"),
    ],
)
def test_a_text_that_cannot_be_is_named(tmp_path: Path, field: str, value: str, said: str) -> None:
    plans, problems = loaded(tmp_path, **{field: value})
    assert plans == []
    assert said in problems


def test_a_text_of_ten_thousand_characters_is_enough(tmp_path: Path) -> None:
    assert loaded(tmp_path, about='"' + "x" * 10_000 + '"')[1] == ""


def test_no_rounds_and_odd_rounds_are_named(tmp_path: Path) -> None:
    for rounds in ("rounds = []", "rounds = [3]", "rounds = 3"):
        (tmp_path / "own.toml").write_text(f'id = "own"\ntitle = "T"\nabout = "A."\n{rounds}\n')
        plans, problems = load_plans(tmp_path, "mine")
        assert plans == []
        assert "rounds" in problems[0]


def test_plans_come_by_file_name_and_hidden_files_and_others_are_passed_over(tmp_path: Path) -> None:
    for name in ("c.toml", "a.toml", "b.toml", ".d.toml", "e.txt"):
        (tmp_path / name).write_text(PLAN.format(more=DRAW).replace('"own"', f'"{name[0]}x"'))
    plans, problems = load_plans(tmp_path, "mine")
    assert ([each.id for each in plans], problems) == (["ax", "bx", "cx"], [])


def test_rounds_that_cannot_be_drawn_are_told() -> None:
    item = plan(round_("A", draw=(Draw(topics=("vision",)),)), round_("B", draw=(Draw(count=2),)), id="own")
    assert undrawable(item, [question("a", topic="vision"), question("b")]) == []
    assert undrawable(item, [question("a", topic="vision")]) == [
        "interview 'own', round 2: its rules find 1 question and draw 2."
    ]


def test_roles_and_people_in_words() -> None:
    assert [role.a for role in Role] == [
        "A recruiter",
        "A product manager",
        "An engineer",
        "A researcher",
        "A hiring manager",
    ]
    assert round_("Ada", role=Role.HIRING_MANAGER).who == "Ada, the hiring manager"
    assert round_(draw=(Draw(count=2), Draw())).questions == 3
    assert replace(plan(round_(minutes=5), round_(minutes=7))).minutes == 12


def test_a_plan_without_rounds_and_a_kind_interviewer_who_interrupts_are_named_with_their_field(
    tmp_path: Path,
) -> None:
    (tmp_path / "own.toml").write_text('id = "own"\ntitle = "T"\nabout = "A."\nrounds = []\n')
    (problem,) = load_plans(tmp_path, "mine")[1]
    assert problem == (
        f"{tmp_path}/own.toml, line 4, field `rounds`: there must be at least one [[rounds]]."
        " Mend line 4 of own.toml."
    )
    said = loaded(tmp_path, f"{DRAW}\nmay_interrupt = true")[1]
    assert 'line 12, field `may_interrupt`: only an interviewer whose manner is "tough" may interrupt' in said
