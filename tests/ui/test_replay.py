"""Replay: jumping, looping, speed and bookmarks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from canned import CHURN, answer
from driving import latest, make, name, press, running, settle, text
from fakes import FakeEquipment
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from simulator.model.transcript import Transcript, Word
from simulator.ui.app import SimulatorApp, Start
from simulator.ui.screens.replay import ReplayScreen
from simulator.ui.tape import JUMP_LEAD_S, PLACE_NAMES, Tape
from simulator.use_cases.desk import Desk

RECORD = answer(None)


def replaying(desk: Desk) -> SimulatorApp:
    """The canned answer, to be heard again."""
    return make(desk, Start(screen="replay", answer_id=latest(desk).id))


def screen_of(pilot: Pilot[None]) -> ReplayScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReplayScreen)
    return screen


async def test_every_kind_of_place_is_reached_forwards_and_back(desk: Desk) -> None:
    desk.player.bookmark(latest(desk), 3.0, "slower here")
    keys = dict(zip("wsfjmpn", PLACE_NAMES, strict=True))
    async with running(replaying(desk)) as pilot:
        screen = screen_of(pilot)
        assert screen.tape is not None
        assert "slower here" in text(pilot)
        for key, kind in keys.items():
            seconds = screen.tape.places[kind]
            assert seconds, kind
            screen.go(0.0)
            await press(pilot, key)
            ahead = [at for at in seconds if at > JUMP_LEAD_S + 0.05] or seconds
            assert screen.position_s == pytest.approx(max(0.0, ahead[0] - JUMP_LEAD_S)), kind
            screen.go(screen.tape.duration_s)
            await press(pilot, key.upper())
            assert screen.position_s == pytest.approx(max(0.0, seconds[-1] - JUMP_LEAD_S)), kind


async def test_speed_loop_and_where_it_begins_again(desk: Desk, equipment: FakeEquipment) -> None:
    played = equipment.sound.played
    async with running(replaying(desk)) as pilot:
        screen = screen_of(pilot)
        await press(pilot, "greater_than_sign", "greater_than_sign", "space")
        assert played[-1].speed == 1.5
        assert "1.5x" in text(pilot)
        await press(pilot, *["less_than_sign"] * 9)
        assert played[-1].speed == 0.75
        screen.go(2.0)
        await press(pilot, "l")
        screen.go(4.0)
        await press(pilot, "l")
        assert (played[-1].start_s, played[-1].end_s) == (2.0, 4.0)
        times = len(played)
        screen.poll()
        equipment.sound.position_s = 4.0
        equipment.sound.end()
        screen.poll()
        await settle(pilot, lambda: len(played) == times + 1)
        assert (played[-1].start_s, played[-1].end_s) == (2.0, 4.0)
        await press(pilot, "l")
        assert played[-1].end_s is None


async def test_bookmarks_are_made_with_a_note_and_forgotten(desk: Desk) -> None:
    record = latest(desk)
    async with running(replaying(desk)) as pilot:
        await press(pilot, "right", "b")
        assert name(pilot) == "NoteScreen"
        await press(pilot, *"say why", "enter")
        assert [(mark.at_s, mark.note) for mark in desk.player.bookmarks(record)] == [(5.0, "say why")]
        assert "0:05 say why" in text(pilot)
        await press(pilot, "b", "escape")
        assert len(desk.player.bookmarks(record)) == 1
        await press(pilot, "delete")
        assert desk.player.bookmarks(record) == ()
        assert "say why" not in text(pilot)


async def test_the_interviewer_is_heard_again(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(replaying(desk)) as pilot:
        await press(pilot, "i")
        assert equipment.said == [CHURN.aloud]


def tape(words: list[Word]) -> Tape:
    return Tape(
        answer=replace(RECORD, transcript=Transcript(words=tuple(words), text=""), scorecard=None),
        question=None,
    )


@given(st.lists(st.one_of(st.none(), st.floats(0, 100)), max_size=20), st.floats(0, 100))
def test_the_word_that_sounds_is_the_last_that_began(starts: list[float | None], at_s: float) -> None:
    shown = tape([Word(text="so", start_s=start, end_s=start) for start in starts])
    begun = [start for start in starts if start is not None and start <= at_s + 0.05]
    found = shown.word_at(at_s)
    assert (found is None) == (not begun)
    if found is not None:
        assert starts[found] == max(begun)


def test_a_corrected_word_without_a_time_is_reached_through_the_one_before() -> None:
    shown = tape(
        [
            Word(text="we", start_s=1.0, end_s=1.1),
            Word(text="use"),
            Word(text="trees", start_s=2.0, end_s=2.2),
        ]
    )
    assert shown.start_of(1) == 1.0
    assert shown.start_of(2) == 2.0
    assert shown.word_at(1.5) == 0
