"""Drives the app in tests: waits for what it shows, never for luck."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from fakes import FakeRehearsal, FakeStudio
from textual.pilot import Pilot

from simulator.interview.exchange import machine as talk
from simulator.model.transcript import Reply
from simulator.ui.app import SimulatorApp, Start, build

DAY = date(2026, 11, 24)


def make(folder: Path, start: Start | None = None, desk: FakeStudio | None = None) -> SimulatorApp:
    """The app over a fake desk; nothing ticks or blinks."""
    return build(desk or FakeStudio(folder), start or Start(), today=DAY, ticking=False)  # type: ignore[arg-type]


async def settle(
    pilot: Pilot[None], condition: Callable[[], bool] = lambda: True, seconds: float = 10.0
) -> None:
    """Until nothing is under way in the background and `condition` holds."""
    app = pilot.app
    assert isinstance(app, SimulatorApp)
    deadline = time.monotonic() + seconds
    await pilot.pause()
    while app.pending or not condition():
        assert time.monotonic() < deadline, f"{app.screen} did not settle"
        await asyncio.sleep(0.01)
    await pilot.pause()


@asynccontextmanager
async def running(app: SimulatorApp, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """The app in a terminal of that size, settled."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def name(pilot: Pilot[None]) -> str:
    """The screen in front."""
    return type(pilot.app.screen).__name__


def text(pilot: Pilot[None]) -> str:
    """All that the screen in front shows, line by line."""
    width, height = pilot.app.size
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines[:height])[: (width + 1) * height]


async def until_replying(pilot: Pilot[None], desk: FakeStudio) -> FakeRehearsal:
    """In the middle of an answer the candidate asked, and the interviewer speaks."""
    rehearsal = desk.rehearsals[0]
    rehearsal.send(talk.Asked())
    await press(pilot, "space")
    rehearsal.send(talk.TakeOpened("20261122-120000-abcd/01"))
    await settle(pilot)
    await press(pilot, "a")
    reply = Reply(
        asked="so how much data do we have",
        about="how much data there is",
        said="Two years, about a million customers, three per cent churn a month.",
    )
    rehearsal.send(talk.Understood(reply, recognised=True))
    await settle(pilot)
    return rehearsal
