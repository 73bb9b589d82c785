"""What speech offers: voices, a microphone and a player, an ear. Adapters live in the folders beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from simulator.model.transcript import Reply, Transcript, Word

if TYPE_CHECKING:  # whoever only names these types, as the first screen does, does not wait for numpy
    import numpy as np
    from numpy.typing import NDArray

Samples: TypeAlias = "NDArray[np.float32]"
"""Mono samples in -1 to 1, shape (n,)."""

HEARING_RATE = 16_000
"""Hz; what Whisper hears, what the journal and the archive keep."""


# Voices


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """Text turned into sound."""

    path: Path
    """A WAV file in the cache."""
    duration_s: float
    voice: str
    """Which voice made it, "piper en_US-joe-medium"."""
    notice: str | None = None
    """Set when the preferred voice failed and this one stepped in."""
    goes_on: bool = False
    """Whether another part of the same text follows."""


class Voice(Protocol):
    """Turns text into samples; raises `VoiceError` when it cannot."""

    @property
    def id(self) -> str:
        """Stable name for the cache and the doctor, "pyttsx3 espeak"."""
        ...

    def speak(self, text: str) -> tuple[Samples, int]:
        """Samples and their rate in Hz."""
        ...


class VoiceError(Exception):
    """This voice cannot speak; the message is one sentence."""


# Microphone and player: both live in the audio process


@dataclass(frozen=True, kw_only=True)
class Device:
    id: str
    """What the settings store: name and host API. Numbers of sound cards in it change with each start of the
    computer, so `audio/recognising.py` compares without them."""
    name: str
    inputs: int
    outputs: int
    rate: int
    """Hz, the device's own."""
    host: str = ""
    """The host API it is reached through, "ALSA"."""
    is_default_input: bool = False
    is_default_output: bool = False


@dataclass(frozen=True, kw_only=True)
class AudioEvent:
    """Something the audio process says by itself.

    kind: "played" (a playback came to its end), "recording" (the first block is on disk),
    "finished" (the journal is closed), "unwritten" (it is not: the disk does not take the rest, which is in
    memory until the next `finish` or `record`), "warning" (too quiet, clipping, silence, overflow),
    "voice" (one stands out: said once a recording, and again after each warning about the sound),
    "barged_in" (somebody spoke into the interviewer's words, and has the floor; what played is silent),
    "microphone_lost", "speaker_lost", "died" (the process ended; it can be started again).
    """

    kind: str
    detail: str = ""
    """One sentence for the user."""
    about: str = ""
    """Of a warning: "silence" (nothing is heard, or hardly anything) or "sound" (it sounds wrong), both over
    once a voice is heard; else ""."""


class Audio(Protocol):
    """The microphone and the player."""

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]: ...

    def record(self, journal: Path, device: str | None = None) -> None:
        """Open the microphone and write what it hears to `journal`; None is the default device."""
        ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def take_floor(self, reply: Reply | None, *, yielding: bool = False) -> None:
        """The interviewer speaks: what is recorded from now on is kept, and marked as not the candidate's.

        They reply, or with None they ask the question. With `yielding` whoever speaks up has the floor at
        once, from their first word on: what plays stops, and "barged_in" follows. For headphones only.
        """
        ...

    def give_floor(self, after_s: float) -> None:
        """The interviewer has spoken: what is recorded after so many seconds is the candidate's again."""
        ...

    def finish(self) -> None:
        """Close microphone and journal; answered by a "finished" or "unwritten" event."""
        ...

    @property
    def level(self) -> float:
        """Peak of the last tenth of a second, 0 to 1; 0 when nothing records."""
        ...

    @property
    def recorded_s(self) -> float:
        """Seconds in the journal so far; pauses do not count."""
        ...

    def play(
        self, sound: Path, *, start_s: float = 0.0, end_s: float | None = None, speed: float = 1.0
    ) -> None:
        """Play a sound file from `start_s`; what played before stops. Ends with a "played" event.

        `speed` times as fast, with the same pitch; positions stay those of the file.
        """
        ...

    def stop_playing(self) -> None: ...

    @property
    def playing(self) -> bool: ...

    @property
    def position_s(self) -> float:
        """Where in the file the sound is now."""
        ...

    def close(self) -> None:
        """Finish the journal and end the process; under half a second."""
        ...


AudioListener = Callable[[AudioEvent], None]
"""Called on a thread of the adapter's own."""


# Hearing

PAUSE_S = 1.0
QUIET_S = 2.0


@dataclass(frozen=True, kw_only=True)
class EarEvent:
    """What the ear says: "ready", "heard" (a segment more), "transcript", "failed", "died".

    It says "so_far" when it was asked for all words until now, "pause" when nobody has spoken for `PAUSE_S`,
    and "quiet" after `QUIET_S`.
    """

    kind: str
    detail: str = ""
    progress: float = 0.0
    """How much of what there is to hear was heard, 0 to 1."""
    text: str = ""
    """With "heard", "so_far", "pause" and "quiet": the clean words so far."""
    words: tuple[Word, ...] = ()
    """With the same events: everything said so far, fillers included."""
    voiced_s: float = 0.0
    """With "pause": the second of the recording at which the last word ended."""
    transcript: Transcript | None = None


EarListener = Callable[[EarEvent], None]
"""Called on a thread of the adapter's own."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Terms that may be written for words that sound like them; the decoder is not prompted with them."""

    expected: tuple[str, ...] = ()
    """Those of the question: believed more readily."""
    others: tuple[str, ...] = ()


NO_CANDIDATES = Candidates()


class Ear(Protocol):
    """Hears a journal while it is written, or a finished file. One process, one model."""

    def warm_up(self) -> None:
        """Start the process and load the model; returns at once, answered by "ready" or "failed"."""
        ...

    def follow(
        self, journal: Path, hints: Sequence[str] = (), candidates: Candidates = NO_CANDIDATES
    ) -> None:
        """Hear `journal` as it grows; answered by "heard" events."""
        ...

    def tell(self) -> None:
        """Say what was said until now, the last seconds too; answered by "so_far"."""
        ...

    def finish(self) -> None:
        """The journal is closed: hear the rest; answered by "transcript" or "failed"."""
        ...

    def hear_file(
        self, sound: Path, hints: Sequence[str] = (), candidates: Candidates = NO_CANDIDATES
    ) -> None:
        """Hear a finished file or journal; answered by "heard" events and "transcript" or "failed"."""
        ...

    def cancel(self) -> None:
        """Stop hearing; the model stays loaded."""
        ...

    def close(self) -> None:
        """End the process; under half a second."""
        ...
