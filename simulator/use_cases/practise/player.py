"""Listening back: an answer or a question through the speaker, polled by whoever shows it."""

from __future__ import annotations

from contextlib import suppress

from simulator.model.errors import ArchiveError, MissingPartError
from simulator.model.records import AnswerRecord, Bookmark
from simulator.speech.ports import AudioEvent
from simulator.use_cases.equipment import SoundEquipment
from simulator.use_cases.look_back.sessions import Sessions

PEAKS = 900
"""How many stretches a waveform has; a screen merges them into its columns."""
NOTE_LENGTH = 200


class Player:
    """Plays answers, questions and sentences through the loudspeaker."""

    def __init__(self, sessions: Sessions, equipment: SoundEquipment) -> None:
        self.trouble = ""
        """Why what was played last is not heard; "" when it is."""
        self._sessions = sessions
        self._equipment = equipment
        equipment.on_audio(self._note)

    def play(
        self, answer: AnswerRecord, start_s: float = 0.0, end_s: float | None = None, speed: float = 1.0
    ) -> None:
        """Play an answer's audio, `speed` times as fast with the same pitch.

        Raises `MissingPartError` when audio or speaker is not there.
        """
        self.trouble = ""
        if answer.audio is None:
            raise MissingPartError("This answer was typed: there is nothing to play.")
        if answer.audio_missing:
            raise MissingPartError(f"The audio is not where it was: {answer.audio}.")
        self._equipment.audio().play(answer.audio, start_s=start_s, end_s=end_s, speed=speed)

    def say(self, text: str) -> bool:
        """Read `text` aloud; False when the voice is off. Slow the first time."""
        utterance = self._equipment.voice.prepare(text)
        if utterance is None:
            return False
        self._equipment.audio().play(utterance.path)
        return True

    def prepare(self, text: str) -> None:
        """Turn `text` into sound ahead of time. Slow the first time."""
        self._equipment.voice.prepare(text)

    def _note(self, event: AudioEvent) -> None:
        if event.kind in ("speaker_lost", "died"):
            self.trouble = event.detail or "The sound stopped."

    def stop(self) -> None:
        if audio := self._equipment.started_audio:
            audio.stop_playing()

    @property
    def playing(self) -> bool:
        return bool((audio := self._equipment.started_audio) and audio.playing)

    @property
    def position_s(self) -> float:
        audio = self._equipment.started_audio
        return audio.position_s if audio else 0.0

    def waveform(self, answer: AnswerRecord) -> tuple[float, ...]:
        """`PEAKS` peaks, 0 to 1; empty when there is no audio. Slow the first time for a long answer."""
        from simulator.speech.audio.files import waveform

        if answer.audio is None or answer.audio_missing:
            return ()
        replays = self._sessions.store_of(answer.id).replays
        peaks = replays.peaks(answer.id)
        if not peaks:
            peaks = waveform(answer.audio, PEAKS)
            if answer.audio.suffix != ".pcm":  # a journal may still grow
                with suppress(ArchiveError):  # without them it is only slower next time
                    replays.keep_peaks(answer.id, peaks)
        return peaks

    def bookmarks(self, answer: AnswerRecord) -> tuple[Bookmark, ...]:
        """The moments of an answer that the listener marked."""
        return self._sessions.store_of(answer.id).replays.bookmarks(answer.id)

    def bookmark(self, answer: AnswerRecord, at_s: float, note: str = "") -> None:
        """Bookmark a second of an answer. Raises `BadInputError` for the sample, which keeps none."""
        replays = self._sessions.store_of(answer.id).replays
        replays.add_bookmark(answer.id, at_s, " ".join(note.split())[:NOTE_LENGTH])

    def forget(self, bookmark: Bookmark) -> None:
        self._sessions.archive.replays.remove_bookmark(bookmark.id)
