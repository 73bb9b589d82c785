"""The number of an interview: one, wherever it is shown; and the page that is kept of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest
from canned import BIAS, CHURN, PLAN, STORY, answer
from driving import make, name, press, running, settle, text
from stored import keep, practised

from simulator.cli.commands.interviews import interviews
from simulator.cli.commands.sessions import sessions
from simulator.model.formats import json_text, question_json
from simulator.model.records import TurnPlace
from simulator.model.scorecard import FollowUpAsk, KeyPointResult, PointState, Prompted
from simulator.ui.screens.interview_report import InterviewReportScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.interview_session import course_text
from simulator.use_cases.values import Course, courses

GAP = FollowUpAsk(
    ask="And what is k?", because="key point 'what-k-is' was not heard", by=Prompted.GAP, about="what-k-is"
)
MISSED = KeyPointResult(
    id="what-k-is", text="It says what k is.", covered=False, state=PointState.MISSED, confidence=0.9
)


@pytest.fixture
def interview(empty_desk: Desk) -> str:
    """Id of an interview: one question and its follow-up answered, one question passed, and a whole round."""
    archive = empty_desk.sessions.archive
    when = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    session = archive.start_session(PLAN.title, PLAN.id, "real", when)
    first, *others = PLAN.rounds
    plan = replace(PLAN, rounds=(replace(first, follow_ups=1), *others))
    record = answer(None)
    card = record.scorecard
    assert card is not None
    assert record.transcript is not None
    card = replace(card, follow_ups=(GAP,), key_points=(MISSED, *card.key_points))
    kept = keep(archive, replace(record, scorecard=card), session_id=session.id)
    course: Course = courses.begin(plan, ((CHURN, BIAS), (STORY,)))
    for event in (courses.GoOn(), courses.Answered(kept.id, card, 60.0), courses.GoOn()):
        course = courses.step(course, event)
    turn = course.turn
    assert turn is not None
    assert turn.kind is courses.TurnKind.FOLLOW_UP
    more = archive.start_answer(
        session.id,
        question_id=turn.question.id,
        question_json=json_text(question_json(turn.question)),
        audience=turn.audience,
        has_audio=False,
        place=TurnPlace(turn="follow_up", round=0, because=turn.because, parent=kept.id),
        now=when,
    )
    told = replace(MISSED, covered=True, state=PointState.MADE)
    again = replace(card, follow_ups=(), key_points=(told,))
    archive.scored(more.id, record.transcript, again)
    for event in (
        *(courses.Answered(more.id, again, 20.0), courses.GoOn()),
        *(courses.Pass(), courses.GoOn(), courses.Pass()),
    ):
        course = courses.step(course, event)
    assert course.phase is courses.CoursePhase.OVER
    archive.courses.keep(session.id, course_text(course), over=True)
    return session.id


async def test_it_is_the_same_in_report_home_history_cli_and_html(
    empty_desk: Desk, interview: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = empty_desk.interviews.report(interview)
    number = report.overall
    assert number is not None
    assert number < 40  # of three questions one was answered; the mean of the answers is over 70
    sessions(empty_desk, SimpleNamespace(action="list", id=None, search=None, json=False))  # type: ignore[arg-type]
    assert f"  {number}  {PLAN.title}" in capsys.readouterr().out
    interviews(empty_desk, SimpleNamespace(action="report", id=interview, json=False))  # type: ignore[arg-type]
    printed = capsys.readouterr().out
    assert f"The whole: ○ no ({number})" in printed
    assert "Passed: 2 questions; 3 were asked, and these count 0." in printed
    assert "Round 2, Marek (engineer): ○ no: nothing was answered" in printed
    assert empty_desk.documents.session(interview)["session"]["overall"] == number
    assert f"<dd>{number} <span" in empty_desk.export.text(interview, "html")
    async with running(make(empty_desk)) as pilot:
        assert re.search(rf"\b{number} .* {PLAN.title}", text(pilot))
        await press(pilot, "h")
        assert re.search(rf"\b{number} .* {PLAN.title}", text(pilot))
        pilot.app.push_screen(InterviewReportScreen(interview))
        await settle(pilot, lambda: name(pilot) == "InterviewReportScreen" and "How it" in text(pilot))
        assert f"{number}  ○ no" in text(pilot)


async def test_a_mean_of_takes_is_called_so_and_a_single_answer_not(
    empty_desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = empty_desk.sessions.archive
    first = practised(archive, CHURN, "2026-11-22T09:00:00+01:00", 60)
    practised(archive, CHURN, "2026-11-22T09:10:00+01:00", 70, session_id=first.session_id)
    practised(archive, BIAS, "2026-11-23T09:00:00+01:00", 50)
    sessions(empty_desk, SimpleNamespace(action="list", id=None, search=None, json=False))  # type: ignore[arg-type]
    printed = capsys.readouterr().out
    assert f"   65  {CHURN.prompt}  (mean of 2 takes)" in printed
    assert printed.count("mean") == 1
    async with running(make(empty_desk)) as pilot:
        assert "65 mean of 2" in text(pilot)
        assert "50 mean" not in text(pilot)
        await press(pilot, "h")
        assert "65 mean of 2" in text(pilot)
        assert "50 mean" not in text(pilot)


def test_the_page_has_verdict_rounds_passes_and_follow_ups_and_no_ids(
    empty_desk: Desk, interview: str
) -> None:
    page = empty_desk.export.text(interview, "html")
    words = " ".join(re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1].split("</main>")[0]).split())
    assert "How the interview went" in words
    assert "○ no" in words
    assert "Round 1, Dana, the recruiter: ○ no (" in words
    assert "passed: 1 question" in words
    assert "Round 2, Marek, the engineer: ○ no: nothing was answered" in words
    assert f"Passed: {STORY.prompt}" in words.replace("&#39;", "'")
    assert "Round 1 · follow-up, asked because the key point “It says what k is” was not heard" in words
    assert "And what is k? (the key point “It says what k is” was not heard)" in words
    for hidden in (interview, MISSED.id, *(q.id for q in (CHURN, BIAS, STORY)), PLAN.id):
        assert hidden not in page


def test_the_page_of_one_answer_of_it_is_about_that_answer(empty_desk: Desk, interview: str) -> None:
    page = empty_desk.export.text(f"{interview}/02", "html")
    assert "How the interview went" not in page
    assert "the key point “It says what k is” was not heard" in page


def test_an_interview_that_cannot_be_read_keeps_the_mean_of_its_answers(
    empty_desk: Desk, interview: str
) -> None:
    archive = empty_desk.sessions.archive
    before = archive.session(interview).overall
    archive.courses.keep(interview, "{}", over=True)
    assert empty_desk.sessions.session(interview).overall == before
    assert "How the interview went" not in empty_desk.export.text(interview, "html")


async def test_its_report_is_copied_as_it_stands_on_the_screen(
    empty_desk: Desk, interview: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("TERM", "xterm-kitty")
    async with running(make(empty_desk), size=(120, 40)) as pilot:
        pilot.app.push_screen(InterviewReportScreen(interview))
        await settle(pilot, lambda: name(pilot) == "InterviewReportScreen" and "How it" in text(pilot))
        await press(pilot, "y")
        copied = pilot.app.clipboard.splitlines()
        assert len(copied) > 3
        shown = " ".join(text(pilot).split())
        assert " ".join(copied[0].split()) in shown
        assert any(line.startswith("Round 1, ") for line in copied)
