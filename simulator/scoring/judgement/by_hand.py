"""What corrections by hand change in the numbers that judgements give, without reading the answer again.

A scorecard keeps of each key point its state and how sure the judge was, and of all points together what
they earned. That bounds what each point earned: being `sure` that a point was made or half made,

    made 0.75 to 1 x sure,  half made 0.5 to 0.75 x sure,  missed or wrong 0.5 to 1 x sure

A point is first taken to be what its state says (made 1, half made 0.5, missed or wrong 0.75 x sure). Then
all are moved towards those bounds, equally far, until together they earned what the card says. Where rules
judged, how sure they were says exactly what a point earned. A corrected point then earns what its new label
is worth, and never less for a better one.

The learned ratings rest on weighed sums, which move by the weights of the features that a correction
changes:

    content              credit; a point said wrongly; a wrong claim
    structure, clarity   the features of how the answer is led that rest on its moves

Of a wrong claim, or a point said wrongly, only the least probability is known at which it counts; it is taken
to lie in the middle between that and 1. What only the reader could tell stays as it was: how many sentences
make a point, and in which order the points come.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from simulator.model.scorecard import KeyPointResult, MisconceptionHit, Move, MoveSpan, PointState
from simulator.scoring.judgement.features import HALF_CREDIT, LED_FEATURES, led_features
from simulator.scoring.judgement.heads import Heads, RatingHead
from simulator.scoring.judgement.points import FULL_FROM, HALF_FROM, LEAST_CREDIT
from simulator.scoring.judgement.readings import MOVES, Array
from simulator.scoring.language.annotated import Annotated

BOUNDS = {
    PointState.MADE: (0.75, 1.0, 1.0),
    PointState.HALF: (0.5, 0.5, 0.75),
    PointState.MISSED: (0.5, 0.75, 1.0),
    PointState.WRONG: (0.5, 0.75, 1.0),
}
"""The least that a point in this state earned, what it is taken for, and the most, as shares of how sure the
judge was that it was made or half made."""
BETTER = (PointState.WRONG, PointState.MISSED, PointState.HALF, PointState.MADE)
"""The states from the worst to the best."""
STEEP = 6
"""How the rules make a probability of their evidence; see `points._key_point`."""

Points = Sequence[KeyPointResult]


def credit_by_hand(judged: Points, corrected: Points, whole: float, *, learned: bool) -> float:
    """The share of the points' weight that is earned, 0 to 1, where `whole` was earned as `judged`."""
    weight = sum(point.weight for point in judged)
    if not weight:
        return whole
    earned = credits_of(judged, whole, learned=learned)
    more = sum(
        now.weight * _gained(was.state, now.state, worth(now.state, learned=learned) - before)
        for was, now, before in zip(judged, corrected, earned, strict=True)
        if was.state is not now.state
    )
    return min(1.0, max(0.0, whole + more / weight))


def _gained(was: PointState, now: PointState, change: float) -> float:
    """The change of what a point earns; a better state never earns less, though the judge was nearly sure."""
    return max(0.0, change) if BETTER.index(now) > BETTER.index(was) else min(0.0, change)


def credits_of(judged: Points, whole: float, *, learned: bool) -> list[float]:
    """What each point earned, 0 to 1, so far as the card tells."""
    if not learned:
        return [_credit_by_rules(point.confidence) for point in judged]
    least, taken, most = (
        np.array([BOUNDS[point.state][column] * point.confidence for point in judged]) for column in range(3)
    )
    weights = np.array([point.weight for point in judged])
    lacking = whole * weights.sum() - weights @ taken
    towards = most if lacking > 0 else least
    room = weights @ (towards - taken)
    way = min(1.0, max(0.0, float(lacking / room))) if room else 0.0
    return [float(credit) for credit in taken + way * (towards - taken)]


def worth(state: PointState, *, learned: bool) -> float:
    """What a point earns that a person says was made, half made, missed or said wrongly."""
    half = HALF_CREDIT if learned else LEAST_CREDIT
    return {PointState.MADE: 1.0, PointState.HALF: half}.get(state, 0.0)


