"""Whatever happens to the file: one sentence, nothing half written, nothing put in its place."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.archive import database
from simulator.archive.store import Archive
from simulator.model.errors import ArchiveError, ExitCode
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript

ROOT = Path(__file__).parents[2]
Begin = Callable[..., AnswerRecord]
Card = Callable[[int | None], Scorecard]

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from simulator.archive.store import Archive
from simulator.model.scorecard import Audience

archive = Archive(Path(sys.argv[1]), busy_timeout_s=30)
for _ in range(int(sys.argv[2])):
    session = archive.start_session("Churn", None, "study", datetime.now(UTC))
    for _ in range(2):
        answer = archive.start_answer(
            session.id,
            question_id="q",
            question_json="{}",
            audience=Audience.SOFTWARE_ENGINEER,
            has_audio=True,
        )
        answer.audio.write_bytes(bytes(1000))
        print(answer.id, flush=True)
"""


def writer(folder: Path, sessions: int) -> subprocess.Popen[str]:
    """Another program that keeps sessions of two answers, and says so after each."""
    command = [sys.executable, "-c", WRITER, str(folder), str(sessions)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def keep(folder: Path) -> SessionRecord:
    """A session in an archive of its own, closed."""
    archive = Archive(folder, busy_timeout_s=0.2)
    session = archive.start_session("Churn", None, "study", datetime.now(UTC))
    archive.close()
    return session


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def is_one_sentence(error: ArchiveError) -> bool:
    text = str(error)
    return error.exit_code == ExitCode.ARCHIVE and text.endswith(".") and "\n" not in text and len(text) < 400


@pytest.mark.parametrize("seed", range(6))
def test_a_program_that_is_killed_loses_nothing_it_had_said(seed: int, folder: Path) -> None:
    process = writer(folder, 10_000)
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(random.Random(seed).randint(1, 40))]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().split()
    process.wait()
    archive = Archive(folder)
    archive.check()
    kept = {answer.id: answer for answer in archive.unfinished()}
    assert set(said) <= kept.keys()
    assert len(kept) <= len(said) + 1
    assert all(not kept[answer_id].audio_missing for answer_id in said)
    for session in archive.sessions():
        assert session.answers == len(archive.answers(session.id))


def test_two_programs_keep_at_once(folder: Path) -> None:
    programs = [writer(folder, 15) for _ in range(2)]
    said = [line for program in programs for line in program.communicate(timeout=60)[0].split()]
    assert [program.returncode for program in programs] == [0, 0]
    archive = Archive(folder)
    archive.check()
    assert len(said) == len(set(said)) == 60
    assert {answer.id for session in archive.sessions() for answer in archive.answers(session.id)} == set(
        said
    )


def test_a_failure_in_the_middle_stores_nothing_of_it(
    archive: Archive, begin: Begin, folder: Path, transcript: Transcript, card: Card
) -> None:
    answer = begin()
    intruder = sqlite3.connect(folder / "archive.sqlite")
    intruder.execute(
        "CREATE TRIGGER fault BEFORE INSERT ON measures BEGIN SELECT RAISE(ABORT, 'no more measures'); END"
    )
    intruder.commit()
    with pytest.raises(ArchiveError):
        archive.scored(answer.id, transcript, card(71))
    assert archive.answer(answer.id) == answer
    intruder.execute("DROP TRIGGER fault")
    intruder.commit()
    intruder.close()
    archive.scored(answer.id, transcript, card(71))
    assert archive.history.reviews()[0].overall == 71


