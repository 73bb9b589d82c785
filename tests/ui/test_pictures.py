"""Pictures of the screens, compared with the kept ones: narrow and wide, night and day."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from canned import answer
from driving import make, name, settle, until_replying
from fakes import FakeStudio
from textual.pilot import Pilot

from simulator.interview.exchange import machine as talk
from simulator.ui.app import Start

Compare = Callable[..., bool]
NARROW, WIDE = (80, 24), (120, 40)


def studio_in(folder: Path, theme: str) -> FakeStudio:
    desk = FakeStudio(folder)
    desk.settings.current = replace(desk.settings.current, theme=theme)
    return desk


@pytest.mark.parametrize(("size", "theme"), [(NARROW, "night"), (WIDE, "night"), (WIDE, "day")])
@pytest.mark.parametrize("screen", ["home", "practice", "listening", "scorecard", "replay"])
def test_main_screens(
    snap_compare: Compare, tmp_path: Path, screen: str, size: tuple[int, int], theme: str
) -> None:
    desk = studio_in(tmp_path, theme)
    record = answer(desk.sound)
    starts = {
        "practice": Start(screen="practice", question_id="churn-model"),
        "listening": Start(screen="practice", question_id="churn-model"),
        "replay": Start(screen="replay", answer_id=record.id),
    }
    app = make(tmp_path, starts.get(screen), desk)

    async def reach(pilot: Pilot[None]) -> None:
        await settle(pilot)
        if screen == "listening":
            desk.rehearsals[0].send(talk.Asked())
            await pilot.press("space")
            desk.rehearsals[0].send(talk.TakeOpened(record.id))
        if screen == "scorecard":
            app.scorecard(record.id)
            await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        await settle(pilot)

    assert snap_compare(app, terminal_size=size, run_before=reach)


@pytest.mark.parametrize("size", [NARROW])
def test_the_interviewer_replies(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    desk = studio_in(tmp_path, "night")

    async def reach(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await until_replying(pilot, desk)

    app = make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)
    assert snap_compare(app, terminal_size=size, run_before=reach)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("key", ["b", "h", "s", "f1"])
def test_other_screens(snap_compare: Compare, tmp_path: Path, key: str, size: tuple[int, int]) -> None:
    async def reach(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)

    assert snap_compare(make(tmp_path), terminal_size=size, run_before=reach)
