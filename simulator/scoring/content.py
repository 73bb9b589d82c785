"""What an answer says: key points made, half made or missed, and misconceptions stated.

A point's evidence in a window (a sentence, or two neighbours) is

    0.5 x (likeness to the point - likeness to the question) + 0.5 x share of the point's own words
    - 0.15 when one of the two denies and the other does not, - 0.25 when the window says the opposite
    + 0.5 when one of its `say` phrases is there, not denied

and of the answer: its best window + breadth (mean over points of the share of own words in the whole answer)
- suspicion (0.5 x misconceptions stated / 3, at most 0.5). Likeness to the question is taken off because
naming the topic makes no point. docs/scoring.md has the thresholds and where they come from.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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
from simulator.scoring.text import STOP_WORDS, Span, clean_text, normal, sentences, stem
from simulator.transcript import Transcript

HALF_FROM, MADE_FROM = 0.15, 0.45
WRONG_FROM = 0.25
SUSPICION, FULL_SUSPICION_AT = 0.5, 3
DENIED, REVERSED, SAID, NAMED_MOVE = 0.15, 0.25, 0.5, 0.35
MOST_BETWEEN = 2
"""Words that may stand between two words of a `say` phrase."""

NOTHING_QUOTED: QuoteFields = {
    "quote": None,
    "first_word": None,
    "last_word": None,
    "start_s": None,
    "end_s": None,
}
_NEGATIONS = frozenset(
    {"not", "no", "never", "nothing", "without", "cannot", "none", "nobody", "nor", "hardly", "unreliable"}
)
_DISTANCED = re.compile(
    r"\b((people|some|many|everyone|folks|teams|you might|you'd|one might) (often |always |usually )?"
    r"(think|say|assume|believe|expect)|myth|misconception"
    r"|common (mistake|trap|error)|tempt\w+|naively?|the trap)\b"
)
"""Somebody else's claim, told to be corrected."""
_OPPOSITES = tuple(
    (frozenset(a.split()), frozenset(b.split()))
    for a, b in (
        ("increase raise rise grow", "decrease reduce lower fall shrink"),
        ("more", "less fewer"),
        ("high higher", "low lower"),
        ("large larger big bigger", "small smaller"),
        ("fast faster quick", "slow slower"),
        ("overfit overfitting", "underfit underfitting"),
        ("easy easier", "hard harder"),
        ("cheap cheaper", "expensive costly"),
        ("always", "never"),
        ("before", "after"),
    )
)


