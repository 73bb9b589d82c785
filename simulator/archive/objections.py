"""Judgements that the user corrected, and the scorecard as it was judged. Part of the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

import msgspec

from simulator.archive import database, ids
from simulator.archive.connection import Connection
from simulator.archive.corrections import StoreJudgement
from simulator.model.formats import json_text, scorecard_json
from simulator.model.records import ObjectionCount
from simulator.model.scorecard import ByHand, Scorecard
from simulator.model.transcript import Transcript

COUNT = """
    SELECT COUNT(*),
           COALESCE(SUM(COALESCE(json_array_length(corrected, '$.by_hand'), 0)), 0),
           COALESCE(SUM(json_array_length(judged, '$.key_points')
                        + json_array_length(judged, '$.misconceptions')
                        + json_array_length(judged, '$.moves')), 0)
    FROM (
        SELECT d.scorecard_json AS corrected, COALESCE(b.scorecard_json, d.scorecard_json) AS judged
        FROM documents d LEFT JOIN objections b ON b.answer = d.answer
        WHERE b.answer IS NOT NULL OR d.answer IN (SELECT answer FROM ratings)
    )
"""


class KeptObjections:
    """The part of the archive that keeps what users corrected in scorecards."""

    def __init__(self, file: Connection, judged: StoreJudgement) -> None:
        self._file = file
        self._judged = judged

    def keep(
        self,
        answer_id: str,
        transcript: Transcript,
        by_hand: Sequence[ByHand],
        scorecards: tuple[Scorecard, Scorecard],
        now: datetime,
    ) -> None:
        """Keep these corrections of an answer in place of those it had.

        `scorecards` are the one as it was judged and the one as it was corrected, alike without corrections.
        """
        judged, corrected = scorecards

        def first(connection: sqlite3.Connection, key: int) -> None:
            connection.execute("DELETE FROM objections WHERE answer = ?", (key,))
            if by_hand:
                connection.execute(
                    "INSERT INTO objections (answer, corrections_json, scorecard_json, objected_at)"
                    " VALUES (?, ?, ?, ?)",
                    (
                        key,
                        msgspec.json.encode(by_hand).decode(),
                        json_text(scorecard_json(judged)),
                        now.isoformat(timespec="seconds"),
                    ),
                )

        self._judged(answer_id, transcript, corrected, first, judged)

    def answer_ids(self) -> tuple[str, ...]:
        """Ids of the answers with corrections, oldest first."""
        found = self._file.read(
            "SELECT a.session_id, a.number FROM answers a JOIN objections b ON b.answer = a.key"
            " ORDER BY a.at, a.key"
        )
        return tuple(ids.answer_id(row[0], row[1]) for row in found)

    def counted(self) -> ObjectionCount:
        """How many judgements were corrected, of all in the answers that somebody rated or corrected."""
        found = self._file.read(COUNT)
        with database.failures(self._file.path):
            return msgspec.convert(tuple(found[0]), ObjectionCount) if found else ObjectionCount(0, 0, 0)


def remember_judged(connection: sqlite3.Connection, key: int, judged: Scorecard) -> None:
    """Another scorecard as it was judged, for an answer with corrections; does nothing for any other."""
    connection.execute(
        "UPDATE objections SET scorecard_json = ? WHERE answer = ?",
        (json_text(scorecard_json(judged)), key),
    )
