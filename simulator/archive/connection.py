"""The archive's one file: opened when it is needed, read from, written to in transactions, closed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from simulator.archive import database, rows
from simulator.archive.known import Known
from simulator.model.errors import ArchiveError

BUSY_TIMEOUT_S = 5.0


class Connection:
    """The database in `folder`. Making it opens nothing; reading makes no file; safe from any thread."""

    def __init__(
        self, folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S, known: Known | None = None
    ) -> None:
        """`known` remembers folders with an archive, so that one that is gone is missed, not begun anew."""
        self.folder = folder
        self.path = folder / database.NAME
        self._known = known
        self._timeout_s = busy_timeout_s
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        """Device and inode of the file that is open."""

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        with self._lock:
            self._disconnect()

    def read(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """The rows that `query` finds; none where there is no archive yet."""
        with self._lock, database.failures(self.path):
            connection = self._connected(create=False)
            found = connection.execute(query, values).fetchall() if connection else []
            rows.check_times(found)
            return found

    def read_plain(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Like `read`, several times as fast, for many rows; nothing in them is checked."""
        with self._lock, database.failures(self.path):
            connection = self._connected(create=False)
            if connection is None:
                return []
            cursor = connection.cursor()
            cursor.row_factory = None
            return cursor.execute(query, values).fetchall()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, or a part of the one that is open: all of it is stored, or nothing."""
        with self._lock, database.failures(self.path):
            connection = self._connected(create=True)
            assert connection is not None
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def shrink(self) -> None:
        """Empty the write-ahead log of deleted data, unless another program is reading it."""
        with self._lock, suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _connected(self, *, create: bool) -> sqlite3.Connection | None:
        """The open database, opened again when the file was replaced; None when there is none to read."""
        try:
            status = self.path.stat()
        except FileNotFoundError as error:
            if self._opened is not None:
                self._disconnect()
                raise ArchiveError(
                    f"The archive {self.path} is not there any more.", "Mount its disk or put it back."
                ) from error
            if self._known is not None:
                self._known.check(self.folder)
            if not create:
                database.check_no_strays(self.folder)
                return None
            database.create(self.folder, self._timeout_s)
            status = self.path.stat()
        if self._connection is None or (status.st_dev, status.st_ino) != self._opened:
            self._disconnect()
            self._connection = database.open_existing(self.path, self._timeout_s)
            if self._known is not None and self._opened is None:
                self._known.remember(self.folder)
            self._opened = (status.st_dev, status.st_ino)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
