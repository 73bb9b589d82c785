"""Coding: typing to screen while an answer is recorded and heard, the first test, a long replay.

    python -m benchmarks.coding

Keys are typed below 150 lines of code, as `benchmarks.typing` says. The first test is timed from F5, with the
way of shutting code in found before. The replay has 45 minutes of sound and 20,000 edits, and is timed until
the code and the words are on the screen. These two run in the app without a terminal.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.screen import Screen

from benchmarks.typing import Typed, answering, heading, row, typed
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
LINES, TYPED_LINES = 150, 13
MINUTES, EDITS, RUNS, OPENINGS = 45, 20_000, 40, 5
JUMPS_S = (2400.0, 300.0, 1700.0, 2600.0)
F6, PASTE = b"\x1b[17~", (b"\x1b[200~", b"\x1b[201~")


def equipment() -> Any:
    """The devices of the screens' tests, which obey whoever holds them."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ui"))
    from fakes import FakeEquipment

    return FakeEquipment()


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.002)


async def shown(screen: Screen[Any]) -> None:
    """Until what changed is on the screen."""
    done = asyncio.Event()
    screen.call_after_refresh(done.set)
    await done.wait()


def typed_code() -> Typed:
    """Keys below 150 lines, in the phase in which code is written."""
    before = "".join(f"x{at} = compute({at}, 'text')  # a remark\r" for at in range(LINES))
    lines = [f"v{at:02} = abc(x) + 1 if b else 'c'" for at in range(TYPED_LINES)]
    with answering(PROBLEM) as terminal:
        terminal.press(F6)
        terminal.see("Phase 2")
        terminal.press(PASTE[0] + before.encode() + PASTE[1])
        terminal.see(f"x{LINES - 1} ")
        return typed(terminal, lines)


async def first_result(desk: Desk, devices: Any) -> float:
    """Milliseconds from running the tests to the first of them on the screen."""
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
        screen.editor.text = problem.reference
        await pilot.pause()
        began = time.perf_counter()
        screen.action_run()
        await until(lambda: screen.results)
        await shown(screen)
        first = 1000 * (time.perf_counter() - began)
        await until(lambda: not screen.running)
    return first


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
    async with app.run_test(size=(120, 40)):
        await until(lambda: not app.pending)
        began = time.perf_counter()
        app.push_screen(screen := ReplayScreen(answer_id))
        await until(lambda: screen.tape is not None)
        await shown(screen)
        there = time.perf_counter()
        for at_s in JUMPS_S:
            screen.go(at_s)
            await shown(screen)
        return (there - began) * 1000, (time.perf_counter() - there) * 1000 / len(JUMPS_S)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    keys = typed_code()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SIMULATOR_CONFIG"] = f"{folder}/settings.toml"
        devices = equipment()
        here = Settings(recordings=f"{folder}/recordings", microphone_checked=True)
        desk = Desk(here, equipment=devices, embedder=lambda: None, judges=lambda: None)
        desk.coding.shut_in()
        first = asyncio.run(first_result(desk, devices))
        problem = desk.coding.problems.get(PROBLEM)
        desk.close()
        answer_id = stored(Path(folder) / "long", problem)
        times = []
        for _ in range(OPENINGS):
            desk = Desk(Settings(recordings=f"{folder}/long"), equipment=equipment())
            times.append(asyncio.run(opened(build(desk, Start(), ticking=False), answer_id)))
            desk.close()
    heading()
    keys.show()
    row("F5 to the first result", [first], 500)
    openings, jumps = (list(column) for column in zip(*times, strict=True))
    row(f"replay to code and words, {OPENINGS} openings", openings, 300)
    row("a jump in the replay", jumps)


if __name__ == "__main__":
    main()
