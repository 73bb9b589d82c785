"""A new archive of what can still be read of a damaged one, and of the recordings beside it.

The damaged file is only read, and kept under another name. Answers whose words are lost but whose sound is
there then wait to be heard again.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from simulator.archive import database, ids, rows, search
from simulator.model.errors import ArchiveError
from simulator.model.formats import (
    from_json_text,
    question_from_json,
    scorecard_from_json,
    transcript_from_json,
)

LEFT_OUT = ("measures", "said")
"""Tables that are made again from the documents."""
FARTHEST = 5_000
"""How many row numbers after the last row that was read are still tried."""
FARTHEST_BYTES = 4_000_000_000
"""A header that tells of a larger file is taken for damaged."""
MOST = 10**6
"""An answer's number is below this; a greater one is damage."""
SIZE_AT = 28
"""Where the header says how many pages the file has."""
SOUND = (".flac", ".pcm")
TITLE = "Recovered"
KINDS = {
    "INTEGER": ("integer", "integer"),
    "REAL": ("real", "integer"),
    "TEXT": ("text", "text"),
    "BLOB": ("blob", "blob"),
}
"""What SQLite may say (`typeof`) of a value in a column of each type."""


@dataclass(frozen=True, kw_only=True)
class Recovered:
    """What a recovery found."""

    sessions: int
    answers: int
    to_hear: int
    """How many of these answers have sound whose words must be heard again."""
    kept: Path | None
    """The damaged file under its new name; None when nothing was changed, or there was no file."""


def recover(folder: Path, *, really: bool, now: datetime | None = None) -> Recovered:
    """Count what can be recovered; with `really`, make it the archive.

    Raises `ArchiveError`, with nothing changed.
    """
    path = folder / database.NAME
    with database.failures(path):
        if not folder.is_dir():
            raise ArchiveError(f"{folder} is not there.", "Mount its disk or put it back.")
        workshop = Path(tempfile.mkdtemp(prefix=".recovering-", dir=folder))
        try:
            new = workshop / "new.sqlite"
            found = _rebuilt(path, new, workshop, folder)
            kept = _put_in_place(path, new, now or datetime.now()) if really else None
            return Recovered(sessions=found[0], answers=found[1], to_hear=found[2], kept=kept)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)


def _rebuilt(path: Path, new: Path, workshop: Path, folder: Path) -> tuple[int, int, int]:
    with closing(database.connect_new(new)) as target:
        database.migrate(target)
        target.execute("PRAGMA foreign_keys = OFF")
        target.execute("BEGIN")
        if path.exists():
            _read_into(target, path, workshop)
        _readable_only(target, folder)
        _adopt_sound(target, folder)
        _made_again(target)
        target.execute("COMMIT")
        counts = (
            "SELECT (SELECT COUNT(*) FROM sessions), COUNT(*),"
            " COALESCE(SUM(state IN ('recording', 'recorded') AND audio IS NOT NULL), 0) FROM answers"
        )
        return tuple(target.execute(counts).fetchone())


def _read_into(target: sqlite3.Connection, path: Path, workshop: Path) -> None:
    """Insert every row that can be read, from a copy: even reading would change the file's log."""
    copy = workshop / "old.sqlite"
    for end in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}{end}", f"{copy}{end}")
    with copy.open("r+b") as file:
        header = file.read(database.HEADER_BYTES)
        database.refuse_newer(path, header)
        file.truncate(max(copy.stat().st_size, _size(header)))  # SQLite reads nothing of a file cut short
    if not _take_rows(target, copy):
        _lay_schema(copy, workshop / "fresh.sqlite")
        _take_rows(target, copy)


def _take_rows(target: sqlite3.Connection, copy: Path) -> bool:
    """Insert every row that can be read; returns whether there is an answer among them."""
    with suppress(sqlite3.Error), closing(database.connect(copy, 1.0)) as source:
        source.text_factory = lambda text: text.decode("utf-8", "replace")
        for table in _tables(target):
            for row in _rows(source, table):
                _insert(target, table, row)
    return bool(target.execute("SELECT 1 FROM answers").fetchone())


