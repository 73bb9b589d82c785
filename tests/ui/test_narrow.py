"""At 80x24 nothing is cut off without a mark."""

import pytest
from driving import CHURN_ASKED, latest, make, press, reach, running, settle, speaking, text
from fakes import FakeEquipment
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from simulator.ui.app import SimulatorApp
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.ui.widgets.measures import Fold
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

NARROW = (80, 24)


def cut_keys(app: SimulatorApp) -> list[str]:
    """Keys of the footer that do not fit on its line."""
    footer = app.screen.query_one(Footer)
    keys = [key for key in footer.query(FooterKey) if key.display]
    assert keys
    return [key.description for key in keys if not footer.region.contains_region(key.region)]


@pytest.mark.parametrize("keys", [(), ("b",), ("h",), ("h", "enter"), ("h", "r"), ("s",), ("s", "m")])
async def test_every_key_of_the_footer_is_in_sight(desk: Desk, keys: tuple[str, ...]) -> None:
    app = make(desk)
    async with running(app, NARROW) as pilot:
        await press(pilot, *keys)
        assert cut_keys(app) == []


async def test_every_key_of_a_rehearsal_is_in_sight_in_each_phase(
    desk: Desk, equipment: FakeEquipment
) -> None:
    app = make(desk, CHURN_ASKED)
    async with running(app, NARROW) as pilot:
        assert cut_keys(app) == []
        await settle(pilot, lambda: equipment.sound.playing)
        equipment.sound.end()
        await reach(pilot, Phase.YOUR_TURN)
        assert cut_keys(app) == []
        await speaking(pilot)
        assert cut_keys(app) == []
        for phase in (Phase.PAUSED, Phase.LISTENING):
            await press(pilot, "p")
            await reach(pilot, phase)
            assert cut_keys(app) == []
        equipment.sound.lose_microphone("The microphone was unplugged.")
        await reach(pilot, Phase.TROUBLE)
        assert cut_keys(app) == []
        await press(pilot, "d")
        await reach(pilot, Phase.HEARING)
        assert cut_keys(app) == []


@pytest.mark.parametrize("size", [NARROW, (120, 40)])
async def test_up_and_down_walk_through_every_remark_of_a_scorecard(
    desk: Desk, size: tuple[int, int]
) -> None:
    app = make(desk)
    async with running(app, size) as pilot:
        app.scorecard(latest(desk).session_id)
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


async def test_the_title_of_a_scorecard_says_for_whom_and_how_long(desk: Desk) -> None:
    app = make(desk)
    async with running(app, NARROW) as pilot:
        app.scorecard(latest(desk).session_id)
        await settle(pilot, lambda: bool(app.screen.query(EvidenceRow)))
        assert "‹ 2 of 2 › · 20 Nov · for a software engineer · 0:52" in text(pilot).splitlines()[0]


async def test_down_after_the_last_remark_shows_the_measures(desk: Desk) -> None:
    app = make(desk)
    async with running(app, NARROW) as pilot:
        app.scorecard(latest(desk).session_id)
        await settle(pilot, lambda: bool(app.screen.query(EvidenceRow)))
        await press(pilot, *["down"] * (len(app.screen.query(EvidenceRow))))
        assert isinstance(app.screen.focused, Fold)
        assert "long pauses" not in text(pilot)
        await press(pilot, "enter", "down")
        assert "long pauses      none in the middle of a sentence" in text(pilot)
        assert "pet words" in text(pilot)
        await press(pilot, "f")
        assert "long pauses" not in text(pilot)


@pytest.mark.parametrize(
    ("keys", "width"), [((), 60), (("b",), 60), (("h", "enter"), 60), (("h", "enter"), 40)]
)
async def test_however_narrow_the_first_keys_and_the_help_are_in_sight_and_none_is_cut(
    desk: Desk, keys: tuple[str, ...], width: int
) -> None:
    app = make(desk)
    async with running(app, (120, 40)) as pilot:
        await press(pilot, *keys)
        await settle(pilot, lambda: len(app.screen.query(FooterKey)) > 2)
        declared = [key.description for key in app.screen.query(FooterKey)]
        await pilot.resize_terminal(width, 24)
        await settle(pilot)
        shown = [key.description for key in app.screen.query(FooterKey)]
        assert cut_keys(app) == []
        assert shown[0] == declared[0]
        assert shown[-1] == "Help"
        assert ("Back" in shown) == ("Back" in declared)
        order = [key for key in shown if key not in ("Back", "Help")]
        assert order == declared[: len(order)], "keys are left out from the end"


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (("b",), ["Practise", "Search", "Kind", "Done"]),
        (("h", "enter"), ["Play", "Replay", "Again", "Next"]),
        (("h", "r"), ["Play", "5 s", "Filler"]),
    ],
)
async def test_what_one_does_most_stands_first(desk: Desk, keys: tuple[str, ...], first: list[str]) -> None:
    app = make(desk)
    async with running(app, NARROW) as pilot:
        await press(pilot, *keys)
        await settle(pilot, lambda: len(app.screen.query(FooterKey)) > 2)
        shown = [key.description for key in app.screen.query(FooterKey) if key.description != "Wrong"]
        assert shown[: len(first)] == first


async def test_the_footer_is_built_anew_only_when_its_keys_change(desk: Desk) -> None:
    app = make(desk)
    async with running(app) as pilot:
        await press(pilot, "s")
        before = list(app.screen.query(FooterKey))
        app.screen.refresh_bindings()
        await settle(pilot)
        assert list(app.screen.query(FooterKey)) == before
        await press(pilot, "escape")
        assert list(app.screen.query(FooterKey)) != before
