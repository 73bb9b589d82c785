"""The app in a process of its own that can be struck, and how much of what was said it kept."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

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
T = TypeVar("T")
ALIKE = 0.9
"""Likeness from which on two sounds are the same one."""
AT_ONCE = 3
"""Interviews under way at the same time in the long run, each with a microphone of its own."""


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


@contextmanager
def microphones(first: VirtualSound, count: int) -> Iterator[queue.SimpleQueue[VirtualSound]]:
    """The one there is, and more: interviews at the same time need one each."""
    more = [VirtualSound() for _ in range(count - 1)]
    free: queue.SimpleQueue[VirtualSound] = queue.SimpleQueue()
    free.put(first)
    try:
        for sound in more:
            sound.start()
            free.put(sound)
        yield free
    finally:
        for sound in more:
            sound.stop()


def each(
    seeds: Iterable[int], first: VirtualSound, at_once: int, one: Callable[[int, VirtualSound], T]
) -> list[T]:
    """`one` for each seed, `at_once` at a time; all that went wrong is said at the end."""
    problems: list[str] = []

    def attempt(seed: int) -> T | None:
        sound = free.get()
        try:
            done = one(seed, sound)
            print(seed, done, flush=True)
            return done
        except Exception as error:  # noqa: BLE001 - all are said at the end
            problems.append(f"seed {seed}: {type(error).__name__}: {error}")
            print(problems[-1], flush=True)
            return None
        finally:
            free.put(sound)

    with microphones(first, at_once) as free, ThreadPoolExecutor(at_once) as pool:
        done = [found for found in pool.map(attempt, seeds) if found is not None]
    assert problems == []
    return done


def heard(pcm: Path) -> Sound:
    data = pcm.read_bytes()
    return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.float32) / 32768


def lost_s(said: Sequence[Part], played: Sound, kept: Sound) -> float:
    """Seconds of `said` that were `played` and are not in `kept`; those kept must be the same sound."""
    lost = 0
    for part in said:
        at, count, likeness = find(part.samples, played)
        here, kept_count, kept_likeness = find(part.samples, kept)
        if count < RATE or likeness < ALIKE:  # less than the second that may be lost
            return lost / RATE + max(0, min(count, RATE) - kept_count) / RATE
        assert kept_likeness > ALIKE, f"the recording is not what was said: {kept_likeness:.2f}"
        lost += max(0, count - kept_count)
        played, kept = played[at + count :], kept[here + kept_count :]
    return lost / RATE


def find(said: Sound, sound: Sound) -> tuple[int, int, float]:
    """Where `said` begins in `sound`, how many samples of it are there, and how alike they are."""
    if len(sound) < RATE // 4 or np.abs(sound).max() < 0.01:
        return 0, 0, 0.0
    size = len(said) + len(sound)
    product = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(said, size)), size)
    at = int(product[: len(sound)].argmax())
    count = min(len(said), len(sound) - at)
    one, other = said[:count], sound[at : at + count]
    norm = float(np.linalg.norm(one) * np.linalg.norm(other))
    return at, count, float(one @ other) / norm if norm else 0.0


class Victim:
    """The candidate's process. `events` are (seconds since the start, words)."""

    def __init__(
        self,
        sound: VirtualSound,
        said: tuple[Part, ...],
        exports: Path,
        environment: dict[str, str],
        mend: Callable[[], str] = lambda: "begin",
    ) -> None:
        """`mend` is called in trouble, and says whether to "begin" again or be "done"."""
        self.began = time.monotonic()
        self.events: list[tuple[float, list[str]]] = []
        self._changed = threading.Condition()
        self._sound = sound
        self._said = said
        self._mend = mend
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
            elif words[0] == "trouble":
                threading.Thread(target=lambda: self._tell(self._mend()), daemon=True).start()
        with self._changed:
            self._changed.notify_all()

    def _speak(self, part: int) -> None:
        self._sound.speak(self._said[part].file).wait()
        time.sleep(0.15)  # what is still on its way through the sound server
        self._tell("said")

    def _tell(self, word: str) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):  # it was struck
            self.process.stdin.write(word + "\n")
            self.process.stdin.flush()

    def wait_until(self, word: str, count: int = 1) -> bool:
        """Until it said `word` that often; False when it ended before."""
        self.wait_until_any((word, count))
        return [words[0] for _, words in self.events].count(word) >= count

    def wait_until_any(self, *wanted: tuple[str, int]) -> None:
        """Until it said one of these words that often, or ended."""

        def done() -> bool:
            said = [words[0] for _, words in self.events]
            return any(said.count(word) >= count for word, count in wanted) or not self._reader.is_alive()

        with self._changed:
            assert self._changed.wait_for(done, timeout=120)

    def wait_s(self, seconds: float) -> None:
        """Until so long after its start, or its end."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._reader.is_alive(), timeout=max(0.0, self.began + seconds - time.monotonic())
            )

    def strike(self, *, everything: bool) -> str:
        """kill -9: the app alone, or it and all its children; returns what it was doing."""
        family = []
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended by itself
            family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        for child in family if everything else ():
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        self.process.wait()
        self._reader.join(10)
        wait_for(lambda: not any(is_running(child.pid) for child in family), "its children end", 20)
        return self.doing

    def strike_ear(self) -> str:
        """kill -9 of the ear, as soon as there is one; returns what the app was doing."""
        app = psutil.Process(self.process.pid)

        def ears() -> list[psutil.Process]:
            return [c for c in app.children() if any("hearing.child" in part for part in c.cmdline())]

        wait_for(lambda: bool(ears()), "there is an ear")
        for ear in ears():
            ear.kill()
        return self.doing

    @property
    def doing(self) -> str:
        """What it said last that it does."""
        done = [words[0] for _, words in self.events if words[0] != "notice"]
        return done[-1] if done else "loading"

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def said(self, word: str) -> list[str]:
        """What came with each `word`."""
        return [words[1] for _, words in self.events if words[0] == word and len(words) > 1]
