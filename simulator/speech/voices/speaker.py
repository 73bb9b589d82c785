"""Text into sound with the best voice there is; the next voice steps in when one fails, and says so."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from simulator.model.errors import MissingPartError
from simulator.speech.ports import Utterance, Voice, VoiceError
from simulator.speech.voices.piper import PiperVoice
from simulator.speech.voices.say import aloud
from simulator.speech.voices.sound_cache import LIMIT_BYTES, SoundCache
from simulator.speech.voices.system import SystemVoice

TRIAL = "Tell me about yourself."
MAN = "man"
"""Whose voice Piper's is."""
LONG, BEGINNING = 80, 25
"""Characters: a text up to `LONG` is spoken whole; the first part of a longer one has `BEGINNING` or more."""


class InstalledVoice(Voice, Protocol):
    """A voice that knows what it lacks."""

    def missing(self) -> str:
        """What is not installed, as a sentence; "" when it can be tried."""
        ...

    def mend(self) -> str:
        """The command that installs what is missing."""
        ...

    def close(self) -> None:
        """Stop speaking at once."""
        ...


@dataclass(frozen=True, kw_only=True)
class VoiceCheck:
    """One voice, for `simulator doctor`."""

    id: str
    ok: bool
    why: str
    """Why it is used, waits as a substitute, or cannot speak; one sentence."""
    mend: str = ""


