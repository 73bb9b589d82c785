"""Taking over sessions of another archive, table by table. Part of the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from simulator.archive import database, search
from simulator.archive.connection import Connection

AnswerKeys = dict[int, int]
"""From an answer's key there to its key here."""


class Transfer:
    """The part of the archive that copies the database, and takes over sessions of another one."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the database, also while it is being written."""
        with database.failures(self._file.path):
            source = database.open_existing(self._file.path, 5.0)
            copy = sqlite3.connect(target)
            try:
                source.backup(copy)
            finally:
                copy.close()
                source.close()

    def adopt(self, other: Path, session_ids: Sequence[str]) -> None:
        """Copy those sessions with all that belongs to them; all of them or, when it fails, none."""
        with database.failures(other):
            source = database.open_existing(other, 5.0)
        try:
            with self._file.write() as connection:
                for session_id in session_ids:
                    _session(source, connection, session_id)
        finally:
            with suppress(sqlite3.Error):
                source.close()


def _session(source: sqlite3.Connection, target: sqlite3.Connection, session_id: str) -> None:
    _rows(source, target, "sessions", "id", session_id, {})
    keys: AnswerKeys = {}
    for row in source.execute("SELECT * FROM answers WHERE session_id = ?", (session_id,)).fetchall():
        values = dict(row)
        key = values.pop("key")
        keys[key] = _insert(target, "answers", values)
    for table, column, parent in _belonging(target):
        if parent == "sessions":
            _rows(source, target, table, column, session_id, {})
        else:
            for key in keys:
                _rows(source, target, table, column, key, keys)
    for key, here in keys.items():
        said = source.execute("SELECT text FROM said WHERE rowid = ?", (key,)).fetchone()
        if said is not None:
            search.remember(target, here, said[0])


def _rows(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    column: str,
    value: object,
    keys: AnswerKeys,
) -> None:
    """Copy the rows whose `column` is `value`; keys of answers become those here, own keys are given anew."""
    own = _own_key(target, table)
    for row in source.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,)).fetchall():
        values = dict(row)
        if own is not None and own != column:
            values.pop(own)
        if isinstance(value, int):
            values[column] = keys[value]
        _insert(target, table, values)


def _insert(target: sqlite3.Connection, table: str, values: dict[str, object]) -> int:
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    done = target.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
    return int(done.lastrowid or 0)


def _belonging(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Every other table with a column that names a session or an answer: table, column, parent."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        (table, key["from"], key["table"])
        for table in sorted(tables)
        if table != "answers"
        for key in connection.execute(f"PRAGMA foreign_key_list({table})")
        if key["table"] in ("sessions", "answers")
    ]


def _own_key(connection: sqlite3.Connection, table: str) -> str | None:
    """The column with the table's own integer key, None when it has none."""
    keys = [row for row in connection.execute(f"PRAGMA table_info({table})") if row["pk"]]
    return keys[0]["name"] if len(keys) == 1 and keys[0]["type"] == "INTEGER" else None
