"""Whole interviews through the desk and the command line, without a screen: what was asked, and why."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from real_meaning import REAL

from simulator.cli.main import main
from simulator.interview.process.course import CoursePhase
from simulator.model import settings
from simulator.model.errors import BadInputError, ExitCode
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.rehearsals import Rehearsals

SPOKEN = Path(__file__).parents[2] / "speech" / "hearing" / "audio" / "hesitant.flac"
PLAN = """\
id = "small"
title = "Small company"
about = "Two people."
[[rounds]]
role = "engineer"
audience = "engineer"
minutes = 20
name = "Ada"
persona = "Asks."
opening = "I am Ada."
follow_ups = 1
draw = [{ ids = ["churn-model"] }]
[[rounds]]
role = "hiring_manager"
audience = "recruiter"
minutes = 20
name = "Bob"
voice = 2
persona = "Listens."
opening = "I am Bob."
follow_ups = 1
draw = [{ ids = ["proudest-project"] }]
"""
FORGETS_DRIFT = (
    "First I would agree with the business on what counts as churn, say thirty days without activity, and on "
    "what happens with the score: the team calls the customers at risk with an offer. Then I would build "
    "features as of a fixed date so that nothing leaks, train a simple baseline, and try boosted trees. "
    "Churners are rare, so I would look at precision among the top customers instead of accuracy."
)
DRIFT = (
    "I would watch for drift: compare the features and the scores of this month with those of the training "
    "months, check the precision once we know who really left, and retrain when the numbers go down."
)
STORY = (
    "At my last job letters arrived late and customers were angry. My task was to find out which ones would "
    "be late. I used SMOTE and XGBoost on two years of letters. The share of late letters fell by a third, "
    "and I learned to ask the people in the mail room first."
)
QUESTIONS = (
    "How does your team decide that a model is good enough? What went wrong the last time you shipped one?"
)


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Typed answers as files; the small plan in the user's own folder; no voice; rules judge."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "small.toml").write_text(PLAN, encoding="utf-8")
    monkeypatch.setenv("SIMULATOR_INTERVIEWS", str(folder))
    monkeypatch.setenv("SIMULATOR_VOICE", "off")
    monkeypatch.setattr(
        "simulator.use_cases.desk.Desk", partial(Desk, embedder=lambda: REAL, judges=lambda: None)
    )
    monkeypatch.setattr(Rehearsals, "warm_up", lambda *_: None)  # what is typed needs no ear
    files = {}
    for name, text in {"churn": FORGETS_DRIFT, "drift": DRIFT, "story": STORY, "asks": QUESTIONS}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        files[name] = str(tmp_path / f"{name}.txt")
    return files


def answers(texts: dict[str, str], *names: str) -> list[str]:
    return [word for name in names for word in ("--answer", texts[name])]


def document(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out)


@pytest.mark.real
def test_a_whole_interview_asks_reacts_stores_and_reports(
    texts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = answers(texts, "churn", "drift", "story", "story", "asks")
    assert main(["practice", "--headless", "--interview", "small", "--mode", "real", *given, "--json"]) == 0
    done = document(capsys)
    asked = [turn for turn in done["turns"] if turn["speaker"] == "interviewer"]
    assert [(turn["kind"], turn["round"]) for turn in asked] == [
        ("question", 1),
        ("follow_up", 1),
        ("question", 2),
        ("follow_up", 2),
        ("closing", 2),
    ]
    assert asked[0]["lead"] == "I am Ada."
    assert asked[1]["because"] == "key point 'drift' was not heard"
    assert asked[4]["text"] == "What would you like to ask me?"
    answered = [turn for turn in done["turns"] if turn["speaker"] == "candidate"]
    assert [turn["answer_id"].split("/")[1] for turn in answered] == ["01", "02", "03", "04", "05"]
    assert [card["question_id"] for card in done["answers"][:2]] == ["churn-model", "churn-model.drift"]
    assert done["answers"][1]["key_points"][0]["covered"]
    report = done["report"]
    assert [item["round"] for item in report["rounds"]] == [1, 2]
    assert "Asked about what was left out, you filled 1 of 1 gap." in report["rounds"][0]["reasons"]
    assert report["complete"]
    assert report["questions_asked"]["score"] >= 75

    desk = Desk(settings.load())
    (session,) = desk.sessions.all(sample=False)
    assert (session.id, session.interview_id, session.mode, session.title) == (
        done["session_id"],
        "small",
        "real",
        "Small company",
    )
    first, second, third, *_ = desk.sessions.answers(session.id)
    assert (first.place.turn, first.place.round) == ("question", 0)
    assert (second.place.turn, second.place.parent) == ("follow_up", first.id)
    assert second.place.because == "key point 'drift' was not heard"
    assert (third.place.round, third.audience.value, third.take) == (1, "recruiter", 1)
    assert desk.interviews.left() == ()
    desk.close()


@pytest.mark.real
def test_an_interview_left_half_way_is_gone_on_with(
    texts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = answers(texts, "churn", "drift")
    assert main(["practice", "--headless", "--interview", "small", *given]) == 0
    assert "Small company (so far)" in capsys.readouterr().out
    desk = Desk(settings.load())
    (left,) = desk.interviews.left()
    assert left.words == "Small company, round 2 of 2"
    interview = desk.interviews.go_on(left.session_id)
    assert (interview.course.phase, interview.course.interviewer.name) == (CoursePhase.WAITING, "Bob")
    done = desk.headless.practise(interview, [texts["story"]])
    assert done.session_id == left.session_id
    assert [turn.lead for turn in done.turns if turn.kind == "question"] == ["I am Bob."]
    assert len(desk.sessions.answers(left.session_id)) == 3
    with pytest.raises(BadInputError):
        desk.interviews.go_on("20260101-000000-none")
    desk.close()


@pytest.mark.real
def test_in_a_drill_the_second_file_answers_the_first_follow_up(
    texts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    given = answers(texts, "churn", "drift")
    assert main(["practice", "--headless", "--question", "churn-model", *given, "--json"]) == 0
    done = document(capsys)
    assert [turn["kind"] for turn in done["turns"]] == ["question", "answer", "follow_up", "answer"]
    first = done["answers"][0]["follow_ups"][0]
    assert (done["turns"][2]["text"], done["turns"][2]["because"]) == (first["ask"], first["because"])
    assert "report" not in done
    desk = Desk(settings.load())
    (session,) = desk.sessions.all(sample=False)
    assert session.interview_id is None
    assert desk.interviews.left() == ()
    desk.close()


@pytest.mark.real
def test_without_a_screen_nothing_starts_at_once(
    texts: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_START", "at once")
    given = answers(texts, "churn")
    assert main(["practice", "--headless", "--question", "churn-model", *given, "--json"]) == 0
    assert [turn["kind"] for turn in document(capsys)["turns"]] == ["question", "answer"]


@pytest.mark.real
def test_a_typed_question_is_replied_to_and_the_next_file_answers(
    texts: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, said in (("much", "How much data do we have?"), ("again", "Could you repeat the question?")):
        (tmp_path / f"{name}.txt").write_text(said, encoding="utf-8")
        texts[name] = str(tmp_path / f"{name}.txt")
    given = answers(texts, "again", "much", "churn")
    assert main(["practice", "--headless", "--question", "churn-model", *given, "--json"]) == 0
    turns = document(capsys)["turns"]
    assert [turn["kind"] for turn in turns] == [
        "question",
        "clarifying_question",
        "fact",
        "clarifying_question",
        "fact",
        "answer",
    ]
    assert turns[2]["text"] == turns[0]["text"]
    assert "million" in turns[4]["text"]


@pytest.mark.real
def test_an_interview_is_asked_aloud_and_heard(
    texts: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIMULATOR_VOICE", "auto")
    monkeypatch.setenv("SIMULATOR_MODEL", "tiny.en")
    given = ["--answer", str(SPOKEN), *answers(texts, "drift")]
    assert main(["practice", "--headless", "--interview", "small", *given, "--json"]) == 0
    question, answer, follow_up, _ = document(capsys)["turns"]
    assert "customer records" in answer["text"]
    assert question["because"] is None
    assert follow_up["kind"] == "follow_up"
    assert follow_up["because"]


def test_the_interviews_are_listed_shown_and_checked(
    texts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["interviews", "list", "--json"]) == 0
    listed = document(capsys)["interviews"]
    assert len(listed) >= 9
    assert listed[-1] == {
        "id": "small",
        "title": "Small company",
        "rounds": [
            {"role": "engineer", "audience": "software_engineer", "minutes": 20},
            {"role": "hiring_manager", "audience": "recruiter", "minutes": 20},
        ],
    }
    assert main(["interviews", "show", "bank-fraud", "--json"]) == 0
    assert document(capsys)["rounds"][1]["name"] == "Marek"
    assert main(["interviews", "show", "bank-fraud"]) == 0
    assert "Marek, the engineer" in capsys.readouterr().out
    assert main(["interviews", "check", "--json"]) == 0
    assert document(capsys)["problems"] == []


def test_a_rule_that_can_draw_for_another_listener_is_found_by_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text(PLAN.replace("churn-model", "two-kinds-of-mistakes"), encoding="utf-8")
    assert main(["interviews", "check", str(tmp_path)]) == ExitCode.BAD_INPUT
    said = "own.toml, line 12, field `draw[1]`: this rule can draw 'two-kinds-of-mistakes': Ada listens as"
    assert said in capsys.readouterr().err


def test_a_plan_whose_questions_do_not_exist_is_found_by_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text(PLAN.replace("churn-model", "no-such"), encoding="utf-8")
    assert main(["interviews", "check", str(tmp_path)]) == ExitCode.BAD_INPUT
    assert "interview 'small', round 1: its rules find 0 questions and draw 1." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["interviews", "show", "no-such"], ExitCode.BAD_INPUT),
        (["interviews", "show"], ExitCode.USAGE),
        (["interviews", "check", "no/such/folder"], ExitCode.BAD_INPUT),
        (["interviews", "report", "20260101-000000-none"], ExitCode.BAD_INPUT),
        (["practice", "--headless", "--interview", "small"], ExitCode.USAGE),
        (["practice", "--headless", "--interview", "no-such", "--answer", str(SPOKEN)], ExitCode.BAD_INPUT),
        (["practice", "--headless", "--interview", "small", "--answer", "no.flac"], ExitCode.BAD_INPUT),
        (["practice", "--headless", "--interview", "small", "--answer", "no.txt"], ExitCode.BAD_INPUT),
        (["practice", "--interview", "small", "--topic", "vision"], ExitCode.USAGE),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_stored(
    arguments: list[str], code: int, texts: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "recordings").exists()


# The clock of an answer
