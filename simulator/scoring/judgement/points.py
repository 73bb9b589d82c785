"""What an answer says: key points made, half made or missed; the misconceptions are found next door.

A point's evidence in a window (a sentence, or two neighbours) is

    0.5 x (likeness to the point - likeness to the question, at least what the field has anyway)
    + 0.5 x share of the point's own words
    - 0.15 when one of the two denies and the other does not, - 0.25 when the window says the opposite
    + up to 0.5 when one of its `say` phrases is there, not denied
    + likeness to this point - likeness to the nearest other point of the question (-0.2 to 0.2; not below 0
      when one of its clauses is nearest to this point: one sentence may make several)

and of the answer: its best window + aboutness (-0.3 to 0.3: how far the whole is about this question) -
suspicion (0.5 when every listed misconception is stated, or three are; in proportion) - 0.3 for a story
that blames others. Likeness to the question is taken off because naming the topic makes no point.
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
"""Likeness that an answer to another question of the field reaches anyway (median with one wording, 90 % with
several, measured on the shipped bank's model answers); what is taken off is never less."""
MOST_ABOUT, ABOUT_SLOPE, OTHERS_ABOUT = 0.3, 4.0, 0.38
"""Nine in ten answers to other questions stay under 0.4, nine in ten to the question itself reach it."""
ESTIMATES_ABOUT = 0.52
"""All estimates sound alike: three in four answers to another one stay under it, those to it reach it."""
OF_ONESELF = "career-stories"
"""What people tell of themselves is of another world than the points' words, and is not held against them."""
STORY_ABOUT = 0.1
"""A whole story is at least this much about the question: its words are of another world than the points'."""
SUSPICION, FULL_SUSPICION_AT = 0.5, 3
BLAMED, BLAMED_FROM = 0.3, 2
"""Taken off every point of a story that puts it on others in two sentences or more."""
MOST_SOUND = 0.6
OWN, MOST_OWN = 1.0, 0.2
"""A window speaks for the point it is nearest to, and against the others."""
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
    """Per point, per window; `said` is what a way to say it earns."""
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
    """How many sentences put it on others."""
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