@dataclass(frozen=True)
class Content:
    key_points: tuple[KeyPointResult, ...]
    misconceptions: tuple[MisconceptionHit, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class _Window:
    span: Span
    text: str

    @cached_property
    def keys(self) -> list[str]:
        return _keys(self.text)

    @cached_property
    def stems(self) -> list[str]:
        return [stem(key) for key in self.keys]

    @cached_property
    def topic(self) -> frozenset[str]:
        return _topic(self.text)


def content_report(
    transcript: Transcript,
    question: Question,
    moves: frozenset[Move],
    sounds: MoveLexicon,
    embedder: Embedder | None,
) -> Content:
    """Key points and misconceptions of the question in the answer; `moves` are those it makes."""
    windows = _windows(transcript)
    meaning = _Meaning(windows, question, embedder)
    hits = _misconceptions(transcript, windows, question, meaning)
    points = _key_points(transcript, windows, question, meaning, len(hits), moves, sounds)
    return Content(points, hits, _measures(points, hits))


class _Meaning:
    """Likeness of every window to the question, its points and its misconceptions; zeros without a model."""

    def __init__(self, windows: Sequence[_Window], question: Question, embedder: Embedder | None) -> None:
        self.judged = embedder is not None
        self._embedder = embedder
        self._said = self._embed([window.text for window in windows])
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


def _windows(transcript: Transcript) -> list[_Window]:
    """Sentences, and each with the next."""
    singles = list(sentences(transcript)) if transcript.words else []
    pairs = [Span(a.first_word, b.last_word) for a, b in pairwise(singles)]
    return [_Window(span, clean_text(transcript, span)) for span in dict.fromkeys([*singles, *pairs])]


def _keys(text: str) -> list[str]:
    spaced = text.replace("-", " ").replace("/", " ")
    return [key for word in spaced.split() if (key := normal(word))]


def _topic(text: str) -> frozenset[str]:
    return frozenset(stem(key) for key in _keys(text) if key not in STOP_WORDS)


def _share(wanted: frozenset[str], given: frozenset[str]) -> float:
    return len(wanted & given) / len(wanted) if wanted else 0.0


def _best_share(texts: Iterable[str], given: frozenset[str], known: frozenset[str] = frozenset()) -> float:
    return max((_share(_topic(text) - known, given) for text in texts), default=0.0)


def denies(keys: Sequence[str]) -> bool:
    """Whether the words hold a negation."""
    return any(key in _NEGATIONS or key.endswith("n't") for key in keys)


def reverses(claim: Sequence[str], said: Sequence[str]) -> bool:
    """Whether `said` holds the opposite of a word of the claim and not that word's own side."""
    return any(_one_sided(a, b, claim, said) or _one_sided(b, a, claim, said) for a, b in _OPPOSITES)


def _one_sided(
    side: frozenset[str], other: frozenset[str], claim: Sequence[str], said: Sequence[str]
) -> bool:
    in_claim, in_said = _stems_in(claim), _stems_in(said)
    claims = _holds(in_claim, side) and not _holds(in_claim, other)
    return claims and _holds(in_said, other) and not _holds(in_said, side)


def _stems_in(keys: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(key) for key in keys) | frozenset(keys)


def _holds(keys: frozenset[str], side: frozenset[str]) -> bool:
    return any(word in keys or stem(word) in keys for word in side)


def says(stems: Sequence[str], keys: Sequence[str], phrase: str) -> bool:
    """Whether the phrase is there, stemmed, in order, up to two words between, not denied in the window."""
    wanted = [stem(key) for key in _keys(phrase)]
    if not wanted or denies(keys) != denies(_keys(phrase)):
        return False
    return any(_matches_from(stems, start, wanted) for start, key in enumerate(stems) if key == wanted[0])


def _matches_from(stems: Sequence[str], start: int, wanted: Sequence[str]) -> bool:
    at = start
    for word in wanted[1:]:
        reach = list(stems[at + 1 : at + 2 + MOST_BETWEEN])
        if word not in reach:
            return False
        at += 1 + reach.index(word)
    return True


def _contradiction(claims: Sequence[str], window: _Window) -> float:
    """What is taken off where a window denies or turns round what every one of `claims` says."""
    worded = [_keys(claim) for claim in claims]
    denied = all(denies(claim) != denies(window.keys) for claim in worded)
    reversed_ = all(reverses(claim, window.keys) for claim in worded)
    return DENIED * denied + REVERSED * reversed_


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
    if strengths[best] < WRONG_FROM:
        return None
    span = windows[best].span
    fields = quoted(transcript, span.first_word, span.last_word)
    return MisconceptionHit(id=wrong.id, text=wrong.text, instead=wrong.instead, **fields)


def _wrongness(window: _Window, wrong: Misconception, nearer: float, judged: bool) -> float:
    claims = (wrong.text, *wrong.say)
    said = SAID * any(says(window.stems, window.keys, phrase) for phrase in wrong.say)
    distance = REVERSED * bool(_DISTANCED.search(window.text.lower()))
    likeness = 0.5 * _best_share(claims, window.topic) + said - _contradiction(claims, window) - distance
    if judged:
        return likeness + nearer
    right = _share(_topic(wrong.instead), window.topic) if wrong.instead else 0.0
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
    known = _topic(question.prompt)
    own = [_best_share([p.text, *p.say], whole, known) for p in question.key_points]
    breadth = sum(own) / len(own) if own else 0.0
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
            _window_evidence(window, point, known, float(like - asked))
            for window, like, asked in zip(
                windows, meaning.to_points[index], meaning.to_question, strict=True
            )
        ]
        for index, point in enumerate(question.key_points)
    ]


def _window_evidence(window: _Window, point: KeyPoint, known: frozenset[str], nearer: float) -> float:
    claims = (point.text, *point.say)
    said = SAID * any(says(window.stems, window.keys, phrase) for phrase in point.say)
    words = _best_share(claims, window.topic, known)
    return 0.5 * nearer + 0.5 * words + said - _contradiction(claims, window)


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
