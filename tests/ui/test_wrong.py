"""W on a judgement of the scorecard: it is corrected at once, says so, and is brought back."""

from __future__ import annotations

import pytest
from driving import latest, make, name, press, running, settle, text
from textual.pilot import Pilot
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from simulator.model.scorecard import JudgementKind, PointState, Scorecard
from simulator.ui.app import SimulatorApp
from simulator.ui.screens.scorecard import ScorecardScreen
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.use_cases.desk import Desk

SIZES = [(80, 24), (120, 40)]
POINT, CLAIM, MOVE = JudgementKind.POINT, JudgementKind.CLAIM, JudgementKind.MOVE


async def scorecard(pilot: Pilot[None], desk: Desk) -> ScorecardScreen:
    app = pilot.app
    assert isinstance(app, SimulatorApp)
    app.scorecard(latest(desk).id)
    await settle(pilot, lambda: bool(app.screen.query(EvidenceRow)))
    screen = app.screen
    assert isinstance(screen, ScorecardScreen)
    return screen


async def walk_to(pilot: Pilot[None], screen: ScorecardScreen, judgement: tuple[JudgementKind, str]) -> None:
    for _ in screen.query(EvidenceRow):
        if screen.judgement == judgement:
            return
        await press(pilot, "down")
    raise AssertionError(f"no row has {judgement}")


def card(desk: Desk) -> Scorecard:
    found = latest(desk).scorecard
    assert found is not None
    return found


def row(screen: ScorecardScreen) -> str:
    """What the selected row says."""
    assert isinstance(screen.focused, EvidenceRow)
    return screen.focused._text().plain


def offered(screen: ScorecardScreen) -> bool:
    """Whether the footer shows the key, and all its keys fit."""
    footer = screen.query_one(Footer)
    keys = [key for key in footer.query(FooterKey) if key.display]
    assert all(footer.region.contains_region(key.region) for key in keys)
    return "Wrong" in [key.description for key in keys]


@pytest.mark.parametrize("size", SIZES)
async def test_a_point_is_corrected_says_so_and_the_scores_follow(desk: Desk, size: tuple[int, int]) -> None:
    before = card(desk)
    async with running(make(desk), size) as pilot:
        screen = await scorecard(pilot, desk)
        assert not offered(screen), "a remark on what to do next is no judgement"
        await press(pilot, "w")
        assert card(desk) == before
        await walk_to(pilot, screen, (POINT, "cost"))
        assert offered(screen)
        await press(pilot, "w")
        assert screen.judgement == (POINT, "cost"), "the row stays selected"
        assert row(screen) == "Cost of errors\n✎ corrected by you, was judged: not made"
        body = screen.query_one("#scorecard-body")
        await settle(pilot, lambda: body.region.overlaps(screen.focused.region))  # type: ignore[union-attr]
        now = card(desk)
        assert {p.id: p.state for p in now.key_points}["cost"] is PointState.MADE
        assert now.dimensions.content is not None
        assert before.dimensions.content is not None
        assert now.dimensions.content.score != before.dimensions.content.score
        await press(pilot, "w")
        assert "Cost of errors (half made)\n✎ corrected by you" in row(screen)
        await press(pilot, "home", "w", "w")
        await settle(pilot)
        assert card(desk) == before
        assert row(screen) == "Cost of errors (not made)"


async def test_the_headline_shows_the_new_scores_and_how_many_were_corrected(desk: Desk) -> None:
    async with running(make(desk), (120, 60)) as pilot:
        screen = await scorecard(pilot, desk)
        assert "corrected by you" not in text(pilot)
        await walk_to(pilot, screen, (POINT, "cost"))
        await press(pilot, "w")
        shown = text(pilot)
        now = card(desk)
        assert now.dimensions.content is not None
        assert f"{now.dimensions.content.score:>3} " in shown
        assert "! 1 judgement corrected by you; the scores follow." in shown
        await press(pilot, "r")
        assert name(pilot) == "ReplayScreen"
        await press(pilot, "escape")
        assert "1 judgement corrected by you" in text(pilot)


async def test_a_claim_and_a_move_keep_their_rows_and_come_back(desk: Desk) -> None:
    before = card(desk)
    move = before.moves[-1]
    async with running(make(desk), (120, 60)) as pilot:
        screen = await scorecard(pilot, desk)
        await walk_to(pilot, screen, (CLAIM, "smote"))
        assert row(screen).startswith("Not so: SMOTE helps trees")
        await press(pilot, "w")
        assert "corrected by you: it was not claimed" in row(screen)
        assert card(desk).misconceptions == ()
        await walk_to(pilot, screen, (MOVE, move.id))
        await press(pilot, "w")
        assert "corrected by you: this move was not made here" in row(screen)
        assert move not in card(desk).moves
        notices = screen.query_one("#scorecard-notices").visual  # it may be scrolled away
        assert "2 judgements corrected by you" in str(notices)
        await press(pilot, "w")
        assert row(screen).startswith(move.move.value)
        assert "corrected" not in row(screen)
        while screen.judgement != (CLAIM, "smote"):
            await press(pilot, "up")
        await press(pilot, "w")
        assert card(desk) == before


async def test_help_and_trends_speak_of_it(desk: Desk) -> None:
    async with running(make(desk), (120, 60)) as pilot:
        screen = await scorecard(pilot, desk)
        await press(pilot, "f1")
        shown = " ".join(text(pilot).split())
        assert "This judgement is wrong: correct it" in shown
        await press(pilot, "escape")
        await walk_to(pilot, screen, (POINT, "define"))
        await press(pilot, "w", "escape", "t")
        assert name(pilot) == "TrendsScreen"
        assert "You corrected 1 of 8 judgements" in " ".join(text(pilot).split())
