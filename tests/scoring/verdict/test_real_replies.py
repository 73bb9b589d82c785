"""The shipped reader on replies to follow-ups, among them those that once got absurd numbers."""

from __future__ import annotations

import pytest

from simulator.interview.bank.loader import load_folder
from simulator.interview.process.follow_up import small_question
from simulator.model import settings
from simulator.model.question import Question
from simulator.model.scorecard import FollowUpAsk, Prompted, Scorecard
from simulator.model.transcript import from_text
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

pytestmark = pytest.mark.real

QUESTIONS, _ = load_folder(settings.shipped("prompts") / "questions", "shipped")
CLINIC = next(question for question in QUESTIONS if question.id == "validation-set-size")
EARLIER = (
    "I would first agree on the recall that we expect, say ninety per cent. From that I get the number of "
    "patients. So I would ask the clinic for about two thousand of them."
)
INTRODUCTION = (
    "I'm Anna. I studied physics in Leipzig, then I worked for four years as a data scientist at an energy "
    "company. I like clear problems, and I'm here because your team works on things that people use."
)
MATTERED = (
    "Because a missed patient goes blind within a year, and the clinic has one chance to see them. When we "
    "caught ten more of them, the eye doctors changed how they call people in."
)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(SettingsStore(settings.Settings()), embedder=lambda: None)


def replied(scorer: Scorer, ask: FollowUpAsk, text: str, parent: Question = CLINIC) -> Scorecard:
    answer = scorer.score(from_text(EARLIER), parent, parent.audience)
    return scorer.score(from_text(text), small_question(parent, answer, ask), parent.audience)


@pytest.mark.parametrize(
    ("ask", "by", "text"),
    [
        ("You said “it mattered to the clinic”. Why did it matter?", Prompted.REASON, MATTERED),
        ("What if it lasted a year?", Prompted.TWIST, INTRODUCTION),
        ("What if it lasted a year?", Prompted.TWIST, MATTERED),
        ("In one sentence, what is your main point?", None, INTRODUCTION),
    ],
)
def test_what_nobody_listed_a_right_reply_to_gets_no_number(
    scorer: Scorer, ask: str, by: Prompted | None, text: str
) -> None:
    card = replied(scorer, FollowUpAsk(ask=ask, because="", by=by), text)
    assert (card.scorable, card.overall, card.dimensions.content) == (True, None, None)
    assert card.reason


def test_a_gap_is_filled_by_what_was_asked_and_by_nothing_else(scorer: Scorer) -> None:
    ask = FollowUpAsk(
        ask="Why don't the healthy patients help?", because="", by=Prompted.GAP, about="positives-count"
    )
    texts = {
        "right": "Because recall only looks at the people who really are sick, so the healthy ones never "
        "enter the calculation.",
        "introduction": INTRODUCTION,
        "no idea": "I don't know, honestly.",
        "beside it": "Because examining them costs too much time, and the clinic is small.",
    }
    found = {name: replied(scorer, ask, text).overall for name, text in texts.items()}
    right = found.pop("right")
    assert right is not None
    assert right >= 60
    assert all(score is not None and score <= 30 for score in found.values()), found
