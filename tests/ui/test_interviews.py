"""Interviews on the screen: choose, meet, answer, go on, step out, and read how it went."""

from __future__ import annotations

from pathlib import Path

import pytest
from canned import answer
from driving import make, name, press, running, settle, text
from fakes import FakeStudio
from textual.pilot import Pilot

from simulator.interview.exchange import machine as talk
from simulator.ui.screens.turn import TurnScreen
from simulator.use_cases.practise.interview_session import LeftInterview

SIZES = [(80, 24), (120, 40)]


async def answered(pilot: Pilot[None], desk: FakeStudio) -> None:
    """The present turn is asked, answered, heard and scored."""
    record = answer(desk.sound)
    rehearsal = desk.rehearsals[-1]
    rehearsal.send(talk.Asked())
    await settle(pilot)
    await press(pilot, "space")
    rehearsal.send(talk.TakeOpened(record.id))
    await press(pilot, "space")
    assert record.scorecard is not None
    rehearsal.send(talk.Judged(record.scorecard, record.id))
    await settle(pilot)
    await settle(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_an_interview_in_study_mode_shows_each_scorecard_and_ends_with_the_report(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk), size) as pilot:
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
        await answered(pilot, desk)
        assert name(pilot) == "ReviewScreen"
        await press(pilot, "n")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        await answered(pilot, desk)
        await press(pilot, "escape")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen")
        assert "Marek, the engineer" in text(pilot)
        assert "✓ 1  Dana" in text(pilot)
        await press(pilot, "space")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        await press(pilot, "k")
        await settle(pilot, lambda: name(pilot) == "InterviewReportScreen")
        shown = text(pilot)
        assert "Round 1, Dana, the recruiter   ◕ yes (74)" in shown
        assert "✎ corrected" in shown
        assert "then I'd run [red]SMOTE[/red]" in shown
        await press(pilot, "escape")
        assert name(pilot) == "HomeScreen"


async def test_a_turn_can_be_taken_again(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "i", "enter", "space")
        await answered(pilot, desk)
        await press(pilot, "a")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        assert "take 2" in text(pilot)
        assert len(desk.rehearsals) == 1


async def test_real_mode_goes_straight_on(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "i", "o")
        assert "● real mode: scorecards only at the end" in text(pilot)
        await press(pilot, "enter", "space")
        assert "● real mode" in text(pilot)
        await answered(pilot, desk)
        await settle(pilot, lambda: len(desk.rehearsals) == 2)
        assert name(pilot) == "TurnScreen"


async def test_stepping_out_keeps_the_question_and_home_is_one_key_away(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "i", "enter", "space")
        desk.rehearsals[-1].send(talk.Asked())
        await press(pilot, "escape")
        assert name(pilot) == "InterviewScreen"
        assert "the question waits" in text(pilot)
        await press(pilot, "space")
        assert name(pilot) == "TurnScreen"
        await press(pilot, "escape", "escape")
        assert name(pilot) == "HomeScreen"


async def test_one_left_half_way_is_offered_first(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.left = (LeftInterview(session_id="s", title="Bank fraud team", round=2, rounds=4),)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "i")
        assert "▶ Continue: Bank fraud team, round 2 of 4" in text(pilot)
        await press(pilot, "enter")
        assert "the question waits" in text(pilot)


async def test_the_time_is_said_and_a_ramble_is_stopped(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk), (80, 24)) as pilot:
        await press(pilot, "i", "enter", "space")
        rehearsal = desk.rehearsals[-1]
        rehearsal.send(talk.Asked())
        await press(pilot, "space")
        rehearsal.send(talk.TakeOpened("s/01"))
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TurnScreen)
        rehearsal.elapsed_s = float(rehearsal.view.question.time_limit_s)
        screen.poll()
        await settle(pilot)
        assert "▲ The time is up. Finish your thought." in text(pilot)
        assert talk.Done() not in rehearsal.sent
        screen.interview.stops = True  # type: ignore[attr-defined]
        screen.poll()
        await settle(pilot)
        assert rehearsal.sent[-1] == talk.Done()
        assert "▲ Dana stops you there, and comes to the point." in text(pilot)


async def test_home_goes_on_with_the_interview_that_was_left(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk), (80, 24)) as pilot:
        assert "Continue" not in text(pilot)
    desk.left = (LeftInterview(session_id="s", title="Bank fraud team", round=2, rounds=4),)
    async with running(make(tmp_path, desk=desk), (80, 24)) as pilot:
        assert "▶ Continue: Bank fraud team, round 2 of 4" in text(pilot)
        await press(pilot, "c")
        assert name(pilot) == "InterviewScreen"


async def test_typing_in_an_interview_is_left_by_escape_and_kept(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "i", "enter", "space")
        desk.rehearsals[-1].send(talk.Asked())
        await settle(pilot)
        await press(pilot, "t", *"half", "escape")
        assert isinstance(pilot.app.screen, TurnScreen)
        assert not pilot.app.screen.typing
        await settle(pilot, lambda: list(desk.drafts.values()) == ["half"])
        await press(pilot, "escape")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen")
