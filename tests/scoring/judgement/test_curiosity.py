"""What candidates ask at the end, and how thoughtful it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_meaning import REAL

from simulator.scoring.judgement.curiosity import curiosity, load_closing, questions_in
from simulator.scoring.judgement.reader import Embedder

RULES = load_closing(Path(__file__).resolve().parents[3] / "prompts" / "lexicon" / "closing.toml")
THOUGHTFUL = (
    "How does your team decide that a model has become too old, and who makes that call?",
    "What would you change about the way experiments are run here if it were only up to you?",
    "You mentioned the alerts at night. What did the last one teach you about your data?",
    "What would somebody in this role have to achieve in the first six months to be a success?",
)
SHALLOW = (
    "What does the company do?",
    "How many vacation days do you offer?",
    "Is there a gym?",
    "When will I hear back?",
    "What is the salary for this?",
)


@pytest.mark.real
@pytest.mark.parametrize("embedder", [None, REAL], ids=["by words", "by meaning"])
def test_every_thoughtful_question_is_above_every_shallow_one(embedder: Embedder | None) -> None:
    good = [curiosity(text, RULES, embedder).questions[0] for text in THOUGHTFUL]
    bad = [curiosity(text, RULES, embedder).questions[0] for text in SHALLOW]
    assert {question.word for question in good} <= {"thoughtful", "fair"}
    assert {question.word for question in bad} == {"shallow"}
    assert min(question.score for question in good) > max(question.score for question in bad) + 20


def test_questions_are_found_with_and_without_their_mark() -> None:
    said = "That was fun. So, how do you test a new model? I was wondering what went wrong last time. Okay."
    assert len(questions_in(said)) == 2


def test_reasons_are_given() -> None:
    (question,) = curiosity("What is hard about the work of your team?", RULES, None).questions
    assert "about this team and its work" in question.good
    (question,) = curiosity("Do you pay a bonus?", RULES, None).questions
    assert "can be answered with yes or no; ask how, what or why" in question.bad


def test_pay_first_costs_although_a_good_question_follows() -> None:
    pay, good = "What is the salary?", THOUGHTFUL[0]
    assert curiosity(f"{pay} {good}", RULES, None).score < curiosity(f"{good} {pay}", RULES, None).score
    assert curiosity(f"{pay} {good}", RULES, None).sentence == "Pay or perks came first: begin with the work."


def test_who_asks_nothing_is_told_so() -> None:
    nothing = curiosity("No, I think you covered everything. Thank you.", RULES, None)
    assert (nothing.score, nothing.questions) == (0, ())
    assert "asked nothing" in nothing.sentence
