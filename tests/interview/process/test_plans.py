"""Plan files, and what is drawn from them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from cards import plan, question, round_

from simulator.interview.bank.drawing import draw
from simulator.interview.bank.loader import load_folder
from simulator.interview.coding.loader import load_folder as load_problems
from simulator.interview.process.plans import load_plans, undrawable
from simulator.model.errors import BadInputError
from simulator.model.plan import WOULD_ASK, Draw, Plan, Role
from simulator.model.question import Kind, Question, Stage
from simulator.model.scorecard import Audience
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
    problems = load_problems(PROMPTS / "coding", "shipped")[0]
    return [*load_folder(PROMPTS / "questions", "shipped")[0], *(problem.question for problem in problems)]


@pytest.fixture(scope="module")
def shipped() -> list[Plan]:
    plans, problems = load_plans(PROMPTS / "interviews", "shipped")
    assert problems == []
    return plans


def test_there_are_fourteen_interviews_and_more_of_real_shapes(
    shipped: list[Plan], bank: list[Question]
) -> None:
    assert len(shipped) >= 14
    assert {item.role for each in shipped for item in each.rounds} == set(Role)
    large = next(each for each in shipped if each.id == "product-company")
    assert len(large.rounds) == 7
    assert [problem for each in shipped for problem in undrawable(each, bank)] == []


def test_lengths_are_as_in_life(shipped: list[Plan], bank: list[Question]) -> None:
    """A conversation with an engineer takes 45 minutes, and one design or one long piece of code fills it."""
    for each in shipped:
        for item in each.rounds:
            assert item.minutes >= (45 if item.role in (Role.ENGINEER, Role.RESEARCHER) else 20), each.id
            for rule in item.draw:
                if Kind.DESIGN in rule.kinds and item.role in (Role.ENGINEER, Role.RESEARCHER):
                    assert (item.questions, item.follow_ups) == (1, 4), (each.id, item.name)
                if rule.kinds == (Kind.CODING,):
                    assert rule.count == 1
                if rule.coded:
                    assert (item.questions, item.follow_ups) == (1, 4), (each.id, item.name)
                    longest = max(q.time_limit_s for q in filter(rule.allows, bank))
                    assert longest <= item.minutes * 60, (each.id, item.name)


def test_rounds_of_one_problem_are_written_in_the_editor_as_in_life(shipped: list[Plan]) -> None:
    coded = {(each.id, item.name) for each in shipped for item in each.rounds if item.draw[0].coded}
    assert {plan_id for plan_id, _ in coded} == {
        "applied-scientist", "big-tech-mle", "inference-engineer", "product-company", "research-engineer",
    }  # fmt: skip
    assert len(coded) == 8
    told = [item for each in shipped for item in each.rounds if item.draw[0].kinds == (Kind.CODING,)]
    assert all(item.questions > 1 for item in told)


def test_a_rule_draws_what_is_coded_or_what_is_told_and_both_when_it_names_them() -> None:
    bank = [question("told"), question("coded", coded=True)]

    def drawn(rule: Draw) -> list[str]:
        return [q.id for q in bank if rule.allows(q)]

    assert drawn(Draw()) == ["told"]
    assert drawn(Draw(coded=True)) == ["coded"]
    assert drawn(Draw(ids=("told", "coded"))) == ["told", "coded"]


def test_no_rule_of_a_shipped_interview_can_draw_for_another_listener_or_an_unset_take_home(
    shipped: list[Plan], bank: list[Question]
) -> None:
    assert load_plans(PROMPTS / "interviews", "shipped", bank) == (shipped, [])
    for each in shipped:
        for item in each.rounds:
            for rule in item.draw:
                for asked in filter(rule.allows, bank):
                    assert asked.audience in WOULD_ASK[item.audience], (each.id, item.name, asked.id)
                    assert asked.stage is not Stage.TAKE_HOME or asked.id in each.take_home, each.id


def test_every_listener_asks_their_own_questions_and_no_recruiter_asks_an_engineers() -> None:
    assert set(WOULD_ASK) == set(Audience)
    assert all(listener in asked for listener, asked in WOULD_ASK.items())
    for lay in (Audience.RECRUITER, Audience.PRODUCT_MANAGER):
        assert [listener for listener, asked in WOULD_ASK.items() if lay in asked] == [lay]


def test_what_a_company_is_asked_about_is_of_its_world_or_of_nobodys(
    shipped: list[Plan], bank: list[Question]
) -> None:
    """The fraud team of a bank, for one, does not ask about meal delivery."""
    fraud = next(each for each in shipped if each.id == "bank-fraud")
    asked = {q for item in fraud.rounds for rule in item.draw for q in bank if rule.allows(q)}
    foreign = {q.id for q in asked if q.industry not in (None, "bank", "insurance")}
    assert foreign == set(fraud.fits)
    assert {"feature-store", "one-country-late", "watch-along-or-let-it-drive"} <= {q.id for q in bank}
    assert not {q.id for q in asked} & {"feature-store", "one-country-late", "watch-along-or-let-it-drive"}


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


FOR_OTHERS = "Ada listens as software_engineer, and this is for another listener"
NOT_SET = "this is about a take-home that the plan does not set (`take_home`)"
TAKEN_HOME = 'draw = [{ ids = ["home"] }]'
ENGINEERS = [
    question("a", topic="vision"),
    question("b", audience=Audience.SOFTWARE_ENGINEER),
    question("home", stage=Stage.TAKE_HOME),
    question("lay", audience=Audience.RECRUITER),
    question("plain", audience=Audience.RECRUITER),
]


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        ('draw = [{ audiences = ["recruiter"] }]', f"can draw 'lay' (and 1 more): {FOR_OTHERS}"),
        ('draw = [{ topics = ["vision"] }, { ids = ["lay"] }]', f"can draw 'lay': {FOR_OTHERS}"),
        ('draw = [{ stages = ["phone", "take-home"] }]', f"can draw 'home': {NOT_SET}"),
        (TAKEN_HOME, f"can draw 'home': {NOT_SET}"),
    ],
)
def test_a_rule_that_can_draw_what_its_interviewer_would_not_ask_is_named(
    tmp_path: Path, draw: str, said: str
) -> None:
    (rule,) = [line for line in GOOD.splitlines() if 'kinds = ["design"]' in line]
    file = tmp_path / "own.toml"
    file.write_text(GOOD.replace(rule, draw).replace("churn-model", "a"), encoding="utf-8")
    plans, problems = load_plans(tmp_path, "mine", ENGINEERS)
    at = draw.count("{")
    assert plans == []
    assert problems == [f"{file}, line 11, field `draw[{at}]`: this rule {said}. Mend line 11 of own.toml."]


def test_a_take_home_that_the_plan_sets_may_be_asked_about(tmp_path: Path) -> None:
    (rule,) = [line for line in GOOD.splitlines() if 'kinds = ["design"]' in line]
    text = GOOD.replace(rule, TAKEN_HOME).replace("churn-model", "a")
    (tmp_path / "own.toml").write_text(f'take_home = ["home"]\n{text}', encoding="utf-8")
    (own,), problems = load_plans(tmp_path, "mine", ENGINEERS)
    assert (own.take_home, problems) == (("home",), [])


def test_a_rule_that_leaves_things_open_draws_for_its_listener_and_no_take_home(tmp_path: Path) -> None:
    text = GOOD.replace('{ kinds = ["design"], count = 2 }', "{ count = 2 }").replace("churn-model", "a")
    fields = 'industries = ["bank"]\nfits = ["b"]\nwithout = ["c"]\n'
    (tmp_path / "own.toml").write_text(fields + text, encoding="utf-8")
    bank = [
        *ENGINEERS,
        question("b", industry="shop"),
        question("c", industry="bank"),
        question("d", industry="bank"),
        question("e", industry="shop"),
    ]
    (own,), problems = load_plans(tmp_path, "mine", bank)
    assert problems == []
    assert [q.id for q in bank if own.rounds[0].draw[0].allows(q)] == ["a", "b", "b", "d"]


def test_an_industry_and_an_id_that_are_nobodys_are_told() -> None:
    item = plan(
        round_(draw=(Draw(without=("gone",), industries=("moon",)),)), industries=("bank",), fits=("lost",)
    )
    assert undrawable(item, [question("a", industry="bank"), question("anybodys")]) == [
        "interview 'test': no question is of the industry 'moon'.",
        "interview 'test': there is no question 'gone'.",
        "interview 'test': there is no question 'lost'.",
    ]


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
    (example,), problems = load_plans(tmp_path, "mine", bank)
    assert problems == []
    assert undrawable(example, bank) == []
