"""The files of a coding answer: written while somebody types, and carried wherever the answer goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.archive import backup
from simulator.archive.code import EditsWriter
from simulator.archive.store import Archive
from simulator.interview.coding.edits import Edit, PhaseStart, TestRun, edit_line, phase_line, run_line
from simulator.model.errors import ArchiveError
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript

NOW = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
TYPING = """
import sys, time
from pathlib import Path
from simulator.archive.code import EditsWriter
from simulator.interview.coding.edits import Edit, edit_line
writer = EditsWriter(Path(sys.argv[1]))
for number in range(100_000):
    writer.add(edit_line(Edit(number / 100, number, number, "x")))
    print(number, flush=True)
    time.sleep(0.01)
"""


def begun(archive: Archive, session: SessionRecord, *, has_audio: bool = True) -> AnswerRecord:
    return archive.start_answer(
        session.id,
        question_id="lru-cache",
        question_json=None,
        audience=Audience.ML_ENGINEER,
        has_audio=has_audio,
        now=NOW,
    )


def typed(archive: Archive, answer: AnswerRecord, *lines: str) -> None:
    writer = EditsWriter(archive.code.edits_path(answer.id))
    for line in lines or (edit_line(Edit(0.5, 0, 0, "x = 1")),):
        writer.add(line)
    assert writer.close()


def test_what_is_typed_run_and_begun_comes_back(archive: Archive, session: SessionRecord) -> None:
    answer = begun(archive, session)
    assert archive.code.edits(answer.id) is None
    typed(
        archive,
        answer,
        phase_line(PhaseStart(0.0, "discussion")),
        edit_line(Edit(1.0, 0, 0, "ab")),
        run_line(TestRun(2.0, 1, 2, ("two",))),
    )
    journal = archive.code.edits(answer.id)
    assert journal is not None
    assert journal.final == "ab"
    assert journal.runs == (TestRun(2.0, 1, 2, ("two",)),)
    assert journal.phases == (PhaseStart(0.0, "discussion"),)


@pytest.mark.parametrize(
    "end", ['{"at_s": 3, "fr', "\nno JSON\n", '{"at_s": 3, "from": 90, "to": 91, "text": ""}\n']
)
def test_what_cannot_be_read_is_cut_off_before_more_is_written(
    archive: Archive, session: SessionRecord, end: str
) -> None:
    answer = begun(archive, session)
    typed(archive, answer, edit_line(Edit(1.0, 0, 0, "ab")))
    with archive.code.edits_path(answer.id).open("a") as file:
        file.write(end)
    typed(archive, answer, edit_line(Edit(4.0, 2, 2, "c")))
    journal = archive.code.edits(answer.id)
    assert journal is not None
    assert journal.final == "abc"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_killed_while_typing_loses_less_than_a_second(tmp_path: Path) -> None:
    path = tmp_path / "01.edits.jsonl"
    typing = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert typing.stdout is not None
    for _ in range(150):
        last = typing.stdout.readline()
    os.kill(typing.pid, signal.SIGKILL)
    typing.wait()
    for line in typing.stdout:
        last = line
    kept = EditsWriter(path)
    kept.close()
    from simulator.interview.coding.edits import read_journal

    journal = read_journal(path.read_bytes())
    assert journal.final == "x" * len(journal.edits)
    lost_s = (int(last) + 1 - len(journal.edits)) / 100
    assert lost_s <= 1.0


def test_an_edit_is_on_the_disk_within_a_second_and_nobody_waits_for_it(tmp_path: Path) -> None:
    path = tmp_path / "01.edits.jsonl"
    writer = EditsWriter(path)
    began = time.monotonic()
    writer.add(edit_line(Edit(1.0, 0, 0, "ab")))
    assert time.monotonic() - began < 0.5
    while not path.stat().st_size:
        assert time.monotonic() - began < 1.0
        time.sleep(0.01)
    writer.close()


def test_a_disk_that_takes_nothing_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "01.edits.jsonl"
    writer = EditsWriter(path)
    write = os.write

    def full(_file: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    writer.add(edit_line(Edit(1.0, 0, 0, "ab")))
    deadline = time.monotonic() + 10
    while not writer.trouble:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert "No space left" in writer.trouble
    monkeypatch.setattr(os, "write", write)
    while writer.trouble:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert writer.close()
    assert b'"ab"' in path.read_bytes()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be written"):
        EditsWriter(tmp_path / "file" / "01.edits.jsonl")


def test_code_goes_with_its_answer_and_nowhere_else(archive: Archive, session: SessionRecord) -> None:
    first, second = begun(archive, session), begun(archive, session)
    for answer in (first, second):
        typed(archive, answer)
        archive.code.keep_report(answer.id, "{}")
    archive.delete_answer(first.id)
    assert (archive.code.edits(first.id), archive.code.report(first.id)) == (None, None)
    assert archive.code.report(second.id) == b"{}"
    assert archive.code.latest("lru-cache") == second.id
    assert archive.code.latest("k-means") is None


def test_code_outlives_its_sound(
    archive: Archive, session: SessionRecord, transcript: Transcript, card: object
) -> None:
    answer = begun(archive, session)
    typed(archive, answer)
    assert answer.audio is not None
    flac = answer.audio.with_suffix(".flac")
    flac.write_bytes(b"fLaC")
    archive.recorded(answer.id, flac, 4.0)
    made: Scorecard = card(70)  # type: ignore[operator]
    archive.scored(answer.id, transcript, made)
    archive.drop_sound(NOW.timestamp() + 1)
    assert not flac.exists()
    assert archive.code.edits(answer.id) is not None


@pytest.mark.parametrize("has_audio", [True, False])
def test_a_backup_carries_code(
    archive: Archive, session: SessionRecord, tmp_path: Path, has_audio: bool
) -> None:
    answer = begun(archive, session, has_audio=has_audio)
    typed(archive, answer)
    archive.code.keep_report(answer.id, "{}")
    writer = EditsWriter(archive.code.sketch_path(answer.id))
    writer.add(edit_line(Edit(1.0, 0, 0, "a -> b")))
    assert writer.close()
    backup.backup(archive, tmp_path / "all.zip")
    backup.restore(tmp_path / "all.zip", tmp_path / "restored")
    there = Archive(tmp_path / "other")
    backup.add(there, tmp_path / "all.zip")
    for other in (Archive(tmp_path / "restored"), there):
        journal = other.code.edits(answer.id)
        assert journal is not None
        assert journal.final == "x = 1"
        assert other.code.report(answer.id) == b"{}"
        drawn = other.code.sketch(answer.id)
        assert drawn is not None
        assert drawn.final == "a -> b"
        other.close()
