"""Questions to the interviewer: told from what only sounds like one, and answered with the fact that fits."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.exchange.asking import ASKED_FROM, asked
from simulator.interview.exchange.clarifying import (
    NO_QUESTION,
    YOURS,
    UnderstoodQuestion,
    asked_in,
    fact_by_words,
    last_said,
    understood,
)
from simulator.model.question import Fact, KeyPoint, Kind, Question
from simulator.model.transcript import Word

OWN = Path(__file__).parents[3] / "benchmarks" / "data" / "clarifying.jsonl"
QUESTION = Question(
    id="q",
    kind=Kind.DESIGN,
    prompt="Design a system that finds fraudulent payments.",
    key_points=(KeyPoint(id="k", text="Frame it"),),
    facts=(
        Fact(about="how many payments there are", answer="A hundred million a day."),
        Fact(about="who reviews alarms", answer="Forty analysts."),
        Fact(about="how old the history is", answer="Three years of payments."),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "How much data do we have?",
        "um so how much data do we have",
        "I'd want to know how fresh it is",
        "can I assume labels are available",
        "is this for mobile or web",
        "Is this batch or real time? I ask because it changes the model.",
        "the one thing I can't tell is whether it has to run on a phone",
    ],
)
def test_questions_to_the_interviewer(text: str) -> None:
    assert understood(text, None, None).is_clarifying_question


@pytest.mark.parametrize(
    "text",
    [
        "",
        "So why does that matter? Because nobody looks at page two.",
        "so why does that matter because nobody looks at page two",
        "What do we do about it? We reweight the classes.",
        "The question is whether it pays off.",
        "first I'd ask the product team what counts as churn",
        "We need fresh data, right, so I'd stream it.",
        "Users ask where is my parcel, and we look it up.",
        "do you want me to go on",
        "I would train a small model first.",
    ],
)
def test_what_only_sounds_like_one(text: str) -> None:
    assert not understood(text, None, None).is_clarifying_question


def test_the_fact_that_fits_is_given_and_anything_else_is_left_to_the_candidate() -> None:
    found = understood("So who reviews the alarms?", QUESTION, None)
    assert (found.about, found.answer, found.said) == (
        "who reviews alarms",
        "Forty analysts.",
        "Forty analysts.",
    )
    other = understood("Is there a canteen?", QUESTION, None)
    assert (other.is_clarifying_question, other.about, other.answer) == (True, "Is there a canteen", None)
    assert other.said == YOURS
    assert understood("I like trees.", QUESTION, None).said == NO_QUESTION


@given(st.text(max_size=300))
def test_any_text_is_judged_and_always_alike(text: str) -> None:
    found = understood(text, QUESTION, None)
    assert found == understood(text, QUESTION, None)
    assert found.is_clarifying_question == (found.about is not None)
    assert found.answer is None or found.answer in {fact.answer for fact in QUESTION.facts}


@given(st.sampled_from([json.loads(line) for line in OWN.read_text().splitlines()]))
def test_a_hesitation_before_it_changes_nothing(row: dict[str, str]) -> None:
    assert asked(f"um, {row['text']}").evidence == pytest.approx(asked(row["text"]).evidence)


def test_on_utterances_that_the_rules_were_not_chosen_by() -> None:
    rows = [row for row in map(json.loads, OWN.read_text().splitlines()) if row["half"] == 2]
    said = [(row["is_clarifying_question"], asked(row["text"]).evidence >= ASKED_FROM) for row in rows]
    both = sum(label and found for label, found in said)
    assert 2 * both / (sum(label for label, _ in said) + sum(found for _, found in said)) >= 0.85


def test_what_may_be_the_question_is_the_last_sentence_else_what_was_said_since_the_last_pauses() -> None:
    spoken = [
        ("We", 0.0),
        ("have", 0.4),
        ("fraud.", 0.8),
        ("So", 3.0),
        ("okay.", 3.4),
        ("How", 3.8),
        ("much?", 4.2),
    ]
    words = [Word(text=text, start_s=at, end_s=at + 0.3) for text, at in spoken]
    assert last_said(words) == ("How much?", "So okay. How much?", "We have fraud. So okay. How much?")
    assert last_said(words, since_s=3.5) == ("How much?",)
    assert last_said([]) == ()


def test_of_many_pauses_the_last_two_count_and_an_exclamation_ends_a_sentence() -> None:
    words = [
        Word(text=text, start_s=at, end_s=at + 0.3)
        for text, at in (("One.", 0.0), ("Two.", 3.0), ("Three.", 6.0), ("Great!", 9.0), ("Why?", 9.4))
    ]
    assert last_said(words) == ("Why?", "Great! Why?", "Three. Great! Why?")
    assert last_said([Word(text="Why?")], since_s=0.5) == ()


def test_a_silence_of_a_second_parts_and_a_shorter_one_does_not() -> None:
    def said(gap_s: float) -> tuple[str, ...]:
        first, second = Word(text="Okay", start_s=1.0, end_s=1.5), 1.5 + gap_s
        return last_said([first, Word(text="why", start_s=second, end_s=second + 0.5)])

    assert said(1.0) == ("why", "Okay why")
    assert said(0.98) == ("Okay why",)


def test_between_facts_of_the_same_words_the_sort_that_is_asked_for_decides() -> None:
    facts = (
        Fact(about="the age of the catalogue", answer="Three years."),
        Fact(about="the size of the catalogue", answer="A million items."),
        Fact(about="how quickly the catalogue must answer", answer="At once."),
        Fact(about="the price of the catalogue", answer="Nothing."),
    )
    question = replace(QUESTION, facts=facts)
    for asks, at in (("How big is the catalogue", 1), ("What does the catalogue cost", 3)):
        assert fact_by_words(asks, question) == facts[at], asks


@pytest.mark.parametrize(
    "text",
    [
        "Then I'd measure the precision on customers who are really left.",
        "What I learned is that silence isn't laziness.",
        "It ran on one machine, which was fine with me.",
        "I'd check whether both keys are of the same type.",
    ],
)
def test_plain_statements_of_an_answer(text: str) -> None:
    assert asked(text).evidence < ASKED_FROM
    assert asked(text.lower().strip(".")).evidence < ASKED_FROM


@pytest.mark.parametrize(
    "said",
    [
        "Could you repeat the question, please?",
        "sorry I didn't quite catch that",
        "Um, can you say that again?",
        "What was the question again?",
        "Sorry, once more please?",
        "I'm sorry, could you ask that once more",
    ],
)
def test_a_question_is_repeated_when_asked_for(said: str) -> None:
    question = Question(id="q", kind=Kind.EXPLAIN, prompt="What is bias?", key_points=())
    found = understood(said, question, None)
    assert found.wants_reply
    assert not found.is_clarifying_question
    assert found.answer == found.said == "What is bias?"
    assert understood(said, None, None).answer is None


@pytest.mark.parametrize(
    "said",
    [
        "Then I'd repeat the experiment on last year's data.",
        "I'd say that it overfits.",
        "And then I'd repeat that.",
        "If it fails, I train it one more time.",
        "We could repeat it with another seed and compare.",
        "The customer didn't get it at first, so I drew a picture.",
    ],
)
def test_repeating_something_else_asks_for_nothing(said: str) -> None:
    assert not understood(said, None, None).wants_reply


@pytest.mark.parametrize("cut", ["So, how much data. Do we have?", "So how much data? Do we have?"])
def test_a_question_that_the_ear_cut_in_two_is_one_question(cut: str) -> None:
    assert asked(cut).words == "how much data do we have"
    assert asked("Do we have?").evidence == 0
    assert asked("How many customers are there? Do we have labels?").words == "How many customers are there"


def test_the_end_of_a_question_cut_in_two_gives_way_to_the_whole_one() -> None:
    nothing = UnderstoodQuestion(is_clarifying_question=False)
    unknown = UnderstoodQuestion(is_clarifying_question=True, about="it")
    known = UnderstoodQuestion(is_clarifying_question=True, about="data", answer="A lot.")
    again = UnderstoodQuestion(is_clarifying_question=False, answer="Design it.", repeats=True)
    cut = ("do we have?", "So how much data. do we have?")
    assert asked_in((unknown, known), cut) == 1
    assert asked_in((unknown, nothing), cut) == 0, "it is still a question"
    assert asked_in((unknown, known), ("Is there a budget?", "We have data. Is there a budget?")) == 0
    assert asked_in((known, unknown), cut) == 0
    assert asked_in((again, known), cut) == 0
    assert asked_in((nothing, known), cut) == 1
    assert asked_in((nothing, nothing), cut) is None
    assert asked_in((), ()) is None
