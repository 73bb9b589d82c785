"""What is kept comes back; only deleting deletes."""

from __future__ import annotations

import gc
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from simulator.archive.store import Archive
from simulator.model.errors import ArchiveError, BadInputError
from simulator.model.records import AnswerRecord, AnswerState, SessionRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript

ROOT = Path(__file__).parents[2]
Card = Callable[[int | None], Scorecard]
Begin = Callable[..., AnswerRecord]


def finished(archive: Archive, answer: AnswerRecord, transcript: Transcript, card: Scorecard) -> AnswerRecord:
    """The answer with its FLAC on disk, scored."""
    assert answer.audio is not None
    flac = answer.audio.with_suffix(".flac")
    flac.write_bytes(b"fLaC")
    archive.recorded(answer.id, flac, 47.5)
    archive.scored(answer.id, transcript, card)
    return archive.answer(answer.id)


def test_reading_where_nothing_was_kept_makes_nothing(archive: Archive, folder: Path) -> None:
    assert archive.sessions() == ()
    assert archive.unfinished() == ()
    assert archive.history.reviews() == ()
    assert archive.history.last_practised() == {}
    assert not folder.exists()


def test_a_session_comes_back(archive: Archive, session: SessionRecord) -> None:
    assert session.id.startswith("20261122-183005-")
    assert session.started_at == "2026-11-22T18:30:05+00:00"
    assert (session.title, session.mode, session.answers, session.overall) == ("Churn", "study", 0, None)
    assert archive.sessions() == (session,)
    assert archive.session(session.id) == session


def test_the_hints_of_an_answer_come_back_before_and_after_it_was_scored(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card, folder: Path
) -> None:
    first, second = begin(), begin()
    assert (first.hints_used, second.hints_used) == (0, 0)
    archive.hinted(first.id, 1)
    archive.hinted(first.id, 2)
    assert [answer.hints_used for answer in archive.answers(first.session_id)] == [2, 0]
    assert finished(archive, first, transcript, card(71)).hints_used == 2
    archive.close()
    assert Archive(folder).answer(first.id).hints_used == 2
    with pytest.raises(BadInputError, match="99"):
        archive.hinted(f"{first.session_id}/99", 1)


def test_an_answer_goes_from_recording_to_scored(
    archive: Archive, begin: Begin, folder: Path, transcript: Transcript, card: Card
) -> None:
    answer = begin()
    assert answer.id == f"{answer.session_id}/01"
    assert answer.audio == folder / answer.session_id / "01.pcm"
    assert answer.audio.parent.is_dir()
    assert (answer.state, answer.take, answer.transcript) == (AnswerState.RECORDING, 1, None)

    flac = answer.audio.with_suffix(".flac")
    flac.write_bytes(b"fLaC")
    archive.recorded(answer.id, flac, 47.5)
    heard = archive.answer(answer.id)
    assert (heard.state, heard.audio, heard.duration_s) == (AnswerState.RECORDED, flac, 47.5)

    archive.scored(answer.id, transcript, card(71))
    kept = archive.answer(answer.id)
    assert (kept.state, kept.transcript, kept.scorecard) == (AnswerState.SCORED, transcript, card(71))
    assert (kept.question_id, kept.question_json) == ("churn-model", '{"id":"churn-model"}')
    assert archive.answers(answer.session_id) == (kept,)


def test_another_program_finds_the_same(
    archive: Archive, begin: Begin, folder: Path, transcript: Transcript, card: Card
) -> None:
    kept = finished(archive, begin(), transcript, card(71))
    archive.close()
    assert Archive(folder).answer(kept.id) == kept


def test_a_refused_answer_keeps_its_transcript_and_reason(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card
) -> None:
    answer = begin()
    archive.refused(answer.id, transcript, card(None))
    kept = archive.answer(answer.id)
    assert kept.state is AnswerState.REFUSED
    assert kept.scorecard is not None
    assert kept.scorecard.reason == "Only 2 words."
    assert kept.duration_s == 47.9
    assert archive.unfinished() == ()
    assert archive.history.reviews() == ()
    assert archive.history.last_practised()["churn-model"].overall is None


def test_a_session_sums_up_its_answers(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card, session: SessionRecord
) -> None:
    for overall in (70, 75):
        finished(archive, begin(), transcript, card(overall))
    archive.refused(begin().id, transcript, card(None))
    summed = archive.session(session.id)
    assert (summed.answers, summed.overall) == (3, 73)
    assert summed.duration_s == pytest.approx(47.5 * 2 + 47.9)


