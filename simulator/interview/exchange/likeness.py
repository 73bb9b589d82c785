"""PURE: how an utterance relates to each fact of a question, as numbers that a learned head weighs.

Likeness is the cosine of two texts' meaning. Beside it stand the words that are shared, and whether a fact
tells the sort of thing that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.interview.exchange.cues import cues
from simulator.model.question import Fact, Question
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.wording import share, worded

Array = NDArray[np.float64]

FEW, MANY = 5.0, 20.0
"""Facts of a question, and words of an utterance: what counts as one."""
WHOLE = (
    "about", "whole", "answer", "prompt", "about ahead", "whole ahead", "answer ahead", "whole over prompt",
    "words of about", "new words", "words of about and prompt", "nothing new", "length", "facts",
)  # fmt: skip
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand"
    r"|[mb]illion|half|third|quarter|dozen|per cent)\b"
)
_HOW_MUCH = ("number", "rate", "time", "length", "money")
"""The sorts that are answered with a number."""


def feature_names() -> tuple[str, ...]:
    """The names of the features of a pair, in their order."""
    sorts = cues().sorts
    asked = tuple(f"asks {name}, {told}" for told in ("told", "not told") for name in sorts)
    numbers = tuple(f"{name} and {told}" for told in ("number", "no number") for name in _HOW_MUCH)
    return (*WHOLE, *asked, *numbers)


def likeness(said: str, question: Question, embedder: Embedder) -> Array:
    """The features of `said` with each fact of the question: shape (facts, len(feature_names()))."""
    rows = [
        _by_meaning(said, question, embedder),
        _by_words(said, question),
        _by_sort(said, question.facts),
    ]
    return np.concatenate(rows, axis=1)


def sorts_of(text: str) -> Array:
    """Which sorts of things a text asks for or tells: 0 or 1 for each of the cues' `sorts`."""
    low = text.lower()
    return np.array([bool(cue.search(low)) for cue in cues().sorts.values()], dtype=np.float64)


def _by_meaning(said: str, question: Question, embedder: Embedder) -> Array:
    """Cosines with each fact's subject, both, its answer, the prompt; how far ahead of the other facts."""
    facts = question.facts
    texts = [said, question.prompt, *(fact.about for fact in facts)]
    texts += [f"{fact.about}: {fact.answer}" for fact in facts] + [fact.answer for fact in facts]
    vectors = embedder.embed(texts).astype(np.float64)
    prompt, near = float(vectors[1] @ vectors[0]), (vectors[2:] @ vectors[0]).reshape(3, len(facts))
    ahead = near - np.array([_best_other(row) for row in near])
    known = np.full(len(facts), prompt)
    return np.stack([*near, known, *ahead, near[1] - prompt], axis=1)


def _by_words(said: str, question: Question) -> Array:
    """The topic words that are shared; those of the question itself are not new."""
    known, words = worded(question.prompt).topic, worded(said).topic
    new = words - known
    rows = []
    for fact in question.facts:
        about = worded(fact.about).topic
        whole = (worded(fact.answer).topic | about) - known
        shared = (share(about - known, words), share(new, whole), share(about, words))
        rows.append((*shared, float(not new), len(said.split()) / MANY, len(question.facts) / FEW))
    return np.array(rows)


def _by_sort(said: str, facts: Sequence[Fact]) -> Array:
    """What sort of thing is asked for, and whether the fact tells that sort, or a number."""
    asked = sorts_of(said)
    much = asked[[list(cues().sorts).index(name) for name in _HOW_MUCH]]
    rows = []
    for fact in facts:
        told, number = sorts_of(fact.about), bool(_NUMBER.search(fact.answer.lower()))
        rows.append(np.concatenate([asked * told, asked * (1 - told), much * number, much * (not number)]))
    return np.array(rows)


def _best_other(near: Array) -> Array:
    """Of each value the greatest of the others; 0 when it is alone."""
    return np.array([max((n for j, n in enumerate(near) if j != i), default=0.0) for i in range(len(near))])
