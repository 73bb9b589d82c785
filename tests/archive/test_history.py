"""What trends read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from simulator.archive.store import Archive
from simulator.model.records import SessionRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript

NOW = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)
Card = Callable[[int | None], Scorecard]


def kept(
    archive: Archive, session: SessionRecord, topic: str, day: int, transcript: Transcript, card: Scorecard
) -> str:
    """An answer on a topic, that many days on."""
    answer = archive.start_answer(
        session.id,
        question_id=topic,
        question_json=f'{{"id":"{topic}","topic":"{topic}","kind":"explain"}}',
        audience=Audience.SOFTWARE_ENGINEER,
        has_audio=False,
        now=NOW + timedelta(days=day),
    )
    (archive.scored if card.scorable else archive.refused)(answer.id, transcript, card)
    return answer.id


def test_values_come_oldest_first_and_refusals_not_at_all(
    archive: Archive, session: SessionRecord, transcript: Transcript, card: Card
) -> None:
    later = kept(archive, session, "vision", 3, transcript, card(80))
    first = kept(archive, session, "ranking", 1, transcript, card(60))
    kept(archive, session, "ranking", 2, transcript, card(None))
    assert [(v.answer_id, v.value) for v in archive.history.values("overall")] == [(first, 60), (later, 80)]
    assert [v.value for v in archive.history.values("fillers_per_minute")] == [6.25, 6.25]
    assert list(archive.history.values("pace_variation")) == []


def test_values_are_narrowed_by_topic_kind_audience_and_interview(
    archive: Archive, session: SessionRecord, transcript: Transcript, card: Card
) -> None:
    kept(archive, session, "vision", 1, transcript, card(80))
    kept(archive, session, "ranking", 2, transcript, card(60))
    assert [v.value for v in archive.history.values("overall", topic="ranking")] == [60]
    assert len(archive.history.values("overall", kind="explain", audience="software_engineer")) == 2
    assert list(archive.history.values("overall", interview="bank-fraud")) == []
    assert list(archive.history.values("fillers_per_minute", topic="ranking", kind="compare")) == []


def test_means_by_group(archive: Archive, session: SessionRecord, transcript: Transcript, card: Card) -> None:
    kept(archive, session, "vision", 1, transcript, card(80))
    kept(archive, session, "ranking", 2, transcript, card(60))
    kept(archive, session, "ranking", 3, transcript, card(50))
    assert archive.history.group_means("overall", "topic") == (("ranking", 2, 55.0), ("vision", 1, 80.0))
    assert archive.history.group_means("overall", "interview") == ()
    assert archive.history.measure_units()["fillers_per_minute"] == "1/min"


def test_nothing_kept_is_nothing_shown(archive: Archive) -> None:
    assert list(archive.history.values("overall", topic="vision")) == []
    assert archive.history.group_means("clarity", "kind") == ()
    assert archive.history.pet_words(50) == ()
    assert archive.history.spoken_seconds() == 0


def test_a_question_that_is_no_json_has_no_topic(
    archive: Archive, session: SessionRecord, transcript: Transcript, card: Card
) -> None:
    answer = archive.start_answer(
        session.id,
        question_id="q",
        question_json="{broken",
        audience=Audience.SOFTWARE_ENGINEER,
        has_audio=False,
    )
    archive.scored(answer.id, transcript, card(70))
    assert [v.value for v in archive.history.values("overall")] == [70]
    assert archive.history.group_means("overall", "topic") == ()
