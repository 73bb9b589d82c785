"""Opening the replay of a long recording: python -m benchmarks.replay [--minutes N]

The real app without a terminal, a real archive with one answer of N minutes (30): FLAC made of the shipped
sample's sound, its words over and over. Times the screen from the key to its words, to its waveform, and
one step of the words that light up; the first opening reads the whole recording, later ones do not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import soundfile

from simulator.archive.store import Archive
from simulator.model import settings
from simulator.ui.app import SimulatorApp, Start, build
from simulator.ui.screens.replay import ReplayScreen
from simulator.ui.widgets.waveform import Waveform
from simulator.use_cases.desk import Desk
from simulator.use_cases.sample import load

GOAL_MS = 300
OPENINGS = 5
STEPS = 20


def stored(folder: Path, minutes: float) -> str:
    """An archive with one long answer; returns its id."""
    archive, sample = Archive(folder), load(settings.shipped("sample"))
    assert sample is not None
    given = sample[1]
    assert given.audio is not None
    assert given.transcript is not None
    assert given.scorecard is not None
    sound, rate = soundfile.read(given.audio, dtype="float32")
    every_s = len(sound) / rate
    times = round(minutes * 60 / every_s)
    session = archive.start_session("A long answer", None, "study", datetime.now(UTC))
    answer = archive.start_answer(
        session.id,
        question_id=given.question_id,
        question_json=given.question_json,
        audience=given.audience,
        has_audio=True,
    )
    assert answer.audio is not None
    flac = answer.audio.with_suffix(".flac")
    soundfile.write(flac, np.tile(sound, times), rate)
    words = tuple(
        replace(word, start_s=(word.start_s or 0) + n * every_s, end_s=(word.end_s or 0) + n * every_s)
        for n in range(times)
        for word in given.transcript.words
    )
    transcript = replace(given.transcript, words=words, duration_s=times * every_s)
    archive.recorded(answer.id, flac, times * every_s)
    archive.scored(answer.id, transcript, given.scorecard)
    archive.close()
    print(f"{times * every_s / 60:.0f} minutes, {len(words)} words")
    return answer.id


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.002)


async def opened(app: SimulatorApp, answer_id: str) -> tuple[float, float, float]:
    """Milliseconds to the words, to the waveform, and of one step through the words."""
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: not app.pending)
        began = time.perf_counter()
        app.push_screen(screen := ReplayScreen(answer_id))
        await until(lambda: screen.tape is not None)
        await pilot.pause()
        words = time.perf_counter()
        await until(lambda: bool(screen.query_one(Waveform).peaks))
        await pilot.pause()
        waveform = time.perf_counter()
        for at_s in range(STEPS):
            screen.go(600.0 + at_s)
            await pilot.pause()
        step = (time.perf_counter() - waveform) / STEPS
    return (words - began) * 1000, (waveform - began) * 1000, step * 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--minutes", type=float, default=30)
    minutes = arguments.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SIMULATOR_CONFIG"] = f"{folder}/settings.toml"
        os.environ["SIMULATOR_RECORDINGS"] = folder
        answer_id = stored(Path(folder), minutes)
        times = []
        for _ in range(OPENINGS + 1):
            desk = Desk(settings.load(given={"voice": "off"}))
            app = build(desk, Start(), ticking=False)
            times.append(asyncio.run(opened(app, answer_id)))
            desk.close()
    print(f"{'ms':28} {'words':>8} {'waveform':>9} {'a step':>8}   goal {GOAL_MS}")
    for name, some in (("first opening", times[:1]), (f"median of {OPENINGS} later ones", times[1:])):
        row = [statistics.median(column) for column in zip(*some, strict=True)]
        print(f"{name:28} {row[0]:8.0f} {row[1]:9.0f} {row[2]:8.1f}")


if __name__ == "__main__":
    main()
