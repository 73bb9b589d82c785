"""PURE: what the interviewer says when asked: the fact that fits, or that it is the candidate's to assume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.interview.exchange.asking import ASKED_FROM, asked, asks_to_repeat
from simulator.model.question import Fact, Question
from simulator.model.transcript import AGAIN, Word, WordKind
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.wording import share, worded

YOURS = "That's yours to assume. Say what you assume and go on."
NO_QUESTION = "I'm not sure what you're asking. Put it as a question, or simply go on."

PAUSE_S = 1.0
"""A silence as long as this parts what is asked from what was said before."""
PLACED_FROM = 0.7
"""Nearness from which a fact answers the question; chosen on the first half of the benchmark's data."""
PLACED_BY_WORDS_FROM = 0.35
"""The same without a meaning model."""
NEAR_ABOUT, NEAR_WHOLE, NEAR_ANSWER = 0.7, 1.0, 0.2
SHARED_ABOUT, SHARED_WHOLE, SAME_SORT = 0.6, 0.7, 0.15

_SAID = (WordKind.WORD, WordKind.FILLER)
_SORTS = {
    "number": ("how many", "how large", "how big", "the size", "volume", "number of"),
    "time": ("how fast", "how quickly", "latency", "milliseconds"),
    "rate": ("how often", "how frequently"),
    "person": ("who ",),
    "length": ("how long",),
    "age": ("how old", "what age"),
    "now": ("exist", "today", "at the moment", "right now", "already", "currently", "in use"),
    "money": ("cost", "pay ", "paying", "price"),
    "truth": ("label",),
}
"""What sort of thing is asked for, by the words that ask for it."""


@dataclass(frozen=True, kw_only=True)
class UnderstoodQuestion:
    """What an utterance asks, and what the interviewer says to it."""

    is_clarifying_question: bool
    about: str | None = None
    """The fact's subject; where none fits, what was asked in the candidate's words; None for no question."""
    answer: str | None = None
    """The fact, or the question when it is repeated; None when there is none, or nothing was asked."""
    repeats: bool = False
    """It asks to hear the question again; that clarifies nothing, but wants a reply."""

    @property
    def wants_reply(self) -> bool:
        return self.is_clarifying_question or self.repeats

    @property
    def said(self) -> str:
        """What the interviewer says aloud."""
        if not self.is_clarifying_question:
            return self.answer or NO_QUESTION
        return self.answer or YOURS


def understood(text: str, question: Question | None, embedder: Embedder | None) -> UnderstoodQuestion:
    """What `text`, as spoken, asks the interviewer of `question`. Without an embedder words alone decide."""
    if asks_to_repeat(text):
        again = question.aloud if question else None
        return UnderstoodQuestion(is_clarifying_question=False, about=AGAIN, answer=again, repeats=True)
    found = asked(text)
    if found.evidence < ASKED_FROM:
        return UnderstoodQuestion(is_clarifying_question=False)
    fact = fact_for(found.words, question, embedder) if question is not None else None
    if fact is None:
        return UnderstoodQuestion(is_clarifying_question=True, about=found.words)
    return UnderstoodQuestion(is_clarifying_question=True, about=fact.about, answer=fact.answer)


def last_said(words: Sequence[Word], since_s: float = 0.0) -> tuple[str, ...]:
    """What may be the question, of the words from second `since_s` on, the likeliest first.

    That is the last sentence, then what was said since the last pause, then since the pause before it.
    """
    own = [word for word in words if (word.start_s or 0.0) >= since_s and word.kind in _SAID]
    breaks = [
        index + 1
        for index, (one, other) in enumerate(pairwise(own))
        if (other.start_s or 0.0) - (one.end_s or 0.0) >= PAUSE_S
    ]
    stops = [index + 1 for index, word in enumerate(own[:-1]) if word.text.endswith((".", "?", "!"))]
    last, before = (breaks[-1:] or [0])[0], (breaks[-2:-1] or [0])[0]
    starts = (max([last, *stops]), last, before)
    texts = (" ".join(word.text for word in own[start:]) for start in starts)
    return tuple(dict.fromkeys(text for text in texts if text))


def fact_for(asks: str, question: Question, embedder: Embedder | None) -> Fact | None:
    """The fact that answers what is asked, None when none does."""
    if not question.facts:
        return None
    nearness = _by_words(asks, question)
    if embedder is not None:
        nearness = nearness + _by_meaning(asks, question.facts, embedder)
    best = int(np.argmax(nearness))
    least = PLACED_FROM if embedder is not None else PLACED_BY_WORDS_FROM
    return question.facts[best] if nearness[best] >= least else None


def _by_words(asks: str, question: Question) -> NDArray[np.float64]:
    """How many words each fact shares with what is asked; words of the question itself do not count."""
    known = worded(question.prompt).topic
    said = worded(asks).topic
    return np.array([_shared(asks, said, known, fact) for fact in question.facts])


def _shared(asks: str, said: frozenset[str], known: frozenset[str], fact: Fact) -> float:
    about = worded(fact.about).topic - known
    whole = (worded(fact.answer).topic - known) | about
    sorts = len(_sorts(asks) & _sorts(fact.about))
    return SHARED_ABOUT * share(about, said) + SHARED_WHOLE * share(said - known, whole) + SAME_SORT * sorts


def _sorts(text: str) -> set[str]:
    low = f"{text.lower()} "
    return {sort for sort, signs in _SORTS.items() if any(sign in low for sign in signs)}


def _by_meaning(asks: str, facts: Sequence[Fact], embedder: Embedder) -> NDArray[np.float64]:
    sentences = [fact.about for fact in facts]
    sentences += [f"{fact.about}: {fact.answer}" for fact in facts]
    sentences += [fact.answer for fact in facts]
    vectors = embedder.embed([asks, *sentences]).astype(np.float64)
    about, whole, answer = np.split(vectors[1:] @ vectors[0], 3)
    near: NDArray[np.float64] = NEAR_ABOUT * about + NEAR_WHOLE * whole + NEAR_ANSWER * answer
    return near
