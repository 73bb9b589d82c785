"""PURE: how an utterance relates to each fact of a question, as numbers that a learned head weighs.

Likeness is the cosine of two texts' meaning. Whole texts are compared, and word by word: the meaning of
each word that was said with the nearest word of a fact, of the other facts and of what the question says.
A word that nothing comes near to asks for something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.interview.exchange.cues import cues
from simulator.model.question import Fact, Question
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.grammar import STOP_WORDS
from simulator.scoring.language.wording import share, worded

Array = NDArray[np.float64]

KNOWN_FROM = 0.55
"""A word this near to one of the question is not new: inflections and synonyms of it."""
FEW, MANY = 5.0, 20.0
"""Facts of a question, and words of an utterance: what counts as one."""
WHOLE = (
    "about", "whole", "answer", "prompt", "about ahead", "whole ahead", "answer ahead", "whole over prompt",
    "words of about", "new words", "words of about and prompt", "nothing new", "length", "facts",
)  # fmt: skip
WORDS = (
    "word mean", "word least", "word most", "known mean", "known least", "new mean", "new least", "new most",
    "ahead", "behind", "about most", "about mean",
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
    return (*WHOLE, *asked, *numbers, *WORDS)


def likeness(said: str, question: Question, embedder: Embedder) -> Array:
    """The features of `said` with each fact of the question: shape (facts, len(feature_names()))."""
    rows = [
        _by_meaning(said, question, embedder),
        _by_words(said, question),
        _by_sort(said, question.facts),
        _word_by_word(said, question, embedder),
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


def _word_by_word(said: str, question: Question, embedder: Embedder) -> Array:
    """How near each word that was said comes to a fact, and whether others come nearer."""
    words, facts = _telling(said), question.facts
    if not words:
        return np.zeros((len(facts), len(WORDS)))
    meant = embedder.embed(words).astype(np.float64)
    prompt = _nearest(meant, question.prompt, embedder)
    whole = np.array([_nearest(meant, f"{fact.about} {fact.answer}", embedder) for fact in facts])
    about = np.array([_nearest(meant, fact.about, embedder) for fact in facts])
    rows = []
    for own, other, subject in zip(whole, _best_others(whole), about, strict=True):
        known = np.maximum(own, prompt)
        new = own[prompt < KNOWN_FROM] if (prompt < KNOWN_FROM).any() else own
        ahead = np.maximum(own - np.maximum(prompt, other), 0).sum()
        behind = np.maximum(np.maximum(other, 0) - known, 0).sum()
        rows.append(
            [
                *(own.mean(), own.min(), own.max(), known.mean(), known.min()),
                *(new.mean(), new.min(), new.max(), ahead, behind, subject.max(), subject.mean()),
            ]
        )
    return np.array(rows)


def _nearest(meant: Array, text: str, embedder: Embedder) -> Array:
    """Of each word its cosine with the nearest word of `text`; zeros when that has none."""
    words = _telling(text)
    if not words:
        return np.zeros(len(meant))
    near: Array = (meant @ embedder.embed(words).astype(np.float64).T).max(axis=1)
    return near


def _telling(text: str) -> list[str]:
    """The words that carry something, each once."""
    empty = cues().around.empty
    return [key for key in dict.fromkeys(worded(text).keys) if key not in STOP_WORDS and key not in empty]


def _best_other(near: Array) -> Array:
    """Of each value the greatest of the others; 0 when it is alone."""
    return np.array([max((n for j, n in enumerate(near) if j != i), default=0.0) for i in range(len(near))])


def _best_others(rows: Array) -> Array:
    """The same for each column: shape as given."""
    return np.stack([_best_other(column) for column in rows.T], axis=1)
