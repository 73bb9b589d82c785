"""The machine's devices as a test wants them: a microphone, a loudspeaker, an ear and a voice that obey it.

Everything above the ports is the real thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.model.errors import MissingPartError, SimulatorError
from simulator.model.transcript import Reply, Transcript, Word
from simulator.speech.audio.journal import JournalWriter
from simulator.speech.ports import (
    HEARING_RATE,
    NO_CANDIDATES,
    AudioEvent,
    AudioListener,
    Candidates,
    Device,
    EarEvent,
    EarListener,
    Utterance,
)
from simulator.speech.voices.speaker import VoiceCheck

NO_MICROPHONE = MissingPartError("No microphone was found.", "Plug one in.")
DEVICES = (
    Device(id="usb", name="USB microphone", inputs=1, outputs=0, rate=48000, is_default_input=True),
    Device(id="speakers", name="Loudspeakers", inputs=0, outputs=2, rate=48000, is_default_output=True),
)
MOMENT_S = 0.2
"""What the microphone hears of each recording: enough to be kept."""


@dataclass(frozen=True)
class Played:
    """A sound that was asked for."""

    sound: Path
    start_s: float
    end_s: float | None
    speed: float


class FakeAudio:
    """Microphone and loudspeaker. What is played is written down; it ends when the test says so."""

    def __init__(self, tell: AudioListener) -> None:
        self.level = 0.0
        self.recorded_s = 0.0
        self.playing = False
        self.position_s = 0.0
        self.missing: SimulatorError | None = None
        """Raised by whatever needs a device."""
        self.played: list[Played] = []
        self.recordings = 0
        """How often the microphone was opened."""
        self.floor: list[Reply | None] = []
        """A reply when the interviewer took the floor, None when the candidate had it back."""
        self._tell = tell
        self._journal: JournalWriter | None = None

    @property
    def recording(self) -> bool:
        return self._journal is not None

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]:
        self._need()
        return DEVICES

    def record(self, journal: Path, device: str | None = None) -> None:
        self._need()
        self._journal = JournalWriter(journal)
        self._journal.write(np.zeros(int(MOMENT_S * HEARING_RATE), dtype=np.float32))
        self.recordings += 1
        self._tell(AudioEvent(kind="recording"))

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def take_floor(self, reply: Reply | None, *, yielding: bool = False) -> None:
        self.floor.append(reply)

    def give_floor(self, after_s: float) -> None:
        self.floor.append(None)

    def finish(self) -> None:
        self._close()
        self._tell(AudioEvent(kind="finished"))

    def play(
        self, sound: Path, *, start_s: float = 0.0, end_s: float | None = None, speed: float = 1.0
    ) -> None:
        self._need()
        self.played.append(Played(sound, start_s, end_s, speed))
        self.playing, self.position_s = True, start_s

    def stop_playing(self) -> None:
        self.playing = False

    def close(self) -> None:
        self._close()

    # What a test lets happen

    def end(self) -> None:
        """What plays comes to its end."""
        self.playing = False
        self._tell(AudioEvent(kind="played"))

    def lose_speaker(self, sentence: str) -> None:
        self.playing = False
        self._tell(AudioEvent(kind="speaker_lost", detail=sentence))

    def lose_microphone(self, sentence: str) -> None:
        self._tell(AudioEvent(kind="microphone_lost", detail=sentence))

    def warn(self, sentence: str, about: str = "") -> None:
        self._tell(AudioEvent(kind="warning", detail=sentence, about=about))

    def barge_in(self) -> None:
        """Somebody speaks into what plays."""
        self.playing = False
        self._tell(AudioEvent(kind="barged_in"))

    def hear_voice(self) -> None:
        self._tell(AudioEvent(kind="voice"))

    def _need(self) -> None:
        if self.missing:
            raise self.missing

    def _close(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None


class FakeEar:
    """Hears nothing by itself: a test says what was heard."""

    def __init__(self, tell: EarListener) -> None:
        self.followed: list[Path] = []
        self.told = 0
        """How often it was asked for all words so far."""
        self.finished = 0
        """How often it was told that nothing more comes."""
        self._tell = tell

    def warm_up(self) -> None: ...

    def follow(
        self, journal: Path, hints: Sequence[str] = (), candidates: Candidates = NO_CANDIDATES
    ) -> None:
        self.followed.append(journal)

    def tell(self) -> None:
        self.told += 1

    def finish(self) -> None:
        self.finished += 1

    def hear_file(
        self, sound: Path, hints: Sequence[str] = (), candidates: Candidates = NO_CANDIDATES
    ) -> None:
        self.followed.append(sound)

    def cancel(self) -> None: ...

    def close(self) -> None: ...

    # What a test lets happen

    def hear(self, words: tuple[Word, ...]) -> None:
        """A segment more: these are all words until now."""
        self._tell(EarEvent(kind="heard", progress=0.5, text=_clean(words), words=words))

    def say_so_far(self, words: tuple[Word, ...]) -> None:
        """What it was asked for with `tell`."""
        self._tell(EarEvent(kind="so_far", text=_clean(words), words=words))

    def pause(self, words: tuple[Word, ...], voiced_s: float) -> None:
        """Nobody speaks since that second of the recording."""
        self._tell(EarEvent(kind="pause", text=_clean(words), words=words, voiced_s=voiced_s))

    def understand(self, transcript: Transcript) -> None:
        """The whole answer."""
        self._tell(EarEvent(kind="transcript", progress=1.0, transcript=transcript))


def _clean(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words if word.kind == "word")


class FakeNarrator:
    """A voice: each text becomes a file of its own, which nobody has to make."""

    def __init__(self) -> None:
        self.texts: dict[Path, str] = {}

    def parts(self, text: str, voice: int = 1, like: str = "") -> Iterator[Utterance]:
        yield self.prepare(text, voice)

    def prepare(self, text: str, voice: int = 1, like: str = "") -> Utterance:
        path = Path(f"{len(self.texts)}.wav")
        self.texts[path] = text
        return Utterance(path=path, duration_s=1.0, voice=f"fake {voice}")

    def warm_up(self) -> None: ...

    def people(self) -> tuple[int, int]:
        return 4, 4

    def available(self) -> tuple[VoiceCheck, ...]:
        return (VoiceCheck(id="fake", ok=True, why="Reads the questions."),)


class FakeEquipment:
    """The three together, as the use cases ask for them."""

    def __init__(self) -> None:
        self._audio_listeners: list[AudioListener] = []
        self._ear_listeners: list[EarListener] = []
        self.sound = FakeAudio(self._tell_of_audio)
        self.hearing = FakeEar(self._tell_of_ear)
        self.voice = FakeNarrator()

    @property
    def started_audio(self) -> FakeAudio:
        return self.sound

    def audio(self) -> FakeAudio:
        return self.sound

    def ear(self) -> FakeEar:
        return self.hearing

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]:
        return self.sound.devices(refresh=refresh)

    def on_audio(self, listener: AudioListener) -> None:
        self._audio_listeners.append(listener)

    def on_ear(self, listener: EarListener) -> None:
        self._ear_listeners.append(listener)

    def _tell_of_audio(self, event: AudioEvent) -> None:
        for listener in self._audio_listeners:
            listener(event)

    def _tell_of_ear(self, event: EarEvent) -> None:
        for listener in self._ear_listeners:
            listener(event)

    def endings(self) -> tuple[Callable[[], None], ...]:
        return (self.sound.close,)

    @property
    def said(self) -> list[str]:
        """The texts that were read aloud, in order."""
        return [self.voice.texts[p.sound] for p in self.sound.played if p.sound in self.voice.texts]


class FakeMeaning:
    """Sentence embeddings in which every sentence means the same."""

    id = "fake meaning"

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(sentences), 1), dtype=np.float32)

    def close(self) -> None: ...
