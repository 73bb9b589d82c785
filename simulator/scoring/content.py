"""What an answer says: key points made, half made or missed; the misconceptions are found next door.

A point's evidence in a window (a sentence, or two neighbours) is

    0.5 x (likeness to the point - likeness to the question, at least what the field has anyway)
    + 0.5 x share of the point's own words
    - 0.15 when one of the two denies and the other does not, - 0.25 when the window says the opposite
    + 0.5 when one of its `say` phrases is there, not denied

and of the answer: its best window + aboutness (0 to 0.3: how far the answer is about this question at all)
- suspicion (0.5 when every listed misconception is stated, or three are; in proportion). Likeness to the
question is taken off because naming the topic makes no point; an answer about something else gets no benefit
of the doubt.
docs/scoring.md has the thresholds and where they come from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.interview.question import KeyPoint, Question
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
from simulator.scoring.misconceptions import misconceptions_stated
from simulator.scoring.moves import STORY, MoveLexicon
from simulator.scoring.ports import Embedder
from simulator.scoring.windows import Likeness, Window, claims_of, windows_of
from simulator.scoring.wording import best_share, share, worded
from simulator.transcript import Transcript

HALF_FROM, MADE_FROM = 0.2, 0.45
FIELD, FIELD_OF_WAYS = 0.3, 0.5
"""Likeness that an answer to another question of the field reaches anyway (median with one wording, 90 % with
several, measured on the shipped bank's model answers); what is taken off is never less."""
MOST_ABOUT, ABOUT_SLOPE, OTHERS_ABOUT, WAYS_ADD = 0.3, 1.5, 0.42, 0.07
"""Answers to other questions reach 0.42 on the scale of `_aboutness`, 0.07 more with several wordings."""
NEAREST_TO_QUESTION = 5
STORY_ABOUT = 0.1
"""A whole story is at least this much about the question: its words are of another world than the points'."""
SUSPICION, FULL_SUSPICION_AT = 0.5, 3
MOST_SOUND = 0.6
DENIED, REVERSED, SAID = 0.15, 0.25, 0.5
NAMED_MOVE = 0.5
NAMED_ANYWHERE, NAMED_WITHOUT_WAYS = 0.4, 0.7
"""The share of it that a story about something else still earns; without ways to say it, the move is nearly
all there is to go by."""

NOTHING_QUOTED: QuoteFields = {
    "quote": None,
    "first_word": None,
    "last_word": None,
    "start_s": None,
    "end_s": None,
}


@dataclass(frozen=True)
class Content:
    key_points: tuple[KeyPointResult, ...]
    misconceptions: tuple[MisconceptionHit, ...]
    measures: tuple[Measure, ...]


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
    windows = windows_of(transcript, glosses or {})
    likeness = Likeness(windows, question, embedder)
    evidence = _evidence(windows, question, likeness)
    hits = misconceptions_stated(transcript, windows, question, likeness, _soundness(evidence))
    suspicion = _suspicion(len(hits), len(question.misconceptions))
    told = STORY_ABOUT * len(moves & STORY) / len(STORY)
    about = [max(told, near) for near in _aboutness(windows, question, likeness)]
    points = tuple(
        _key_point(
            transcript, windows, point, found, near + _named_move(point, near, moves, sounds) - suspicion
        )
        for point, found, near in zip(question.key_points, evidence, about, strict=True)
    )
    return Content(points, hits, _measures(points, hits))


def _evidence(windows: Sequence[Window], question: Question, likeness: Likeness) -> list[list[float]]:
    """Per point, per window."""
    known = worded(question.prompt).topic
    return [
        [
            _window_evidence(window, point, known, float(like - max(asked, _field(point))))
            for window, like, asked in zip(windows, to_point, likeness.to_question, strict=True)
        ]
        for point, to_point in zip(question.key_points, likeness.to_points, strict=True)
    ]


def _field(point: KeyPoint) -> float:
    return FIELD_OF_WAYS if point.say else FIELD


def _window_evidence(window: Window, point: KeyPoint, known: frozenset[str], nearer: float) -> float:
    claims = claims_of(point)
    words = best_share(claims, window.topic, known)
    against = DENIED * window.denies(claims) + REVERSED * window.reverses(claims)
    return 0.5 * nearer + 0.5 * words + SAID * window.says(claims) - against


def _soundness(evidence: list[list[float]]) -> float:
    """How soundly the points are made, before anything is said against them: 0 to 0.6."""
    best = [min(MOST_SOUND, max(0.0, *found)) for found in evidence if found]
    return sum(best) / len(best) if best else 0.0


def _suspicion(stated: int, listed: int) -> float:
    """Taken off every point: full when all the listed misconceptions are stated, or three of them."""
    return SUSPICION * min(1.0, stated / min(listed, FULL_SUSPICION_AT)) if stated else 0.0


def _aboutness(windows: Sequence[Window], question: Question, likeness: Likeness) -> list[float]:
    """Per point: how far the answer is about this question, judged without that point; 0 to 0.3.

    Rests on the mean over the other points of the likeness of their nearest window, and on the mean likeness
    of the five windows nearest to the question. Without a model, on the points' own words in the answer.
    """
    if not likeness.judged or not windows:
        return [_breadth(windows, question)] * len(question.key_points)
    nearest = np.array([to_point.max() for to_point in likeness.to_points])
    asked = float(np.sort(likeness.to_question)[-NEAREST_TO_QUESTION:].mean())
    others = [_mean_without(nearest, index) for index in range(len(nearest))]
    return [
        float(np.clip(ABOUT_SLOPE * (other + asked / 2 - _others_about(point)), 0, MOST_ABOUT))
        for other, point in zip(others, question.key_points, strict=True)
    ]


def _others_about(point: KeyPoint) -> float:
    return OTHERS_ABOUT + (WAYS_ADD if point.say else 0.0)


def _mean_without(values: np.ndarray[tuple[int], np.dtype[np.float64]], index: int) -> float:
    """Mean of the others; of the one where there is no other."""
    return float(np.delete(values, index).mean() if len(values) > 1 else values.mean())


def _breadth(windows: Sequence[Window], question: Question) -> float:
    whole = frozenset(word for window in windows for word in window.topic)
    known = worded(question.prompt).topic
    own = [share(worded(point.text).topic - known, whole) for point in question.key_points]
    return min(MOST_ABOUT, sum(own) / len(own)) if own else 0.0


def _named_move(point: KeyPoint, about: float, moves: frozenset[Move], sounds: MoveLexicon) -> float:
    """A point of a story that asks for a move ("what was learned") is made by making it."""
    asked = {sound.move for sound in sounds.sounds if sound.is_named_in(point.text.lower())}
    if not moves & asked:
        return 0.0
    anywhere = NAMED_ANYWHERE if point.say else NAMED_WITHOUT_WAYS
    return NAMED_MOVE * (anywhere + (1 - anywhere) * about / MOST_ABOUT)


def _key_point(
    transcript: Transcript, windows: Sequence[Window], point: KeyPoint, evidence: list[float], answer: float
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
