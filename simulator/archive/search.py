"""Finding answers by what was said in them. Part of the archive."""

from __future__ import annotations

import sqlite3

import msgspec

from simulator.archive import database, ids
from simulator.archive.connection import Connection
from simulator.model.records import SearchHit

MOST = 200
SNIPPET_WORDS = 14
_Row = tuple[str, int, str, str]


class SpokenWords:
    """The part of the archive that finds words."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def search(self, words: str) -> tuple[SearchHit, ...]:
        """Answers in which every word was said (or a longer one beginning with it), the last stored first."""
        query = " ".join(f'"{word}"*' for word in words.replace('"', " ").replace("\0", " ").split())
        if not query:
            return ()
        found = self._file.read(
            "SELECT a.session_id, a.number, a.started_at, snippet(said, 0, '', '', ' … ', ?) FROM said"
            " JOIN answers a ON a.key = said.rowid WHERE said MATCH ? ORDER BY said.rowid DESC LIMIT ?",
            SNIPPET_WORDS,
            query,
            MOST,
        )
        with database.failures(self._file.path):
            rows = msgspec.convert([tuple(row) for row in found], list[_Row])
        return tuple(
            SearchHit(answer_id=ids.answer_id(session, number), at=at, words=" ".join(text.split()))
            for session, number, at, text in rows
        )


def remember(connection: sqlite3.Connection, key: int, text: str) -> None:
    """Index what was said in an answer, in place of what was indexed before."""
    connection.execute("DELETE FROM said WHERE rowid = ?", (key,))
    connection.execute("INSERT INTO said (rowid, text) VALUES (?, ?)", (key, text))


def forget_deleted(connection: sqlite3.Connection) -> None:
    """Remove the words of deleted answers from the index and from the file."""
    connection.execute("DELETE FROM said WHERE rowid NOT IN (SELECT key FROM answers)")
    connection.execute("INSERT INTO said (said) VALUES ('optimize')")
