"""Coding: typing to screen while a recording runs, the first test, a long replay: python -m benchmarks.coding

The real app without a terminal, over a microphone that a task feeds: a level, and seconds that go by. Typed
are 400 keys into a file of 150 lines, 30 ms apart; what is timed ends when the screen has been drawn. The
first test is timed from F5, with the way of shutting code in found before. The replay has 45 minutes of
sound and 20,000 edits, and is timed from the key to the code and the words.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.archive.code import EditsWriter
from simulator.interview.coding.edits import Edit, TestRun, edit_line, run_line
from simulator.model import settings
from simulator.model.formats import json_text, question_json
from simulator.model.settings import Settings
from simulator.ui.app import SimulatorApp, Start, build
from simulator.ui.screens.coding import CodingScreen
from simulator.ui.screens.replay import ReplayScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.sample import load

PROBLEM = "kmeans-rounds"
KEYS, EVERY_S = 400, 0.03
LINES = 150
MINUTES, EDITS, RUNS, OPENINGS = 45, 20_000, 40, 5


def equipment() -> Any:
    """The devices of the screens' tests, which obey whoever holds them."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ui"))
    from fakes import FakeEquipment

    return FakeEquipment()


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.002)


async def feed(sound: Any) -> None:
    """The recording goes on, with a voice that comes and goes."""
    began = time.monotonic()
    while True:
        sound.recorded_s = time.monotonic() - began
        sound.level = 0.3 if int(sound.recorded_s) % 3 else 0.0
        await asyncio.sleep(0.05)


async def typed(desk: Desk, devices: Any) -> tuple[list[float], float]:
    """Milliseconds from each key to the screen, and from F5 to the first test's result."""
    app = build(desk, Start(screen="practice", question_id=PROBLEM))
    problem = desk.coding.problems.get(PROBLEM)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(
            lambda: isinstance(app.screen, CodingScreen) and app.screen.take and devices.sound.playing
        )
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        devices.sound.end()
        await until(lambda: screen.view and screen.view.phase.value == "your_turn" and not app.pending)
        await pilot.press("space")
        await until(lambda: screen.view and screen.view.answer_id)
        feeding = asyncio.create_task(feed(devices.sound))
        screen._moved_at = 0.0
        await pilot.press("f6")
        await until(lambda: screen.focused is screen.editor)
        screen.editor.text = problem.reference + "\n" * (LINES - problem.reference.count("\n"))
        screen.editor.move_cursor(screen.editor.document.end)
        await pilot.pause()
        took = []
        for number in range(KEYS):
            key = "enter" if number % 40 == 39 else "abc (x) = 1"[number % 11]
            began = time.perf_counter()
            await pilot.press({" ": "space", "(": "left_parenthesis", ")": "right_parenthesis",
                               "=": "equals_sign"}.get(key, key))  # fmt: skip
            took.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(EVERY_S)
        screen.editor.text = problem.reference
        await pilot.pause()
        began = time.perf_counter()
        await pilot.press("f5")
        await until(lambda: screen.results)
        first = 1000 * (time.perf_counter() - began)
        await until(lambda: not screen.running)
        feeding.cancel()
    return took, first


def stored(folder: Path, problem: Any) -> str:
    """An archive with a long coding answer; returns its id."""
    from simulator.archive.store import Archive

    archive, sample = Archive(folder), load(settings.shipped("sample"))
    assert sample is not None
    given = sample[1]
    assert given.transcript is not None
    assert given.scorecard is not None
    every_s = given.length_s
    session = archive.start_session(problem.title, None, "study", datetime.now(UTC))
    answer = archive.start_answer(
        session.id,
        question_id=problem.id,
        question_json=json_text(question_json(problem.question)),
        audience=given.audience,
        has_audio=False,
    )
    words = tuple(
        replace(word, start_s=(word.start_s or 0) + n * every_s, end_s=(word.end_s or 0) + n * every_s)
        for n in range(round(MINUTES * 60 / every_s))
        for word in given.transcript.words
    )
    archive.scored(
        answer.id, replace(given.transcript, words=words, duration_s=MINUTES * 60.0), given.scorecard
    )
    writer = EditsWriter(archive.code.edits_path(answer.id))
    line, length = "    value = value + 1  # again\n", 0
    for number in range(EDITS):
        at_s = MINUTES * 60 * number / EDITS
        if length > 6000 and number % 2:
            length -= 1
            writer.add(edit_line(Edit(at_s, length, length + 1, "")))
        else:
            writer.add(edit_line(Edit(at_s, length, length, line[number % len(line)])))
            length += 1
        if number % (EDITS // RUNS) == 0:
            writer.add(run_line(TestRun(at_s, 1, 3)))
    writer.close()
    archive.close()
    print(f"{MINUTES} minutes, {len(words)} words, {EDITS} edits")
    return answer.id


async def opened(app: SimulatorApp, answer_id: str) -> tuple[float, float]:
    """Milliseconds to the code and the words, and of a jump far away."""
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: not app.pending)
        began = time.perf_counter()
        app.push_screen(screen := ReplayScreen(answer_id))
        await until(lambda: screen.tape is not None)
        await pilot.pause()
        there = time.perf_counter()
        for at_s in (2400.0, 300.0, 1700.0, 2600.0):
            screen.go(at_s)
            await pilot.pause()
        return (there - began) * 1000, (time.perf_counter() - there) * 250


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SIMULATOR_CONFIG"] = f"{folder}/settings.toml"
        devices = equipment()
        here = Settings(recordings=f"{folder}/recordings", microphone_checked=True)
        desk = Desk(here, equipment=devices, embedder=lambda: None, judges=lambda: None)
        desk.coding.shut_in()
        took, first = asyncio.run(typed(desk, devices))
        problem = desk.coding.problems.get(PROBLEM)
        desk.close()
        answer_id = stored(Path(folder) / "long", problem)
        times = []
        for _ in range(OPENINGS):
            desk = Desk(Settings(recordings=f"{folder}/long"), equipment=equipment())
            times.append(asyncio.run(opened(build(desk, Start(), ticking=False), answer_id)))
            desk.close()
    busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"{f'ms, {busy}':44} {'median':>8} {'worst':>8} {'goal':>6}")
    row(f"a key to the screen, {KEYS} keys; worst: p99", took, quantile(took, 0.99), 30)
    row("F5 to the first result", [first], first, 500)
    openings, jumps = (list(column) for column in zip(*times, strict=True))
    row(f"replay to code and words, {OPENINGS} openings", openings, max(openings), 300)
    row("a jump in the replay", jumps, max(jumps), None)


def row(name: str, values: list[float], worst: float, goal: int | None) -> None:
    print(f"{name:44} {statistics.median(values):8.1f} {worst:8.1f} {goal or '':>6}")


if __name__ == "__main__":
    main()
