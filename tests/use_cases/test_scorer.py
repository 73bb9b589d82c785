"""The judge beside an answer that still goes on."""

from __future__ import annotations

import pytest

from simulator.model import settings
from simulator.model.transcript import from_text
from simulator.reading.embedder import SentenceEmbedder
from simulator.use_cases.desk import Studio
from simulator.use_cases.scorer import Judge

SAID = (
    "First I would ask what counts as churn, thirty days without an order, say. Then I would take "
    "last year's customers, with what we knew of them a month before, and train boosted trees, which "
    "are many small decision trees added up. I would check it on later months, by how many of the "
    "worst thousand really leave."
)


def test_what_was_said_so_far_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, question = Judge(), Studio(settings.load()).question("churn-model")
    said = from_text(SAID)
    judge.warm_up(question)
    judge.think_ahead(said.words, question, question.audience)

    def never(embedder: SentenceEmbedder) -> None:
        raise AssertionError("a sentence was embedded again")

    monkeypatch.setattr(SentenceEmbedder, "_loaded", never)
    assert judge.score(judge.annotate(said), question, question.audience).scorable
    with pytest.raises(AssertionError, match="embedded again"):
        judge.score(from_text(SAID.replace("customers", "riders")), question, question.audience)


@pytest.mark.parametrize("said", ["", "Um.", "Uh, um, er."])
def test_an_answer_of_which_nothing_was_said_yet_is_no_trouble(said: str) -> None:
    judge, question = Judge(), Studio(settings.load()).question("churn-model")
    heard = judge.annotate(from_text(said))
    judge.think_ahead(heard.words, question, question.audience)
