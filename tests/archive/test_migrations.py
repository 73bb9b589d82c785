"""An archive of every earlier version is brought to this one with all that was in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from simulator.archive import database
from simulator.archive.rows import judgement
from simulator.archive.store import Archive
from simulator.model.records import AnswerState
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript

SESSION = "20261122-183005-ab12"
QUESTION = '{"topic": "evaluation", "kind": "explain"}'
AT = "2026-11-22T18:30:05+00:00"
OBJECTIONS = '[{"kind":"point","id":"define","state":"made"},{"kind":"move","id":"frame@4","state":null}]'


def rows(transcript: Transcript, card: Scorecard) -> dict[str, dict[str, Any]]:
    """A row of each table that was ever added, with every column."""
    judged = judgement(transcript, card).columns
    documents = {name: judged.pop(name) for name in ("transcript_json", "scorecard_json")}
    course = '{"round": 1}'
    return {
        "sessions": {"id": SESSION, "started_at": AT, "at": 1.0, "title": "Köln ✓", "mode": "study"}
        | {"interview_id": "bank-fraud", "last_number": 1},
        "answers": {"key": 1, "session_id": SESSION, "number": 1, "question_id": "q", "audience": "recruiter"}
        | {"take": 1, "started_at": AT, "at": 1.0, "state": "scored", "audio": f"{SESSION}/01.flac"}
        | {"turn": "question", "round": 1, "because": "why", "parent": f"{SESSION}/01"}
        | {"topic": "evaluation", "kind": "explain", "hints_used": 2}
        | judged,
        "asked": {"answer": 1, "question_json": QUESTION},
        "documents": {"answer": 1, **documents},
        "measures": {"measure_id": "fillers_per_minute", "answer": 1, "value": 6.25, "unit": "1/min"},
        "courses": {"session_id": SESSION, "over": 0, "course_json": course},
        "said": {"rowid": 1, "text": transcript.text},
        "ratings": {"id": 1, "answer": 1, "at": AT, "rater": "me", "overall": 4, "note": "ok"},
        "scorings": {"id": 1, "answer": 1, "replaced_at": AT, "overall": 60, "rubric_id": "design"}
        | {"rubric_version": 1, "scorecard_json": documents["scorecard_json"]},
        "bookmarks": {"id": 1, "answer": 1, "at_s": 2.5, "note": "here"},
        "waveforms": {"answer": 1, "peaks": b"\1\2"},
        "originals": {"answer": 1, "transcript_json": documents["transcript_json"], "corrected_at": AT},
        "told": {"answer": 1, "story_id": "outage", "likeness": 0.5},
        "objections": {"answer": 1, "corrections_json": OBJECTIONS, "objected_at": AT}
        | {"scorecard_json": documents["scorecard_json"]},
    }


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    found = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    return found | {"rowid"} if table == "said" and found else found


def archive_of(version: int, folder: Path, data: dict[str, dict[str, Any]]) -> None:
    """An archive as that version made it, with a row in every table that it had."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / database.NAME, isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        for number, script in database.migrations().items():
            if number <= version:
                made.executescript(script)
        made.execute(f"PRAGMA user_version = {version}")
        made.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        for table, row in data.items():
            kept = {name: value for name, value in row.items() if name in columns(made, table)}
            if kept:
                marks = ", ".join("?" * len(kept))
                made.execute(
                    f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({marks})", tuple(kept.values())
                )
    (folder / SESSION).mkdir()
    (folder / SESSION / "01.flac").write_bytes(b"sound")


def dump(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, with every column."""
    with closing(sqlite3.connect(folder / database.NAME)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for (table,) in tables
            if not table.startswith("sqlite_")
        }


def contents(path: Path, table: str, row: dict[str, Any]) -> dict[str, Any]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f"SELECT {', '.join(row)} FROM {table}").fetchall()
    return dict(zip(row, *found, strict=True)) if found else {}


@pytest.mark.parametrize("version", range(1, database.newest_version() + 1))
def test_everything_of_an_earlier_version_is_there(
    version: int, tmp_path: Path, transcript: Transcript, card: Callable[[int | None], Scorecard]
) -> None:
    folder, data = tmp_path / "recordings", rows(transcript, card(71))
    archive_of(version, folder, data)
    with closing(sqlite3.connect(folder / database.NAME)) as before:
        had = {table: columns(before, table) & row.keys() for table, row in data.items()}
    archive = Archive(folder)
    (answer,) = archive.answers(SESSION)
    assert (answer.state, answer.audio_missing) == (AnswerState.SCORED, False)
    assert (answer.transcript, answer.scorecard) == (transcript, card(71))
    assert answer.question_json is not None
    assert json.loads(answer.question_json) == json.loads(QUESTION)
    assert answer.hints_used == (2 if version >= 11 else 0)
    kept = ["define", "frame@4"] if version >= 12 else []
    assert [one.id for one in answer.objections] == kept
    assert answer.judged == (card(71) if version >= 12 else None)
    assert [found.answer_id for found in archive.words.search("zebrafish")] == [answer.id]
    assert [value.value for value in archive.history.values("overall", topic="evaluation")] == [71]
    archive.check()
    archive.close()
    for table, names in had.items():
        if not names:
            continue  # it came later
        kept = {name: value for name, value in data[table].items() if name in names}
        assert contents(folder / database.NAME, table, kept) == kept


@pytest.mark.parametrize("audience", ["engineer", "recruiter", "product_manager", "researcher"])
def test_since_version_ten_an_engineer_is_a_software_engineer_and_nothing_else_changes(
    audience: str, tmp_path: Path, transcript: Transcript, card: Callable[[int | None], Scorecard]
) -> None:
    folder, data = tmp_path / "recordings", rows(transcript, card(71))
    data["answers"]["audience"] = audience
    data["asked"]["question_json"] = '{"topic": "engineer", "kind": "explain", "audience": "engineer"}'
    data["courses"]["course_json"] = '{"audience": "engineer"}'
    data["sessions"]["title"] = data["ratings"]["note"] = "engineer"
    archive_of(9, folder, data)
    before = dump(folder)
    archive = Archive(folder)
    (answer,) = archive.answers(SESSION)
    archive.close()
    now = "software_engineer" if audience == "engineer" else audience
    assert answer.audience.value == now
    changed = {"audience": now, "hints_used": 0}
    came_later = {"objections": []}
    assert dump(folder) == before | came_later | {"answers": [before["answers"][0] | changed]}


def test_every_table_of_the_newest_version_is_tried(
    tmp_path: Path, transcript: Transcript, card: Callable[[int | None], Scorecard]
) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    database.migrate(connection)
    tables = {
        row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    named = {name for name in tables if not name.startswith(("sqlite_", "said_"))}
    assert named == set(rows(transcript, card(71)))
