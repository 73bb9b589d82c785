"""At 80x24 nothing is cut off without a mark."""

from pathlib import Path

import pytest
from canned import answer
from driving import make, press, running, settle, text
from fakes import FakeStudio
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from simulator.interview.exchange import machine as talk
from simulator.ui.app import SimulatorApp, Start
from simulator.ui.widgets.evidence import EvidenceRow

NARROW = (80, 24)


def cut_keys(app: SimulatorApp) -> list[str]:
    """Keys of the footer that do not fit on its line."""
    footer = app.screen.query_one(Footer)
    keys = [key for key in footer.query(FooterKey) if key.display]
    assert keys
    return [key.description for key in keys if not footer.region.contains_region(key.region)]


@pytest.mark.parametrize("keys", [(), ("b",), ("h",), ("h", "enter"), ("h", "r"), ("s",), ("s", "m")])
async def test_every_key_of_the_footer_is_in_sight(tmp_path: Path, keys: tuple[str, ...]) -> None:
    app = make(tmp_path)
    async with running(app, NARROW) as pilot:
        await press(pilot, *keys)
        assert cut_keys(app) == []


async def test_every_key_of_a_rehearsal_is_in_sight_in_each_phase(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    app = make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)
    async with running(app, NARROW) as pilot:
        record = answer(desk.sound)
        happenings = (talk.Asked(), talk.Begin(), talk.TakeOpened(record.id), talk.Pause(), talk.Resume())
        for event in (*happenings, talk.MicrophoneLost("The microphone was unplugged."), talk.Done()):
            desk.rehearsals[0].send(event)
            await settle(pilot)
            assert cut_keys(app) == [], event


@pytest.mark.parametrize("size", [NARROW, (120, 40)])
async def test_up_and_down_walk_through_every_remark_of_a_scorecard(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make(tmp_path)
    async with running(app, size) as pilot:
        app.scorecard("20261120-101500-aaaa")
        await settle(pilot, lambda: bool(app.screen.query(EvidenceRow)))
        rows = list(app.screen.query(EvidenceRow))
        body = app.screen.query_one("#scorecard-body")
        assert app.screen.focused is rows[0]
        for row in rows[1:]:
            await press(pilot, "down")
            assert app.screen.focused is row
            assert body.region.overlaps(row.region)
        await press(pilot, "up")
        assert app.screen.focused is rows[-2]


async def test_down_after_the_last_remark_shows_the_measures(tmp_path: Path) -> None:
    app = make(tmp_path)
    async with running(app, NARROW) as pilot:
        app.scorecard("20261120-101500-aaaa")
        await settle(pilot, lambda: bool(app.screen.query(EvidenceRow)))
        await press(pilot, *["down"] * (len(app.screen.query(EvidenceRow))))
        assert "pet words" in text(pilot)
