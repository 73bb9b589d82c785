"""PURE: what the interviewer says when asked: the fact that fits, or that it is the candidate's to assume.

What is meant is told by learned weights over the meaning of the words (`sense.py`). Without a meaning model
the rules of `asking.py` tell what is a question, and the words that are shared which fact answers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simulator.interview.exchange.asking import ASKED_FROM, asked, asks_to_repeat
from simulator.interview.exchange.likeness import sorts_of
from simulator.interview.exchange.sense import Sense, Wish
from simulator.model.plan import Manner
from simulator.model.question import Fact, Question
from simulator.model.transcript import AGAIN, PROGRESS, Word, WordKind
from simulator.scoring.language.wording import share, worded

YOURS = "That's yours to assume. Say what you assume and go on."
NO_QUESTION = "I'm not sure what you're asking. Put it as a question, or simply go on."
NOT_TOLD = {
    Manner.KIND: "I see why you'd like to know, but I don't judge while we talk. Please just go on.",
    Manner.NEUTRAL: "I keep that for the end. Go on as you think best.",
    Manner.TOUGH: "That's for you to judge now. Go on.",
}
"""Said to somebody who asks how it is going."""

PAUSE_S = 1.0
"""A silence as long as this parts what is asked from what was said before."""
PLACED_BY_WORDS_FROM = 0.35
"""Nearness by words from which a fact answers the question; chosen on half 1 of `clarifying.jsonl`."""
SHARED_ABOUT, SHARED_WHOLE, SAME_SORT = 0.6, 0.7, 0.15

_SAID = (WordKind.WORD, WordKind.FILLER)


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
    about_progress: bool = False
    """It asks how it is going; so does that."""

    @property
    def wants_reply(self) -> bool:
        return self.is_clarifying_question or self.repeats or self.about_progress

    @property
    def said(self) -> str:
        """What the interviewer says aloud."""
        if not self.is_clarifying_question:
            return self.answer or NO_QUESTION
        return self.answer or YOURS


def understood(
    text: str, question: Question | None, sense: Sense | None, manner: Manner = Manner.NEUTRAL
) -> UnderstoodQuestion:
    """What `text`, as spoken, asks the interviewer of `question`. Without `sense` words alone decide."""
    wish = sense.wish(text, question) if sense is not None else _wish_by_words(text)
    if wish is Wish.REPEAT:
        again = question.aloud if question else None
        return UnderstoodQuestion(is_clarifying_question=False, about=AGAIN, answer=again, repeats=True)
    if wish is Wish.PROGRESS:
        return UnderstoodQuestion(
            is_clarifying_question=False, about=PROGRESS, answer=NOT_TOLD[manner], about_progress=True
        )
    if wish is Wish.NOTHING:
        return UnderstoodQuestion(is_clarifying_question=False)
    facts = _facts(text, question, sense) if question is not None else ()
    if not facts:
        return UnderstoodQuestion(is_clarifying_question=True, about=asked(text).words or text)
    return UnderstoodQuestion(
        is_clarifying_question=True,
        about=" and ".join(fact.about for fact in facts),
        answer=" ".join(fact.answer for fact in facts),
    )


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


def asked_in(found: Sequence[UnderstoodQuestion], said: Sequence[str]) -> int | None:
    """Which of the stretches of `last_said` is the question; None when none is.

    The first that wants a reply. But "do we have?" may be the end of a question that the ear cut in two: a
    question that names no topic and that no fact answers gives way to a longer one.
    """
    wanting = [index for index, one in enumerate(found) if one.wants_reply]
    whole = (
        index
        for index in wanting
        if found[index].answer or not found[index].is_clarifying_question or worded(said[index]).topic
    )
    return next(whole, wanting[0] if wanting else None)


def _wish_by_words(text: str) -> Wish:
    if asks_to_repeat(text):
        return Wish.REPEAT
    return Wish.QUESTION if asked(text).evidence >= ASKED_FROM else Wish.NOTHING


def _facts(text: str, question: Question, sense: Sense | None) -> tuple[Fact, ...]:
    if sense is not None:
        return sense.facts(text, question)
    fact = fact_by_words(asked(text).words, question)
    return (fact,) if fact else ()


def fact_by_words(asks: str, question: Question) -> Fact | None:
    """The fact that shares most words with what is asked; words of the question itself do not count.

    None when it shares too few.
    """
    if not question.facts:
        return None
    known, said = worded(question.prompt).topic, worded(asks).topic
    nearness = [_shared(asks, said, known, fact) for fact in question.facts]
    best = int(np.argmax(nearness))
    return question.facts[best] if nearness[best] >= PLACED_BY_WORDS_FROM else None


def _shared(asks: str, said: frozenset[str], known: frozenset[str], fact: Fact) -> float:
    about = worded(fact.about).topic - known
    whole = (worded(fact.answer).topic - known) | about
    sorts = float(sorts_of(asks) @ sorts_of(fact.about))
    return SHARED_ABOUT * share(about, said) + SHARED_WHOLE * share(said - known, whole) + SAME_SORT * sorts
