"""Listening back: an answer or a question through the speaker, polled by whoever shows it."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from simulator.model.errors import ArchiveError, BadInputError, MissingPartError
from simulator.model.question import Question
from simulator.model.records import AnswerRecord, Bookmark
from simulator.speech.ports import Audio, AudioEvent, Utterance
from simulator.use_cases.look_back.housekeeping import SAMPLE

if TYPE_CHECKING:
    from simulator.archive.store import Archive

PEAKS = 900
"""Stretches that a waveform has; a screen squeezes them into its columns."""
NOTE_LENGTH = 200


class Playback:
    """The part of the studio that plays; the rest of it owns the process and the voice."""

    sound_trouble = ""
    """Why what was played last is not heard; "" when it is."""

    @cached_property
    @abstractmethod
    def archive(self) -> Archive: ...

    @abstractmethod
    def audio(self) -> Audio:
        """The process that owns microphone and speaker."""

    @abstractmethod
    def _prepare(self, text: str, voice: int = 1) -> Utterance | None:
        """Text as a sound file, None when the voice is off."""

    @property
    @abstractmethod
    def _playing_audio(self) -> Audio | None:
        """The process if it was started."""

    def play_answer(
        self, answer: AnswerRecord, start_s: float = 0.0, end_s: float | None = None, speed: float = 1.0
    ) -> None:
        """Play an answer's audio, `speed` times as fast with the same pitch.

        Raises `MissingPartError` when audio or speaker is not there.
        """
        self.sound_trouble = ""
        if answer.audio is None:
            raise MissingPartError("This answer was typed: there is nothing to play.")
        if answer.audio_missing:
            raise MissingPartError(f"The audio is not where it was: {answer.audio}.")
        self.audio().play(answer.audio, start_s=start_s, end_s=end_s, speed=speed)

    def play_question(self, question: Question) -> None:
        """Read a question aloud. Slow the first time."""
        utterance = self._prepare(question.aloud)
        if utterance is not None:
            self.audio().play(utterance.path)

    def play_text(self, text: str) -> bool:
        """Say it; False when the voice is off. Slow the first time."""
        utterance = self._prepare(text)
        if utterance is None:
            return False
        self.audio().play(utterance.path)
        return True

    def prepare_text(self, text: str) -> None:
        """Turn it into sound ahead of time. Slow the first time."""
        self._prepare(text)

    def _note_sound(self, event: AudioEvent) -> None:
        if event.kind in ("speaker_lost", "died"):
            self.sound_trouble = event.detail or "The sound stopped."

    def stop_playing(self) -> None:
        if self._playing_audio is not None:
            self._playing_audio.stop_playing()

    @property
    def playing(self) -> bool:
        return self._playing_audio is not None and self._playing_audio.playing

    @property
    def position_s(self) -> float:
        return self._playing_audio.position_s if self._playing_audio is not None else 0.0

    def waveform(self, answer: AnswerRecord) -> tuple[float, ...]:
        """`PEAKS` peaks, 0 to 1; empty when there is no audio. Slow the first time for a long answer."""
        from simulator.speech.audio.files import waveform

        if answer.audio is None or answer.audio_missing:
            return ()
        if answer.session_id == SAMPLE:
            return waveform(answer.audio, PEAKS)
        peaks = self.archive.marks.peaks(answer.id)
        if not peaks:
            peaks = waveform(answer.audio, PEAKS)
            if answer.audio.suffix != ".pcm":  # a journal may still grow
                with suppress(ArchiveError):  # it is only slower next time
                    self.archive.marks.keep_peaks(answer.id, peaks)
        return peaks

    def bookmarks(self, answer: AnswerRecord) -> tuple[Bookmark, ...]:
        """Where the listener wants to come back to."""
        return () if answer.session_id == SAMPLE else self.archive.marks.bookmarks(answer.id)

    def bookmark(self, answer: AnswerRecord, at_s: float, note: str = "") -> None:
        """Remember that second. Raises `BadInputError` for the sample, which is not the listener's."""
        if answer.session_id == SAMPLE:
            raise BadInputError("The sample keeps no bookmarks; your own answers do.")
        self.archive.marks.add_bookmark(answer.id, at_s, " ".join(note.split())[:NOTE_LENGTH])

    def forget_bookmark(self, bookmark: Bookmark) -> None:
        self.archive.marks.remove_bookmark(bookmark.id)
