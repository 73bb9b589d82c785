"""Recordings and a home that can only be read, with names that are not English: mounted for real."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from small_disk import ROOT, may_mount

from simulator.archive import database
from simulator.archive.store import Archive
from simulator.model import settings
from simulator.model.scorecard import Audience
from simulator.use_cases.sample import Sample

MOUNT = (
    'for folder in "$1" "$2"; do mount --bind "$folder" "$folder"; mount -o remount,bind,ro "$folder"; done;'
    ' shift 2; exec "$@"'
)
TMP = "tmp"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder with recordings of one answer and a home with a model in its cache."""
    if not may_mount():
        pytest.skip("this system lets nobody mount a folder read-only in a namespace")
    world = tmp_path / "Müller – Иван 100 %? #1"
    recordings, home = world / "записи и звук", world / "Дом é"
    (home / ".cache" / "interview-simulator" / "hearing" / "base").mkdir(parents=True)
    (home / ".cache/interview-simulator/hearing/base/model.bin").write_text("weights", encoding="utf-8")
    (world / TMP).mkdir()
    archive = Archive(recordings)
    now = datetime.now(UTC)
    session = archive.start_session("Köln ✓", None, "study", now)
    begun = archive.start_answer(
        session.id,
        question_id="churn-model",
        question_json=None,
        audience=Audience.RECRUITER,
        has_audio=True,
        now=now,
    )
    assert begun.audio is not None
    flac = begun.audio.with_suffix(".flac")
    soundfile.write(flac, np.sin(np.arange(16_000) / 20) * 0.5, 16_000)
    archive.recorded(begun.id, flac, 1.0)
    (sample,) = Sample(settings.shipped("sample")).answers("sample")
    assert sample.transcript is not None
    assert sample.scorecard is not None
    archive.scored(begun.id, sample.transcript, sample.scorecard)
    with sqlite3.connect(recordings / database.NAME) as file:
        file.execute("UPDATE said SET text = 'about a zebrafish'")
    archive.close()
    return world


def seen(world: Path) -> dict[str, Any]:
    """What the program in this folder finds where neither recordings nor home can be written."""
    home = world / "Дом é"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "SIMULATOR_"))}
    recordings, program = str(world / "записи и звук"), str(ROOT / "tests" / "faults" / "read_only.py")
    inside = [sys.executable, program, recordings, str(world / "отчёт.html")]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", MOUNT, "sh", recordings, str(home), *inside],
        cwd=world,
        env={**environment, "PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(world / TMP)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def as_it_is(recordings: Path) -> None: ...


def with_its_log(recordings: Path) -> None:
    """As after a crash: what was stored last is in the log alone."""
    with closing(sqlite3.connect(recordings / database.NAME)) as file:
        file.execute("PRAGMA wal_autocheckpoint = 0")
        file.execute("UPDATE sessions SET title = 'from the log'")
        file.commit()
        for path in list(recordings.glob(f"{database.NAME}*")):
            shutil.copy(path, recordings.parent / f"kept {path.name}")
    for path in recordings.parent.glob(f"kept {database.NAME}*"):
        path.rename(recordings / path.name.removeprefix("kept "))
    (recordings / f"{database.NAME}-shm").unlink()


def of_an_older_version(recordings: Path) -> None:
    with closing(sqlite3.connect(recordings / database.NAME)) as file:
        for index in ("sessions_over_time", "sessions_by_title", "answers_of_session"):
            file.execute(f"DROP INDEX {index}")
        file.execute("CREATE INDEX sessions_by_time ON sessions (at)")
        file.execute("PRAGMA user_version = 12")
        file.commit()


@pytest.mark.parametrize("state", [as_it_is, with_its_log, of_an_older_version])
def test_recordings_that_can_only_be_read_are_listened_to_searched_and_exported(
    world: Path, state: Callable[[Path], None]
) -> None:
    recordings = world / "записи и звук"
    state(recordings)
    before = {path: path.read_bytes() for path in recordings.rglob("*") if path.is_file()}
    found = seen(world)
    assert found["heard"] == [found["answer"]]
    assert (len(found["trend"]), found["sound"], found["sessions"]) == (1, "fLaC", 1 + 1)
    assert found["peaks"] == pytest.approx(1.0, abs=0.02)
    assert (world / "отчёт.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert Path(found["kept_report"]).is_file()
    assert found["deleting"].endswith("is read-only.")
    assert {path: path.read_bytes() for path in recordings.rglob("*") if path.is_file()} == before
    assert not list((world / TMP).glob("read-only-archive-*")), "no copy is left"


def test_a_home_that_can_only_be_read_keeps_nobody_from_practising(world: Path) -> None:
    found = seen(world)
    assert found["role"] == "ML engineer"
    assert "The change holds until you leave." in found["setting"]
    assert "SIMULATOR_CONFIG" in found["setting"]
    assert Path(found["cache"]).is_relative_to(world / TMP)
    assert Path(found["cache"]).parent.stat().st_mode & 0o777 == 0o700
    assert found["kept_in_cache"] == "weights"
    assert found["archive"].endswith("--recordings DIR, or SIMULATOR_RECORDINGS.")
