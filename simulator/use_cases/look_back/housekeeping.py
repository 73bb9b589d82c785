"""Backing up, restoring, deleting and finding: the part of the studio that looks after what was recorded."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from simulator.model.errors import BadInputError, DamagedArchiveError
from simulator.model.ownfile import expanded
from simulator.model.records import Found

if TYPE_CHECKING:
    from simulator.archive.backup import Carried, Progress
    from simulator.archive.recovering import Recovered
    from simulator.archive.store import Archive

SAMPLE = "sample"
"""The id of the shipped session."""
EVERYTHING = "all"


class Keeping:
    """Needs the archive."""

    @cached_property
    @abstractmethod
    def archive(self) -> Archive:
        """All sessions."""

    def draft(self, question_id: str) -> str:
        """What was typed so far as an answer to a question."""
        from simulator.use_cases.practise.drafts import draft_of

        return draft_of(question_id)

    def keep_draft(self, question_id: str, text: str) -> None:
        """Remember it until it is handed in; "" forgets it. Raises `ArchiveError`."""
        from simulator.use_cases.practise.drafts import keep_draft

        keep_draft(question_id, text)

    def back_up(
        self, target: str, session_id: str | None = None, on_progress: Progress | None = None
    ) -> Carried:
        """The archive, or one session, as one file. Slow."""
        from simulator.archive import backup

        return backup.backup(self.archive, expanded(target), session_id, on_progress)

    def restore(self, source: str, on_progress: Progress | None = None) -> Carried:
        """A backup, where there is no archive yet. Slow."""
        from simulator.archive import backup

        return backup.restore(expanded(source), self.archive.folder, on_progress)

    def import_sessions(self, source: str, on_progress: Progress | None = None) -> Carried:
        """The sessions of a backup that are not here yet. Slow."""
        from simulator.archive import backup

        return backup.add(self.archive, expanded(source), on_progress)

    def recover(self, *, really: bool) -> Recovered | None:
        """What can be read of a damaged archive; `really`: as a new archive, the damaged file kept beside it.

        None when the archive is in order. Slow.
        """
        from simulator.archive import recovering

        try:
            self.archive.check()
            for session in self.archive.sessions():
                self.archive.answers(session.id)
        except DamagedArchiveError:
            self.archive.close()
            return recovering.recover(self.archive.folder, really=really)
        return None

    def begin_anew(self) -> None:
        """An archive where there was one that is gone for good; nothing happens where there is one."""
        from simulator.archive.known import Known
        from simulator.model import settings

        Known(settings.known_archives()).forget(self.archive.folder)
        self.archive.ensure()

    def search(self, words: str) -> tuple[Found, ...]:
        """Answers in which these words were said, newest first."""
        return self.archive.words.search(words)

    def delete(self, identifier: str) -> int:
        """Delete a session, an answer, or `all`, sound and all; returns the bytes that gives back."""
        from simulator.archive.backup import freed

        if identifier.split("/")[0] == SAMPLE:
            raise BadInputError("The shipped sample cannot be deleted.")
        if identifier == EVERYTHING:
            return sum(self.delete(session.id) for session in self.archive.sessions())
        if "/" in identifier:
            self.archive.answer(identifier)
            session_id, number = identifier.split("/")
            given_back = freed(self.archive.folder, session_id, int(number))
            self.archive.delete_answer(identifier)
            return given_back
        self.archive.session(identifier)
        given_back = freed(self.archive.folder, identifier)
        self.archive.delete_session(identifier)
        return given_back

    def drop_sound(self, days: int, now: datetime | None = None) -> tuple[int, int]:
        """Delete the sound of judged answers older than that; how many, and bytes."""
        before = (now or datetime.now().astimezone()) - timedelta(days=days)
        return self.archive.drop_sound(before.timestamp())
