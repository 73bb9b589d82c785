"""Reads answers over time, for trends and for choosing the next question. Part of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from simulator.archive import database, ids
from simulator.archive.connection import Connection
from simulator.archive.courses import NOT_HELD
from simulator.archive.rows import LAST_S
from simulator.model.records import GroupMean, Review, Take
from simulator.model.scorecard import Audience

if TYPE_CHECKING:
    from simulator.model.series import Series


class Practised(NamedTuple):
    """When a question was last answered, and how well; `overall` is None when that answer was refused."""

    at: str
    overall: int | None


LAST_ANSWERS = """
    WITH RECURSIVE known (id) AS (
        SELECT MIN(question_id) FROM answers
        UNION ALL
        SELECT (SELECT MIN(question_id) FROM answers WHERE question_id > known.id)
        FROM known WHERE id NOT NULL
    )
    SELECT known.id, a.started_at, a.overall FROM known JOIN answers a ON a.key = (
        SELECT key FROM answers WHERE question_id = known.id AND state IN ('scored', 'refused')
        ORDER BY at DESC, key DESC LIMIT 1
    )
"""
"""Jumps in the index from one question's last answer to the next's; the others are not read."""
UNITS = """
    WITH RECURSIVE known (id) AS (
        SELECT MIN(measure_id) FROM measures
        UNION ALL
        SELECT (SELECT MIN(measure_id) FROM measures WHERE measure_id > known.id) FROM known WHERE id NOT NULL
    )
    SELECT id, (SELECT unit FROM measures WHERE measure_id = id LIMIT 1) FROM known WHERE id NOT NULL
"""
"""Jumps from one measure to the next in the index; reading every row would take a tenth of a second."""


class History:
    """The part of the archive that reads over time; oldest first.

    Scores that wait for the end of an interview in real mode are in none of this.
    """

    def __init__(self, file: Connection) -> None:
        self._file = file

    def last_practised(self) -> dict[str, Practised]:
        """For each question that was answered and judged: when last, and the overall score then."""
        found = self._file.read(LAST_ANSWERS)
        with database.failures(self._file.path):
            return msgspec.convert({row[0]: (row[1], row[2]) for row in found}, dict[str, Practised])

    def reviews(self) -> tuple[Review, ...]:
        """Every scored answer to a question itself (not to a follow-up), oldest first."""
        found = self._file.read_plain(
            "SELECT question_id, at, overall FROM answers WHERE question_id IS NOT NULL"
            " AND overall IS NOT NULL AND state = 'scored' AND turn = 'question'"
            f" AND {NOT_HELD} ORDER BY at, key"
        )
        with database.failures(self._file.path):
            if any(not 0 <= at <= LAST_S for _, at, _ in found if isinstance(at, int | float)):
                raise ValueError("a time that is none")
            return tuple(msgspec.convert(found, list[Review]))

    def takes(self, question_id: str) -> tuple[Take, ...]:
        """Every scored answer to one question (not to its follow-ups), oldest first."""
        found = self._file.read(
            "SELECT session_id, number, started_at, audience, overall FROM answers WHERE question_id = ?"
            " AND overall IS NOT NULL AND turn = 'question'"
            f" AND {NOT_HELD} ORDER BY at, key",
            question_id,
        )
        with database.failures(self._file.path):
            rows = msgspec.convert([tuple(row) for row in found], list[tuple[str, int, str, Audience, int]])
        return tuple(
            Take(ids.answer_id(session_id, number), at, audience, overall)
            for session_id, number, at, audience, overall in rows
        )

    def days_practised(self) -> tuple[str, ...]:
        """The dates (`2026-11-24`, as the clock then said) on which anything was answered, oldest first."""
        found = self._file.read(
            "SELECT DISTINCT substr(started_at, 1, 10) AS day FROM answers"
            " WHERE state IN ('scored', 'refused') ORDER BY 1"
        )
        return tuple(str(row[0]) for row in found)

    def values(self, measure: str, **groups: str | None) -> Series:
        """A score or measure of every scored answer; `groups` by the names of `GROUPS` (None: any)."""
        return self.series((measure,), **groups)[measure]

    def series(self, measures: Sequence[str], **groups: str | None) -> dict[str, Series]:
        """Several scores and measures at once, by name: the answers are then read but once."""
        from simulator.archive import over_time

        return over_time.series(self._file, measures, {n: v for n, v in groups.items() if v is not None})

    def group_means(self, measure: str, by: str) -> tuple[GroupMean, ...]:
        """The mean of a score or measure by topic, kind, audience or interview; most answers first."""
        from simulator.archive.over_time import GROUPS, SCORES, SESSIONS

        bound = () if measure in SCORES else (measure,)
        what = SCORES.get(measure, "m.value")
        tables = "measures m CROSS JOIN answers a ON a.key = m.answer" if bound else "answers a"
        tables += SESSIONS if by == "interview" else ""
        found = self._file.read(
            f"SELECT {GROUPS[by]} AS name, COUNT(*), AVG({what}) FROM {tables}"
            f" WHERE {what} IS NOT NULL AND a.state = 'scored'{' AND m.measure_id = ?' if bound else ''}"
            f" AND a.{NOT_HELD}"
            " GROUP BY name HAVING name IS NOT NULL ORDER BY COUNT(*) DESC, name",
            *bound,
        )
        with database.failures(self._file.path):
            return tuple(msgspec.convert([tuple(row) for row in found], list[GroupMean]))

    def measure_units(self) -> dict[str, str]:
        """The unit of every measure there is a value of."""
        found = self._file.read(UNITS)
        with database.failures(self._file.path):
            return msgspec.convert({row[0]: row[1] for row in found}, dict[str, str])

    def spoken_seconds(self) -> float:
        """Seconds of all recordings together."""
        found = self._file.read("SELECT TOTAL(duration_s) FROM answers")
        return float(found[0][0]) if found else 0.0

    def pet_words(self, last: int) -> tuple[tuple[str, dict[str, int]], ...]:
        """For each of the `last` answers, oldest first: its time, and how often each own habit was said."""
        found = self._file.read(
            "SELECT a.started_at, json_extract(d.scorecard_json, '$.fillers.pet_words') FROM answers a"
            " JOIN documents d ON d.answer = a.key WHERE a.state = 'scored' ORDER BY a.at DESC, a.key DESC"
            " LIMIT ?",
            last,
        )
        with database.failures(self._file.path):
            said = [(row[0], msgspec.json.decode(row[1] or "[]", type=list[_Pet])) for row in found]
        return tuple((at, {pet.text: pet.count for pet in pets}) for at, pets in reversed(said))


class _Pet(msgspec.Struct):
    text: str
    count: int
