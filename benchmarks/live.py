"""What the live benchmarks share: a virtual microphone and speaker, a long answer, folders of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile

from simulator.model.settings import CHECKOUT

sys.path.insert(0, str(CHECKOUT / "tests"))
from virtual_sound import SPEAKER, VirtualSound

SPEECH = CHECKOUT / "tests" / "speech" / "hearing" / "audio"
RATE = 16_000
LOUD = 300
"""16-bit samples above this are sound (-41 dBFS); dither and silence stay below."""
CHUNK_S = 0.01


@contextmanager
def virtual_sound() -> Iterator[VirtualSound]:
    """A microphone and a speaker that this process and its children find; the user's own are not touched."""
    sound = VirtualSound()
    sound.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.environ.update(sound.environment)
            os.environ.update(
                SIMULATOR_RECORDINGS=f"{folder}/recordings",
                SIMULATOR_CONFIG=f"{folder}/settings.toml",
                SIMULATOR_MICROPHONE_CHECKED="true",
                HF_HUB_OFFLINE="1",
            )
            yield sound
    finally:
        sound.stop()


def long_answer(seconds: float, folder: Path) -> Path:
    """A WAV file of so many seconds: two voiced answers with their pauses, again and again."""
    parts = [soundfile.read(SPEECH / f"{name}.flac", dtype="int16")[0] for name in ("hesitant", "plain")]
    count = int(seconds * RATE)
    rounds = -(-count // sum(len(part) for part in parts))
    path = folder / "answer.wav"
    soundfile.write(path, np.concatenate(parts * rounds)[:count], RATE)
    return path


def load() -> str:
    """How busy the machine is besides: figures of a loaded one are no more than an upper bound."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors (includes this benchmark's own)"


class Ear:
    """Listens to the virtual speaker and notes when the first sound comes out of it."""

    def __init__(self, sound: VirtualSound) -> None:
        command = ["parec", f"--device={SPEAKER}.monitor", "--format=s16le", "--channels=1", f"--rate={RATE}"]
        environment = {**os.environ, **sound.environment}
        self._process = subprocess.Popen(
            [*command, "--latency-msec=10"], env=environment, stdout=subprocess.PIPE
        )
        self._heard = threading.Event()
        self._armed = threading.Event()
        self._at = 0.0
        self._pieces = 0
        threading.Thread(target=self._listen, daemon=True).start()
        while self._pieces == 0:
            time.sleep(0.01)

    def arm(self) -> float:
        """From now on the first sound counts; returns now."""
        self._heard.clear()
        self._armed.set()
        return time.perf_counter()

    def first_sound(self, timeout: float = 30.0) -> float:
        """When the first sound since `arm` came. Raises `TimeoutError`."""
        if not self._heard.wait(timeout):
            raise TimeoutError("Nothing was heard from the speaker.")
        return self._at

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while piece := self._process.stdout.read(int(CHUNK_S * RATE) * 2):
            self._pieces += 1
            if self._armed.is_set() and np.abs(np.frombuffer(piece, dtype="<i2").astype(int)).max() > LOUD:
                self._at = time.perf_counter()
                self._armed.clear()
                self._heard.set()
