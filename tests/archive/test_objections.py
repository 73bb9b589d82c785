"""What was corrected by hand stays beside the scorecard as it was judged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.archive import backup
from simulator.archive.recovering import recover
from simulator.archive.store import Archive
from simulator.model.records import AnswerRecord, ObjectionCount, Rating
from simulator.model.scorecard import (
    ByHand,
    JudgementKind,
    KeyPointResult,
    Move,
    MoveSpan,
    PointState,
    Scorecard,
)
from simulator.model.transcript import Transcript

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Card = Callable[[int | None], Scorecard]
Begin = Callable[..., AnswerRecord]
MADE = ByHand(kind=JudgementKind.POINT, id="define", state=PointState.MADE)
GONE = ByHand(kind=JudgementKind.MOVE, id="frame@0")


def judged(card: Scorecard) -> Scorecard:
    """With two points and a move: three judgements."""
    points = tuple(
        KeyPointResult(id=key, text=key, covered=False, state=PointState.MISSED, confidence=0.1)
        for key in ("define", "cost")
    )
    return replace(card, key_points=points, moves=(MoveSpan(move=Move.FRAME, first_word=0, last_word=1),))


@pytest.fixture
def kept(archive: Archive, begin: Begin, transcript: Transcript, card: Card) -> AnswerRecord:
    """An answer of which two judgements were corrected."""
    answer = begin(has_audio=False)
    archive.scored(answer.id, transcript, judged(card(60)))
    both = (judged(card(60)), replace(judged(card(70)), by_hand=(MADE, GONE)))
    archive.objections.keep(answer.id, transcript, (MADE, GONE), both, NOW)
    return archive.answer(answer.id)


def test_both_scorecards_are_kept_and_lists_show_the_corrected_one(
    archive: Archive, kept: AnswerRecord, card: Card
) -> None:
    assert kept.scorecard == replace(judged(card(70)), by_hand=(MADE, GONE))
    assert (kept.judged, kept.objections) == (judged(card(60)), (MADE, GONE))
    assert archive.session(kept.session_id).overall == 70
    assert [value.value for value in archive.history.values("overall")] == [70]
    assert archive.ratings.earlier_scorings(kept.id) == (), "what was judged is not lost: it is kept beside"
    assert archive.objections.answer_ids() == (kept.id,)


def test_without_any_correction_nothing_is_left_of_them(
    archive: Archive, kept: AnswerRecord, transcript: Transcript, card: Card
) -> None:
    archive.objections.keep(kept.id, transcript, (), (judged(card(60)),) * 2, NOW)
    again = archive.answer(kept.id)
    assert (again.scorecard, again.judged, again.objections) == (judged(card(60)), None, ())
    assert archive.objections.answer_ids() == ()


def test_another_judgement_is_what_they_are_kept_beside_from_then_on(
    archive: Archive, kept: AnswerRecord, transcript: Transcript, card: Card
) -> None:
    archive.scored(kept.id, transcript, judged(card(75)), judged=judged(card(65)))
    again = archive.answer(kept.id)
    assert (again.scorecard, again.judged) == (judged(card(75)), judged(card(65)))
    archive.scored(kept.id, transcript, judged(card(50)))
    again = archive.answer(kept.id)
    assert (again.judged, again.objections) == (judged(card(50)), (MADE, GONE))


def test_counted_are_the_judgements_of_answers_that_were_rated_or_corrected(
    archive: Archive, begin: Begin, kept: AnswerRecord, transcript: Transcript, card: Card
) -> None:
    assert archive.objections.counted() == ObjectionCount(answers=1, corrected=2, judgements=3)
    other = begin(has_audio=False)
    archive.scored(other.id, transcript, judged(card(50)))
    assert archive.objections.counted().judgements == 3
    for _ in range(2):
        archive.ratings.rate(other.id, Rating(at=NOW.isoformat(), by="me", overall=3))
    assert archive.objections.counted() == ObjectionCount(answers=2, corrected=2, judgements=6)


def test_an_empty_archive_has_none(archive: Archive) -> None:
    assert archive.objections.counted() == ObjectionCount(0, 0, 0)
    assert archive.objections.answer_ids() == ()


def test_deleting_deletes_and_importing_brings_them(
    archive: Archive, kept: AnswerRecord, tmp_path: Path
) -> None:
    backup.backup(archive, tmp_path / "mine.zip", kept.session_id, None)
    other = Archive(tmp_path / "other")
    try:
        backup.add(other, tmp_path / "mine.zip", None)
        assert other.answer(kept.id).judged == kept.judged
        assert other.answer(kept.id).objections == kept.objections
    finally:
        other.close()
    archive.delete_session(kept.session_id)
    with sqlite3.connect(archive.path) as connection:
        assert connection.execute("SELECT COUNT(*) FROM objections").fetchone() == (0,)


@pytest.mark.parametrize("broken", ["", "corrections_json", "scorecard_json"])
def test_recovery_brings_them_or_leaves_out_what_does_not_read(
    archive: Archive, kept: AnswerRecord, folder: Path, broken: str
) -> None:
    archive.close()
    if broken:
        with sqlite3.connect(folder / "archive.sqlite") as connection:
            connection.execute(f"UPDATE objections SET {broken} = '[1]'")
    recover(folder, really=True, now=NOW)
    again = Archive(folder)
    try:
        found = again.answer(kept.id)
        assert found.scorecard == kept.scorecard
        assert found.objections == (() if broken else kept.objections)
        assert found.judged == (None if broken else kept.judged)
    finally:
        again.close()
