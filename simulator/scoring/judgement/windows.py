"""Windows: the stretches of an answer that claims are looked for in, and how like each is to the claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.model.question import KeyPoint, Misconception, Question
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.text import Span
from simulator.scoring.language.wording import Worded, worded

DENSE_FROM = 16
"""A sentence of this many words may say two things, and is looked at clause by clause."""


@dataclass(frozen=True)
class Window:
    """A sentence, or two neighbours.

    The words of a term's plain definition count as said where the term is used.
    """

    span: Span
    said: Worded
    topic: frozenset[str]
    parts: tuple[str, ...]
    """Its clauses, as clean texts; a short sentence is one."""

    def says(self, claims: Sequence[Worded]) -> bool:
        """Whether one of the `say` phrases (all but the first of `claims`) is here and not denied."""
        return any(self.said.says(phrase) for phrase in claims[1:])

    def denies(self, claims: Sequence[Worded]) -> bool:
        """Whether the window has a denial and no claim has one, or has none and every claim has one."""
        return all(claim.denies != self.said.denies for claim in claims)

    def reverses(self, claims: Sequence[Worded]) -> bool:
        """Whether the window names the opposite of what every claim names."""
        return all(self.said.reverses(claim) for claim in claims)


def windows_of(said: Annotated, glosses: Mapping[int, str]) -> tuple[Window, ...]:
    """Every sentence, then every two neighbours as one.

    `glosses` are plain definitions of terms, by the word where the answer first uses them.
    """
    singles = [
        _window(said, span, words, glosses) for span, words in zip(said.sentences, said.worded, strict=True)
    ]
    pairs = [_joined(said, one, other) for one, other in pairwise(singles)]
    return (*singles, *pairs)


def _window(said: Annotated, span: Span, words: Worded, glosses: Mapping[int, str]) -> Window:
    glossed = [worded(gloss).topic for at, gloss in glosses.items() if at in span]
    dense = len(words.keys) >= DENSE_FROM
    parts = tuple(map(said.text, said.clauses(span))) if dense else (words.text,)
    return Window(span, words, words.topic.union(*glossed), parts)


def _joined(said: Annotated, one: Window, other: Window) -> Window:
    span = Span(one.span.first_word, other.span.last_word)
    return Window(span, worded(said.text(span)), one.topic | other.topic, one.parts + other.parts)


def claims_of(thing: KeyPoint | Misconception) -> tuple[Worded, ...]:
    """The claim's text, then the ways to say it."""
    return (worded(thing.text), *(worded(phrase) for phrase in thing.say))


def _nearer(likeness: NDArray[np.floating]) -> NDArray[np.float64]:
    """Each row less the largest of the other rows: shape (points, stretches), at least two points."""
    second, first = np.sort(likeness, axis=0)[-2:]
    nearer: NDArray[np.float64] = likeness - np.where(likeness == first, second, first)
    return nearer


class Likeness:
    """Likeness of every window to the question, its points and its misconceptions; zeros without a model.

    Each is an array of one value a window, 0 to 1.
    """

    def __init__(self, windows: Sequence[Window], question: Question, embedder: Embedder | None) -> None:
        self.judged = embedder is not None
        self._embedder = embedder
        self._said = self._embed([window.said.text for window in windows])
        self.to_question = self._like([question.prompt])
        self.to_points = [self._like([p.text, *p.say]) for p in question.key_points]
        self._own = self._ownness(windows, question)
        self.to_wrong = [self._like([m.text, *m.say]) for m in question.misconceptions]
        self.of_the_whole = self._whole(question)
        """How like the mean of all windows is to the prompt and the mean point together, -1 to 1; 0 without a
        model."""
        self._instead = [self._like([m.instead] if m.instead else []) for m in question.misconceptions]

    def to_right(self, index: int) -> NDArray[np.float64]:
        """How like each window is to what is right: to a key point, or to that misconception's `instead`."""
        right: NDArray[np.float64] = np.stack([*self.to_points, self._instead[index]]).max(axis=0)
        return right

    def ownness(self, index: int) -> NDArray[np.float64]:
        """For each window, how much nearer it is to this point than to any other of the question, -2 to 2.

        It is not below 0 when one of the window's clauses is nearest to this point. All are 0 without a
        model, and where the question has one point only.
        """
        own: NDArray[np.float64] = self._own[index]
        return own

    def _ownness(self, windows: Sequence[Window], question: Question) -> NDArray[np.float64]:
        """Shape (points, windows)."""
        points = question.key_points
        if not self.judged or len(points) < 2 or not windows:
            return np.zeros((len(points), len(windows)))
        row = {part: at for at, part in enumerate(dict.fromkeys(p for w in windows for p in w.parts))}
        said = self._embed(list(row))
        parts = _nearer(np.stack([(said @ self._embed([p.text, *p.say]).T).max(axis=1) for p in points]))
        best = np.stack([parts[:, [row[p] for p in w.parts]].max(axis=1) for w in windows], axis=1)
        own: NDArray[np.float64] = np.maximum(_nearer(np.stack(self.to_points)), np.minimum(best, 0.0))
        return own

    def _whole(self, question: Question) -> float:
        if not len(self._said) or not question.key_points:
            return 0.0
        said = self._said.mean(axis=0)
        points = self._embed([point.text for point in question.key_points])
        asked = points.mean(axis=0) + self._embed([question.prompt])[0]
        lengths = float(np.linalg.norm(said) * np.linalg.norm(asked))
        return float(said @ asked) / lengths if lengths else 0.0

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._embedder is None or not texts:
            return np.zeros((len(texts), 1), dtype=np.float32)
        return self._embedder.embed(texts)

    def _like(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Per window, the likeness to the nearest of `texts`; -1 to none."""
        if not texts:
            return np.full(len(self._said), -1.0)
        likeness: NDArray[np.float64] = (self._said @ self._embed(texts).T).astype(np.float64).max(axis=1)
        return likeness