def test_scoring_again_replaces_the_judgement_and_its_measures(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card, folder: Path
) -> None:
    answer = begin()
    archive.scored(answer.id, transcript, card(50))
    archive.scored(answer.id, transcript, card(60))
    stored = sqlite3.connect(folder / "archive.sqlite")
    rows = stored.execute("SELECT measure_id, value, unit FROM measures ORDER BY measure_id").fetchall()
    assert rows == [("fillers_per_minute", 6.25, "1/min"), ("pace_variation", None, "1")]
    columns = (
        "overall, clarity, content, rubric_id, rubric_version, hearing_model, hearing_sha256, meaning_model"
    )
    assert stored.execute(f"SELECT {columns} FROM answers").fetchall() == [
        (60, 64, None, "design", 3, "base d01c30", "d01c3014", "all-MiniLM-L6-v2 53aa51")
    ]
    stored.close()


def test_takes_count_a_question_within_its_session(archive: Archive, begin: Begin) -> None:
    assert [begin().take, begin("other").take, begin().take, begin(None).take, begin(None).take] == [
        1,
        1,
        2,
        1,
        1,
    ]
    elsewhere = archive.start_session("Again", None, "study", datetime.now(UTC))
    again = archive.start_answer(
        elsewhere.id,
        question_id="churn-model",
        question_json=None,
        audience=Audience.RECRUITER,
        has_audio=True,
    )
    assert (again.take, again.audience) == (1, Audience.RECRUITER)


def test_a_number_is_never_given_twice(archive: Archive, begin: Begin) -> None:
    first = begin()
    archive.delete_answer(first.id)
    second = begin()
    assert second.id.endswith("/02")
    assert second.take == 1
    with pytest.raises(BadInputError, match="There is no answer"):
        archive.answer(first.id)


def test_a_typed_answer_has_no_audio_and_is_never_unfinished(archive: Archive, begin: Begin) -> None:
    typed = begin(has_audio=False)
    assert typed.audio is None
    assert not typed.audio_missing
    assert archive.unfinished() == ()


def test_audio_is_found_where_the_folder_was_moved_to_and_missing_audio_is_kept_as_missing(
    archive: Archive, begin: Begin, folder: Path, transcript: Transcript, card: Card
) -> None:
    kept = finished(archive, begin(), transcript, card(71))
    archive.close()
    moved = folder.rename(folder.with_name("elsewhere"))
    there = Archive(moved).answer(kept.id)
    assert there.audio == moved / kept.session_id / "01.flac"
    assert not there.audio_missing
    there.audio.unlink()
    without = Archive(moved).answer(kept.id)
    assert without.audio_missing
    assert without.scorecard == kept.scorecard


def test_unfinished_answers_are_those_with_audio_and_no_judgement(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card
) -> None:
    cut_off, closed, done = begin(), begin(), begin()
    assert closed.audio is not None
    closed.audio.write_bytes(b"")
    archive.recorded(closed.id, closed.audio, 3.0)
    archive.scored(done.id, transcript, card(50))
    assert [answer.id for answer in archive.unfinished()] == [cut_off.id, closed.id]


def test_an_answer_that_another_program_is_recording_is_not_taken_for_cut_off(
    archive: Archive, begin: Begin, folder: Path
) -> None:
    answer = begin()
    look = (
        "import sys; from pathlib import Path; from simulator.archive.store import Archive;"
        "print(len(Archive(Path(sys.argv[1])).unfinished()))"
    )

    def seen_elsewhere() -> str:
        command = [sys.executable, "-c", look, str(folder)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    assert seen_elsewhere() == "0"
    assert [a.id for a in Archive(folder).unfinished()] == [answer.id]
    archive.close()
    assert seen_elsewhere() == "1"


def test_deleting_an_answer_takes_its_files_and_only_those(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card
) -> None:
    first, second = (finished(archive, begin(), transcript, card(n)) for n in (50, 60))
    assert first.audio is not None
    assert second.audio is not None
    first.audio.with_suffix(".pcm").write_bytes(b"\0\0")
    note = first.audio.with_name("notes.txt")
    note.write_text("mine")
    archive.delete_answer(first.id)
    assert sorted(p.name for p in note.parent.iterdir() if p.name[0] != ".") == ["02.flac", "notes.txt"]
    assert [answer.id for answer in archive.answers(first.session_id)] == [second.id]


def test_deleting_a_session_leaves_nothing_that_was_said(
    archive: Archive, begin: Begin, folder: Path, transcript: Transcript, card: Card
) -> None:
    kept = finished(archive, begin(), transcript, card(50))
    assert any(b"zebrafish" in file.read_bytes() for file in folder.glob("archive*"))
    archive.delete_session(kept.session_id)
    assert archive.sessions() == ()
    assert not (folder / kept.session_id).exists()
    assert not any(b"zebrafish" in file.read_bytes() for file in folder.glob("archive*"))
    with pytest.raises(BadInputError):
        archive.delete_session(kept.session_id)


def test_deleting_a_session_leaves_what_is_not_ours(archive: Archive, begin: Begin, folder: Path) -> None:
    answer = begin()
    assert answer.audio is not None
    note = answer.audio.with_name("notes.txt")
    note.write_text("mine")
    archive.delete_session(answer.session_id)
    assert note.read_text() == "mine"


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        "x",
        "../..",
        "20261122-183005-abcd/../../01",
        "20261122-183005-ABCD",
        "20261122-183005-abcd\n",
        "sample",
    ],
)
def test_an_id_that_is_none_reaches_no_file(
    identifier: str, archive: Archive, begin: Begin, folder: Path
) -> None:
    begin()
    before = sorted(folder.parent.rglob("*"))
    for use in (
        archive.session,
        archive.answers,
        archive.answer,
        archive.delete_session,
        archive.delete_answer,
    ):
        with pytest.raises(BadInputError, match="There is no"):
            use(identifier)
        with pytest.raises(BadInputError, match="There is no"):
            use(f"{identifier}/01")
    assert sorted(folder.parent.rglob("*")) == before


