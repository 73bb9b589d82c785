"""The microphone check: listen without keeping anything."""

from __future__ import annotations

import shutil
import tempfile
import threading
from enum import StrEnum
from pathlib import Path

from simulator.interview.exchange.machine import RECORDING
from simulator.model.errors import BadInputError
from simulator.speech.ports import Audio, AudioEvent
from simulator.use_cases.equipment import SoundEquipment
from simulator.use_cases.practise.audible import AUDIBLE
from simulator.use_cases.practise.rehearsals import Rehearsals
from simulator.use_cases.settings_store import SettingsStore

CLOSING_S = 0.4
TRIAL_S = 10.0
"""How long somebody may speak to hear themselves."""


class Trial(StrEnum):
    """Where "say something, hear yourself" stands."""

    NOT_BEGUN = "not begun"
    SAYING = "saying"
    HEARING = "hearing"
    """What was said is played; the microphone is closed, so that it does not hear it again."""
    HEARD = "heard"
    SILENT = "silent"
    """Nothing but silence was said."""


class MicrophoneCheck:
    """A microphone, open for its level meter. `stop` drops what it heard."""

    def __init__(self, audio: Audio, device: str | None) -> None:
        self.notice = ""
        """What is wrong, as a sentence, or ""."""
        self.heard = False
        """Whether anything but silence was heard so far; what was heard stays heard."""
        self._about = ""
        """What the notice is about, as in `AudioEvent.about`."""
        self._audio = audio
        self._folder = Path(tempfile.mkdtemp(prefix="microphone-check-"))
        self._running = True
        self._closed = threading.Event()
        self.trial = Trial.NOT_BEGUN
        self._from_s = 0.0
        self._said = False
        self._device = device
        self._journals: list[Path] = []
        self._listen()

    @property
    def level(self) -> float:
        """Peak of the last moment, 0 to 1."""
        level = self._audio.level if self._running else 0.0
        if level > AUDIBLE:
            self._hear("silence")
            self._said = True
        return level

    @property
    def left_s(self) -> float:
        """Seconds until what is being said is played."""
        return max(0.0, TRIAL_S - (self._audio.recorded_s - self._from_s))

    def say(self) -> None:
        """Begin "say something, hear yourself": what is said from now on will be played."""
        if self.trial not in (Trial.SAYING, Trial.HEARING):
            self._from_s, self._said, self.trial = self._audio.recorded_s, False, Trial.SAYING
            if self._about == "speaker":
                self.notice = self._about = ""

    def hear(self) -> None:
        """Play what was said; the microphone is closed first, and listens again afterwards."""
        if self.trial is not Trial.SAYING:
            return
        if not self._said:
            self.trial = Trial.SILENT
            return
        self.trial = Trial.HEARING
        self._audio.finish()
        self._audio.play(self._journals[-1], start_s=self._from_s)

    def _listen_again(self) -> None:
        self.trial = Trial.HEARD
        self._listen()

    def _listen(self) -> None:
        self._journals.append(self._folder / f"{len(self._journals)}.pcm")
        self._audio.record(self._journals[-1], self._device)

    def on_audio(self, event: AudioEvent) -> None:
        """Troubles of the audio process become the notice."""
        if event.kind == "finished":
            self._closed.set()
        if not self._running:
            return
        if self.trial is Trial.HEARING and event.kind in ("played", "speaker_lost", "died"):
            self._listen_again()
        if event.kind == "speaker_lost":
            self.notice, self._about = event.detail, "speaker"
        if event.kind == "voice":
            self._hear("silence", "sound")
        if event.kind == "warning" and event.about == "silence" and self.heard:
            return  # a pause between sentences: some microphones send nothing meanwhile
        if event.kind in ("warning", "microphone_lost", "died"):
            self.notice, self._about = event.detail, event.about

    def _hear(self, *over: str) -> None:
        """Something was heard, so that a notice about one of `over` is no longer true."""
        self.heard = True
        if self._about in over:
            self.notice = self._about = ""

    def stop(self) -> None:
        """Close the microphone and drop what it heard."""
        if not self._running:
            return
        self._running = False
        if self.trial is Trial.HEARING:
            self._audio.stop_playing()
        self._closed.clear()
        self._audio.finish()
        self._closed.wait(timeout=CLOSING_S)  # a journal opened late would make the folder again
        shutil.rmtree(self._folder, ignore_errors=True)


class MicrophoneChecks:
    """Begins microphone checks; one at a time."""

    def __init__(self, settings: SettingsStore, equipment: SoundEquipment, rehearsals: Rehearsals) -> None:
        self._settings = settings
        self._equipment = equipment
        self._rehearsals = rehearsals
        self._check: MicrophoneCheck | None = None
        equipment.on_audio(lambda event: self._check.on_audio(event) if self._check else None)

    def begin(self, device: str | None = None) -> MicrophoneCheck:
        """Listen to a microphone without keeping anything. Raises `BadInputError` while an answer has it."""
        rehearsal = self._rehearsals.current
        if rehearsal is not None and rehearsal.view.phase in RECORDING:
            raise BadInputError("The microphone records your answer now: finish or discard it first.")
        self.close()
        chosen = device or self._settings.current.microphone or None
        self._check = MicrophoneCheck(self._equipment.audio(), chosen)
        return self._check

    def close(self) -> None:
        """End the check that is under way."""
        if self._check is not None:
            self._check.stop()
