"""Other tools that find filled pauses, each as its own documentation runs it, on the same weights."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from simulator.speech.hearing import prompts
from simulator.speech.hearing.fast import FastEngine
from simulator.speech.hearing.spelling import is_filled_pause

Interval = tuple[float, float]


@dataclass(frozen=True)
class Heard:
    """What a tool makes of one clip."""

    fillers: tuple[Interval, ...]
    """Spans of filled pauses, seconds."""
    words: int | None
    """Other words; None when the tool does not say."""
    took_s: float


Ear = Callable[[Path], Heard]


def prompted(loaded: FastEngine) -> Ear:
    """faster-whisper's own transcribe, beam 5, voice filter, with a prompt of fillers."""

    def hear(path: Path) -> Heard:
        started = time.perf_counter()
        segments, _ = loaded._whisper.transcribe(
            str(path),
            language="en",
            beam_size=5,
            initial_prompt=prompts.FILLERS,
            word_timestamps=True,
            vad_filter=True,
            condition_on_previous_text=False,
        )
        words = [word for segment in segments for word in segment.words or ()]
        fillers = tuple((float(w.start), float(w.end)) for w in words if is_filled_pause(w.word.strip()))
        return Heard(fillers, len(words) - len(fillers), time.perf_counter() - started)

    return hear


def erm(python: Path, weights: Path) -> Ear:
    """The package `erm`, through its command line, in the environment of that Python.

    Denoising, which only its rendering uses, is off.
    """

    def hear(path: Path) -> Heard:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            cuts = Path(folder) / "cuts.json"
            options = ["--device", "cpu", "--compute-type", "int8", "--denoise", "none", "--dry-run"]
            command = [python, "-m", "erm", path, "--model", weights, *options, "--json", cuts]
            done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(done.stderr.strip().splitlines()[-1])
            found = json.loads(cuts.read_text())["cuts"]
        spans = tuple((float(cut["start"]), float(cut["end"])) for cut in found)
        return Heard(spans, None, time.perf_counter() - started)

    return hear
