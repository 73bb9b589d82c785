"""What people think of answers, and how those were scored before. Part of the archive."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from simulator.archive import database, ids
from simulator.archive.connection import Connection
from simulator.model.records import EarlierScoring, RatedPair, Rating
from simulator.model.scorecard import Audience


class KeptRatings:
    """The part of the archive that keeps ratings and earlier scorecards."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def rate(self, answer_id: str, rating: Rating) -> None:
        """Keep what somebody thinks of an answer, beside what others think."""
        session_id, number = ids.split_answer_id(answer_id)
        with self._file.write() as connection:
            done = connection.execute(
                "INSERT INTO ratings (answer, at, rater, overall, clarity, structure, content, note)"
                " SELECT key, ?, ?, ?, ?, ?, ?, ? FROM answers WHERE session_id = ? AND number = ?",
                (
                    rating.at,
                    rating.by,
                    rating.overall,
                    rating.clarity,
                    rating.structure,
                    rating.content,
                    rating.note,
                    session_id,
                    number,
                ),
            )
            if done.rowcount != 1:
                raise ids.unknown("answer", answer_id)

    def of(self, answer_id: str) -> tuple[Rating, ...]:
        """The ratings of an answer, oldest first."""
        found = self._file.read(
            "SELECT r.at, r.rater AS by, r.overall, r.clarity, r.structure, r.content, r.note FROM ratings r"
            " JOIN answers a ON a.key = r.answer WHERE a.session_id = ? AND a.number = ? ORDER BY r.id",
            *ids.split_answer_id(answer_id),
        )
        with database.failures(self._file.path):
            return tuple(msgspec.convert([dict(row) for row in found], list[Rating]))

    def pairs(self) -> tuple[RatedPair, ...]:
        """The overall score and the overall rating of every rating of a scored answer, oldest first."""
        found = self._file.read(
            "SELECT a.overall, r.overall FROM ratings r JOIN answers a ON a.key = r.answer"
            " WHERE a.overall IS NOT NULL ORDER BY r.id"
        )
        with database.failures(self._file.path):
            return tuple(msgspec.convert([tuple(row) for row in found], list[RatedPair]))

    def scored_ids(self) -> tuple[str, ...]:
        """Ids of all answers that have a transcript and a scorecard, oldest first."""
        found = self._file.read(
            "SELECT a.session_id, a.number FROM answers a JOIN documents d ON d.answer = a.key"
            " ORDER BY a.at, a.key"
        )
        return tuple(ids.answer_id(row[0], row[1]) for row in found)

    def set_aside(self, answer_id: str, now: datetime) -> None:
        """Keep the present scorecard among the earlier ones; a new one is about to take its place."""
        with self._file.write() as connection:
            found = connection.execute(
                "SELECT key FROM answers WHERE session_id = ? AND number = ?", ids.split_answer_id(answer_id)
            ).fetchone()
            if found is None:
                raise ids.unknown("answer", answer_id)
            set_aside(connection, found["key"], now.isoformat(timespec="seconds"))

    def told_to(self, answer_id: str, listener: Audience) -> None:
        """Somebody else listens to an answer; a scorecard for them is about to take its place."""
        session_id, number = ids.split_answer_id(answer_id)
        with self._file.write() as connection:
            done = connection.execute(
                "UPDATE answers SET audience = ? WHERE session_id = ? AND number = ?",
                (str(listener), session_id, number),
            )
            if done.rowcount != 1:
                raise ids.unknown("answer", answer_id)

    def earlier_scorings(self, answer_id: str) -> tuple[EarlierScoring, ...]:
        """How an answer was scored before, oldest first."""
        found = self._file.read(
            "SELECT s.replaced_at, s.overall, s.rubric_id, s.rubric_version FROM scorings s"
            " JOIN answers a ON a.key = s.answer WHERE a.session_id = ? AND a.number = ? ORDER BY s.id",
            *ids.split_answer_id(answer_id),
        )
        with database.failures(self._file.path):
            return tuple(msgspec.convert([dict(row) for row in found], list[EarlierScoring]))


def set_aside(connection: sqlite3.Connection, key: int, at: str) -> None:
    """Copy the present scorecard of an answer to the earlier ones."""
    connection.execute(
        "INSERT INTO scorings (answer, replaced_at, overall, rubric_id, rubric_version, scorecard_json)"
        " SELECT a.key, ?, a.overall, a.rubric_id, a.rubric_version, d.scorecard_json FROM answers a"
        " JOIN documents d ON d.answer = a.key WHERE a.key = ?",
        (at, key),
    )
