"""The scorer beside an answer that still goes on."""

from __future__ import annotations

import pytest

from simulator.model import settings
from simulator.model.transcript import from_text
from simulator.reading.claims import TrainedReader
from simulator.reading.embedder import SentenceEmbedder
from simulator.scoring.verdict.score import WITHOUT_JUDGES
from simulator.use_cases.desk import Desk

SAID = (
    "First I would ask what counts as churn, thirty days without an order, say. Then I would take "
    "last year's customers, with what we knew of them a month before, and train boosted trees, which "
    "are many small decision trees added up. I would check it on later months, by how many of the "
    "worst thousand really leave."
)


def test_a_desk_loads_the_judges_with_the_first_answer_to_a_question() -> None:
    made: list[str] = []
    desk = Desk(settings.load(), embedder=lambda: None, judges=lambda: made.append("judges"))
    question, said = desk.questions.get("churn-model"), from_text(SAID)
    desk.scorer.score(said, None, question.audience)
    assert made == []
    for _ in range(2):
        card = desk.scorer.score(said, question, question.audience)
    assert made == ["judges"]
    assert (card.models.reading, card.degraded[0], card.range) == (None, WITHOUT_JUDGES, None)


@pytest.mark.parametrize("content", [b'{"of": "another version"}', b"not JSON"])
def test_heads_of_another_version_leave_the_judging_to_the_rules(
    monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(TrainedReader, "load", lambda _reader: None)
    monkeypatch.setattr(TrainedReader, "file", lambda _reader, _name: content)
    desk = Desk(settings.load(), embedder=lambda: None)
    question = desk.questions.get("churn-model")
    card = desk.scorer.score(from_text(SAID), question, question.audience)
    assert (card.models.reading, card.degraded[0]) == (None, WITHOUT_JUDGES)
    assert card.overall is not None


@pytest.mark.real
def test_the_shipped_judges_find_a_point_and_say_how_sure_they_are() -> None:
    desk = Desk(settings.load())
    question = desk.questions.get("churn-model")
    card = desk.scorer.score(from_text(SAID), question, question.audience)
    points = {point.id: point for point in card.key_points}
    assert points["define-churn"].covered
    assert "what counts as churn" in str(points["define-churn"].quote)
    assert card.models.reading
    assert card.degraded == ()
    assert card.range is not None
    assert card.overall is not None
    assert card.range[0] <= card.overall <= card.range[1]
    assert desk.scorer.score(from_text(SAID), question, question.audience) == card
    desk.close()
    assert desk.scorer.score(from_text(SAID), question, question.audience) == card


@pytest.mark.real
def test_the_judges_do_not_read_again_what_was_said_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(settings.load())
    scorer, question = desk.scorer, desk.questions.get("churn-model")
    said = from_text(SAID)
    scorer.warm_up(question)
    scorer.think_ahead(said.words, question, question.audience)

    def never(reader: TrainedReader) -> None:
        raise AssertionError("a pair was read again")

    monkeypatch.setattr(TrainedReader, "_loaded", never)
    assert scorer.score(scorer.annotate(said), question, question.audience).scorable
    with pytest.raises(AssertionError, match="read again"):
        scorer.score(from_text(SAID.replace("customers", "riders")), question, question.audience)


@pytest.mark.real
def test_without_judges_what_was_said_so_far_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(settings.load(), judges=lambda: None)
    scorer, question = desk.scorer, desk.questions.get("churn-model")
    said = from_text(SAID)
    scorer.warm_up(question)
    scorer.think_ahead(said.words, question, question.audience)

    def never(embedder: SentenceEmbedder) -> None:
        raise AssertionError("a sentence was embedded again")

    monkeypatch.setattr(SentenceEmbedder, "_loaded", never)
    assert scorer.score(scorer.annotate(said), question, question.audience).scorable
    with pytest.raises(AssertionError, match="embedded again"):
        scorer.score(from_text(SAID.replace("customers", "riders")), question, question.audience)


@pytest.mark.parametrize("said", ["", "Um.", "Uh, um, er."])
def test_an_answer_of_which_nothing_was_said_yet_is_no_trouble(said: str) -> None:
    desk = Desk(settings.load())
    scorer, question = desk.scorer, desk.questions.get("churn-model")
    heard = scorer.annotate(from_text(said))
    scorer.think_ahead(heard.words, question, question.audience)
