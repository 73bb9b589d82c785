"""Keeps a listener's bookmarks in an answer, and the answer's waveform. Part of the archive."""

from __future__ import annotations

from typing import Any

import msgspec

from simulator.archive import database, ids
from simulator.archive.connection import Connection
from simulator.model.records import Bookmark

LOUDEST = 255


class Replays:
    """The part of the archive that replay needs."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def bookmarks(self, answer_id: str) -> tuple[Bookmark, ...]:
        """The bookmarks of an answer, by their seconds."""
        found = self._file.read(
            "SELECT b.id, b.at_s, b.note FROM bookmarks b JOIN answers a ON a.key = b.answer"
            " WHERE a.session_id = ? AND a.number = ? ORDER BY b.at_s, b.id",
            *ids.split_answer_id(answer_id),
        )
        with database.failures(self._file.path):
            return tuple(msgspec.convert([dict(row) for row in found], list[Bookmark]))

    def add_bookmark(self, answer_id: str, at_s: float, note: str) -> None:
        """Remember a second of an answer, with a note (maybe empty)."""
        self._insert(
            "INSERT INTO bookmarks (answer, at_s, note) SELECT key, ?, ? FROM answers", answer_id, at_s, note
        )

    def remove_bookmark(self, bookmark_id: int) -> None:
        """Delete a bookmark; nothing happens when it is gone already."""
        with self._file.write() as connection:
            connection.execute("DELETE FROM bookmarks WHERE id = ?", (bookmark_id,))

    def peaks(self, answer_id: str) -> tuple[float, ...]:
        """How loud each equal stretch of an answer is, 0 to 1; empty when that was not kept."""
        found = self._file.read(
            "SELECT w.peaks FROM waveforms w JOIN answers a ON a.key = w.answer"
            " WHERE a.session_id = ? AND a.number = ?",
            *ids.split_answer_id(answer_id),
        )
        return tuple(peak / LOUDEST for peak in bytes(found[0]["peaks"])) if found else ()

    def keep_peaks(self, answer_id: str, peaks: tuple[float, ...]) -> None:
        """Keep an answer's peaks, 0 to 1, so that the recording need not be read again."""
        loud = bytes(min(LOUDEST, max(0, round(peak * LOUDEST))) for peak in peaks)
        self._insert(
            "INSERT OR REPLACE INTO waveforms (answer, peaks) SELECT key, ? FROM answers", answer_id, loud
        )

    def _insert(self, statement: str, answer_id: str, *values: Any) -> None:
        with self._file.write() as connection:
            done = connection.execute(
                f"{statement} WHERE session_id = ? AND number = ?",
                (*values, *ids.split_answer_id(answer_id)),
            )
            if done.rowcount != 1:
                raise ids.unknown("answer", answer_id)
