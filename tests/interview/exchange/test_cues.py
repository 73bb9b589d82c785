"""What speaks for and against an utterance being a question to the interviewer, cue by cue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.interview.exchange.asking import ASKED_FROM, LONGEST, asked

OWN = Path(__file__).parents[3] / "benchmarks" / "data" / "clarifying.jsonl"
UTTERANCES = [
    (2.0, "How many calls do we get?", "How many calls do we get"),
    (1.4, "how many calls do we get", None),
    (1.9, "Which tables are the labels in?", "Which tables are the labels in"),
    (1.0, "So, who reads the notes?", "So, who reads the notes"),
    (1.3, "what happens after the flag", None),
    (1.3, "what's the budget", None),
    (1.9, "when's the deadline?", "when's the deadline"),
    (1.3, "which team owns it", None),
    (1.3, "how much history usually exists", None),
    (1.3, "what model families are good here", None),
    (0.0, "what really matters is speed", None),
    (1.8, "Do we have labels?", "Do we have labels"),
    (1.2, "do we have labels", None),
    (1.1, "and is the data clean", "is the data clean"),
    (1.1, "was there a pilot", None),
    (0.0, "nurses use it daily", None),
    (0.0, "users get a list, users see it", None),
    (2.7, "Can I assume labels exist?", "Can I assume labels exist"),
    (2.1, "can we safely rely on the logs", None),
    (2.1, "do you mean daily sums", None),
    (2.1, "when you say churn, is that thirty days", None),
    (1.9, "am I right that it is daily", None),
    (2.1, "are we talking about one shop", None),
    (1.8, "just to confirm, it runs daily", None),
    (2.5, "I take it the labels exist, right?", "I take it the labels exist, right"),
    (2.5, "I assume the labels exist, correct?", "I assume the labels exist, correct"),
    (-0.5, "I assume the labels exist.", "I assume the labels exist"),
    (2.0, "is it fair to ignore the weekends", None),
    (2.1, "is it okay if I skip that", None),
    (2.0, "would it be fine to drop them", None),
    (1.6, "I'd want to know how fresh it is", None),
    (1.6, "I'd want to know how fresh it is.", "I'd want to know how fresh it is"),
    (1.6, "I want to ask you about the labels", None),
    (1.6, "I need to understand what counts", None),
    (1.6, "I would really like to know if they pay", None),
    (0.0, "because I'd want to know if they pay", None),
    (0.0, "I'd like to know myself what counts", None),
    (-2.0, "I'd ask them what counts", None),
    (1.6, "I'd like to check whether it drifts", None),
    (1.6, "I'm wondering what counts", None),
    (1.6, "I'm not quite sure if it drifts", None),
    (1.6, "I was curious whether it drifts", None),
    (1.6, "I wonder how they pay", None),
    (0.0, "I wonder how much of this is real", None),
    (1.8, "could you tell me what counts", None),
    (1.8, "would you please clarify if it drifts", None),
    (1.8, "may I quickly ask about the labels", None),
    (1.5, "let me just ask what counts", None),
    (1.8, "do you happen to know if it drifts", None),
    (1.5, "any idea how many there are", None),
    (1.5, "tell me more about the labels", None),
    (1.5, "it would be useful to know what counts", None),
    (1.5, "my first question is whether it drifts", None),
    (1.6, "one thing I can't tell is whether it drifts", None),
    (1.6, "a question for you about the labels", None),
    (1.6, "I can't tell if it drifts", None),
    (1.6, "I don't yet know what counts", None),
    (1.5, "it's not clear if it drifts", None),
    (1.5, "it's unclear what counts", None),
    (0.0, "I'd want to know everything", None),
    (-2.5, "Users ask how many there are.", "Users ask how many there are"),
    (-2.0, "people want to know how many there are", None),
    (-2.0, "you might ask how many there are", None),
    (-0.4, "I'd ask the team how many there are", None),
    (1.6, "I would ask you how many there are", None),
    (-2.0, "I ask myself how many there are", None),
    (-0.5, "the first question is how many there are", None),
    (-0.7, "two questions, how many are there", "how many are there"),
    (-2.0, "the model should answer how many there are", None),
    (-3.5, "she asked how many there are", None),
    (-2.0, "shall I go on", None),
    (-0.2, "should I start over?", "should I start over"),
    (-0.3, "does that make sense?", "does that make sense"),
    (-0.3, "is that enough?", "is that enough"),
    (-0.9, "is that clear so far", None),
    (-0.2, "could you rephrase how many there are?", "could you rephrase how many there are"),
    (-0.2, "do you see what I mean?", "do you see what I mean"),
    (-0.7, "what's the word for it", None),
    (-0.4, "how do I put it, is it fast", None),
    (0.2, "where was I, is it fast?", "where was I, is it fast"),
    (-0.3, "let me think, is it fast?", "is it fast"),
    (-0.9, "am I going too fast?", "am I going too fast"),
    (-0.1, "how many do we get, so I'd sample", None),
    (2.0, "how many do we get, and then I'd sample them?", "how many do we get, and then I'd sample them"),
    (0.2, "what do we get, well, you get noise", None),
    (0.2, "what do we get I think noise", None),
    (0.2, "what do we get, probably not much", None),
    (0.2, "what do we get, that's what we try", None),
    (0.2, "what do we get, of course we test", None),
    (0.2, "what do we get, it's a list", None),
    (0.2, "what do we get, we still test it", None),
    (-1.3, "what do we get, first I'd test", None),
    (0.2, "what do we get, and the rest is lost", None),
    (-0.1, "is it fast yes it is", None),
    (-1.2, "why do we do it", None),
    (-0.2, "so why does it fail?", "so why does it fail"),
    (-1.0, "bias what is bias bias is error", None),
    (0.7, "how do I evaluate it", None),
    (1.3, "how should we measure that?", "how should we measure that"),
    (0.5, "do we need a model", None),
    (0.4, "is a model worth it", None),
    (0.6, "what is a forest", None),
    (1.1, "would I retrain it?", "would I retrain it"),
    (1.05, "how do you test it", None),
    (2.1, "how do you mean that", None),
    (0.5, "we had a pilot, how long did it run?", "how long did it run"),
    (-0.4, "they wanted speed, is it fast", "is it fast"),
    (0.4, "How many are there? I'd guess ten.", "How many are there"),
    (1.9, "How many are there? Because if few, I stop.", "How many are there"),
    (1.9, "How many are there? I ask because it matters.", "How many are there"),
    (1.9, "How many are there? And how fast?", "How many are there"),
    (1.7, "It is slow. Is it live?", "Is it live"),
    (1.1, "Is it live", None),
    (0.0, "live?", "live"),
    (1.7, "Um, uh, is it live?", "is it live"),
    (1.7, "is it, you know, live?", "is it, live"),
    (1.7, "is it, like, live?", "is it, live"),
    (1.7, "is it, I mean, live?", "is it, live"),
    (1.1, "is it so,", "is it so"),
    (0.0, "It is live!", "It is live"),
    (1.3, "Who's, um, on call", "Who's, on call"),
]
"""The evidence, the utterance, and its asking part where that is less than all of it."""


@pytest.mark.parametrize(("evidence", "text", "words"), UTTERANCES)
def test_every_cue_weighs_what_it_should(evidence: float, text: str, words: str | None) -> None:
    found = asked(text)
    assert found.evidence == pytest.approx(evidence)
    assert found.words == (text if words is None else words)


def test_the_half_that_the_rules_were_chosen_by_stays_understood() -> None:
    rows = [row for row in map(json.loads, OWN.read_text().splitlines()) if row["half"] == 1]
    wrong = [
        row["id"]
        for row in rows
        if (asked(row["text"]).evidence >= ASKED_FROM) != row["is_clarifying_question"]
    ]
    assert len(wrong) <= 3, wrong


def test_only_what_was_said_last_is_looked_at() -> None:
    question = "how many rows do we have"
    assert asked("so " * LONGEST + question).evidence >= ASKED_FROM
    assert asked(f"{question}. " + "It is slow. " * LONGEST).evidence < ASKED_FROM
    assert asked("").words == ""


def test_the_last_words_heard_twice_are_not_another_question() -> None:
    heard = asked("How much data do we have? Do we have?")
    assert heard == asked("How much data do we have?")
    assert asked("We have little. Do we have labels?").words == "Do we have labels"
