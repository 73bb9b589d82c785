"""Interviews on the screen: choose, meet, answer, go on, step out, and read how it went."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from canned import BIAS, CHURN, PLAN, STORY, answer
from driving import done, listening, make, name, press, reach, rehearsal, running, settle, text
from fakes import FakeEquipment
from stored import keep
from textual.pilot import Pilot

from simulator.model.signs import SIGNAL_SIGNS
from simulator.ui.screens.turn import TurnScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.interview_session import course_text
from simulator.use_cases.values import Course, Phase, courses

SIZES = [(80, 24), (120, 40)]


async def answered(pilot: Pilot[None], equipment: FakeEquipment) -> None:
    """The present turn is asked, answered, heard and scored."""
    turn = pilot.app.screen
    assert isinstance(turn, TurnScreen)
    await listening(pilot, equipment)
    await done(pilot, equipment)
    await settle(pilot, lambda: pilot.app.screen is not turn)


def left_half_way(desk: Desk) -> None:
    """An interview in its second round, whose question was asked; interruptions are allowed."""
    archive = desk.sessions.archive
    when = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    session = archive.start_session(PLAN.title, PLAN.id, "study", when)
    record = answer(None)
    card = record.scorecard
    assert card is not None
    first, *others = card.improvements
    card = replace(card, improvements=(replace(first, quote="then I'd run [red]SMOTE[/red]"), *others))
    kept = keep(archive, replace(record, scorecard=card), session_id=session.id)
    course: Course = courses.begin(PLAN, ((CHURN, BIAS), (STORY,)), interruptions=True)
    answered_it = courses.Answered(kept.id, card, 60.0)
    for event in (courses.GoOn(), answered_it, courses.GoOn(), courses.Pass(), courses.GoOn()):
        course = courses.step(course, event)
    archive.courses.keep(session.id, course_text(course), over=False)


@pytest.mark.parametrize("size", SIZES)
async def test_an_interview_in_study_mode_shows_each_scorecard_and_ends_with_the_report(
    desk: Desk, equipment: FakeEquipment, size: tuple[int, int]
) -> None:
    async with running(make(desk), size) as pilot:
        await press(pilot, "i")
        assert "Bank fraud team  2 rounds, 55 min" in text(pilot)
        assert "[bold]Mistakes[/bold]" in text(pilot)
        await press(pilot, "enter")
        assert "Dana, the recruiter" in text(pilot)
        assert "Round 1 of 2 · study mode" in text(pilot)
        await press(pilot, "space")
        assert name(pilot) == "TurnScreen"
        assert "Round 1 of 2 · Dana, the recruiter" in text(pilot)
        assert "15 min left" in text(pilot)
        await answered(pilot, equipment)
        assert name(pilot) == "ReviewScreen"
        await press(pilot, "n")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        await answered(pilot, equipment)
        await press(pilot, "escape")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen")
        assert "Marek, the engineer" in text(pilot)
        assert "✓ 1  Dana" in text(pilot)
        session = desk.sessions.all()[0]
        desk.corrections.correct(f"{session.id}/02", 0, 0, "Well")
        await press(pilot, "space")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        await press(pilot, "k")
        await settle(pilot, lambda: name(pilot) == "InterviewReportScreen")
        await settle(pilot, lambda: "How it went" in text(pilot))
        shown = text(pilot)
        dana, marek = desk.interviews.report(session.id).rounds
        assert dana.signal is not None
        assert marek.verdict == "no: nothing was answered"
        assert "Round 2, Marek, the engineer   ○ no: nothing was answered" in shown
        assert f"○ passed: {STORY.prompt}" in " ".join(shown.split())
        sign = SIGNAL_SIGNS[dana.signal]
        assert f"Round 1, Dana, the recruiter   {sign} {dana.signal.value} ({dana.score})" in shown
        assert "2 answers" in shown
        assert "✎ corrected" in shown
        await press(pilot, "escape")
        assert name(pilot) == "HomeScreen"


async def test_the_report_says_how_each_round_went_in_the_speakers_words(desk: Desk) -> None:
    left_half_way(desk)
    async with running(make(desk)) as pilot:
        await press(pilot, "c", "space")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        await press(pilot, "k")
        await settle(pilot, lambda: "How it went" in text(pilot))
        shown = text(pilot)
        assert "Round 1, Dana, the recruiter   ○ no (36)" in shown
        assert "Passed: 2 questions; 3 were asked, and these count 0." in shown
        assert "then I'd run [red]SMOTE[/red]" in shown


async def test_a_turn_can_be_taken_again(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "i", "enter", "space")
        first = rehearsal(pilot)
        await answered(pilot, equipment)
        await press(pilot, "a")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        await reach(pilot, Phase.YOUR_TURN)
        assert "take 2" in text(pilot)
        assert rehearsal(pilot) is first


async def test_real_mode_goes_straight_on(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "i", "o")
        assert "● real mode: scorecards only at the end" in text(pilot)
        await press(pilot, "enter", "space")
        assert "● real mode" in text(pilot)
        first = rehearsal(pilot)
        await answered(pilot, equipment)
        await settle(pilot, lambda: rehearsal(pilot) is not first)
        assert name(pilot) == "TurnScreen"


async def test_stepping_out_keeps_the_question_and_home_is_one_key_away(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "i", "enter", "space")
        await settle(pilot, lambda: equipment.sound.playing)
        equipment.sound.end()
        await reach(pilot, Phase.YOUR_TURN)
        await press(pilot, "escape")
        assert name(pilot) == "InterviewScreen"
        assert "the question waits" in text(pilot)
        await press(pilot, "space")
        assert name(pilot) == "TurnScreen"
        await press(pilot, "escape", "escape")
        assert name(pilot) == "HomeScreen"


async def test_one_left_half_way_is_offered_first(desk: Desk) -> None:
    left_half_way(desk)
    async with running(make(desk)) as pilot:
        await press(pilot, "i")
        assert "▶ Continue: Bank fraud team, round 2 of 2" in text(pilot)
        await press(pilot, "enter")
        assert "the question waits" in text(pilot)


async def test_the_time_is_said_and_a_ramble_is_stopped(desk: Desk, equipment: FakeEquipment) -> None:
    left_half_way(desk)
    async with running(make(desk), (80, 24)) as pilot:
        await press(pilot, "c", "space")
        await listening(pilot, equipment)
        screen = pilot.app.screen
        assert isinstance(screen, TurnScreen)
        limit_s = rehearsal(pilot).view.question.time_limit_s
        equipment.sound.level = 0.5
        equipment.sound.recorded_s = float(limit_s)
        screen.poll()
        await settle(pilot)
        assert "! The time is up. Finish your thought." in text(pilot)
        assert rehearsal(pilot).view.phase is Phase.LISTENING
        equipment.sound.recorded_s = 1.3 * limit_s
        screen.poll()
        await reach(pilot, Phase.HEARING)
        assert "! Marek stops you there, and comes to the point." in text(pilot)


async def test_home_goes_on_with_the_interview_that_was_left(desk: Desk) -> None:
    async with running(make(desk), (80, 24)) as pilot:
        assert "Continue" not in text(pilot)
    left_half_way(desk)
    async with running(make(desk), (80, 24)) as pilot:
        assert "▶ Continue: Bank fraud team, round 2 of 2" in text(pilot)
        await press(pilot, "c")
        assert name(pilot) == "InterviewScreen"


async def test_typing_in_an_interview_is_left_by_escape_and_kept(desk: Desk) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "i", "enter", "space")
        await press(pilot, "t", *"half", "escape")
        assert isinstance(pilot.app.screen, TurnScreen)
        assert not pilot.app.screen.typing
        await settle(pilot, lambda: desk.drafts.of(CHURN.id) == "half")
        await press(pilot, "escape")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen")