def test_a_session_whose_folder_cannot_be_made_is_not_stored(
    archive: Archive, session: SessionRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def too_late(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        """Another program makes a file of that name a moment before."""
        self.touch()
        make(self, mode, parents, exist_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", too_late)
        with pytest.raises(ArchiveError, match="exists"):
            archive.start_session("Churn", None, "study", datetime.now(UTC))
    assert archive.sessions() == (session,)


def test_a_locked_archive_is_said_after_the_wait_and_can_still_be_read(
    archive: Archive, begin: Begin, folder: Path
) -> None:
    answer = begin()
    other = sqlite3.connect(folder / "archive.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match="locked by another program") as caught:
        begin()
    assert is_one_sentence(caught.value)
    assert archive.answers(answer.session_id) == (answer,)
    other.execute("ROLLBACK")
    other.close()
    assert begin().id.endswith("/02")


def test_a_newer_archive_is_refused_untouched(folder: Path) -> None:
    keep(folder)
    newer = sqlite3.connect(folder / "archive.sqlite")
    newer.execute("PRAGMA journal_mode = DELETE")
    newer.execute(f"PRAGMA user_version = {database.newest_version() + 1}")
    newer.execute("CREATE TABLE of_the_future (x)")
    newer.close()
    before = contents(folder)
    status = (folder / "archive.sqlite").stat()
    for use in (Archive(folder).sessions, lambda: keep(folder)):
        with pytest.raises(ArchiveError, match="newer version") as caught:
            use()
        assert is_one_sentence(caught.value)
    assert contents(folder) == before
    assert (folder / "archive.sqlite").stat().st_mtime_ns == status.st_mtime_ns


def damaged(path: Path, how: str) -> None:
    whole = path.read_bytes()
    if how == "another program's":
        path.unlink()
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE theirs (x)")
        other.close()
        return
    path.write_bytes(
        {
            "empty": b"",
            "cut in the header": whole[:60],
            "cut in the middle": whole[: len(whole) // 2],
            "text": b"Dear diary,\n" * 500,
            "zeros": bytes(len(whole)),
        }[how]
    )


@pytest.mark.parametrize(
    "how", ["empty", "cut in the header", "cut in the middle", "text", "zeros", "another program's"]
)
def test_a_file_that_is_no_archive_is_refused_and_left_as_it_is(
    how: str, folder: Path, tmp_path: Path
) -> None:
    keep(folder)
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(folder / "archive.sqlite", copy)
    damaged(copy / "archive.sqlite", how)
    before = (copy / "archive.sqlite").read_bytes()
    for use in (Archive(copy).sessions, Archive(copy).check, lambda: keep(copy)):
        with pytest.raises(ArchiveError) as caught:
            use()
        assert is_one_sentence(caught.value)
        assert "archive.sqlite" in str(caught.value)
    assert (copy / "archive.sqlite").read_bytes() == before


def test_recordings_without_their_database_are_no_new_archive(folder: Path) -> None:
    session = keep(folder)
    (folder / "archive.sqlite").rename(folder.parent / "archive.sqlite")
    for use in (Archive(folder).sessions, lambda: keep(folder)):
        with pytest.raises(ArchiveError, match=session.id) as caught:
            use()
        assert caught.value.mend
    assert not (folder / "archive.sqlite").exists()
    (folder.parent / "archive.sqlite").rename(folder / "archive.sqlite")
    assert Archive(folder).sessions() == (session,)


def test_a_disk_that_goes_and_comes_back(archive: Archive, session: SessionRecord, folder: Path) -> None:
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(ArchiveError, match="not there any more"):
        archive.sessions()
    with pytest.raises(ArchiveError, match="not there any more"):
        archive.start_session("Churn", None, "study", datetime.now(UTC))
    assert not folder.exists()
    away.rename(folder)
    assert archive.sessions() == (session,)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for use in (Archive(tmp_path / "file").sessions, lambda: keep(tmp_path / "file")):
        with pytest.raises(ArchiveError) as caught:
            use()
        assert is_one_sentence(caught.value)
    assert (tmp_path / "file").read_text() == "mine"


def _as_ordinary_user(folder: Path, answers: multiprocessing.SimpleQueue[str]) -> None:
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    for use in (Archive(folder).sessions, lambda: keep(folder)):
        try:
            use()
            answers.put("no error")
        except ArchiveError as error:
            answers.put(str(error))


@pytest.mark.parametrize("existing", [True, False])
def test_a_folder_that_may_not_be_written(existing: bool) -> None:
    """As an ordinary user, for root may write everywhere."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if existing:
            keep(folder)
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        context = multiprocessing.get_context("fork")
        answers: multiprocessing.SimpleQueue[str] = context.SimpleQueue()
        child = context.Process(target=_as_ordinary_user, args=(folder, answers))
        child.start()
        reading, writing = answers.get(), answers.get()
        child.join()
        folder.chmod(0o755)
        assert "writ" in writing or "read-only" in writing or "Permission denied" in writing
        assert reading == "no error", "what may not be written can be read"


def test_a_full_disk_is_said_and_what_was_stored_stays(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card
) -> None:
    """SQLite's own limit of pages gives the error a full disk gives."""
    answer = begin()
    assert archive._file._connection is not None
    pages = archive._file._connection.execute("PRAGMA page_count").fetchone()[0]
    archive._file._connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    def fill() -> None:
        for _ in range(100):
            archive.scored(begin().id, transcript, card(71))

    with pytest.raises(ArchiveError, match="is full") as caught:
        fill()
    assert is_one_sentence(caught.value)
    archive._file._connection.execute("PRAGMA max_page_count = 1000000").fetchall()
    archive.check()
    assert archive.answer(answer.id) == answer
    archive.scored(answer.id, transcript, card(71))


SMALL_DISK = """
mount -t tmpfs -o size=400k tmpfs "$1" && exec "$2" -c "$3" "$1"
"""
FILL = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from simulator.archive.store import Archive
from simulator.model.errors import ArchiveError
from simulator.model.scorecard import Audience

folder = Path(sys.argv[1]) / "recordings"
archive, kept = Archive(folder), []
session = archive.start_session("Churn", None, "study", datetime.now(UTC))
try:
    while True:
        kept.append(archive.start_answer(
            session.id,
            question_id="q",
            question_json="x" * 5000,
            audience=Audience.SOFTWARE_ENGINEER,
            has_audio=True,
        ).id)
except ArchiveError as error:
    print(error)
assert [answer.id for answer in archive.answers(session.id)] == kept
archive.close()
again = Archive(folder)
again.check()
assert [answer.id for answer in again.answers(session.id)] == kept
try:
    Archive(folder.with_name("new")).start_session("Churn", None, "study", datetime.now(UTC))
except ArchiveError as error:
    print(error)
print(*(path.name for path in folder.with_name("new").glob("*")))
"""


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    command = ["unshare", "-rm", "sh", "-ec", SMALL_DISK, "sh", str(tmp_path), sys.executable, FILL]
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk in a namespace")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, second, left = done.stdout.splitlines()
    assert "is full" in first
    assert "is full" in second or "disk reports an error" in second
    assert left == ""


def test_the_first_migration_starts_from_nothing_and_happens_once() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    database.migrate(connection)
    database.migrate(connection)
    tables = {
        row["name"]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row["name"].startswith("said")
    }
    assert tables >= {"sessions", "answers", "asked", "documents", "measures", "courses"}
    assert connection.execute("PRAGMA user_version").fetchone()[0] == database.newest_version()
    assert connection.execute("PRAGMA application_id").fetchone()[0] == database.APPLICATION_ID


def test_a_migration_that_fails_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = keep(folder)
    steps = tmp_path / "steps"
    shutil.copytree(database.MIGRATIONS, steps)
    monkeypatch.setattr(database, "MIGRATIONS", steps)
    step = steps / f"{database.newest_version() + 1:04d}.sql"
    step.write_text("CREATE TABLE later (x);\nCREATE TABLE sessions (x);\n")
    with pytest.raises(ArchiveError):
        Archive(folder).sessions()
    step.write_text("CREATE TABLE later (x);\nINSERT INTO later VALUES (';');\n")
    assert Archive(folder).sessions() == (session,)
    stored = sqlite3.connect(folder / "archive.sqlite")
    assert stored.execute("SELECT x FROM later").fetchall() == [(";",)]
    stored.close()
