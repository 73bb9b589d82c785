"""The sketch: a key to the screen while a recording runs, and its drawing: python -m benchmarks.sketch

The real app without a terminal, over a microphone that a task feeds. A sketch of 14 lines is typed, 30 ms
apart; what is timed ends when the screen has been drawn. The drawing follows the key within 60 ms, so each
drawing on the way is also timed by itself, on the clock and by the processor.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from typing import Any

from benchmarks.coding import EVERY_S, equipment, feed, quantile, row, until
from simulator.interview.sketch.drawing import drawn
from simulator.model.settings import Settings
from simulator.ui.app import Start, build
from simulator.ui.screens.practice import PracticeScreen
from simulator.ui.widgets.sketch_pane import SketchPane
from simulator.use_cases.desk import Desk

QUESTION = "feature-store"
SKETCH = """client -> gateway: order
gateway -> cache
gateway -> ranker: miss
group serving: gateway, cache, ranker
ranker -> online store: features
event log -> stream
stream -> online store: seconds old
event log -> warehouse
group offline: warehouse, nightly job
warehouse -> nightly job
nightly job -> online store: daily
warehouse -> trainer: point in time
trainer -> ranker: new model
online store -> parity check <- warehouse
"""
KEYS = {" ": "space", "-": "minus", ">": "greater_than_sign", "<": "less_than_sign", ":": "colon",
        ",": "comma", "\n": "enter"}  # fmt: skip


async def typed(desk: Desk, devices: Any) -> list[float]:
    """Milliseconds from each key to the screen."""
    app = build(desk, Start(screen="practice", question_id=QUESTION))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: isinstance(app.screen, PracticeScreen) and devices.sound.playing)
        screen = app.screen
        assert isinstance(screen, PracticeScreen)
        devices.sound.end()
        await until(lambda: screen.view and screen.view.phase.value == "your_turn" and not app.pending)
        await pilot.press("space")
        await until(lambda: screen.view and screen.view.answer_id)
        feeding = asyncio.create_task(feed(devices.sound))
        await pilot.press("f4")
        lines = screen.query_one(SketchPane).lines
        await until(lambda: screen.focused is lines)
        took = []
        for letter in SKETCH:
            began = time.perf_counter()
            await pilot.press(KEYS.get(letter, letter))
            took.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(EVERY_S)
        assert lines.text == SKETCH
        feeding.cancel()
    return took


def drawings() -> tuple[list[float], list[float]]:
    """Milliseconds of each drawing on the way, on the clock and of the processor."""
    clock, processor = [], []
    for end in range(1, len(SKETCH) + 1):
        drawn.cache_clear()
        began, used = time.perf_counter(), time.process_time()
        drawn(SKETCH[:end])
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - used))
    return clock, processor


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SIMULATOR_CONFIG"] = f"{folder}/settings.toml"
        devices = equipment()
        here = Settings(recordings=f"{folder}/recordings", microphone_checked=True)
        desk = Desk(here, equipment=devices, embedder=lambda: None, judges=lambda: None)
        took = asyncio.run(typed(desk, devices))
        desk.close()
    clock, processor = drawings()
    busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"{f'ms, {busy}':44} {'median':>8} {'p99':>8} {'goal':>6}")
    row(f"a key to the screen, {len(took)} keys", took, quantile(took, 0.99), 30)
    row("a drawing on the clock", clock, quantile(clock, 0.99), None)
    row("a drawing, time of the processor", processor, quantile(processor, 0.99), 30)
    print(f"median of the last ten drawings: {statistics.median(processor[-10:]):.1f} ms of the processor")


if __name__ == "__main__":
    main()
