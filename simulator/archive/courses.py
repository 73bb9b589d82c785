"""The courses of interviews, so that one left half way can be resumed. Part of the archive."""

from __future__ import annotations

from simulator.archive.connection import Connection

NOT_HELD = (
    "key NOT IN (SELECT h.key FROM courses c JOIN sessions s ON s.id = c.session_id"
    " JOIN answers h ON h.session_id = s.id WHERE NOT c.over AND s.mode = 'real')"
)
"""Of an answer, that its scores do not wait for the end of an interview in real mode; by the key, which every
index has.
"""


class Courses:
    """The part of the archive that keeps where interviews stand; a course is a JSON text to it."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def keep(self, session_id: str, course_json: str, *, over: bool) -> None:
        """Store where the interview of this session stands now."""
        with self._file.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO courses VALUES (?, ?, ?)", (session_id, int(over), course_json)
            )

    def document(self, session_id: str) -> str | None:
        """Where the interview of this session stands; None for a drill."""
        found = self._file.read("SELECT course_json FROM courses WHERE session_id = ?", session_id)
        return str(found[0][0]) if found else None

    def is_over(self, session_id: str) -> bool:
        """Whether the interview of this session has ended or was given up; True for a drill."""
        found = self._file.read("SELECT over FROM courses WHERE session_id = ?", session_id)
        return not found or bool(found[0][0])

    def cards(self, session_id: str) -> tuple[tuple[str, str], ...]:
        """Id and scorecard, a JSON text, of each judged answer of this session."""
        found = self._file.read(
            "SELECT printf('%s/%02d', a.session_id, a.number), d.scorecard_json FROM answers a"
            " JOIN documents d ON d.answer = a.key WHERE a.session_id = ? AND d.scorecard_json NOT NULL",
            session_id,
        )
        return tuple((str(row[0]), str(row[1])) for row in found)

    def open(self) -> tuple[tuple[str, str], ...]:
        """Session and course of each interview that is not over, the latest first."""
        found = self._file.read(
            "SELECT c.session_id, c.course_json FROM courses c JOIN sessions s ON s.id = c.session_id"
            " WHERE NOT c.over ORDER BY s.at DESC, s.id DESC"
        )
        return tuple((str(row[0]), str(row[1])) for row in found)
