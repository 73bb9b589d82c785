"""A silence that ends the answer: the countdown is plain to see, and any key stops it."""

from __future__ import annotations

import pytest
from driving import CHURN_ASKED, listening, make, press, reach, rehearsal, running, settle, text, until
from fakes import FakeEquipment

from simulator.model.transcript import Word
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

SAID = tuple(
    Word(text=word) for word in ("so", "that", "is", "how", "I", "would", "keep", "an", "eye", "on", "it")
)


@pytest.fixture
def by_itself(desk: Desk) -> Desk:
    desk.settings.change(ending="by itself")
    return desk


def silent_for(equipment: FakeEquipment, seconds: float) -> None:
    """The candidate said something that took five seconds, then nothing for so long."""
    equipment.sound.recorded_s = 5.0 + seconds
    equipment.hearing.pause(SAID, 5.0)


async def test_the_countdown_is_shown_and_ends_the_answer(by_itself: Desk, equipment: FakeEquipment) -> None:
    async with running(make(by_itself, CHURN_ASKED), (80, 24)) as pilot:
        await listening(pilot, equipment)
        silent_for(equipment, 6.0)
        await until(pilot, lambda view: view.ending)
        await settle(pilot, lambda: "your answer ends" in text(pilot))
        assert "press any key" in text(pilot)
        equipment.sound.recorded_s += 10.0
        await reach(pilot, Phase.HEARING)
        assert equipment.hearing.finished == 1


@pytest.mark.parametrize("key", ["space", "x", "p", "escape"])
async def test_any_key_stops_the_countdown_and_does_nothing_else(
    by_itself: Desk, equipment: FakeEquipment, key: str
) -> None:
    async with running(make(by_itself, CHURN_ASKED), (80, 24)) as pilot:
        await listening(pilot, equipment)
        silent_for(equipment, 6.0)
        await until(pilot, lambda view: view.ending)
        await press(pilot, key)
        await until(pilot, lambda view: not view.ending)
        assert pilot.app.screen.view.phase is Phase.LISTENING
        assert equipment.sound.recording
        equipment.sound.recorded_s += 30.0
        await press(pilot, "p")
        await reach(pilot, Phase.PAUSED)


async def test_a_sound_stops_the_countdown(by_itself: Desk, equipment: FakeEquipment) -> None:
    async with running(make(by_itself, CHURN_ASKED), (80, 24)) as pilot:
        await listening(pilot, equipment)
        silent_for(equipment, 6.0)
        await until(pilot, lambda view: view.ending)
        equipment.sound.level = 0.3
        await until(pilot, lambda view: not view.ending)
        assert "your answer ends" not in text(pilot)


async def test_by_default_only_a_key_ends_an_answer(desk: Desk, equipment: FakeEquipment) -> None:
    assert desk.settings.current.ending == "on a key"
    async with running(make(desk, CHURN_ASKED), (80, 24)) as pilot:
        await listening(pilot, equipment)
        silent_for(equipment, 600.0)
        await settle(pilot)
        assert rehearsal(pilot).ends_in_s == 0.0
        assert pilot.app.screen.view.phase is Phase.LISTENING


async def test_speaking_into_the_question_silences_it(desk: Desk, equipment: FakeEquipment) -> None:
    desk.settings.change(headphones="yes", barge_in="yes")
    async with running(make(desk, CHURN_ASKED), (80, 24)) as pilot:
        await settle(pilot, lambda: equipment.sound.playing)
        await until(pilot, lambda view: view.answer_id is not None)
        assert equipment.sound.floor == [None]
        equipment.sound.barge_in()
        await reach(pilot, Phase.LISTENING)
        assert not equipment.sound.playing
        assert equipment.sound.recording


async def test_a_question_heard_to_its_end_leaves_nothing_behind(
    desk: Desk, equipment: FakeEquipment
) -> None:
    desk.settings.change(headphones="yes", barge_in="yes")
    sessions = len(desk.sessions.all())
    async with running(make(desk, CHURN_ASKED), (80, 24)) as pilot:
        await settle(pilot, lambda: equipment.sound.playing)
        await until(pilot, lambda view: view.answer_id is not None)
        assert "Back" in text(pilot)
        equipment.sound.end()
        await reach(pilot, Phase.YOUR_TURN)
        await settle(pilot, lambda: not equipment.sound.recording)
    assert len(desk.sessions.all()) == sessions


async def test_who_draws_may_be_silent(by_itself: Desk, equipment: FakeEquipment) -> None:
    async with running(make(by_itself, CHURN_ASKED), (120, 40)) as pilot:
        await listening(pilot, equipment)
        await press(pilot, "f4")
        silent_for(equipment, 6.0)
        pilot.app.screen.poll()
        equipment.sound.recorded_s += 30.0
        pilot.app.screen.poll()
        await settle(pilot)
        assert pilot.app.screen.view.phase is Phase.LISTENING
