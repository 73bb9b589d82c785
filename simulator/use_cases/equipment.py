"""Microphone, loudspeaker, ear and voice: each begins when it is first needed, and all end together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from simulator.model import settings as schema
from simulator.speech.ports import Audio, AudioEvent, Device, Ear, EarEvent, Utterance
from simulator.use_cases.settings_store import Remade, SettingsStore

if TYPE_CHECKING:
    from simulator.speech.audio.process import AudioProcess
    from simulator.speech.hearing.process import EarProcess
    from simulator.speech.voices.speaker import Speaker, VoiceCheck


class Narrator(Protocol):
    """Who turns text into sound."""

    def parts(self, text: str, voice: int = 1, like: str = "") -> Iterable[Utterance]:
        """The text as sounds to be played one after the other; none when the voice is off."""

    def prepare(self, text: str, voice: int = 1, like: str = "") -> Utterance | None:
        """The text as one sound; None when the voice is off."""

    def warm_up(self) -> None:
        """Start what speaking needs, in the background."""

    def people(self) -> tuple[int, int]:
        """How many women's and how many men's voices there are for interviewers."""
        ...

    def available(self) -> Sequence[VoiceCheck]:
        """Each voice this machine may have, and whether it can speak. Slow: each is tried."""


class SoundEquipment(Protocol):
    """What use cases need of a machine's devices; `Equipment` is the real one."""

    @property
    def voice(self) -> Narrator: ...

    @property
    def started_audio(self) -> Audio | None:
        """Microphone and loudspeaker if they were started already, else None."""

    def audio(self) -> Audio:
        """Microphone and loudspeaker, started if need be."""

    def ear(self) -> Ear:
        """What hears, started if need be."""

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]:
        """Microphones and loudspeakers. Raises `MissingPartError` without PortAudio."""

    def on_audio(self, listener: Callable[[AudioEvent], None]) -> None:
        """Call `listener` with each event of microphone and loudspeaker."""

    def on_ear(self, listener: Callable[[EarEvent], None]) -> None:
        """Call `listener` with each event of the ear."""

    def endings(self) -> Sequence[Callable[[], None]]:
        """Functions that each end one part; they may run at the same time."""


class Equipment:
    """The real devices of this machine. Making it starts nothing; safe to use from any thread."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings
        self._lock = threading.RLock()
        self._audio: AudioProcess | None = None
        self._ear: EarProcess | None = None
        self._speaker = Remade(self._make_speaker, settings, "voice", close=lambda speaker: speaker.close())
        self._audio_listeners: list[Callable[[AudioEvent], None]] = []
        self._ear_listeners: list[Callable[[EarEvent], None]] = []
        settings.subscribe(("microphone", "speaker"), self._use_devices)
        settings.subscribe(("engine", "model"), self._use_engine)

    @property
    def voice(self) -> Speaker:
        """Who turns text into sound."""
        return self._speaker.value

    @property
    def started_audio(self) -> Audio | None:
        """The audio process if it was started already, else None."""
        return self._audio

    def audio(self) -> AudioProcess:
        """The process that owns microphone and loudspeaker."""
        with self._lock:
            if self._audio is None:
                from simulator.speech.audio.process import AudioProcess

                now = self._settings.current
                self._audio = AudioProcess(
                    self._heard_of_audio, microphone=now.microphone or None, speaker=now.speaker or None
                )
            return self._audio

    def ear(self) -> EarProcess:
        """The process that hears."""
        with self._lock:
            if self._ear is None:
                from simulator.speech.hearing.process import EarProcess

                now = self._settings.current
                self._ear = EarProcess(now.engine, now.model, self._heard_of_ear)
            return self._ear

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]:
        """Microphones and loudspeakers. Raises `MissingPartError` without PortAudio."""
        return self.audio().devices(refresh=refresh)

    def on_audio(self, listener: Callable[[AudioEvent], None]) -> None:
        """Call `listener` with each event of the audio process, in the order of subscribing."""
        self._audio_listeners.append(listener)

    def on_ear(self, listener: Callable[[EarEvent], None]) -> None:
        """Call `listener` with each event of the ear."""
        self._ear_listeners.append(listener)

    def endings(self) -> tuple[Callable[[], None], ...]:
        """Functions that each end one part; they may run at the same time."""
        return (self._end_ear, self._end_audio, self._speaker.drop)

    def _make_speaker(self) -> Speaker:
        from simulator.speech.voices.speaker import Speaker

        return Speaker(self._settings.current.voice, schema.cache_folder())

    def _use_devices(self) -> None:
        now = self._settings.current
        if self._audio is not None:
            self._audio.use(now.microphone or None, now.speaker or None)

    def _use_engine(self) -> None:
        if self._ear is not None:
            self._ear.use(self._settings.current.engine, self._settings.current.model)

    def _heard_of_audio(self, event: AudioEvent) -> None:
        for listener in self._audio_listeners:
            listener(event)

    def _heard_of_ear(self, event: EarEvent) -> None:
        for listener in self._ear_listeners:
            listener(event)

    def _end_audio(self) -> None:
        with self._lock:
            audio, self._audio = self._audio, None
        if audio is not None:
            audio.close()

    def _end_ear(self) -> None:
        with self._lock:
            ear, self._ear = self._ear, None
        if ear is not None:
            ear.close()