class Speaker:
    """Speaks into WAV files. Cheap to make, safe from any thread; it blocks: never use it on the screen's."""

    def __init__(
        self,
        choice: str,
        cache: Path,
        *,
        voices: Sequence[InstalledVoice] | None = None,
        limit_bytes: int = LIMIT_BYTES,
    ) -> None:
        """`choice` is the setting `voice`, `cache` the cache folder; `voices` replaces the real ones."""
        self._choice = choice
        self._sounds = SoundCache(cache / "spoken", limit_bytes)
        self._voices = tuple(voices) if voices is not None else _in_order(choice, cache)
        self._others: dict[tuple[int, str], InstalledVoice] = {}
        self._turn = threading.Lock()
        self._failed: dict[str, str] = {}
        self._closed = False

    @property
    def silent(self) -> bool:
        """Whether the user wants no voice."""
        return self._choice == "off"

    def warm_up(self) -> None:
        """Start the voice in the background; returns at once, failures show when it speaks."""
        if not self.silent:
            threading.Thread(target=self._warm, name="voice", daemon=True).start()

    def prepare(self, text: str, voice: int = 1, like: str = "") -> Utterance | None:
        """`text` as a sound file, from the cache when spoken before; None when the voice is off (or no text).

        `voice` 1 is the best of this machine; 2, 3 ... are other people's, as far as the system has them.
        `like` is whose it should be, `woman` or `man`, where the system has such; "" for anybody's.
        Blocks (0.1 to 1 s when new). Raises `MissingPartError` when no voice can speak, `ArchiveError` when
        the sound cannot be written.
        """
        said = aloud(text)
        if self.silent or not said:
            return None
        with self._turn:  # the same text asked for twice is spoken once
            return self._prepared(said, self._cast(voice, like))

    def parts(self, text: str, voice: int = 1, like: str = "") -> Iterator[Utterance]:
        """As `prepare`, in parts to be played one after the other: the first need not wait for the rest.

        Nothing when the voice is off (or no text). Errors are those of `prepare`.
        """
        first, rest = _first_sentence(aloud(text))
        for part, goes_on in ((first, bool(rest)), (rest, False)):
            utterance = self.prepare(part, voice, like)
            if utterance is not None:
                yield replace(utterance, goes_on=goes_on)

    def available(self) -> tuple[VoiceCheck, ...]:
        """Every voice, tried for real, in the order they are used; slow (a second or two)."""
        if self.silent:
            return (VoiceCheck(id="off", ok=True, why="The voice is switched off in the settings."),)
        checks: list[VoiceCheck] = []
        for voice in self._voices:
            trouble = _trouble(voice)
            used = not trouble and not any(check.ok for check in checks)
            why = f"{trouble}." if trouble else ("Reads the questions." if used else "Steps in when needed.")
            checks.append(
                VoiceCheck(id=voice.id, ok=not trouble, why=why, mend=voice.mend() if trouble else "")
            )
        return tuple(checks)

    def people(self) -> tuple[int, int]:
        """How many women's and men's voices a plan's interviewers can have. Raises `MissingPartError`."""
        system = SystemVoice()
        try:
            return system.people()
        except VoiceError as error:
            raise MissingPartError(f"All interviewers have one voice: {error}.", system.mend()) from error

    def close(self) -> None:
        """End the voices' processes at once; a `prepare` under way fails."""
        self._closed = True
        for voice in (*self._voices, *self._others.values()):
            voice.close()

    def _warm(self) -> None:
        first = next((voice for voice in self._voices if not voice.missing()), None)
        if isinstance(first, PiperVoice):
            with suppress(VoiceError):
                first.warm_up()

    def _cast(self, number: int, like: str) -> tuple[InstalledVoice, ...]:
        """Who speaks as that voice, and who steps in."""
        best = self._voices[0] if self._voices else None
        fits = like in ("", MAN) if isinstance(best, PiperVoice) else not like
        if number <= 1 and (fits or not isinstance(best, PiperVoice | SystemVoice)):
            return self._voices
        known = self._others.get((number, like))
        other = known or self._others.setdefault((number, like), SystemVoice(nth=number - 1, like=like))
        return (other, *self._voices)

    def _prepared(self, said: str, voices: tuple[InstalledVoice, ...]) -> Utterance:
        if self._closed:
            raise MissingPartError("The voice is closed.")
        for voice in self._ready(voices):
            notice = self._notice(voice, voices)
            path = self._sounds.path(voice.id, said)
            duration_s = self._sounds.duration_s(path)
            if duration_s is None:
                duration_s = self._spoken(voice, said, path)
            if duration_s is not None:
                return Utterance(path=path, duration_s=duration_s, voice=voice.id, notice=notice)
        raise self._nobody(voices)

    def _ready(self, voices: tuple[InstalledVoice, ...]) -> list[InstalledVoice]:
        """Voices that have not failed yet come first: nobody waits for a broken one twice."""
        return sorted(voices, key=lambda voice: voice.id in self._failed)

    def _spoken(self, voice: InstalledVoice, said: str, path: Path) -> float | None:
        missing = voice.missing()
        if missing:
            self._failed[voice.id] = missing
            return None
        try:
            samples, rate = voice.speak(said)
        except VoiceError as error:
            if self._closed:
                raise MissingPartError("The voice was closed while it spoke.") from error
            self._failed[voice.id] = str(error)
            return None
        self._failed.pop(voice.id, None)
        self._sounds.store(path, samples, rate)
        return len(samples) / rate

    def _notice(self, voice: InstalledVoice, voices: tuple[InstalledVoice, ...]) -> str | None:
        """Why this voice speaks and not the one preferred; a voice not installed is no news under `auto`."""
        before = voices[: voices.index(voice)]
        for preferred in before:
            reason = self._failed.get(preferred.id, "")
            if reason and not (self._choice == "auto" and reason == preferred.missing()):
                return f"{preferred.id} failed ({reason}); {voice.id} speaks instead."
        return None

    def _nobody(self, voices: tuple[InstalledVoice, ...]) -> MissingPartError:
        reasons = "; ".join(dict.fromkeys(self._failed[v.id] for v in voices if v.id in self._failed))
        mends = " Or: ".join(dict.fromkeys(voice.mend() for voice in voices))
        return MissingPartError(f"No voice can speak here: {reasons}.", mends)


def _first_sentence(said: str) -> tuple[str, str]:
    """The first sentence and the others; everything and "" when it is short, or only one."""
    end = re.compile(r"(?<=[.?!])\s+(?=[A-Z])").search(said, BEGINNING)
    return (said[: end.start()], said[end.end() :]) if end and len(said) > LONG else (said, "")


def _in_order(choice: str, cache: Path) -> tuple[InstalledVoice, ...]:
    """The preferred voice first. On macOS and Windows that is the system's own, on Linux Piper."""
    piper, system = PiperVoice(cache), SystemVoice()
    piper_first = choice == "piper" or (choice == "auto" and sys.platform not in ("darwin", "win32"))
    return (piper, system) if piper_first else (system, piper)


def _trouble(voice: InstalledVoice) -> str:
    """Why the voice cannot speak, "" when it just did."""
    if missing := voice.missing():
        return missing[0].upper() + missing[1:]
    try:
        voice.speak(TRIAL)
    except VoiceError as error:
        return str(error)
    return ""
