"""Lists of sessions, newest first, all or a page at a time. Part of the archive.

A page begins after the last session of the page before, and not after a count of rows, so that the thousandth
page takes as long as the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.archive import database, rows
from simulator.archive.connection import Connection
from simulator.model.records import SessionRecord

IN_ORDER = "GROUP BY s.at, s.id ORDER BY s.at DESC, s.id DESC"
OLDER = "(s.at, s.id) < (SELECT at, id FROM sessions WHERE id = ?)"
NAMED = "instr(folded(s.title), ?)"
"""`folded` is Python's `str.casefold`; SQLite itself knows large and small letters only from A to Z."""


class SessionLists:
    """The part of the archive that lists sessions."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def all(self) -> tuple[SessionRecord, ...]:
        """All sessions."""
        return self._sessions(f"{rows.SESSION} {IN_ORDER}")

    def page(
        self, most: int, *, after: str | None = None, words: Sequence[str] = ()
    ) -> tuple[SessionRecord, ...]:
        """At most so many sessions whose titles have all of the words, older than the session `after`."""
        conditions = [*([OLDER] if after else []), *([NAMED] * len(words))]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        page = f"SELECT * FROM sessions s {where} ORDER BY s.at DESC, s.id DESC LIMIT ?"
        given = (*([after] if after else []), *(word.casefold() for word in words), most)
        return self._sessions(f"{rows.SESSION.replace('FROM sessions', f'FROM ({page})')} {IN_ORDER}", *given)

    def count(self, words: Sequence[str] = ()) -> int:
        """How many sessions have all of the words in their titles."""
        where = f"WHERE {' AND '.join([NAMED] * len(words))}" if words else ""
        found = self._file.read(
            f"SELECT COUNT(*) FROM sessions s {where}", *(word.casefold() for word in words)
        )
        return int(found[0][0]) if found else 0

    def before(self, session: SessionRecord) -> int:
        """How many older sessions have the same title."""
        found = self._file.read(
            f"SELECT COUNT(*) FROM sessions s WHERE s.title = ? AND {OLDER}", session.title, session.id
        )
        return int(found[0][0]) if found else 0

    def one_before(self, session: SessionRecord) -> SessionRecord | None:
        """The latest of the older sessions with the same title."""
        one = f"SELECT * FROM sessions s WHERE s.title = ? AND {OLDER} ORDER BY s.at DESC, s.id DESC LIMIT 1"
        query = f"{rows.SESSION.replace('FROM sessions', f'FROM ({one})')} {IN_ORDER}"
        found = self._sessions(query, session.title, session.id)
        return found[0] if found else None

    def _sessions(self, query: str, *given: object) -> tuple[SessionRecord, ...]:
        found = self._file.read(query, *given)
        with database.failures(self._file.path):
            return tuple(rows.session(row) for row in found)
