"""Pictures of the screens, compared with the kept ones: narrow and wide, night and day."""

from collections.abc import Callable

import pytest
from driving import CHURN_ASKED, latest, listening, make, name, replying, settle
from fakes import FakeEquipment
from textual.pilot import Pilot

from simulator.ui.app import Start
from simulator.use_cases.desk import Desk

Compare = Callable[..., bool]
NARROW, WIDE = (80, 24), (120, 40)


@pytest.mark.parametrize(("size", "theme"), [(NARROW, "night"), (WIDE, "night"), (WIDE, "day")])
@pytest.mark.parametrize("screen", ["home", "practice", "listening", "scorecard", "replay"])
def test_main_screens(
    snap_compare: Compare,
    desk: Desk,
    equipment: FakeEquipment,
    screen: str,
    size: tuple[int, int],
    theme: str,
) -> None:
    desk.settings.change(theme=theme)
    record = latest(desk)
    starts = {
        "practice": CHURN_ASKED,
        "listening": CHURN_ASKED,
        "replay": Start(screen="replay", answer_id=record.id),
    }
    app = make(desk, starts.get(screen))

    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        if screen == "listening":
            await listening(pilot, equipment)
        if screen == "scorecard":
            app.scorecard(record.id)
            await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        await settle(pilot)

    assert snap_compare(app, terminal_size=size, run_before=arrive)


@pytest.mark.parametrize("size", [NARROW])
def test_the_interviewer_replies(
    snap_compare: Compare, desk: Desk, equipment: FakeEquipment, size: tuple[int, int]
) -> None:
    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await replying(pilot, equipment)

    assert snap_compare(make(desk, CHURN_ASKED), terminal_size=size, run_before=arrive)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("key", ["b", "h", "s", "f1"])
def test_other_screens(snap_compare: Compare, desk: Desk, key: str, size: tuple[int, int]) -> None:
    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)

    assert snap_compare(make(desk), terminal_size=size, run_before=arrive)