def _credit_by_rules(confidence: float) -> float:
    """The formulas of `points`, backwards: from a confidence to the evidence, and on to what it earned."""
    kept = min(0.99, max(0.01, confidence))
    evidence = HALF_FROM + math.log(kept / (1 - kept)) / STEEP
    if evidence < HALF_FROM:
        return 0.0
    return min(1.0, LEAST_CREDIT + (1 - LEAST_CREDIT) * (evidence - HALF_FROM) / (FULL_FROM - HALF_FROM))


def content_by_hand(
    rating: float,
    expected: float | None,
    heads: Heads,
    *,
    credit: tuple[float, float],
    points: tuple[Points, Points],
    taken_back: Iterable[MisconceptionHit],
) -> tuple[float, float | None]:
    """The middle and the mean rating of the content, 1 to 5, from those that the judge gave.

    `credit` and `points` are those as judged, and those now. Older cards have no mean.
    """
    before, now = credit
    wrong = _wrongly(points[1], heads, by_hand=points[0]) - _wrongly(points[0], heads, by_hand=points[0])
    asserted = -sum(_asserted(claim, heads) for claim in taken_back)
    change = np.array([now - before, wrong, asserted])
    mean = None if expected is None else heads.content.expected_moved(expected, change)
    return heads.content.moved(rating, change), mean


def _wrongly(points: Points, heads: Heads, *, by_hand: Points) -> float:
    """The share of the weight that is said wrongly; a person who says so is sure."""
    weight = sum(point.weight for point in points)
    found = _middle(min(1.0, heads.wrong_from))
    said = sum(
        now.weight * (found if was.state is PointState.WRONG else 1.0)
        for was, now in zip(by_hand, points, strict=True)
        if now.state is PointState.WRONG
    )
    return said / weight if weight else 0.0


def _asserted(claim: MisconceptionHit, heads: Heads) -> float:
    asserted = min(1.0, heads.asserted_from)
    return _middle(asserted) if claim.sure else (min(asserted, heads.asked_from) + asserted) / 2


def _middle(least: float) -> float:
    return (least + 1) / 2


def moves_by_sentence(said: Annotated, moves: Iterable[MoveSpan]) -> list[frozenset[Move]]:
    """The moves of each sentence, from the stretches that they were joined to."""
    spans = [
        (move.move, move.first_word, move.last_word)
        for move in moves
        if move.first_word is not None and move.last_word is not None
    ]
    return [
        frozenset(move for move, first, last in spans if first <= sentence.first_word <= last)
        for sentence in said.sentences
    ]


def told_by_hand(
    rating: float,
    head: RatingHead,
    usual_places: Mapping[Move, float],
    said: Annotated,
    points: Points,
    moves: tuple[Sequence[frozenset[Move]], Sequence[frozenset[Move]]],
) -> float:
    """A rating of structure or clarity, 1 to 5; `moves` are those of each sentence as judged, and those now.

    `head` weighs the features that `Heads.features` names, and `usual_places` are `Heads.places`. The answer
    has at least one sentence.
    """
    shown = _shown(said, points)
    before, now = (led_features(shown, _surely(made), usual_places) for made in moves)
    change = np.zeros(len(head.weights))
    change[: len(LED_FEATURES)] = now - before
    return head.moved(rating, change)


def _surely(made: Sequence[frozenset[Move]]) -> Array:
    """The moves of each sentence as probabilities: shape (sentences, moves)."""
    return np.array([[float(move in some) for move in MOVES] for some in made])


def _shown(said: Annotated, points: Points) -> Array:
    """The points that were made or half made, each in the sentence that is quoted for it.

    The shape is (points, sentences).
    """
    found = np.zeros((len(points), len(said.sentences)))
    for row, point in zip(found, points, strict=True):
        if point.covered and point.first_word is not None and point.first_word < len(said.words):
            row[said.sentence_of[point.first_word]] = 1.0
    return found
