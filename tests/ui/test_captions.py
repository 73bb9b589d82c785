"""Live captions: off unless wanted, never in real mode, and lines that do not jump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from driving import make, press, running, settle, text
from fakes import FakeRehearsal, FakeStudio
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Footer

from simulator.interview.exchange import machine as talk
from simulator.model.transcript import Word, WordKind
from simulator.ui.app import SimulatorApp, Start
from simulator.ui.widgets.captions import Captions, last_lines

NARROW = (80, 24)
QUESTION = "churn-model"
WORDS = ["Um,", "I", "would", "first", "ask", "what", "counts", "as", "churn", "for", "this", "business"]


def studio_in(folder: Path, captions: str) -> FakeStudio:
    desk = FakeStudio(folder)
    desk.settings.current = replace(desk.settings.current, captions=captions)
    return desk


def app_over(folder: Path, desk: FakeStudio, mode: str = "study") -> SimulatorApp:
    return make(folder, Start(screen="practice", question_id=QUESTION, mode=mode), desk)


def heard(words: list[str]) -> talk.HeardSoFar:
    said = tuple(Word(text=word, kind=WordKind.FILLER if word == "Um," else WordKind.WORD) for word in words)
    clean = " ".join(word.text for word in said if word.kind is WordKind.WORD)
    return talk.HeardSoFar(clean, 0.5, said)


async def listening(pilot: Pilot[None], desk: FakeStudio) -> FakeRehearsal:
    rehearsal = desk.rehearsals[0]
    rehearsal.send(talk.Asked())
    await press(pilot, "space")
    rehearsal.send(talk.TakeOpened("20261122-120000-abcd/01"))
    await settle(pilot)
    return rehearsal


def offered(pilot: Pilot[None]) -> bool:
    """Whether the footer shows the key."""
    return any("Captions" in str(key.render()) for key in pilot.app.screen.query_one(Footer).children)


async def test_off_by_default_nothing_is_shown_or_counted_until_the_key(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    assert desk.settings.current.captions == "off"
    async with running(app_over(tmp_path, desk), NARROW) as pilot:
        rehearsal = await listening(pilot, desk)
        rehearsal.send(heard(WORDS))
        await settle(pilot)
        assert "counts as churn" not in text(pilot)
        assert desk.counted == []
        assert offered(pilot)
        await press(pilot, "c")
        assert "1 filler · 142 words a minute" in text(pilot)
        assert "counts as churn for this business" in text(pilot)
        await press(pilot, "c")
        assert "counts as churn" not in text(pilot)


async def test_captions_follow_what_is_heard_and_keep_their_place(tmp_path: Path) -> None:
    desk = studio_in(tmp_path, "on")
    async with running(app_over(tmp_path, desk), NARROW) as pilot:
        rehearsal = await listening(pilot, desk)
        captions = pilot.app.screen.query_one(Captions)
        assert "at your first pause" in text(pilot)
        place = captions.region
        for count in (3, len(WORDS), 40, 120):
            rehearsal.send(heard((WORDS * 20)[:count]))
            await settle(pilot)
            assert captions.region == place
        assert "10 fillers" in text(pilot)
        assert "… " in text(pilot)
        rehearsal.send(talk.Discard())
        await settle(pilot)
        assert not captions.display
        await press(pilot, "space")
        assert "at your first pause" in text(pilot)


async def test_the_same_words_are_counted_once(tmp_path: Path) -> None:
    desk = studio_in(tmp_path, "on")
    async with running(app_over(tmp_path, desk)) as pilot:
        rehearsal = await listening(pilot, desk)
        rehearsal.send(heard(WORDS))
        await settle(pilot)
        await press(pilot, "p", "p")
        rehearsal.send(talk.Warned("The sound is distorted: lower the microphone's level."))
        await settle(pilot)
        assert desk.counted == [len(WORDS)]


async def test_real_mode_never_shows_them(tmp_path: Path) -> None:
    desk = studio_in(tmp_path, "on")
    async with running(app_over(tmp_path, desk, mode="real"), NARROW) as pilot:
        rehearsal = await listening(pilot, desk)
        rehearsal.send(heard(WORDS))
        await press(pilot, "c")
        assert "counts as churn" not in text(pilot)
        assert not offered(pilot)
        assert desk.counted == []


@given(st.lists(st.text("abc", min_size=1, max_size=30), max_size=60), st.integers(12, 90))
def test_the_last_lines_fit_and_old_breaks_stay(words: list[str], width: int) -> None:
    lines = last_lines(" ".join(words), width)
    assert len(lines) <= 2
    assert all(len(line) <= width for line in lines)
    assert not words or words[-1][:width] in lines[-1].split()
    whole = last_lines(" ".join(words), width, lines=1000)
    assert last_lines(" ".join([*words, "d"]), width, lines=1000)[: len(whole) - 1] == whole[:-1]


@pytest.mark.parametrize("size", [NARROW])
def test_picture(snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int]) -> None:
    desk = studio_in(tmp_path, "on")

    async def reach(pilot: Pilot[None]) -> None:
        await settle(pilot)
        rehearsal = await listening(pilot, desk)
        rehearsal.send(heard(WORDS * 3))
        await settle(pilot)

    assert snap_compare(app_over(tmp_path, desk), terminal_size=size, run_before=reach)
