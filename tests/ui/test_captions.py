"""Live captions: off unless wanted, never in real mode, and lines that do not jump."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from canned import CHURN
from driving import CHURN_ASKED, listening, make, press, reach, running, settle, text
from fakes import FakeEquipment
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Footer

from simulator.model.scorecard import SoFar
from simulator.model.transcript import Word, WordKind
from simulator.ui.app import Start
from simulator.ui.widgets.captions import Captions, last_lines
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

NARROW = (80, 24)
WORDS = ["Um,", "I", "would", "first", "ask", "what", "counts", "as", "churn", "for", "this", "business"]
PACE_S = 55 / 142
"""Seconds a word, so that eleven of twelve make 142 words a minute."""


def said(words: list[str]) -> tuple[Word, ...]:
    """With their times, one straight after the other."""
    return tuple(
        Word(
            text=word,
            start_s=at * PACE_S,
            end_s=(at + 1) * PACE_S,
            kind=WordKind.FILLER if word == "Um," else WordKind.WORD,
        )
        for at, word in enumerate(words)
    )


@pytest.fixture
def counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Words of each count that was asked for."""
    counts: list[int] = []
    count = desk.scorer.so_far

    def so_far(words: tuple[Word, ...]) -> SoFar:
        counts.append(len(words))
        return count(words)

    monkeypatch.setattr(desk.scorer, "so_far", so_far)
    return counts


def offered(pilot: Pilot[None]) -> bool:
    """Whether the footer shows the key."""
    return any("Captions" in str(key.render()) for key in pilot.app.screen.query_one(Footer).children)


async def test_off_by_default_nothing_is_shown_or_counted_until_the_key(
    desk: Desk, equipment: FakeEquipment, counted: list[int]
) -> None:
    assert desk.settings.current.captions == "off"
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await listening(pilot, equipment)
        equipment.hearing.hear(said(WORDS))
        await settle(pilot, lambda: bool(pilot.app.screen.view.said))
        assert "counts as churn" not in text(pilot)
        assert counted == []
        assert offered(pilot)
        await press(pilot, "c")
        assert "1 filler · 142 words a minute" in text(pilot)
        assert "counts as churn for this business" in text(pilot)
        await press(pilot, "c")
        assert "counts as churn" not in text(pilot)


async def test_captions_follow_what_is_heard_and_keep_their_place(
    desk: Desk, equipment: FakeEquipment
) -> None:
    desk.settings.change(captions="on")
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await listening(pilot, equipment)
        captions = pilot.app.screen.query_one(Captions)
        assert "at your first pause" in text(pilot)
        place = captions.region
        for count in (3, len(WORDS), 40, 120):
            equipment.hearing.hear(said((WORDS * 20)[:count]))
            await settle(pilot, lambda count=count: len(pilot.app.screen.view.said) == count)
            assert captions.region == place
        assert "10 fillers" in text(pilot)
        assert "… " in text(pilot)
        await press(pilot, "escape")
        await reach(pilot, Phase.YOUR_TURN)
        assert not captions.display
        await press(pilot, "space")
        await reach(pilot, Phase.LISTENING)
        assert "at your first pause" in text(pilot)


async def test_the_same_words_are_counted_once(
    desk: Desk, equipment: FakeEquipment, counted: list[int]
) -> None:
    desk.settings.change(captions="on")
    async with running(make(desk, CHURN_ASKED)) as pilot:
        await listening(pilot, equipment)
        equipment.hearing.hear(said(WORDS))
        await settle(pilot, lambda: counted == [len(WORDS)])
        for phase in (Phase.PAUSED, Phase.LISTENING):
            await press(pilot, "p")
            await reach(pilot, phase)
        equipment.sound.warn("The sound is distorted: lower the microphone's level.")
        await settle(pilot, lambda: "The sound is distorted" in text(pilot))
        assert counted == [len(WORDS)]


async def test_real_mode_never_shows_them(desk: Desk, equipment: FakeEquipment, counted: list[int]) -> None:
    desk.settings.change(captions="on")
    start = Start(screen="practice", question_id=CHURN.id, mode="real")
    async with running(make(desk, start), NARROW) as pilot:
        await listening(pilot, equipment)
        equipment.hearing.hear(said(WORDS))
        await settle(pilot, lambda: bool(pilot.app.screen.view.said))
        await press(pilot, "c")
        assert "counts as churn" not in text(pilot)
        assert not offered(pilot)
        assert counted == []


@given(st.lists(st.text("abc", min_size=1, max_size=30), max_size=60), st.integers(12, 90))
def test_the_last_lines_fit_and_old_breaks_stay(words: list[str], width: int) -> None:
    lines = last_lines(" ".join(words), width)
    assert len(lines) <= 2
    assert all(len(line) <= width for line in lines)
    assert not words or words[-1][:width] in lines[-1].split()
    whole = last_lines(" ".join(words), width, lines=1000)
    assert last_lines(" ".join([*words, "d"]), width, lines=1000)[: len(whole) - 1] == whole[:-1]


@pytest.mark.parametrize("size", [NARROW])
def test_picture(
    snap_compare: Callable[..., bool], desk: Desk, equipment: FakeEquipment, size: tuple[int, int]
) -> None:
    desk.settings.change(captions="on")

    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await listening(pilot, equipment)
        equipment.hearing.hear(said(WORDS * 3))
        await settle(pilot, lambda: bool(pilot.app.screen.query_one(Captions).text))

    assert snap_compare(make(desk, CHURN_ASKED), terminal_size=size, run_before=arrive)
