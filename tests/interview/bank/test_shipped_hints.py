"""Every shipped question has a short form, and three hints that do not give the answer away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question

PROMPTS = Path(__file__).parents[3] / "prompts"
HINTS = 3
MOST_WORDS_OF_A_HINT = 18
PHRASE = 3
"""Words from which on a phrase of a key point tells the answer."""

QUESTIONS, PROBLEMS = load_folder(PROMPTS / "questions", "shipped")


def words(text: str) -> str:
    """The words of a text in small letters, each between spaces, so that one text is found in another."""
    found = re.findall(r"[\w']+", text.casefold())
    return f" {' '.join(found)} "


def given_away(question: Question) -> Iterator[str]:
    """Phrases of key points that a hint says."""
    told = [words(phrase) for point in question.key_points for phrase in (point.text, *point.say)]
    for hint in map(words, question.hints):
        yield from (phrase.strip() for phrase in told if len(phrase.split()) >= PHRASE and phrase in hint)


def test_every_shipped_question_has_a_short_form_and_three_hints() -> None:
    assert PROBLEMS == []
    without_short = [question.id for question in QUESTIONS if not question.short]
    without_hints = [question.id for question in QUESTIONS if len(question.hints) != HINTS]
    assert (without_short, without_hints) == ([], [])


def test_the_short_form_is_shorter_than_the_question_and_no_other_questions() -> None:
    short = {question.id: question.short for question in QUESTIONS if question.short}
    longer = {q.id for q in QUESTIONS if q.id in short and len(short[q.id].split()) > len(q.prompt.split())}
    forms = Counter(map(words, short.values()))
    assert (longer, [form for form, count in forms.items() if count > 1]) == (set(), [])


def test_no_hint_is_long_or_given_twice_or_says_a_phrase_of_a_key_point() -> None:
    hints = [(question.id, hint) for question in QUESTIONS for hint in question.hints]
    long = [(name, hint) for name, hint in hints if len(hint.split()) > MOST_WORDS_OF_A_HINT]
    often = Counter(words(hint) for _, hint in hints)
    twice = [(name, hint) for name, hint in hints if often[words(hint)] > 1]
    telling = [(question.id, phrase) for question in QUESTIONS for phrase in given_away(question)]
    assert (long, twice, telling) == ([], [], [])
