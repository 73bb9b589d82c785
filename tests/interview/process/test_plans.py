"""Plan files, and what is drawn from them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from cards import plan, question, round_

from simulator.interview.bank.drawing import draw
from simulator.interview.bank.loader import load_folder
from simulator.interview.process.plans import load_plans, undrawable
from simulator.model.errors import BadInputError
from simulator.model.plan import Draw, Plan, Role
from simulator.model.question import Question
from simulator.speech.voices.say import aloud

PROMPTS = Path(__file__).resolve().parents[3] / "prompts"
SESSIONS = 4
GOOD = """\
id = "own"
title = "My interview"
about = "A company."
[[rounds]]
role = "engineer"
audience = "engineer"
minutes = 10
name = "Ada"
persona = "Asks."
opening = "Hello."
draw = [{ kinds = ["design"], count = 2 }]
[[rounds]]
role = "hiring_manager"
audience = "engineer"
minutes = 10
name = "Bob"
voice = 2
persona = "Listens."
opening = "Hi."
draw = [{ ids = ["churn-model"] }]
"""


@pytest.fixture(scope="module")
def bank() -> list[Question]:
    return load_folder(PROMPTS / "questions", "shipped")[0]


@pytest.fixture(scope="module")
def shipped() -> list[Plan]:
    plans, problems = load_plans(PROMPTS / "interviews", "shipped")
    assert problems == []
    return plans


def test_there_are_eight_interviews_of_real_shapes(shipped: list[Plan], bank: list[Question]) -> None:
    assert len(shipped) >= 8
    assert {item.role for each in shipped for item in each.rounds} == set(Role)
    large = next(each for each in shipped if each.id == "product-company")
    assert len(large.rounds) == 6
    assert [problem for each in shipped for problem in undrawable(each, bank)] == []


def test_everybody_in_an_interview_has_a_voice_of_their_own(shipped: list[Plan]) -> None:
    for each in shipped:
        assert len({item.voice for item in each.rounds}) == len({item.name for item in each.rounds})
        assert 1 in {item.voice for item in each.rounds}


def test_what_they_say_reads_well_aloud(shipped: list[Plan]) -> None:
    for each in shipped:
        for item in each.rounds:
            for said in (item.opening, *item.moves_on, *item.follows_up):
                assert aloud(said) == said


def test_every_interview_can_be_sat_several_times_without_a_question_coming_back(
    shipped: list[Plan], bank: list[Question]
) -> None:
    for each in shipped:
        asked: list[str] = []
        for seed in range(SESSIONS):
            drawn = [q.id for part in draw(each, bank, seed=seed, asked=asked) for q in part]
            assert set(drawn).isdisjoint(asked), each.id
            assert len(set(drawn)) == len(drawn)
            asked += drawn


def test_a_seed_repeats_an_interview_and_another_does_not(shipped: list[Plan], bank: list[Question]) -> None:
    for each in shipped:
        assert draw(each, bank, seed=7) == draw(each, reversed(bank), seed=7)
        assert any(draw(each, bank, seed=a) != draw(each, bank, seed=b) for a, b in combinations(range(3), 2))


def test_what_was_asked_longest_ago_comes_back_first() -> None:
    questions = [question(name) for name in "abcde"]
    item = plan(round_(draw=(Draw(count=3),)))
    (drawn,) = draw(item, questions, seed=1, asked=["d", "b", "e", "a"])
    assert [q.id for q in drawn] == ["c", "d", "b"]


def test_a_rule_with_little_choice_draws_first() -> None:
    questions = [question("rare", topic="vision"), question("common", topic="nlp")]
    item = plan(round_(draw=(Draw(), Draw(topics=("vision",)))))
    for seed in range(10):
        (drawn,) = draw(item, questions, seed=seed)
        assert [q.id for q in drawn] == ["common", "rare"]


def test_a_bank_with_too_few_questions_is_said_so() -> None:
    item = plan(round_(draw=(Draw(count=2, topics=("vision",)),)))
    with pytest.raises(BadInputError, match=r"round 1: a rule that draws 2 finds only 1 question"):
        draw(item, [question("rare", topic="vision"), question("other")], seed=1)
    assert undrawable(item, [question("other")]) == [
        "interview 'test', round 1: no question has the topic 'vision'.",
        "interview 'test', round 1: its rules find 0 questions and draw 2.",
    ]


def test_an_own_plan_loads(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(GOOD, encoding="utf-8")
    (own,), problems = load_plans(tmp_path, "mine")
    assert problems == []
    assert (own.id, own.source, own.rounds[1].who, own.minutes) == (
        "own",
        "mine",
        "Bob, the hiring manager",
        20,
    )


BROKEN = {
    'role = "engineer"': [('role = "boss"', "line 5, field `role`")],
    "minutes = 10": [
        ("minutes = 1", "line 7, field `minutes`"),
        ("minutes = 3", "2 questions needs at least 4 minutes"),
    ],
    'kinds = ["design"]': [
        ('kinds = ["desing"]', "line 11, field `draw[1].kinds[1]`"),
        ('kind = ["design"]', "line 11, field `draw[1].kind`: unknown field; known are count, kinds"),
        ("difficulty = [4, 2]", "field `draw[1].difficulty`: must be two numbers from 1 to 5"),
    ],
    "voice = 2": [("voice = 1", "line 17, field `voice`: Bob would have the voice of Ada")],
    'opening = "Hello."': [
        ('opening = " "', "line 10, field `opening`"),
        ('opening = "Hello.\\u001b"', "U+001B could drive a terminal"),
        ('opening = "Hello."\nmay_interrupt = true', 'only an interviewer whose manner is "tough"'),
    ],
    'id = "own"': [('id = "My Own"', "line 1, field `id`"), ("", "`id`")],
    'about = "A company."': [
        ('about = "A company."\ncolour = "red"', "line 4, field `colour`: unknown field")
    ],
    'title = "My interview"': [("title = My interview", "line 2")],
}


@pytest.mark.parametrize(
    ("old", "new", "complaint"), [(old, new, said) for old, cases in BROKEN.items() for new, said in cases]
)
def test_a_broken_plan_is_named_with_file_line_and_field_and_the_others_load(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    (tmp_path / "broken.toml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "other.toml").write_text(GOOD.replace('"own"', '"other"'), encoding="utf-8")
    plans, problems = load_plans(tmp_path, "mine")
    assert [each.id for each in plans] == ["other"]
    (problem,) = problems
    assert str(tmp_path / "broken.toml") in problem
    assert complaint in problem


def test_two_plans_of_one_id_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    plans, problems = load_plans(tmp_path, "mine")
    assert len(plans) == 1
    assert "b.toml: 'own' is the id of an earlier interview." in problems[0]
    assert load_plans(tmp_path / "none.toml", "mine")[0] == []


def test_the_example_in_the_documentation_loads(tmp_path: Path, bank: list[Question]) -> None:
    text = (PROMPTS.parent / "docs" / "writing-interviews.md").read_text(encoding="utf-8")
    (tmp_path / "example.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    (example,), problems = load_plans(tmp_path, "mine")
    assert problems == []
    assert undrawable(example, bank) == []
