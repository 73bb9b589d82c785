"""What an answer says: key points made, half made or missed, and misconceptions stated.

A point's evidence in a window (a sentence, or two neighbours) is

    0.5 x (likeness to the point - likeness to the question, at least what the field has anyway)
    + 0.5 x share of the point's own words
    - 0.15 when one of the two denies and the other does not, - 0.25 when the window says the opposite
    + 0.5 when one of its `say` phrases is there, not denied

and of the answer: its best window + breadth (mean over points of the share of own words in the whole
answer, at most 0.3) - suspicion (0.5 x misconceptions stated / 3, at most 0.5). Likeness to
the question is taken off because naming the topic makes no point. docs/scoring.md has the thresholds and
where they come from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.interview.question import KeyPoint, Misconception, Question
from simulator.scorecard import (
    Dimension,
    KeyPointResult,
    Measure,
    MisconceptionHit,
    Move,
    PointState,
    QuoteFields,
    quoted,
)
from simulator.scoring.moves import MoveLexicon
from simulator.scoring.ports import Embedder
from simulator.scoring.text import Span, clean_text, sentences
from simulator.scoring.wording import Worded, best_share, share, worded
from simulator.transcript import Transcript

HALF_FROM, MADE_FROM = 0.2, 0.45
WRONG_FROM, WRONG_FROM_WAYS = 0.25, 0.33
"""With one wording of the wrong claim, with several (the best of several is likelier by chance)."""
MOST_BREADTH = 0.3
"""A broad answer is believed more readily, but no point is made by the others."""
FIELD, FIELD_OF_WAYS = 0.3, 0.5
"""Likeness that an answer to another question of the field reaches anyway (median with one wording, 90 % with
several, measured on the shipped bank's model answers); what is taken off is never less."""
SUSPICION, FULL_SUSPICION_AT = 0.5, 3
DENIED, REVERSED, SAID, NAMED_MOVE = 0.15, 0.25, 0.5, 0.5

NOTHING_QUOTED: QuoteFields = {
    "quote": None,
    "first_word": None,
    "last_word": None,
    "start_s": None,
    "end_s": None,
}
_DISTANCED = re.compile(
    r"\b((people|some|many|everyone|folks|teams|you might|you'd|one might) (often |always |usually )?"
    r"(think|say|assume|believe|expect)|myth|misconception"
    r"|common (mistake|trap|error)|tempt\w+|naively?|the trap)\b"
)
"""Somebody else's claim, told to be corrected."""


@dataclass(frozen=True)
class Content:
    key_points: tuple[KeyPointResult, ...]
    misconceptions: tuple[MisconceptionHit, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class _Window:
    """A sentence, or two; a term used in it counts as the words of its plain definition too."""

    span: Span
    said: Worded
    topic: frozenset[str]


def content_report(
    transcript: Transcript,
    question: Question,
    moves: frozenset[Move],
    sounds: MoveLexicon,
    embedder: Embedder | None,
    glosses: Mapping[int, str] | None = None,
) -> Content:
    """Key points and misconceptions of the question in the answer; `moves` are those it makes.

    `glosses` are plain definitions of terms, by the word where the answer first uses them.
    """
    windows = _windows(transcript, glosses or {})
    meaning = _Meaning(windows, question, embedder)
    hits = _misconceptions(transcript, windows, question, meaning)
    points = _key_points(transcript, windows, question, meaning, len(hits), moves, sounds)
    return Content(points, hits, _measures(points, hits))


class _Meaning:
    """Likeness of every window to the question, its points and its misconceptions; zeros without a model."""

    def __init__(self, windows: Sequence[_Window], question: Question, embedder: Embedder | None) -> None:
        self.judged = embedder is not None
        self._embedder = embedder
        self._said = self._embed([window.said.text for window in windows])
        self.to_question = self._like([question.prompt])
        self.to_points = [self._like([p.text, *p.say]) for p in question.key_points]
        self.to_wrong = [self._like([m.text, *m.say]) for m in question.misconceptions]
        self.to_right = [
            self._like([p for p in (m.instead,) if p]) if m.instead else None for m in question.misconceptions
        ]

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self._embedder is None or not texts:
            return np.zeros((len(texts), 1), dtype=np.float32)
        return self._embedder.embed(texts)

    def _like(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Per window, the likeness to the nearest of `texts`."""
        likeness: NDArray[np.float64] = (self._said @ self._embed(texts).T).astype(np.float64).max(axis=1)
        return likeness

    def right(self, index: int) -> NDArray[np.float64]:
        """Per window, likeness to what is right: any key point, or the misconception's `instead`."""
        right: NDArray[np.float64] = np.stack(self.to_points).max(axis=0)
        instead = self.to_right[index]
        return right if instead is None else np.maximum(right, instead)


def _windows(transcript: Transcript, glosses: Mapping[int, str]) -> list[_Window]:
    """Sentences, and each with the next."""
    singles = list(sentences(transcript)) if transcript.words else []
    pairs = [Span(a.first_word, b.last_word) for a, b in pairwise(singles)]
    return [_window(transcript, span, glosses) for span in dict.fromkeys([*singles, *pairs])]


def _window(transcript: Transcript, span: Span, glosses: Mapping[int, str]) -> _Window:
    said = worded(clean_text(transcript, span))
    glossed = [worded(gloss).topic for at, gloss in glosses.items() if at in span]
    return _Window(span, said, said.topic.union(*glossed))


def _claims(thing: KeyPoint | Misconception) -> tuple[Worded, ...]:
    return (worded(thing.text), *(worded(phrase) for phrase in thing.say))


def _contradiction(claims: Sequence[Worded], window: _Window) -> float:
    """What is taken off where a window denies or turns round what every one of `claims` says."""
    denied = all(claim.denies != window.said.denies for claim in claims)
    reversed_ = all(window.said.reverses(claim) for claim in claims)
    return DENIED * denied + REVERSED * reversed_


def _phrase(claims: Sequence[Worded], window: _Window) -> float:
    return SAID * any(window.said.says(phrase) for phrase in claims[1:])


def _misconceptions(
    transcript: Transcript, windows: list[_Window], question: Question, meaning: _Meaning
) -> tuple[MisconceptionHit, ...]:
    found = (
        _misconception(transcript, windows, wrong, meaning, index)
        for index, wrong in enumerate(question.misconceptions)
    )
    return tuple(hit for hit in found if hit is not None)


def _misconception(
    transcript: Transcript, windows: list[_Window], wrong: Misconception, meaning: _Meaning, index: int
) -> MisconceptionHit | None:
    if not windows:
        return None
    margin = meaning.to_wrong[index] - meaning.right(index)
    strengths = [
        _wrongness(window, wrong, float(nearer), meaning.judged)
        for window, nearer in zip(windows, margin, strict=True)
    ]
    best = int(np.argmax(strengths))
    if strengths[best] < (WRONG_FROM_WAYS if wrong.say else WRONG_FROM):
        return None
    span = windows[best].span
    fields = quoted(transcript, span.first_word, span.last_word)
    return MisconceptionHit(id=wrong.id, text=wrong.text, instead=wrong.instead, **fields)


def _wrongness(window: _Window, wrong: Misconception, nearer: float, judged: bool) -> float:
    claims = _claims(wrong)
    distance = REVERSED * bool(_DISTANCED.search(window.said.text.lower()))
    words = 0.5 * best_share(claims, window.said.topic) + _phrase(claims, window)
    likeness = words - _contradiction(claims, window) - distance
    if judged:
        return likeness + nearer
    right = share(worded(wrong.instead).topic, window.said.topic) if wrong.instead else 0.0
    return likeness - 0.5 * right - 0.1  # words alone: more than two thirds of the claim's own


def _key_points(
    transcript: Transcript,
    windows: list[_Window],
    question: Question,
    meaning: _Meaning,
    wrong: int,
    moves: frozenset[Move],
    sounds: MoveLexicon,
) -> tuple[KeyPointResult, ...]:
    whole = frozenset(word for window in windows for word in window.topic)
    known = worded(question.prompt).topic
    own = [share(worded(p.text).topic - known, whole) for p in question.key_points]
    breadth = min(MOST_BREADTH, sum(own) / len(own)) if own else 0.0
    suspicion = SUSPICION * min(wrong, FULL_SUSPICION_AT) / FULL_SUSPICION_AT
    named = [_named_move(point, moves, sounds) for point in question.key_points]
    return tuple(
        _key_point(transcript, windows, point, evidence, breadth - suspicion + bonus)
        for point, evidence, bonus in zip(
            question.key_points, _evidence(windows, question, meaning, known), named, strict=True
        )
    )


def _named_move(point: KeyPoint, moves: frozenset[Move], sounds: MoveLexicon) -> float:
    """A key point of a story that asks for a move ("what was learned") is made by making it."""
    asked = [sound.move for sound in sounds.sounds if sound.is_named_in(point.text.lower())]
    return NAMED_MOVE if moves & set(asked) else 0.0


def _evidence(
    windows: list[_Window], question: Question, meaning: _Meaning, known: frozenset[str]
) -> list[list[float]]:
    return [
        [
            _window_evidence(window, point, known, float(like - max(asked, _field(point))))
            for window, like, asked in zip(
                windows, meaning.to_points[index], meaning.to_question, strict=True
            )
        ]
        for index, point in enumerate(question.key_points)
    ]


def _field(point: KeyPoint) -> float:
    return FIELD_OF_WAYS if point.say else FIELD


def _window_evidence(window: _Window, point: KeyPoint, known: frozenset[str], nearer: float) -> float:
    claims = _claims(point)
    words = best_share(claims, window.topic, known)
    return 0.5 * nearer + 0.5 * words + _phrase(claims, window) - _contradiction(claims, window)


def _key_point(
    transcript: Transcript, windows: list[_Window], point: KeyPoint, evidence: list[float], answer: float
) -> KeyPointResult:
    best = int(np.argmax(evidence)) if evidence else -1
    total = (evidence[best] if evidence else 0.0) + answer
    state = _state(total) if evidence else PointState.MISSED
    covered = state is not PointState.MISSED
    span = windows[best].span if covered else None
    fields = quoted(transcript, span.first_word, span.last_word) if span else NOTHING_QUOTED
    return KeyPointResult(
        id=point.id,
        text=point.text,
        covered=covered,
        state=state,
        confidence=round(1 / (1 + math.exp(-6 * (total - HALF_FROM))), 2),
        weight=point.weight,
        **fields,
    )


def _state(total: float) -> PointState:
    if total >= MADE_FROM:
        return PointState.MADE
    return PointState.HALF if total >= HALF_FROM else PointState.MISSED


_CREDIT = {PointState.MADE: 1.0, PointState.HALF: 0.6, PointState.MISSED: 0.0}


def _measures(points: tuple[KeyPointResult, ...], hits: tuple[MisconceptionHit, ...]) -> tuple[Measure, ...]:
    whole = sum(point.weight for point in points)
    made = sum(point.weight * _CREDIT[point.state] for point in points)
    return (
        Measure(
            id="key_points_weight",
            value=made / whole if whole else None,
            unit="0-1",
            dimension=Dimension.CONTENT,
        ),
        Measure(id="misconceptions", value=len(hits), unit="count", dimension=Dimension.CONTENT),
    )