def _lay_schema(copy: Path, fresh: Path) -> None:
    """Overwrite the schema of the copy, which cannot be read, with that of a fresh database.

    That works for a file begun by this version: its tables begin on the same pages as those of a fresh one.
    """
    with closing(database.connect_new(fresh)) as made:
        database.migrate(made)
        roots = {row[0] for row in made.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")}
    whole = fresh.read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    Path(f"{copy}-wal").unlink(missing_ok=True)
    with copy.open("r+b") as file:
        file.truncate(max(copy.stat().st_size, len(whole)))
        for number in range(1, len(whole) // page + 1):
            if number not in roots:
                file.seek((number - 1) * page)
                file.write(whole[(number - 1) * page : number * page])
        file.seek(SIZE_AT)
        file.write((copy.stat().st_size // page).to_bytes(4, "big"))


def _size(header: bytes) -> int:
    """Bytes that a database had, as its header says; 0 when that cannot be."""
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[SIZE_AT : SIZE_AT + 4], "big")
    return page * pages if page * pages < FARTHEST_BYTES else 0


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [row[0] for row in found if not row[0].startswith(("sqlite_", *LEFT_OUT))]


def _rows(source: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """Read a table from the front, then from the back, then the rows in between one by one."""
    seen: set[int] = set()
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            for row in source.execute(f"SELECT rowid AS at_, * FROM {table} ORDER BY rowid {order}"):
                if row["at_"] not in seen:
                    seen.add(row["at_"])
                    yield _values(row)
            return
    for number in range(1, max(seen, default=0) + FARTHEST):
        if number not in seen:
            with suppress(sqlite3.Error):
                for row in source.execute(f"SELECT rowid AS at_, * FROM {table} WHERE rowid = ?", (number,)):
                    yield _values(row)


def _values(row: sqlite3.Row) -> dict[str, Any]:
    values = dict(row)
    values.pop("at_")
    return values


def _insert(target: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    """Insert a row without columns that the schema lacks; a row that it refuses is left out."""
    known = {row["name"] for row in target.execute(f"PRAGMA table_info({table})")}
    kept = {name: value for name, value in values.items() if name in known}
    marks = ", ".join("?" * len(kept))
    with suppress(sqlite3.Error):
        target.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(kept)}) VALUES ({marks})", tuple(kept.values())
        )


def _right_kinds_only(target: sqlite3.Connection) -> None:
    """Drop rows with a value of another type than its column's; of answers and sessions only the value.

    A time that cannot be read is replaced by the one that the session's id tells.
    """
    for table in _tables(target):
        whole = table in ("answers", "sessions")
        for column in target.execute(f"PRAGMA table_info({table})").fetchall():
            name, kinds = column["name"], KINDS.get(column["type"].upper(), ())
            wrong = f"{name} NOT NULL AND typeof({name}) NOT IN {kinds}"
            if kinds and not whole:
                target.execute(f"DELETE FROM {table} WHERE {wrong}")
            elif kinds and not column["notnull"]:
                target.execute(f"UPDATE {table} SET {name} = NULL WHERE {wrong}")
    for table, identifier in (("sessions", "id"), ("answers", "session_id")):
        for row in target.execute(f"SELECT {identifier} AS id, started_at, at FROM {table}").fetchall():
            try:
                rows.check_times([row])
                float(row["at"])
            except (ValueError, TypeError):
                begun = _begun(str(row["id"]))
                target.execute(
                    f"UPDATE {table} SET started_at = ?, at = ? WHERE {identifier} IS ? AND at IS ?",
                    (begun.isoformat(timespec="seconds"), begun.timestamp(), row["id"], row["at"]),
                )


def _readable_only(target: sqlite3.Connection, folder: Path) -> None:
    """Drop rows that do not read as they were written, and rows that belong to no answer or session."""
    _right_kinds_only(target)
    for asked in target.execute("SELECT answer, question_json FROM asked").fetchall():
        try:
            question_from_json(from_json_text(asked["question_json"]))
        except (msgspec.MsgspecError, ValueError, TypeError, KeyError):
            target.execute("DELETE FROM asked WHERE answer = ?", (asked["answer"],))
    for row in target.execute("SELECT * FROM objections").fetchall():
        try:
            rows.objections(row["corrections_json"])
            scorecard_from_json(from_json_text(row["scorecard_json"]))
        except (msgspec.MsgspecError, ValueError, TypeError, KeyError):
            target.execute("DELETE FROM objections WHERE answer = ?", (row["answer"],))
    for row in target.execute("SELECT key, session_id, number FROM answers").fetchall():
        if not _is_number(row["number"]) or not ids.is_session_id(str(row["session_id"])):
            target.execute("DELETE FROM answers WHERE key = ?", (row["key"],))
    for (key,) in target.execute("SELECT key FROM answers").fetchall():
        if _reads(target, folder, key):
            continue
        for table in ("documents", "originals", "objections", "asked"):
            target.execute(f"DELETE FROM {table} WHERE answer = ?", (key,))
        target.execute("UPDATE answers SET state = 'recorded' WHERE key = ?", (key,))
        if not _reads(target, folder, key):
            target.execute("DELETE FROM answers WHERE key = ?", (key,))
    target.execute(
        "UPDATE answers SET state = 'recorded' WHERE state IN ('scored', 'refused')"
        " AND key NOT IN (SELECT answer FROM documents)"
    )
    for (session_id,) in target.execute("SELECT id FROM sessions").fetchall():
        if not _session_reads(target, session_id):
            target.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
    for (session_id,) in target.execute("SELECT DISTINCT session_id FROM answers").fetchall():
        _ensure_session(target, session_id)
    for fault in target.execute("PRAGMA foreign_key_check").fetchall():
        target.execute(f"DELETE FROM {fault['table']} WHERE rowid = ?", (fault["rowid"],))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and 1 <= value < MOST


def _reads(target: sqlite3.Connection, folder: Path, key: int) -> bool:
    row = target.execute(f"{rows.ANSWER} WHERE a.key = ?", (key,)).fetchone()
    try:
        rows.answer(row, folder)
        rows.check_times([row])
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError):
        return False
    return True


def _session_reads(target: sqlite3.Connection, session_id: str) -> bool:
    try:
        row = target.execute(f"{rows.SESSION} WHERE s.id = ? GROUP BY s.id", (session_id,)).fetchone()
        rows.session(row)
        rows.check_times([row])
    except (msgspec.MsgspecError, ValueError, TypeError):
        return False
    return ids.is_session_id(session_id)


def _ensure_session(target: sqlite3.Connection, session_id: str) -> None:
    begun = _begun(session_id)
    target.execute(
        "INSERT OR IGNORE INTO sessions (id, started_at, at, title, interview_id, mode)"
        " VALUES (?, ?, ?, ?, NULL, 'study')",
        (session_id, begun.isoformat(timespec="seconds"), begun.timestamp(), TITLE),
    )


def _begun(session_id: str) -> datetime:
    """When a session began, as its id says."""
    try:
        return datetime.strptime(session_id[:15], "%Y%m%d-%H%M%S").astimezone()
    except ValueError:
        return datetime.fromtimestamp(0).astimezone()


def _adopt_sound(target: sqlite3.Connection, folder: Path) -> None:
    """Recordings that no row tells of become answers that wait to be heard."""
    for place in sorted(entry for entry in folder.iterdir() if ids.is_session_id(entry.name)):
        for number, file in sorted(_sounds(place).items()):
            _ensure_session(target, place.name)
            stored = f"{place.name}/{file.name}"
            known = target.execute(
                "SELECT key, audio FROM answers WHERE session_id = ? AND number = ?", (place.name, number)
            ).fetchone()
            if known is None:
                begun = _begun(place.name)
                target.execute(
                    "INSERT INTO answers (session_id, number, audience, take, started_at, at, state, audio)"
                    " VALUES (?, ?, 'software_engineer', 1, ?, ?, 'recorded', ?)",
                    (place.name, number, begun.isoformat(timespec="seconds"), begun.timestamp(), stored),
                )
            elif known["audio"] != stored:
                target.execute("UPDATE answers SET audio = ? WHERE key = ?", (stored, known["key"]))
    target.execute(
        "UPDATE sessions SET last_number = MAX("
        f"CASE WHEN typeof(last_number) = 'integer' AND last_number < {MOST} THEN last_number ELSE 0 END,"
        " (SELECT COALESCE(MAX(number), 0) FROM answers WHERE session_id = sessions.id))"
    )


def _sounds(place: Path) -> dict[int, Path]:
    """The recordings of a session by number; the finished one where there are two."""
    files = [file for end in reversed(SOUND) for file in place.glob(f"[0-9]*{end}")]
    return {int(file.stem): file for file in files if file.stem.isdigit() and _is_number(int(file.stem))}


def _made_again(target: sqlite3.Connection) -> None:
    """Derive scores, measures and words from documents, and topics from questions; rename audiences."""
    target.execute("UPDATE answers SET audience = 'software_engineer' WHERE audience = 'engineer'")
    nothing = ", ".join(f"{name} = NULL" for name in rows.SCORED)
    target.execute(f"UPDATE answers SET {nothing} WHERE key NOT IN (SELECT answer FROM documents)")
    for row in target.execute("SELECT * FROM documents").fetchall():
        judgement = rows.judgement(
            transcript_from_json(from_json_text(row["transcript_json"])),
            scorecard_from_json(from_json_text(row["scorecard_json"])),
        )
        target.execute(rows.SET_SCORED, {**judgement.columns, "key": row["answer"]})
        target.executemany(
            "INSERT OR IGNORE INTO measures (answer, measure_id, value, unit) VALUES (?, ?, ?, ?)",
            [(row["answer"], *measure) for measure in judgement.measures],
        )
        search.remember(target, row["answer"], from_json_text(row["transcript_json"])["text"])
    target.execute(
        "UPDATE answers SET topic = json_extract(question_json, '$.topic'),"
        " kind = json_extract(question_json, '$.kind') FROM asked WHERE asked.answer = answers.key"
    )


def _put_in_place(path: Path, new: Path, now: datetime) -> Path | None:
    """Rename the damaged file and put the new one in its place; returns the damaged file's new path."""
    kept = None
    if path.exists():
        kept = path.with_name(f"{path.stem}.damaged-{now:%Y%m%d-%H%M%S}{path.suffix}")
        Path(f"{path}-shm").unlink(missing_ok=True)
        log = Path(f"{path}-wal")
        if log.exists() and log.stat().st_size:
            log.replace(f"{kept}-wal")
        log.unlink(missing_ok=True)
        path.replace(kept)
    new.replace(path)
    return kept
