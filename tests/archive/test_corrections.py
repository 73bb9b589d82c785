"""What was heard stays beside what it was corrected to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from simulator.archive import backup
from simulator.archive.store import Archive
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript, Word

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Card = Callable[[int | None], Scorecard]
Begin = Callable[..., AnswerRecord]


def corrected(
    archive: Archive, answer: AnswerRecord, heard: Transcript, text: str, card: Scorecard
) -> Transcript:
    """The answer corrected to one word."""
    words = replace(heard, words=(Word(text=text, start_s=1.0, end_s=1.5),), text=text)
    archive.corrections.corrected(answer.id, words, card, NOW)
    return words


def test_both_are_kept_and_the_first_one_stays_what_was_heard(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card
) -> None:
    answer = begin(has_audio=False)
    archive.scored(answer.id, transcript, card(60))
    assert not archive.answer(answer.id).corrected
    corrected(archive, answer, transcript, "zebra", card(65))
    last = corrected(archive, answer, transcript, "platypus", card(70))
    found = archive.answer(answer.id)
    assert (found.transcript, found.heard) == (last, transcript)
    assert found.corrected_at == NOW.isoformat(timespec="seconds")
    assert found.scorecard is not None
    assert found.scorecard.overall == 70
    assert [earlier.overall for earlier in archive.ratings.earlier_scorings(answer.id)] == [60, 65]
    assert archive.session(answer.session_id).corrected == 1
    assert [hit.answer_id for hit in archive.words.search("platypus")] == [answer.id]
    assert archive.words.search("zebrafish") == ()


def test_scoring_again_scores_the_correction_and_going_back_leaves_none(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card
) -> None:
    answer = begin(has_audio=False)
    archive.scored(answer.id, transcript, card(60))
    last = corrected(archive, answer, transcript, "platypus", card(70))
    archive.scored(answer.id, last, card(71))
    assert archive.answer(answer.id).heard == transcript
    archive.corrections.as_heard(answer.id, transcript, card(60), NOW)
    found = archive.answer(answer.id)
    assert (found.transcript, found.heard, found.corrected_at) == (transcript, None, None)
    assert archive.session(answer.session_id).corrected == 0
    assert [earlier.overall for earlier in archive.ratings.earlier_scorings(answer.id)] == [60, 71]


def test_deleting_deletes_both(archive: Archive, begin: Begin, transcript: Transcript, card: Card) -> None:
    answer = begin(has_audio=False)
    archive.scored(answer.id, transcript, card(60))
    corrected(archive, answer, transcript, "platypus", card(70))
    archive.delete_session(answer.session_id)
    archive.close()
    with sqlite3.connect(archive.path) as connection:
        assert connection.execute("SELECT COUNT(*) FROM originals").fetchone() == (0,)
    assert b"platypus" not in archive.path.read_bytes()


def test_a_session_is_imported_with_what_was_heard(
    archive: Archive, begin: Begin, transcript: Transcript, card: Card, tmp_path: Path
) -> None:
    answer = begin(has_audio=False)
    archive.scored(answer.id, transcript, card(60))
    corrected(archive, answer, transcript, "platypus", card(70))
    backup.backup(archive, tmp_path / "mine.zip", answer.session_id, None)
    other = Archive(tmp_path / "other")
    try:
        backup.add(other, tmp_path / "mine.zip", None)
        assert other.answer(answer.id).heard == transcript
    finally:
        other.close()
