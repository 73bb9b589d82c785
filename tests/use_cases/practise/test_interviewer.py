"""The interviewer's replies with the meaning model and the learned weights that are shipped."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from simulator.interview.bank.loader import load_folder
from simulator.interview.exchange.clarifying import NOT_TOLD, YOURS
from simulator.model.plan import Manner
from simulator.reading.claims import TrainedReader
from simulator.use_cases.practise.interviewer import Interviewer
from tests.real_meaning import REAL

BANK = {q.id: q for q in load_folder(Path(__file__).parents[3] / "prompts" / "questions", "shipped")[0]}
JUDGES = SimpleNamespace(reader=TrainedReader())
INTERVIEWER = Interviewer(SimpleNamespace(embedder=REAL, judges=JUDGES))  # type: ignore[arg-type]


NOT_YET = pytest.mark.xfail(strict=True, reason="the learned weights are not sure enough of this fact")
"""Of the issue's own examples; the test fails once they are understood, so that the mark goes."""


@pytest.mark.parametrize(
    ("question", "said", "about"),
    [
        pytest.param(
            "churn-model",
            "who uses the prediction and what do they do with it?",
            "what will be done with the predictions",
            marks=NOT_YET,
        ),
        pytest.param("churn-model", "what's the churn rate?", "how much data there is", marks=NOT_YET),
        ("naive-yet-useful", "do we have old tickets with labels?", "how many labeled tickets"),
        ("churn-model", "So how much data do we have?", "how much data there is"),
        ("churn-model", "and how often do you need the predictions", "how often predictions are needed"),
    ],
)
def test_the_fact_that_answers_what_was_asked(question: str, said: str, about: str) -> None:
    assert INTERVIEWER.ask(said, BANK[question]).about == about


@pytest.mark.parametrize("said", ["Is there a canteen?", "what's the name of the CEO's dog?"])
def test_what_no_fact_answers_is_theirs_to_assume(said: str) -> None:
    found = INTERVIEWER.ask(said, BANK["churn-model"])
    assert (found.is_clarifying_question, found.said) == (True, YOURS)


@pytest.mark.parametrize("said", ["am I on the right track?", "Is this what you had in mind so far?"])
def test_who_asks_how_it_is_going_is_told_kindly_that_it_is_not_said_now(said: str) -> None:
    found = INTERVIEWER.understand(said, BANK["churn-model"], Manner.KIND)
    assert (found.wants_reply, found.is_clarifying_question) == (True, False)
    assert found.said == NOT_TOLD[Manner.KIND]


@pytest.mark.parametrize("said", ["could you repeat?", "Sorry, could you say the question again?"])
def test_who_asks_again_hears_the_question_again(said: str) -> None:
    assert INTERVIEWER.ask(said, BANK["churn-model"]).said == BANK["churn-model"].aloud


@pytest.mark.parametrize(
    "said",
    [
        "Then I'd train gradient boosted trees on the usage of the last ninety days.",
        "So why does that matter? Because a customer who left costs more than a discount.",
    ],
)
def test_an_answer_gets_no_reply(said: str) -> None:
    assert not INTERVIEWER.ask(said, BANK["churn-model"]).wants_reply


def test_without_the_meaning_model_words_decide_and_that_is_known() -> None:
    other = SimpleNamespace(reader=SimpleNamespace(id="another reader"))
    assert Interviewer(SimpleNamespace(embedder=REAL, judges=other)).by_words_only  # type: ignore[arg-type]
    alone = Interviewer(SimpleNamespace(embedder=None, judges=JUDGES))  # type: ignore[arg-type]
    assert alone.by_words_only
    assert not INTERVIEWER.by_words_only
    assert alone.ask("How much data do we have?", BANK["churn-model"]).about == "how much data there is"
