"""Which story an answer seems to tell. Part of the archive; the stories are a file of the user's own."""

from __future__ import annotations

import msgspec

from simulator.archive import database, ids
from simulator.archive.connection import Connection
from simulator.model.records import Telling

_Row = tuple[str, str, int, str, int | None, str | None, float]


class Tellings:
    """The part of the archive that remembers tellings."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def remember(self, answer_id: str, story_id: str | None, likeness: float = 0.0) -> None:
        """The story an answer seems to tell, in place of any earlier guess; None forgets it."""
        where = ids.split_answer_id(answer_id)
        with self._file.write() as connection:
            connection.execute(
                "DELETE FROM told WHERE answer ="
                " (SELECT key FROM answers WHERE session_id = ? AND number = ?)",
                where,
            )
            if story_id is not None:
                connection.execute(
                    "INSERT INTO told SELECT key, ?, ? FROM answers WHERE session_id = ? AND number = ?",
                    (story_id, likeness, *where),
                )

    def all(self) -> tuple[Telling, ...]:
        """Every answer that seems to tell a story, oldest first."""
        found = self._file.read(
            "SELECT t.story_id, a.session_id, a.number, a.started_at, a.overall, a.question_id,"
            " t.likeness FROM told t JOIN answers a ON a.key = t.answer ORDER BY a.at, a.key"
        )
        with database.failures(self._file.path):
            rows = msgspec.convert([tuple(row) for row in found], list[_Row])
        return tuple(
            Telling(story_id, ids.answer_id(session_id, number), at, overall, question_id, likeness)
            for story_id, session_id, number, at, overall, question_id, likeness in rows
        )
