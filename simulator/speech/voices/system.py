"""The system's own voice through pyttsx3, each utterance in a short-lived child process."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import numpy as np

from simulator.speech.ports import Samples, VoiceError
from simulator.speech.voices import children

ENGINES = {"darwin": "nsss", "win32": "sapi5"}
RATE_WPM = 165
"""Words a minute; the drivers' own 200 is too fast to listen to."""
PATIENCE_S = 15.0
PATIENCE_PER_CHARACTER_S = 0.03
PEAK = 0.8
"""Every utterance is brought to this peak, so that voices are equally loud."""
NO_ESPEAK = "eSpeak-ng installed"
"""Part of what pyttsx3 says when that library is missing."""
INSTALLERS = {
    "apt-get": "sudo apt-get install espeak-ng",
    "dnf": "sudo dnf install espeak-ng",
    "pacman": "sudo pacman -S espeak-ng",
    "zypper": "sudo zypper install espeak-ng",
    "apk": "sudo apk add espeak-ng",
}


class SystemVoice:
    """pyttsx3: espeak-ng on Linux, NSSpeechSynthesizer on macOS, SAPI 5 on Windows. Thread-safe."""

    def __init__(self, *, nth: int = 0, like: str = "", patience_s: float = PATIENCE_S) -> None:
        """`nth` counts the system's English voices from 0, its best; `like` is `woman`, `man` or "" for any.

        `patience_s`: seconds after which a silent child is killed; long texts get more.
        """
        self._nth = nth
        self._like = like
        self._patience_s = patience_s
        self._children: set[subprocess.Popen[bytes]] = set()
        self._engine = ENGINES.get(sys.platform, "espeak")
        self.id = f"pyttsx3 {self._engine}" + (f" {nth + 1}" if nth else "") + (f" {like}" if like else "")

    def speak(self, text: str) -> tuple[Samples, int]:
        """Samples and their rate in Hz. Raises `VoiceError`."""
        with tempfile.TemporaryDirectory(prefix="voice-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "speech.wav"
            order = {"text": text, "path": str(path), "rate": RATE_WPM, "nth": self._nth, "like": self._like}
            self._run(order, self._patience_s + PATIENCE_PER_CHARACTER_S * len(text))
            return _samples(path)

    def people(self) -> tuple[int, int]:
        """How many women's and how many men's English voices the system has. Raises `VoiceError`."""
        if missing := self.missing():
            raise VoiceError(missing)
        said = self._run({"count": True}, self._patience_s)
        return int(said["women"]), int(said["men"])

    def missing(self) -> str:
        """What is not installed, as a sentence; "" when it can be tried."""
        return "" if importlib.util.find_spec("pyttsx3") else "pyttsx3 is not installed"

    def mend(self) -> str:
        """The command that installs what is missing."""
        if self._engine == "espeak":
            found = (command for tool, command in INSTALLERS.items() if shutil.which(tool))
            return next(found, "Install espeak-ng with your system's package manager.")
        return f"{sys.executable} -m pip install pyttsx3"

    def close(self) -> None:
        """End whatever is being spoken."""
        for child in tuple(self._children):
            child.kill()

    def _run(self, order: dict[str, object], patience_s: float) -> dict[str, str]:
        with tempfile.TemporaryFile() as errors:
            child = children.start("speak_once.py", errors)
            self._children.add(child)
            try:
                answer, _ = child.communicate(json.dumps(order).encode(), timeout=patience_s)
            except subprocess.TimeoutExpired as error:
                raise VoiceError(f"{self.id} did not finish within {patience_s:.0f} s") from error
            finally:
                children.end(child)
                self._children.discard(child)
            return self._check(answer, errors)

    def _check(self, answer: bytes, errors: IO[bytes]) -> dict[str, str]:
        try:
            said: dict[str, str] = json.loads(answer.splitlines()[-1])
        except (IndexError, ValueError):
            said = {"error": children.last_line(errors) or "its process ended without a word"}
        if NO_ESPEAK in said.get("error", ""):
            raise VoiceError("espeak-ng is not installed")
        if "error" in said:
            raise VoiceError(f"{self.id} cannot speak: {said['error']}")
        return said


def _samples(path: Path) -> tuple[Samples, int]:
    """WAV or AIFF, whatever its name says, as mono samples."""
    import soundfile

    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise VoiceError(f"the voice's sound file cannot be read: {error}") from error
    mono: Samples = samples.mean(axis=1)
    return level(mono), int(rate)


def level(samples: Samples) -> Samples:
    """The samples brought to the common peak. Raises `VoiceError` for silence."""
    peak = float(np.abs(samples).max(initial=0.0))
    if peak < 1e-3:
        raise VoiceError("the voice made no sound")
    return samples * np.float32(PEAK / peak)
