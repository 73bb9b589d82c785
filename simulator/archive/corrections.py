"""Transcripts corrected by hand, beside what was heard. Part of the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from simulator.archive import ratings
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript

First = Callable[[sqlite3.Connection, int], None]
"""Something done to an answer (by its key) in the same transaction, before its judgement is stored."""


class StoreJudgement(Protocol):
    """Stores a transcript and its scorecard, after something else in the same transaction."""

    def __call__(
        self,
        answer_id: str,
        transcript: Transcript,
        scorecard: Scorecard,
        first: First | None = None,
        judged: Scorecard | None = None,
    ) -> None: ...


class KeptCorrections:
    """The part of the archive that keeps corrected transcripts beside those that were heard."""

    def __init__(self, judged: StoreJudgement) -> None:
        self._judged = judged

    def corrected(
        self,
        answer_id: str,
        transcript: Transcript,
        scorecard: Scorecard,
        now: datetime,
        judged: Scorecard | None = None,
    ) -> None:
        """Keep a corrected transcript and its judgement; what was heard and the earlier score stay.

        `judged` is the scorecard as the judges gave it, where `scorecard` has corrections by hand.
        """

        def first(connection: sqlite3.Connection, key: int) -> None:
            at = now.isoformat(timespec="seconds")
            ratings.set_aside(connection, key, at)
            connection.execute(
                "INSERT INTO originals (answer, transcript_json, corrected_at)"
                " SELECT answer, transcript_json, ? FROM documents WHERE answer = ?"
                " ON CONFLICT (answer) DO UPDATE SET corrected_at = excluded.corrected_at",
                (at, key),
            )

        self._judged(answer_id, transcript, scorecard, first, judged)

    def as_heard(
        self,
        answer_id: str,
        transcript: Transcript,
        scorecard: Scorecard,
        now: datetime,
        judged: Scorecard | None = None,
    ) -> None:
        """Go back to what was heard, judged again; the corrected score stays among the earlier ones."""

        def first(connection: sqlite3.Connection, key: int) -> None:
            ratings.set_aside(connection, key, now.isoformat(timespec="seconds"))
            connection.execute("DELETE FROM originals WHERE answer = ?", (key,))

        self._judged(answer_id, transcript, scorecard, first, judged)
