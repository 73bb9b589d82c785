"""Backing up, restoring, deleting and finding what was recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from simulator.model.errors import DamagedArchiveError
from simulator.model.ownfile import expanded
from simulator.model.progress import Progress
from simulator.model.records import SearchHit
from simulator.use_cases.look_back.sessions import Sessions

if TYPE_CHECKING:
    from simulator.archive.backup import Carried
    from simulator.archive.recovering import Recovered

EVERYTHING = "all"


class Housekeeping:
    """Backs up, brings back, finds and deletes what was recorded."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def back_up(
        self, target: str, session_id: str | None = None, on_progress: Progress | None = None
    ) -> Carried:
        """Write the archive, or one session, to one file. Slow."""
        from simulator.archive import backup

        return backup.backup(self._sessions.archive, expanded(target), session_id, on_progress)

    def restore(self, source: str, on_progress: Progress | None = None) -> Carried:
        """Restore a backup where there is no archive yet. Slow."""
        from simulator.archive import backup

        return backup.restore(expanded(source), self._sessions.archive.folder, on_progress)

    def import_sessions(self, source: str, on_progress: Progress | None = None) -> Carried:
        """Add the sessions of a backup that are not here yet. Slow."""
        from simulator.archive import backup

        return backup.add(self._sessions.archive, expanded(source), on_progress)

    def recover(self, *, really: bool) -> Recovered | None:
        """Count what can be recovered of a damaged archive; with `really`, make it the archive.

        The damaged file is then kept beside it. None when the archive is in order. Slow.
        """
        from simulator.archive import recovering

        try:
            self._sessions.archive.check()
            for session in self._sessions.archive.sessions():
                self._sessions.archive.answers(session.id)
        except DamagedArchiveError:
            self._sessions.archive.close()
            return recovering.recover(self._sessions.archive.folder, really=really)
        return None

    def begin_anew(self) -> None:
        """Make a new archive where an earlier one is gone for good; one that is there stays as it is."""
        from simulator.archive.known import Known
        from simulator.model import settings

        Known(settings.known_archives()).forget(self._sessions.archive.folder)
        self._sessions.archive.ensure()

    def search(self, words: str) -> tuple[SearchHit, ...]:
        """Answers in which these words were said, newest first."""
        return self._sessions.archive.words.search(words)

    def delete(self, identifier: str) -> int:
        """Delete a session, an answer or everything (`all`) with its sound; returns the bytes this frees."""
        from simulator.archive.backup import freed

        archive = self._sessions.archive
        if identifier == EVERYTHING:
            return sum(self.delete(session.id) for session in archive.sessions())
        store = self._sessions.store_of(identifier)
        if "/" in identifier:
            store.answer(identifier)
            session_id, number = identifier.split("/")
            given_back = freed(archive.folder, session_id, int(number))
            store.delete_answer(identifier)
            return given_back
        store.session(identifier)
        given_back = freed(archive.folder, identifier)
        store.delete_session(identifier)
        return given_back

    def drop_sound(self, days: int, now: datetime | None = None) -> tuple[int, int]:
        """Delete the recordings of judged answers older than `days`; returns how many, and their bytes."""
        before = (now or datetime.now().astimezone()) - timedelta(days=days)
        return self._sessions.archive.drop_sound(before.timestamp())
