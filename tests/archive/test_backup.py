"""The archive as one file: what goes in comes out, and nothing that was there is replaced."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.archive import backup
from simulator.archive.store import Archive
from simulator.model.errors import ArchiveError, BadInputError
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript

NOW = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)
Card = Callable[[int | None], Scorecard]
SOUND = b"fLaC" + bytes(1000)


def answered(
    archive: Archive, session: SessionRecord, transcript: Transcript, card: Scorecard
) -> AnswerRecord:
    """An answer with sound, judged."""
    answer = archive.start_answer(
        session.id,
        question_id="q",
        question_json='{"id":"q","topic":"vision"}',
        audience=Audience.SOFTWARE_ENGINEER,
        has_audio=True,
        now=NOW,
    )
    assert answer.audio is not None
    flac = answer.audio.with_suffix(".flac")
    flac.write_bytes(SOUND)
    flac.with_suffix(".marks.jsonl").write_text("{}")
    archive.recorded(answer.id, flac, 47.5)
    archive.scored(answer.id, transcript, card)
    return archive.answer(answer.id)


@pytest.fixture
def full(archive: Archive, session: SessionRecord, transcript: Transcript, card: Card) -> Archive:
    """Two sessions, three answers."""
    other = archive.start_session("Ranking", "bank-fraud", "real", NOW + timedelta(hours=1))
    for where in (session, session, other):
        answered(archive, where, transcript, card(70))
    archive.courses.keep(other.id, "{}", over=True)
    return archive


def everything(archive: Archive) -> list[object]:
    """All that is kept, without the folder it is in."""
    found: list[object] = []
    for session in archive.sessions():
        found.append(session)
        for answer in archive.answers(session.id):
            assert answer.audio is not None
            found.append((answer.id, answer.scorecard, answer.transcript, answer.audio.read_bytes()))
        found.append(archive.courses.document(session.id))
    found.append([found_.answer_id for found_ in archive.words.search("zebra")])
    found.append(
        [(v.answer_id, v.value) for v in archive.history.values("fillers_per_minute", topic="vision")]
    )
    return found


def test_a_backup_comes_back_whole(full: Archive, tmp_path: Path) -> None:
    shares: list[float] = []
    carried = backup.backup(full, tmp_path / "all.zip", on_progress=shares.append)
    assert (carried.sessions, carried.files) == (2, 6)
    assert shares[-1] == 1
    restored = backup.restore(tmp_path / "all.zip", tmp_path / "new")
    assert (restored.sessions, restored.files) == (2, 6)
    again = Archive(tmp_path / "new")
    assert everything(again) == everything(full)
    again.check()
    again.close()
    assert sorted(p.name for p in (tmp_path / "new").iterdir() if p.name.startswith(".unpacked")) == []


def test_restoring_never_replaces(full: Archive, tmp_path: Path) -> None:
    backup.backup(full, tmp_path / "all.zip")
    before = everything(full)
    with pytest.raises(BadInputError, match="already"):
        backup.restore(tmp_path / "all.zip", full.folder)
    assert everything(full) == before


def test_one_session_is_imported_beside_others_once(
    full: Archive, tmp_path: Path, card: Card, transcript: Transcript
) -> None:
    theirs = full.sessions()[0]
    backup.backup(full, tmp_path / "one.zip", theirs.id)
    mine = Archive(tmp_path / "mine")
    own = mine.start_session("Mine", None, "study", NOW)
    answered(mine, own, transcript, card(50))
    carried = backup.add(mine, tmp_path / "one.zip")
    assert (carried.sessions, carried.files, carried.known) == (1, 2, 0)
    assert {session.id for session in mine.sessions()} == {own.id, theirs.id}
    assert mine.answers(theirs.id)[0].scorecard == full.answers(theirs.id)[0].scorecard
    assert mine.courses.document(theirs.id) == "{}"
    assert len(mine.words.search("zebra")) == 2
    assert len(mine.history.values("overall")) == 2
    again = backup.add(mine, tmp_path / "one.zip")
    assert (again.sessions, again.known) == (0, 1)
    mine.check()
    mine.close()


def test_a_backup_is_imported_where_there_was_no_archive(full: Archive, tmp_path: Path) -> None:
    backup.backup(full, tmp_path / "all.zip")
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "new", tmp_path / "empty"):
        mine = Archive(folder)
        assert backup.add(mine, tmp_path / "all.zip").sessions == len(full.sessions())
        assert mine.sessions() == full.sessions()
        mine.close()


@pytest.mark.parametrize(
    "name", ["../evil.flac", "/etc/evil.flac", "20261122-183005-ab12/01.sh", "a/01.flac"]
)
def test_a_name_that_leads_elsewhere_is_refused(full: Archive, tmp_path: Path, name: str) -> None:
    backup.backup(full, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip", "a") as packed:
        packed.writestr(name, b"evil")
    with pytest.raises(BadInputError, match="not a backup"):
        backup.restore(tmp_path / "all.zip", tmp_path / "new")
    assert not (tmp_path / "evil.flac").exists()
    assert list((tmp_path / "new").glob("*")) == []


def test_what_is_no_backup_is_said_in_one_sentence(full: Archive, tmp_path: Path) -> None:
    text = tmp_path / "text.zip"
    text.write_text("not a zip")
    empty = tmp_path / "empty.zip"
    zipfile.ZipFile(empty, "w").close()
    for source in (text, empty, tmp_path / "missing.zip", tmp_path):
        with pytest.raises((BadInputError, ArchiveError)):
            backup.add(full, source)
    assert len(full.sessions()) == 2


@pytest.mark.parametrize("at", [100, 3000, 20000])
def test_a_damaged_backup_changes_nothing(full: Archive, tmp_path: Path, at: int) -> None:
    backup.backup(full, tmp_path / "all.zip")
    damaged = bytearray((tmp_path / "all.zip").read_bytes())
    for place in range(at % len(damaged), min(len(damaged), at % len(damaged) + 40)):
        damaged[place] ^= 0x5A
    (tmp_path / "all.zip").write_bytes(bytes(damaged))
    new = Archive(tmp_path / "new")
    try:
        backup.add(new, tmp_path / "all.zip")
    except (BadInputError, ArchiveError):
        assert new.sessions() == ()
    else:
        assert len(new.sessions()) == 2
    new.close()


def test_a_session_with_a_hostile_id_is_refused(full: Archive, tmp_path: Path) -> None:
    backup.backup(full, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        packed.extract("archive.sqlite", tmp_path)
    connection = sqlite3.connect(tmp_path / "archive.sqlite")
    connection.execute(
        "INSERT INTO sessions (id, started_at, at, title, mode) VALUES"
        " ('../x', '2026-11-22T18:30:05+00:00', 1, 't', 'study')"
    )
    connection.commit()
    connection.close()
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as packed:
        packed.write(tmp_path / "archive.sqlite", "archive.sqlite")
    with pytest.raises(BadInputError, match="not a backup"):
        backup.add(Archive(tmp_path / "new"), tmp_path / "evil.zip")


def test_words_are_found_until_their_answer_is_deleted(full: Archive) -> None:
    found = full.words.search("zebraf")
    assert len(found) == 3
    assert found[0].words == "zebrafish"
    assert full.words.search('zebra" OR "') == ()
    assert full.words.search("  ") == ()
    full.delete_session(full.sessions()[0].id)
    assert len(full.words.search("ZEBRAFISH")) == 2
    full.close()
    for left in full.words.search("zebra"):
        full.delete_answer(left.answer_id)
    full.close()
    assert b"zebrafish" not in full.path.read_bytes()


def test_dropping_sound_keeps_words_and_scores(full: Archive) -> None:
    session = full.sessions()[0]
    assert full.drop_sound(NOW.timestamp()) == (0, 0)
    assert full.drop_sound(NOW.timestamp() + 1) == (3, 3 * len(SOUND))
    answer = full.answers(session.id)[0]
    assert answer.audio is None
    assert answer.scorecard is not None
    assert list((full.folder / session.id).glob("*.flac")) == []
