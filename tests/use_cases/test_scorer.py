"""The scorer beside an answer that still goes on."""

from __future__ import annotations

import pytest

from simulator.model import settings
from simulator.model.transcript import from_text
from simulator.reading.embedder import SentenceEmbedder
from simulator.use_cases.desk import Desk

SAID = (
    "First I would ask what counts as churn, thirty days without an order, say. Then I would take "
    "last year's customers, with what we knew of them a month before, and train boosted trees, which "
    "are many small decision trees added up. I would check it on later months, by how many of the "
    "worst thousand really leave."
)


def test_what_was_said_so_far_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(settings.load())
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
