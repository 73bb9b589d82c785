"""The app in a process of its own that can be struck, and how much of what was said it kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import soundfile
from numpy.typing import NDArray
from virtual_sound import MICROPHONE, VirtualSound, is_running, wait_for

RATE = 16_000
SPOKEN = Path(__file__).parents[1] / "speech" / "hearing" / "audio" / "plain.flac"
PARTS_S = ((0.3, 4.0), (4.7, 9.2))
"""The two halves of the answer, cut where the speaker breathes."""
PROGRAM = Path(__file__).parent / "candidate.py"
ROOT = Path(__file__).parents[2]
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Part:
    file: Path
    samples: Sound


def parts(folder: Path) -> tuple[Part, ...]:
    """The halves of the answer as files."""
    whole, rate = soundfile.read(SPOKEN, dtype="float32")
    assert rate == RATE
    made = []
    for at, (start, end) in enumerate(PARTS_S):
        samples = whole[int(start * RATE) : int(end * RATE)]
        soundfile.write(folder / f"part{at}.wav", samples, RATE)
        made.append(Part(folder / f"part{at}.wav", samples))
    return tuple(made)


@contextmanager
def witness(sound: VirtualSound, file: Path) -> Iterator[Path]:
    """Another program that hears the same microphone into `file` (raw int16, 16 kHz) all the time."""
    command = ["parecord", f"--device={MICROPHONE}.monitor", "--raw", "--format=s16le", f"--rate={RATE}"]
    with subprocess.Popen(
        [*command, "--channels=1", "--latency-msec=20", str(file)], env={**os.environ, **sound.environment}
    ) as recorder:
        try:
            wait_for(lambda: file.exists() and file.stat().st_size > 0, "the witness hears")
            yield file
        finally:
            recorder.terminate()


def heard(pcm: Path) -> Sound:
    data = pcm.read_bytes()
    return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.float32) / 32768


def lost_s(said: Part, played: Sound, kept: Sound) -> float:
    """Seconds of `said` that were `played` and are not in `kept`; those kept must be the same sound."""
    played_n, _ = _share(said.samples, played)
    kept_n, likeness = _share(said.samples, kept)
    if played_n < RATE:  # less than the second that may be lost
        return max(0, played_n - kept_n) / RATE
    assert kept_n == 0 or likeness > 0.9, f"the recording is not what was said: {likeness:.2f}"
    return max(0, played_n - kept_n) / RATE


def _share(said: Sound, sound: Sound) -> tuple[int, float]:
    """How many samples of `said` are in `sound` until its end, and how alike they are."""
    if len(sound) < RATE // 4 or np.abs(sound).max() < 0.01:
        return 0, 0.0
    size = len(said) + len(sound)
    product = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(said, size)), size)
    at = int(product[: len(sound)].argmax())
    count = min(len(said), len(sound) - at)
    one, other = said[:count], sound[at : at + count]
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return count, float(one @ other) / norm if norm else 0.0


class Victim:
    """The candidate's process. `events` are (seconds since the start, words)."""

    def __init__(
        self, sound: VirtualSound, said: tuple[Part, ...], exports: Path, environment: dict[str, str]
    ) -> None:
        self.began = time.monotonic()
        self.events: list[tuple[float, list[str]]] = []
        self._changed = threading.Condition()
        self._sound = sound
        self._said = said
        self._struck = False
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(exports)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, **sound.environment, **environment, "PYTHONPATH": str(ROOT)},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            words = json.loads(line)
            with self._changed:
                self.events.append((time.monotonic() - self.began, words))
                self._changed.notify_all()
            if words[0] == "speaking":
                threading.Thread(target=self._speak, args=(words[1],), daemon=True).start()
        with self._changed:
            self._changed.notify_all()

    def _speak(self, part: int) -> None:
        self._sound.speak(self._said[part].file).wait()
        time.sleep(0.15)  # what is still on its way through the sound server
        if not self._struck:
            assert self.process.stdin is not None
            self.process.stdin.write("said\n")
            self.process.stdin.flush()

    def wait_until(self, word: str, count: int = 1) -> bool:
        """Until it said `word` that often; False when it ended before."""

        def done() -> bool:
            return sum(words[0] == word for _, words in self.events) >= count or not self._reader.is_alive()

        with self._changed:
            self._changed.wait_for(done, timeout=120)
            return sum(words[0] == word for _, words in self.events) >= count

    def wait_s(self, seconds: float) -> None:
        """Until so long after its start, or its end."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._reader.is_alive(), timeout=max(0.0, self.began + seconds - time.monotonic())
            )

    def strike(self, *, everything: bool) -> str:
        """kill -9: the app alone, or it and all its children; returns what it was doing."""
        self._struck = True
        family = psutil.Process(self.process.pid).children(recursive=True) if self.is_alive else []
        self.process.kill()
        for child in family if everything else ():
            child.kill()
        self.process.wait()
        self._reader.join(10)
        wait_for(lambda: not any(is_running(child.pid) for child in family), "its children end", 20)
        return self.events[-1][1][0] if self.events else "loading"

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def said(self, word: str) -> list[str]:
        """What came with each `word`."""
        return [words[1] for _, words in self.events if words[0] == word and len(words) > 1]
