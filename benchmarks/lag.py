"""How late the app's event loop is while the ear works: python -m benchmarks.lag [--seconds N]

The real app over the real desk, in a screen without a terminal; an answer comes through the virtual
microphone and is heard live, captions on. A task asks to be woken every 5 ms and notes how much later it was:
while the app waits for the candidate, during the answer, and from its end to the scorecard.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.live import VirtualSound, load, long_answer, virtual_sound
from simulator.model import settings
from simulator.ui.app import Start, build
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

QUESTION = "churn-model"
EVERY_S = 0.005
WAITING_S = 10.0
GOAL_MS = 50


class Lag:
    """Milliseconds by which each waking was late, in stretches with names."""

    def __init__(self) -> None:
        self.stretches: dict[str, list[float]] = {}
        self._now: list[float] | None = None

    def enter(self, name: str) -> None:
        self._now = self.stretches.setdefault(name, [])

    async def measure(self) -> None:
        while True:
            due = time.perf_counter() + EVERY_S
            await asyncio.sleep(EVERY_S)
            if self._now is not None:
                self._now.append(1000 * (time.perf_counter() - due))


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.02)


async def rehearsed(seconds: float, sound: VirtualSound, lag: Lag) -> None:
    """One question from your turn to the scorecard."""
    desk = Desk(settings.load(given={"voice": "off", "captions": "on"}))
    app = build(desk, Start(screen="practice", question_id=QUESTION))
    async with app.run_test(size=(120, 40)) as pilot:
        measuring = asyncio.create_task(lag.measure())
        await until(lambda: _phase(desk) is Phase.YOUR_TURN)
        await asyncio.sleep(WAITING_S)  # models are being loaded: not what is asked
        lag.enter("waiting for the answer")
        await asyncio.sleep(WAITING_S)
        await pilot.press("space")
        rehearsal = desk.rehearsals.current
        assert rehearsal is not None
        await until(lambda: rehearsal.view.answer_id)
        with tempfile.TemporaryDirectory() as folder:
            speaking = sound.speak(long_answer(seconds, Path(folder)))
            lag.enter("during the answer")
            await until(lambda: speaking.poll() is not None)
        lag.enter("from its end to the scorecard")
        await pilot.press("space")
        await until(lambda: type(app.screen).__name__ == "ScorecardScreen" and not app.pending)
        measuring.cancel()
        print(f"{len(rehearsal.view.said)} words heard while they were spoken; {load()}")
    desk.close()


def _phase(desk: Desk) -> Phase | None:
    return desk.rehearsals.current.view.phase if desk.rehearsals.current else None


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60.0)
    lag = Lag()
    with virtual_sound() as sound:
        asyncio.run(rehearsed(arguments.parse_args().seconds, sound, lag))
    print(
        f"{'event loop late by, ms':<32} {'wakings':>8} {'median':>8} {'p99':>8} {'most':>8} {'goal p99':>9}"
    )
    for name, late in lag.stretches.items():
        print(
            f"{name:<32} {len(late):>8} {statistics.median(late):>8.1f} {quantile(late, 0.99):>8.1f}"
            f" {max(late):>8.1f} {GOAL_MS:>9}"
        )


if __name__ == "__main__":
    main()
