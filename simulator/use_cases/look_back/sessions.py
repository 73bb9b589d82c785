"""The sessions that were kept, and the shipped sample: the part of the studio that knows where they are."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model import settings as configuration
from simulator.model.errors import BadInputError
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.model.settings import Settings
from simulator.use_cases.look_back.housekeeping import SAMPLE

if TYPE_CHECKING:
    from simulator.archive.store import Archive


class Recorded:
    """Needs the settings."""

    settings: Settings

    @property
    def recordings(self) -> Path:
        """Where sessions live."""
        return configuration.recordings_folder(self.settings)

    @cached_property
    def archive(self) -> Archive:
        from simulator.archive.known import Known
        from simulator.archive.store import Archive

        chosen = configuration.written("recordings")
        known = (
            Known(configuration.known_archives()) if chosen and chosen == self.settings.recordings else None
        )
        return Archive(self.recordings, known=known)

    @cached_property
    def _sample(self) -> tuple[SessionRecord, AnswerRecord] | None:
        from simulator.use_cases.sample import load

        return load(configuration.shipped("sample"))

    def sessions(self, *, sample: bool = True) -> tuple[SessionRecord, ...]:
        """Newest first; the shipped sample last."""
        stored = tuple(self.archive.sessions())
        return (*stored, self._sample[0]) if sample and self._sample else stored

    def answers(self, session_id: str) -> tuple[AnswerRecord, ...]:
        """The answers of a session; an answer's id is taken too."""
        if session_id.split("/")[0] == SAMPLE and self._sample:
            return (self._sample[1],)
        if "/" in session_id:
            return (self.archive.answer(session_id),)
        return tuple(self.archive.answers(session_id))

    def session(self, identifier: str) -> SessionRecord:
        """A session by its id or that of one of its answers; raises `BadInputError` for an unknown one."""
        session_id = identifier.split("/")[0]
        return self._sample[0] if session_id == SAMPLE and self._sample else self.archive.session(session_id)

    def answer(self, answer_id: str) -> AnswerRecord:
        """An answer by its id, or the last one of a session."""
        answers = self.answers(answer_id)
        if not answers:
            raise BadInputError(f"Session '{answer_id}' has no answers.")
        return answers[-1]
