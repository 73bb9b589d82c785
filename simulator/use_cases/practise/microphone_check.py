"""The microphone check: listen without keeping anything."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path

from simulator.speech.ports import Audio, AudioEvent

AUDIBLE = 0.02
"""Peak above which something other than a quiet room was heard (about -34 dBFS)."""
CLOSING_S = 0.4


class MicrophoneCheck:
    """A microphone, open for its level meter. `stop` drops what it heard."""

    def __init__(self, audio: Audio, device: str | None) -> None:
        self.notice = ""
        """What is wrong, as a sentence, or ""."""
        self.heard = False
        """Whether anything but silence was heard so far."""
        self._audio = audio
        self._folder = Path(tempfile.mkdtemp(prefix="microphone-check-"))
        self._running = True
        self._closed = threading.Event()
        audio.record(self._folder / "check.pcm", device)

    @property
    def level(self) -> float:
        """Peak of the last moment, 0 to 1."""
        level = self._audio.level if self._running else 0.0
        self.heard = self.heard or level > AUDIBLE
        return level

    def on_audio(self, event: AudioEvent) -> None:
        """Troubles of the audio process become the notice."""
        if event.kind == "finished":
            self._closed.set()
        if self._running and event.kind in ("warning", "microphone_lost", "died"):
            self.notice = event.detail

    def stop(self) -> None:
        """Close the microphone and drop what it heard."""
        if not self._running:
            return
        self._running = False
        self._audio.finish()
        self._closed.wait(timeout=CLOSING_S)  # a journal still open would make its folder anew
        shutil.rmtree(self._folder, ignore_errors=True)