def test_a_recording_elsewhere_is_not_taken_in(archive: Archive, begin: Begin, tmp_path: Path) -> None:
    answer = begin()
    with pytest.raises(ArchiveError, match="is not in"):
        archive.recorded(answer.id, tmp_path / "01.flac", 3.0)
    assert archive.answer(answer.id).state is AnswerState.RECORDING


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "C:/x", "a\\..\\b"])
def test_a_path_that_leads_out_of_the_folder_is_damage(
    path: str, archive: Archive, begin: Begin, folder: Path
) -> None:
    answer = begin()
    intruder = sqlite3.connect(folder / "archive.sqlite")
    with intruder:
        intruder.execute("UPDATE answers SET audio = ?", (path,))
    intruder.close()
    with pytest.raises(ArchiveError, match="damaged"):
        archive.answer(answer.id)


def test_folder_database_and_sessions_are_for_the_user_alone(
    archive: Archive, begin: Begin, folder: Path
) -> None:
    begin()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes.pop(archive.sessions()[0].id) == 0o700
    assert set(modes.values()) == {0o600}
    assert {"archive.sqlite", "archive.sqlite-wal"} <= modes.keys()


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Archive(tmp_path).start_session("T", None, "study", datetime.now(UTC))
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_history_is_in_time_and_the_last_practice_counts(
    archive: Archive, transcript: Transcript, card: Card
) -> None:
    start = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for day, overall in ((2, 60), (0, 40), (1, 50)):
        now = start + timedelta(days=day)
        session = archive.start_session(f"Day {day}", None, "real", now)
        answer = archive.start_answer(
            session.id,
            question_id="q",
            question_json=None,
            audience=Audience.SOFTWARE_ENGINEER,
            has_audio=False,
            now=now,
        )
        archive.scored(answer.id, transcript, card(overall))
    assert archive.history.last_practised() == {"q": ("2026-11-03T09:00:00+00:00", 60)}
    assert [(r.question_id, r.overall) for r in archive.history.reviews()] == [
        ("q", 40),
        ("q", 50),
        ("q", 60),
    ]
    assert archive.history.days_practised() == ("2026-11-01", "2026-11-02", "2026-11-03")
    assert [session.title for session in archive.sessions()] == ["Day 2", "Day 1", "Day 0"]


def test_text_that_is_no_unicode_is_kept_readable(archive: Archive) -> None:
    session = archive.start_session("caf\udce9 \x00 [red]", None, "study", datetime.now(UTC))
    assert session.title == "caf? \x00 [red]"


def test_many_threads_may_use_one_archive(archive: Archive, begin: Begin, session: SessionRecord) -> None:
    threads = [threading.Thread(target=lambda: [begin() for _ in range(5)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers = archive.answers(session.id)
    assert [answer.id[-2:] for answer in answers] == [f"{n:02d}" for n in range(1, 21)]
    assert sorted(answer.take for answer in answers) == list(range(1, 21))


def test_the_open_files_do_not_grow(archive: Archive, begin: Begin) -> None:
    begin()
    gc.collect()  # what earlier tests left open is not ours to count
    before = psutil.Process().num_fds()
    for _ in range(30):
        archive.delete_answer(begin().id)
        archive.sessions()
        archive.unfinished()
    after = psutil.Process().num_fds()
    assert after <= before
