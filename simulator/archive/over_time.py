"""Reads a score or measure of every answer as columns, in the order of time. Part of the archive.

Scores are columns of `answers`, and all are read in one pass; a measure is read in the order of its own index
and put in its place here, because SQLite would look it up answer by answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np

from simulator.archive import database, ids
from simulator.archive.connection import Connection
from simulator.archive.courses import NOT_HELD
from simulator.archive.rows import LAST_S
from simulator.model.series import Floats, Series

SCORES = {
    # what was typed has no delivery, and would raise the line of what was spoken
    "clarity": "CASE WHEN a.hearing_model IS NOT NULL THEN a.clarity END",
    # a follow-up is too short to have a structure, and closes a gap of another answer
    "overall": "CASE WHEN a.turn = 'question' THEN a.overall END",
    "structure": "CASE WHEN a.turn = 'question' THEN a.structure END",
    "content": "CASE WHEN a.turn = 'question' THEN a.content END",
}
"""Scores that are columns of their own, and how each is read; everything else is a row of `measures`."""
GROUPS = {
    "topic": "a.topic",
    "kind": "a.kind",
    "audience": "a.audience",
    "interview": "s.interview_id",
}
"""The columns that answers can be grouped by."""
SESSIONS = " JOIN sessions s ON s.id = a.session_id"
WHOLE = "SELECT answer, value FROM measures WHERE measure_id = ? AND value IS NOT NULL"
"""Every value of a measure, by its index; CROSS JOIN begins with the answers where there are but a few."""


def series(file: Connection, measures: Sequence[str], groups: dict[str, str]) -> dict[str, Series]:
    """Each of `measures` over the scored answers of those groups (column of `GROUPS` by its name)."""
    scores = [name for name in measures if name in SCORES]
    tables = "answers a" + (SESSIONS if "interview" in groups else "")
    where = f"a.state = 'scored' AND a.{NOT_HELD}" + "".join(f" AND {GROUPS[name]} = ?" for name in groups)
    wanted = tuple(groups.values())
    read = "".join(f", {SCORES[name]}" for name in scores)
    rows = file.read_plain(
        f"SELECT a.key, a.at, a.started_at, a.session_id, a.number{read} FROM {tables}"
        f" WHERE {where} ORDER BY a.at, a.key",
        *wanted,
    )
    join = "CROSS JOIN measures m ON m.answer = a.key AND m.measure_id = ?"
    few = f"SELECT m.answer, m.value FROM {tables} {join} WHERE {where}"
    found: dict[str, Series] = {}
    with database.failures(file.path):
        keys, at_s, at, sessions, numbers, *columns = zip(*rows, strict=True) if rows else [()] * 5
        seconds, started = _times(at_s, at)
        answers = np.array(list(map(ids.answer_id, sessions, _whole(numbers))), dtype=object)
        place = np.array(_whole(keys), dtype=np.int64)
        read_scores = dict(zip(scores, columns or [()] * len(scores), strict=True))
        for name in measures:
            if name in read_scores:
                values = _floats(read_scores[name])
            else:
                query, given = (few, (name, *wanted)) if groups else (WHOLE, (name,))
                values = _placed(place, file.read_plain(query, *given))
            some = ~np.isnan(values)
            found[name] = Series(started[some], seconds[some], answers[some], values[some])
    return found


def _times(at_s: Iterable[object], at: Sequence[object]) -> tuple[Floats, np.ndarray]:
    """Both columns of times. Raises ValueError for one that cannot be read, as no reader has to check it."""
    seconds = _floats(at_s)
    if not bool(np.all((seconds >= 0) & (seconds <= LAST_S))):
        raise ValueError("a time that is none")
    if any(datetime.fromisoformat(str(text)).tzinfo is None for text in at):
        raise ValueError("a time without its offset")
    return seconds, np.array(at, dtype=object)


def _placed(keys: np.ndarray, rows: Sequence[tuple[object, ...]]) -> Floats:
    """The values in the order of `keys`; NaN where an answer has none."""
    values = np.full(len(keys), np.nan)
    if not len(keys) or not rows:
        return values
    of, given = zip(*rows, strict=True)
    answers, measured = np.array(_whole(of), dtype=np.int64), _floats(given)
    order = np.argsort(keys, kind="stable")
    at = np.minimum(np.searchsorted(keys, answers, sorter=order), len(keys) - 1)
    here = keys[order[at]] == answers
    values[order[at[here]]] = measured[here]
    return values


def _whole(values: Sequence[object]) -> list[int]:
    """Whole numbers as they come. Raises ValueError for anything else."""
    given = [value for value in values if isinstance(value, int)]
    if len(given) != len(values):
        raise ValueError("no whole number")
    return given


def _floats(values: Iterable[object]) -> Floats:
    """Numbers as they come, None as NaN. Raises ValueError for anything else."""
    given = list(values)
    if not set(map(type, given)) <= {int, float, type(None)}:
        raise ValueError("no number")
    return np.array(given, dtype=np.float64)
