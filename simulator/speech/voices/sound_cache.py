"""What has been spoken before, as WAV files; the least recently used go first."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import wave
from pathlib import Path

import numpy as np

from simulator.model.errors import ArchiveError
from simulator.speech.ports import Samples

LIMIT_BYTES = 200_000_000


class SoundCache:
    """A folder of 16-bit mono WAV files, named by the digest of voice and text. Thread-safe."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def path(self, voice: str, text: str) -> Path:
        """Where this voice's reading of this text belongs."""
        key = hashlib.sha256(f"{voice}\n{text}".encode()).hexdigest()
        return self._folder / f"{key}.wav"

    def duration_s(self, path: Path) -> float | None:
        """Length of a sound that is there and whole, else None; marks it as used."""
        try:
            with wave.open(str(path), "rb") as file:
                frames, rate = file.getnframes(), file.getframerate()
                whole = frames > 0 and len(file.readframes(frames)) == frames * file.getsampwidth()
        except (OSError, EOFError, wave.Error):
            return None
        if not whole:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return frames / rate

    def store(self, path: Path, samples: Samples, rate: int) -> None:
        """Write the sound, whole or not at all. Raises `ArchiveError`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(suffix=".part", dir=self._folder)
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            with os.fdopen(descriptor, "wb") as file:
                _write(file, samples, rate)
            Path(name).replace(path)
        except OSError as error:
            Path(name).unlink(missing_ok=True)
            raise self._unwritable(error) from error
        self._trim(path)

    def _unwritable(self, error: OSError) -> ArchiveError:
        return ArchiveError(
            f"The spoken question could not be written to {self._folder}: {error.strerror or error}.",
            "Make room on the disk, or set SIMULATOR_CACHE to a folder that can be written.",
        )

    def _trim(self, kept: Path) -> None:
        """Remove the least recently used sounds over the limit; `kept` stays."""
        sounds = []
        for path in self._folder.glob("*.wav"):
            with contextlib.suppress(OSError):
                sounds.append((path.stat().st_mtime_ns, path.stat().st_size, path))
        excess = sum(size for _, size, _ in sounds) - self._limit_bytes
        for _, size, path in sorted(sounds):
            if excess <= 0:
                return
            if path != kept:
                excess -= size
                with contextlib.suppress(OSError):  # on Windows, one that is being played
                    path.unlink()


def _write(file: object, samples: Samples, rate: int) -> None:
    with wave.open(file, "wb") as sound:  # type: ignore[call-overload]
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
