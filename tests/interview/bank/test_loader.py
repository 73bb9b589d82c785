"""Question files: what is right loads, what is wrong is named by file, line and field."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from simulator.interview.bank.loader import load_file, load_folder, load_table
from simulator.model.formats import question_json
from simulator.model.question import Fact, FollowUp, KeyPoint, Kind, Misconception, Question, Stage
from simulator.model.scorecard import Audience, Move

COMPLETE = """
[[question]]
id = "churn-model"
prompt = "How would you predict churn?"
spoken = "How would you?"
kind = "design"
stage = "take-home"
topic = "supervised-learning"
difficulty = 2
audience = "recruiter"
time_limit_s = 120
expected_moves = ["clarify", "frame"]
key_points = [
  { id = "drift", text = "Watch for drift", say = ["monitor it", "retrain"], weight = 2 },
]
misconceptions = [ { id = "accuracy", text = "Accuracy is fine", say = ["accuracy"], instead = "Recall" } ]
follow_ups = [ { ask = "In six months?", when_missing = "drift" }, { ask = "Only 200?", twist = true } ]
facts = [ { about = "how much data", answer = "Two years." } ]
model_answer = \"\"\"First,
I would ask.\"\"\"
short = "Predict churn for me."
hints = ["What first?", "What is churn?"]
"""
CHURN = Question(
    id="churn-model",
    prompt="How would you predict churn?",
    spoken="How would you?",
    kind=Kind.DESIGN,
    stage=Stage.TAKE_HOME,
    topic="supervised-learning",
    difficulty=2,
    audience=Audience.RECRUITER,
    time_limit_s=120,
    expected_moves=(Move.CLARIFY, Move.FRAME),
    key_points=(KeyPoint(id="drift", text="Watch for drift", say=("monitor it", "retrain"), weight=2.0),),
    misconceptions=(
        Misconception(id="accuracy", text="Accuracy is fine", say=("accuracy",), instead="Recall"),
    ),
    follow_ups=(FollowUp(ask="In six months?", when_missing="drift"), FollowUp(ask="Only 200?", twist=True)),
    facts=(Fact(about="how much data", answer="Two years."),),
    model_answer="First,\nI would ask.",
    short="Predict churn for me.",
    hints=("What first?", "What is churn?"),
    source="mine",
)
SHORT = """
[[question]]
id = "{id}"
kind = "pitch"
prompt = "Why you?"
key_points = [{{ id = "a", text = "A reason" }}]
"""
GOOD = SHORT.format(id="good")


def load(folder: Path, text: str) -> tuple[list[Question], list[str]]:
    (folder / "x.toml").write_text(text, encoding="utf-8")
    return load_file(folder / "x.toml", "mine")


def test_a_complete_question_loads_field_by_field(tmp_path: Path) -> None:
    assert load(tmp_path, COMPLETE) == ([CHURN], [])


def test_everything_optional_may_be_left_out(tmp_path: Path) -> None:
    questions, problems = load(tmp_path, GOOD)
    assert problems == []
    assert questions == [
        Question(
            id="good",
            kind=Kind.PITCH,
            prompt="Why you?",
            key_points=(KeyPoint(id="a", text="A reason"),),
            source="mine",
        )
    ]
    assert questions[0].aloud == "Why you?"


FATAL = {
    'id = "churn-model"': [
        ('kid = "churn-model"', 2, ": it has no 'id'"),
        ('id = "Churn model"', 3, "'id': 'Churn model' must be"),
        ('id = "-churn"', 3, "'id'"),
        ('id = "../../churn"', 3, "'id'"),
        ('id = "good"', 3, "'id': 'good' is the id of an earlier question"),
        ("id = 3", 3, "'id': expected a text in quotes, got a whole number"),
    ],
    'kind = "design"': [
        ('kind = "designn"', 6, "'kind': 'designn' is none of explain, compare"),
        ("", 2, "it has no 'kind'"),
    ],
    'prompt = "How would you predict churn?"': [
        ('prompt = ""', 4, "'prompt': it is empty"),
        ('prompt = "a\\u001b[2Jb"', 4, "'prompt': the character U+001B"),
        ('prompt = "a\\u202eb"', 4, "'prompt': the character U+202E"),
        ('prompt = "a\\u009bb"', 4, "'prompt': the character U+009B"),
        (f'prompt = "{"x" * 10_001}"', 4, "'prompt': it is longer"),
    ],
    'stage = "take-home"': [('stage = "later"', 7, "'stage': 'later' is none of screen, phone")],
    'audience = "recruiter"': [('audience = "cat"', 10, "'audience': 'cat' is none of")],
    "difficulty = 2": [
        ("difficulty = 6", 9, "'difficulty': it must be from 1 to 5"),
        ("difficulty = 2.5", 9, "'difficulty': expected a whole number"),
    ],
    "time_limit_s = 120": [("time_limit_s = 0", 11, "'time_limit_s': it must be from 10")],
    '"clarify", "frame"': [
        ('"clarify", "fame"', 12, "'expected_moves[2]': 'fame' is none of"),
        ('"frame", "frame"', 12, "'expected_moves[2]': 'frame' is there already"),
    ],
    'id = "drift", text = "Watch for drift"': [
        ('id = "drift"', 14, "'key_points[1]': it has no 'text'"),
        ('text = "Watch for drift"', 14, "'key_points[1]': it has no 'id'"),
        ('id = "shift", text = "x"', 17, "'follow_ups[1].when_missing': there is no key point 'drift'"),
    ],
    '["monitor it", "retrain"]': [('"monitor it"', 14, "'key_points[1].say': expected a list")],
    "weight = 2": [
        ("weight = nan", 14, "'key_points[1].weight': it must be from 0"),
        ("weight = -1", 14, "'key_points[1].weight': it must be from 0"),
        ('weight = "much"', 14, "'key_points[1].weight': expected a number"),
        ('weight = 2 }, { id = "drift", text = "x"', 14, "'key_points[2].id': 'drift' is there already"),
    ],
    "twist = true": [('twist = "yes"', 17, "'follow_ups[2].twist': expected true or false")],
    'about = "how much data", ': [("", 18, "'facts[1]': it has no 'about'")],
    '{ about = "how much data", answer = "Two years." }': [
        ('"two years"', 18, '\'facts[1]\': it must be a table such as { about = "...", answer = "..." }')
    ],
    'short = "Predict churn for me."': [
        (f'short = "{"word " * 16}"', 21, "'short': it has 16 words, and at most 15 are allowed"),
        ('short = " "', 21, "'short': it is empty"),
        ('short = "a\\u001b[2Jb"', 21, "'short': the character U+001B"),
        ("short = true", 21, "'short': expected a text in quotes, got true or false"),
    ],
    '["What first?", "What is churn?"]': [
        ('"What first?"', 22, "'hints': expected a list, got a text in quotes"),
        ('["What first?", 3]', 22, "'hints[2]': expected a text in quotes, got a whole number"),
        ('["What first?", ""]', 22, "'hints[2]': it is empty"),
        ('["What first?", "a\\u202eb"]', 22, "'hints[2]': the character U+202E"),
        ('["What first?", "What first?"]', 22, "'hints[2]': 'What first?' is there already"),
        (str([f"{n}" for n in range(101)]), 22, "'hints': it has 101 entries"),
    ],
}
CASES = [(right, *case) for right, cases in FATAL.items() for case in cases]


@pytest.mark.parametrize(("right", "wrong", "line", "sentence"), CASES)
def test_a_fault_is_named_by_line_and_field_and_the_rest_loads(
    right: str, wrong: str, line: int, sentence: str, tmp_path: Path
) -> None:
    assert right in COMPLETE
    offset = GOOD.count("\n")
    questions, problems = load(tmp_path, GOOD + COMPLETE.replace(right, wrong) + SHORT.format(id="last"))
    assert [question.id for question in questions] == ["good", "last"]
    matching = [problem for problem in problems if sentence in problem]
    assert len(matching) == 1, problems
    assert matching[0].startswith(f"{tmp_path / 'x.toml'}:{offset + line}: question 2")
    assert matching[0].endswith(".")


def test_a_short_form_may_have_fifteen_words(tmp_path: Path) -> None:
    text = COMPLETE.replace("Predict churn for me.", "word " * 15)
    questions, problems = load(tmp_path, text)
    assert problems == []
    assert questions == [dataclasses.replace(CHURN, short="word " * 15)]


def test_what_questions_show_prints_may_be_given_as_a_question_again() -> None:
    bare = dataclasses.replace(CHURN, short=None, hints=())
    for question in (CHURN, bare):
        assert load_table(question_json(question), "mine") == question


def test_no_key_points_is_a_fault(tmp_path: Path) -> None:
    questions, problems = load(tmp_path, '[[question]]\nid="a"\nkind="pitch"\nprompt="p"\nkey_points=[]')
    assert questions == []
    assert [p.partition("x.toml")[2] for p in problems] == [
        ":5: question 1 'key_points': there must be at least one."
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            COMPLETE.replace("misconceptions =", "misconception ="),
            ":16: question 1 'misconception': unknown field",
        ),
        (COMPLETE.replace("weight = 2", "wait = 2"), ":14: question 1 'key_points[1].wait': unknown field"),
        (COMPLETE + 'source = "x"', ":23: question 1 'source': unknown field"),
        ("title = 3\n" + COMPLETE, ":1: unknown 'title'"),
        ('"\\u001b[2J" = 3\n' + COMPLETE, ":1: unknown '\\x1b[2J'"),
    ],
)
def test_an_unknown_field_is_reported_and_the_question_still_loads(
    text: str, sentence: str, tmp_path: Path
) -> None:
    questions, problems = load(tmp_path, text)
    assert [question.id for question in questions] == ["churn-model"]
    assert len(problems) == 1
    assert sentence in problems[0]
    assert problems[0].isprintable()


def test_several_faults_of_one_question_are_all_reported_in_line_order(tmp_path: Path) -> None:
    text = COMPLETE.replace('"design"', '"x"').replace("difficulty = 2", "difficulty = 7")
    _, problems = load(tmp_path, text)
    assert [problem.partition(":")[2].partition(":")[0] for problem in problems] == ["6", "9"]


@pytest.mark.parametrize("text", ["", "# nothing", "question = 3", "question = []", "[question]\nid = 'a'"])
def test_a_file_without_questions_is_a_problem(text: str, tmp_path: Path) -> None:
    questions, problems = load(tmp_path, text)
    assert questions == []
    assert "there is no [[question]] in it" in problems[0]


def test_a_question_that_is_no_table_is_a_problem(tmp_path: Path) -> None:
    questions, problems = load(tmp_path, "question = [3]")
    assert questions == []
    assert "question 1: it is not a table" in problems[0]


def test_any_depth_of_nesting_is_survived(tmp_path: Path) -> None:
    for depth in range(100, 1100, 50):
        for opening, closing in (("[", "]"), ("{ a = ", " }")):
            nested = f"facts = {opening * depth}1{closing * depth}\n"
            questions, problems = load(tmp_path, GOOD + nested)
            assert questions == []
            assert problems


def test_a_folder_loads_by_file_name_and_survives_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(COMPLETE)
    (tmp_path / "a.toml").write_text(GOOD)
    (tmp_path / "c.toml").write_text(GOOD)
    (tmp_path / "d.toml").write_text("no toml")
    (tmp_path / "e.toml").mkdir()
    (tmp_path / "notes.txt").write_text("not for us")
    (tmp_path / ".hidden.toml").write_text("not for us")
    questions, problems = load_folder(tmp_path, "mine")
    assert [question.id for question in questions] == ["good", "churn-model"]
    assert ["c.toml:3: question 1 'id'" in problems[0], len(problems)] == [True, 3]
    assert "d.toml" in problems[1]
    assert "e.toml is not a file" in problems[2]


def test_a_folder_that_is_none_is_one_problem(tmp_path: Path) -> None:
    assert load_folder(tmp_path / "none", "mine") == ([], [f"{tmp_path / 'none'} is not a folder."])
    assert load_file(tmp_path / "none.toml", "mine")[0] == []


pieces = st.sampled_from(
    [*"[]{}=,.\"\n'#\\", "\x1b", "\u202e", "id", "question", "[[question]]\n", "1e999", "é"]
)
edits = st.lists(
    st.tuples(st.integers(0, len(COMPLETE)), st.integers(0, 12), pieces | st.text(max_size=3)), max_size=4
)


@given(edits=edits)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_to_a_file_gets_further_than_a_printable_sentence(
    edits: list[tuple[int, int, str]], tmp_path: Path
) -> None:
    text = COMPLETE
    for at, length, piece in edits:
        text = text[:at] + piece + text[at + length :]
    (tmp_path / "x.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    questions, problems = load_file(tmp_path / "x.toml", "mine")
    assert questions or problems
    for problem in problems:
        assert problem.isprintable()
        assert problem.startswith(str(tmp_path / "x.toml"))
    for question in questions:
        assert "\x1b" not in repr(question)
        assert question.key_points
