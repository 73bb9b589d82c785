"""How soon the transcript is there when an answer ends: a journal grows at the pace of a microphone."""

from __future__ import annotations

import queue
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from simulator.settings import CHECKOUT
from simulator.speech.hearing.listening import Pcm
from simulator.speech.hearing.process import EarProcess
from simulator.speech.ports import EarEvent

SPEECH = CHECKOUT / "tests" / "speech" / "hearing" / "audio"
RATE = 16_000
BLOCK_S = 0.1
BEFORE_S = 48.0
"""Seconds of answer before its last stretch."""
AFTER_S = 0.5
"""The key is pressed this long after the last voiced sample."""
TAILS_S = (2.0, 4.0, 6.0, 10.0)


def tails(engine: str, model: str) -> None:
    """Print the seconds from `finish` to "transcript", by the length of the unheard stretch."""
    events: queue.SimpleQueue[EarEvent] = queue.SimpleQueue()
    ear = EarProcess(engine, model, events.put)
    ear.warm_up()
    _until(events, "ready")
    print(f"{engine} {model}: {'tail s':>8} {'answer s':>9} {'done after s':>13}")
    for tail_s in TAILS_S:
        sound = _answer(tail_s)
        print(
            f"{'':{len(engine) + len(model) + 3}} {tail_s:8.1f} {len(sound) / RATE:9.1f} ", end="", flush=True
        )
        print(f"{_done_after(ear, events, sound):12.2f}", flush=True)
    ear.close()


def _answer(tail_s: float) -> Pcm:
    """Speech with pauses, a long pause, then `tail_s` of speech and the half second before the key."""
    parts = [soundfile.read(SPEECH / f"{name}.flac", dtype="int16")[0] for name in ("hesitant", "plain")]
    body = np.concatenate(parts * 2)[: int(BEFORE_S * RATE)]
    gap = np.zeros(2 * RATE, dtype=np.int16)
    last = parts[1][RATE // 2 : int((0.5 + tail_s) * RATE)]
    answer: Pcm = np.concatenate([body, gap, last, np.zeros(int(AFTER_S * RATE), dtype=np.int16)])
    return answer


def _done_after(ear: EarProcess, events: queue.SimpleQueue[EarEvent], sound: Pcm) -> float:
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "take.pcm"
        ear.follow(journal)
        _play(sound, journal)
        pressed = time.perf_counter()
        ear.finish()
        _until(events, "transcript")
        return time.perf_counter() - pressed


def _play(sound: Pcm, journal: Path) -> None:
    """Write the journal in real time."""
    step = int(BLOCK_S * RATE)
    began = time.perf_counter()
    with journal.open("wb", buffering=0) as file:
        for start in range(0, len(sound), step):
            due = began + min(start + step, len(sound)) / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            file.write(sound[start : start + step].astype("<i2").tobytes())


def _until(events: queue.SimpleQueue[EarEvent], kind: str) -> EarEvent:
    while (event := events.get()).kind != kind:
        if event.kind in ("failed", "died"):
            raise SystemExit(event.detail)
    return event
