"""What an answer says, by rules: which key points it makes, half makes or misses.

Its misconceptions are found in `misconceptions.py`. A point's evidence in a window (a sentence, or two
neighbours) is

    0.5 x (likeness to the point - likeness to the question, or `FIELD` where that is more)
    + 0.5 x share of the point's own words
    - 0.15 when one of the two denies and the other does not, - 0.25 when the window says the opposite
    + up to 0.5 when one of its `say` phrases is there, not denied
    + likeness to this point - likeness to the nearest other point of the question (-0.2 to 0.2; not below 0
      when one of its clauses is nearest to this point: one sentence may make several)

and its evidence in the whole answer is

    that of its best window
    + aboutness (-0.3 to 0.3: how far the answer as a whole is about this question)
    + up to 0.5 for a point of a story that asks for a move ("what was learned") which the answer makes
    - suspicion (up to 0.5: in full when every listed misconception is stated, or three are)
    - 0.3 for a story that blames others

Likeness to the question is taken off because naming the topic makes no point.
docs/scoring.md has the thresholds and where they come from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.model.measures import KEY_POINTS_WEIGHT, MISCONCEPTIONS
from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.scorecard import (
    KeyPointResult,
    Measure,
    MisconceptionHit,
    Move,
    PointState,
    QuoteFields,
)
from simulator.scoring.judgement.misconceptions import misconceptions_stated
from simulator.scoring.judgement.moves import STORY, MoveLexicon
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.judgement.windows import Likeness, Window, claims_of, windows_of
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.wording import best_share, share, worded
from simulator.scoring.measures.registry import measure

HALF_FROM, MADE_FROM, FULL_FROM = 0.2, 0.45, 0.8
LEAST_CREDIT = 0.6
"""Credit grows from this at `HALF_FROM` to all of it at `FULL_FROM`, so that every clearer point counts."""
FIELD, FIELD_OF_WAYS = 0.3, 0.5
"""The likeness to a point that an answer to another question of the same field reaches: the median for a
point with one wording, and what nine in ten stay under for a point with several, measured on the model
answers of the shipped questions. What is taken off the likeness to a point is never less than this."""
MOST_ABOUT, ABOUT_SLOPE, OTHERS_ABOUT = 0.3, 4.0, 0.38
"""Aboutness is `ABOUT_SLOPE` times what the likeness of the whole answer exceeds `OTHERS_ABOUT` by, within
`MOST_ABOUT` either way. Nine in ten answers to other questions stay under a likeness of 0.4, and nine in ten
to the question itself reach it."""
ESTIMATES_ABOUT = 0.52
"""Stands for `OTHERS_ABOUT` in questions that ask for an estimate, because answers to them resemble each
other. Three in four answers to another estimate stay under it, and those to the estimate itself reach it."""
OF_ONESELF = "career-stories"
"""The topic of pitches about oneself. What people tell of themselves shares few words with the key points, so
a low aboutness takes nothing off there."""
STORY_ABOUT = 0.1
"""The least aboutness of a whole story, which also shares few words with the key points."""
SUSPICION, FULL_SUSPICION_AT = 0.5, 3
BLAMED, BLAMED_FROM = 0.3, 2
"""What every point of a story loses when at least two sentences blame others."""
MOST_SOUND = 0.6
"""The most that one point adds when it is judged how soundly the points are made."""
OWN, MOST_OWN = 1.0, 0.2
"""A window counts for the point that it is nearest to and against the others: the factor, and the limit."""
DENIED, REVERSED, SAID = 0.15, 0.25, 0.5
NAMED_MOVE = 0.5
NAMED_ANYWHERE, NAMED_WITHOUT_WAYS = 0.4, 0.7
"""The share of `NAMED_MOVE` that a story earns when it is about something else. It is larger for a point
without `say` phrases, because there the move is nearly all that can be recognised."""

NOTHING_QUOTED: QuoteFields = {
    "quote": None,
    "first_word": None,
    "last_word": None,
    "start_s": None,
    "end_s": None,
}


@dataclass(frozen=True)
class Content:
    """What an answer says, with the measures of it."""

    key_points: tuple[KeyPointResult, ...]
    misconceptions: tuple[MisconceptionHit, ...]
    measures: tuple[Measure, ...]


def content_report(
    said: Annotated,
    question: Question,
    moves: frozenset[Move],
    sounds: MoveLexicon,
    embedder: Embedder | None,
    glosses: Mapping[int, str] | None = None,
) -> Content:
    """Key points and misconceptions of the question in the answer; `moves` are those it makes.

    `glosses` are plain definitions of terms, by the word where the answer first uses them.
    """
    windows = windows_of(said, glosses or {})
    likeness = Likeness(windows, question, embedder)
    told = len(moves & STORY)
    near = _aboutness(windows, question, likeness)
    if question.kind is Kind.PITCH and question.topic == OF_ONESELF:
        near = max(0.0, near)
    about = max(STORY_ABOUT * told / len(STORY), near) if told else near
    evidence = _evidence(windows, question, likeness, SAID * (about + MOST_ABOUT) / (2 * MOST_ABOUT))
    hits = misconceptions_stated(said, windows, question, likeness, sound=_soundness(evidence), about=about)
    suspicion = _suspicion(len(hits), len(question.misconceptions))
    if question.kind is Kind.BEHAVIORAL and _blaming(said, sounds) >= BLAMED_FROM:
        suspicion += BLAMED
    totals = [
        max(found, default=-math.inf) + about + _named_move(point, about, moves, sounds) - suspicion
        for point, found in zip(question.key_points, evidence, strict=True)
    ]
    points = tuple(
        _key_point(said, windows, point, found, total)
        for point, found, total in zip(question.key_points, evidence, totals, strict=True)
    )
    return Content(points, hits, _measures(points, totals, hits))


def _evidence(
    windows: Sequence[Window], question: Question, likeness: Likeness, said: float
) -> list[list[float]]:
    """The evidence for each point in each window; `said` is what one of its `say` phrases earns."""
    known = worded(question.prompt).topic
    return [
        [
            _window_evidence(window, point, known, float(like - max(asked, _field(point))), said) + own
            for window, like, asked, own in zip(
                windows,
                to_point,
                likeness.to_question,
                OWN * np.clip(likeness.ownness(index), -MOST_OWN, MOST_OWN),
                strict=True,
            )
        ]
        for index, (point, to_point) in enumerate(zip(question.key_points, likeness.to_points, strict=True))
    ]


def _field(point: KeyPoint) -> float:
    return FIELD_OF_WAYS if point.say else FIELD


def _window_evidence(
    window: Window, point: KeyPoint, known: frozenset[str], nearer: float, said: float
) -> float:
    claims = claims_of(point)
    words = best_share(claims, window.topic, known)
    against = DENIED * window.denies(claims) + REVERSED * window.reverses(claims)
    return 0.5 * nearer + 0.5 * words + said * window.says(claims) - against


def _soundness(evidence: list[list[float]]) -> float:
    """How soundly the points are made, before anything is said against them: 0 to 0.6."""
    best = [min(MOST_SOUND, max(0.0, *found)) for found in evidence if found]
    return sum(best) / len(best) if best else 0.0


def _suspicion(stated: int, listed: int) -> float:
    """Taken off every point: full when all the listed misconceptions are stated, or three of them."""
    return SUSPICION * min(1.0, stated / min(listed, FULL_SUSPICION_AT)) if stated else 0.0


def _blaming(said: Annotated, sounds: MoveLexicon) -> int:
    """How many sentences blame others."""
    return sum(map(sounds.blames, said.lowered))


def _aboutness(windows: Sequence[Window], question: Question, likeness: Likeness) -> float:
    """How far the answer as a whole is about this question, -0.3 to 0.3.

    Without a model: by the share of the points' own words in the answer, 0 to 0.3.
    """
    if likeness.judged:
        others = ESTIMATES_ABOUT if question.kind is Kind.ESTIMATE else OTHERS_ABOUT
        near = ABOUT_SLOPE * (likeness.of_the_whole - others)
        return float(np.clip(near, -MOST_ABOUT, MOST_ABOUT))
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
    return NAMED_MOVE * (anywhere + (1 - anywhere) * max(0.0, about) / MOST_ABOUT)


def _key_point(
    said: Annotated, windows: Sequence[Window], point: KeyPoint, evidence: list[float], total: float
) -> KeyPointResult:
    best = int(np.argmax(evidence)) if evidence else -1
    state = _state(total)
    covered = state is not PointState.MISSED
    fields = said.quoted(windows[best].span) if covered else NOTHING_QUOTED
    return KeyPointResult(
        id=point.id,
        text=point.text,
        covered=covered,
        state=state,
        confidence=round(1 / (1 + math.exp(-6 * (max(total, -1.0) - HALF_FROM))), 2),
        weight=point.weight,
        **fields,
    )


def _state(total: float) -> PointState:
    if total >= MADE_FROM:
        return PointState.MADE
    return PointState.HALF if total >= HALF_FROM else PointState.MISSED


def _credit(total: float) -> float:
    """What a point earns of its weight, 0 to 1: nothing when missed, then the more the clearer it is made."""
    if total < HALF_FROM:
        return 0.0
    return min(1.0, LEAST_CREDIT + (1 - LEAST_CREDIT) * (total - HALF_FROM) / (FULL_FROM - HALF_FROM))


def _measures(
    points: Sequence[KeyPointResult], totals: Sequence[float], hits: tuple[MisconceptionHit, ...]
) -> tuple[Measure, ...]:
    whole = sum(point.weight for point in points)
    made = sum(point.weight * _credit(total) for point, total in zip(points, totals, strict=True))
    return (
        measure(KEY_POINTS_WEIGHT, made / whole if whole else None),
        measure(MISCONCEPTIONS, len(hits)),
    )
