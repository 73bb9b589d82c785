"""Code of two takes side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from coding_driving import own_problem, stored
from driving import latest, make, name, press, running, settle, text
from fakes import FakeEquipment
from textual.pilot import Pilot

from simulator.ui.app import Start
from simulator.ui.screens.compare import CompareScreen
from simulator.use_cases.desk import Desk

Compare = Callable[..., bool]
NARROW, MIDDLE, WIDE = (80, 24), (100, 30), (120, 40)


@pytest.fixture
def coding_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    return own_problem(empty_desk, tmp_path)


async def test_two_takes_stand_side_by_side(coding_desk: Desk, equipment: FakeEquipment) -> None:
    first, second = stored(coding_desk), stored(coding_desk, typed="return x + x", wait_s=10.0)
    app = make(coding_desk, Start())
    async with running(app, WIDE) as pilot:
        app.compare(second.id)
        await settle(pilot, lambda: name(pilot) == "CompareScreen" and "takes 1 and 2" in text(pilot), 60)
        await press(pilot, "c")
        assert name(pilot) == "CompareCodeScreen"
        shown = text(pilot)
        assert "2 +     return 2 * x  # twice" in shown
        assert "2 +     return x + x  # twice" in shown
        assert shown.count("passed 3 of 3") == 2
        await press(pilot, "home", "right", "right", "right")
        assert "0:15 / " in text(pilot)
        assert "return 2 * x" in text(pilot)
        assert "return x + x" not in text(pilot)
        await press(pilot, "full_stop")
        assert "return 2 * x" in text(pilot)
        await press(pilot, "2")
        await settle(pilot, lambda: bool(equipment.sound.played), 60)
        assert "▶ playing" in text(pilot)
        await press(pilot, "2")
        assert "‖ paused" in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "CompareScreen"
    assert first.id != second.id


async def test_takes_without_code_have_nothing_to_put_side_by_side(desk: Desk) -> None:
    app = make(desk, Start())
    async with running(app, WIDE) as pilot:
        app.compare(latest(desk).id)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        await settle(pilot, lambda: screen.compared is not None and screen.compared.comparison is not None)
        await press(pilot, "c")
        assert name(pilot) == "CompareScreen"


@pytest.mark.parametrize(("size", "theme"), [(NARROW, "night"), (WIDE, "day")])
def test_picture_of_two_takes(
    snap_compare: Compare, coding_desk: Desk, size: tuple[int, int], theme: str
) -> None:
    coding_desk.settings.change(theme=theme)
    stored(coding_desk)
    second = stored(coding_desk, typed="return x + x", wait_s=10.0)
    app = make(coding_desk, Start())

    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        app.compare(second.id)
        await settle(pilot, lambda: name(pilot) == "CompareScreen" and "takes 1 and 2" in text(pilot), 60)
        await press(pilot, "c")

    assert snap_compare(app, terminal_size=size, run_before=arrive)
