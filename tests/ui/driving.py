"""Drives the app in tests: waits for what it shows, never for luck."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

from canned import CHURN, HEARD
from fakes import FakeEquipment
from textual import events
from textual.pilot import Pilot

from simulator.model.records import AnswerRecord
from simulator.model.transcript import Transcript, Word
from simulator.ui.app import SimulatorApp, Start, build
from simulator.ui.screens.practice import PracticeScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.values import Phase, View

DAY = date(2026, 11, 24)
CHURN_ASKED = Start(screen="practice", question_id=CHURN.id)


def make(desk: Desk, start: Start | None = None) -> SimulatorApp:
    """The app over a desk; nothing ticks or blinks."""
    return build(desk, start or Start(), today=DAY, ticking=False)


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


async def paste(pilot: Pilot[None], written: str) -> None:
    """Into whatever has the focus, as a terminal does it."""
    pilot.app.post_message(events.Paste(written))
    await settle(pilot)


def name(pilot: Pilot[None]) -> str:
    """The screen in front."""
    return type(pilot.app.screen).__name__


def text(pilot: Pilot[None]) -> str:
    """All that the screen in front shows, line by line."""
    width, height = pilot.app.size
    lines = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines[:height])[: (width + 1) * height]


def latest(desk: Desk) -> AnswerRecord:
    """The canned answer: the first take of the last sitting."""
    return desk.sessions.answers(desk.sessions.all()[0].id)[0]


# A question is asked and answered; the conversation runs on a thread of its own


def rehearsal(pilot: Pilot[None]) -> Rehearsal:
    """The conversation under way."""
    assert isinstance(pilot.app, SimulatorApp)
    found = pilot.app.desk.rehearsals.current
    assert found is not None
    return found


async def until(pilot: Pilot[None], condition: Callable[[View], bool]) -> None:
    """Until the screen shows a view of the conversation for which that holds."""

    def holds() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, PracticeScreen) and screen.view is not None and condition(screen.view)

    await settle(pilot, holds)


async def reach(pilot: Pilot[None], phase: Phase) -> None:
    await until(pilot, lambda view: view.phase is phase)


async def listening(pilot: Pilot[None], equipment: FakeEquipment) -> None:
    """The question was read to its end, and the candidate speaks."""
    await settle(pilot, lambda: equipment.sound.playing)
    equipment.sound.end()
    await reach(pilot, Phase.YOUR_TURN)
    await speaking(pilot)


async def speaking(pilot: Pilot[None]) -> None:
    """Space, and the microphone is open."""
    await press(pilot, "space")
    await until(pilot, lambda view: view.phase is Phase.LISTENING and view.answer_id is not None)


async def done(pilot: Pilot[None], equipment: FakeEquipment, transcript: Transcript = HEARD) -> None:
    """Space again: the answer is over, and was heard."""
    finished = equipment.hearing.finished
    await press(pilot, "space")
    await settle(pilot, lambda: equipment.hearing.finished > finished)
    equipment.hearing.understand(transcript)


async def replying(pilot: Pilot[None], equipment: FakeEquipment) -> None:
    """In the middle of an answer the candidate asked, and the interviewer speaks."""
    await listening(pilot, equipment)
    await press(pilot, "a")
    await reach(pilot, Phase.CONSIDERING)
    await settle(pilot, lambda: equipment.hearing.told == 1)
    words = ["so", "how", "much", "data", "do", "we", "have"]
    equipment.hearing.say_so_far(tuple(Word(text=word) for word in words))
    await reach(pilot, Phase.REPLYING)
    await settle(pilot, lambda: equipment.sound.playing)
