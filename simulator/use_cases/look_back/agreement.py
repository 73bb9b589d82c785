"""PURE: how well the scores agree with what people think, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.model.counted import counted
from simulator.model.records import ObjectionCount, RatedPair
from simulator.model.smoothing import Z

NO_OBJECTIONS = ObjectionCount(answers=0, corrected=0, judgements=0)
LEAST = 5
"""The fewest ratings that allow a statement about agreement."""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How well the overall scores agree with people's ratings."""

    ratings: int
    spearman: float | None
    """Rank correlation, -1 to 1; None for fewer than five ratings, or when one side is all equal."""
    low: float | None
    high: float | None
    """95 % confidence interval of the correlation (Fisher's z with Bonett and Wright's standard error)."""
    difference: float | None
    """Mean absolute difference of score and rating on the scale of 1 to 5; None for fewer than five."""
    sentence: str
    corrected: int = 0
    """Judgements that the user corrected by hand."""
    judgements: int = 0
    """Of so many: those of all answers that somebody rated or corrected."""


def agreement(pairs: Sequence[RatedPair], by_hand: ObjectionCount = NO_OBJECTIONS) -> Agreement:
    """What the ratings say about the scores, and what was corrected by hand about the judgements."""
    found = _of_ratings(pairs)
    if not by_hand.corrected:
        return replace(found, judgements=by_hand.judgements)
    return replace(
        found,
        corrected=by_hand.corrected,
        judgements=by_hand.judgements,
        sentence=f"{found.sentence} {_corrections(by_hand)}",
    )


def _corrections(by_hand: ObjectionCount) -> str:
    where = "the answer" if by_hand.answers == 1 else f"the {by_hand.answers} answers"
    return (
        f"You corrected {by_hand.corrected} of {counted(by_hand.judgements, 'judgement')} in {where} that "
        "you rated or corrected."
    )


def _of_ratings(pairs: Sequence[RatedPair]) -> Agreement:
    if len(pairs) < LEAST:
        more = LEAST - len(pairs)
        so_far = counted(len(pairs), "rating")
        sentence = f"{so_far} so far; {more} more, and the app says how far to trust its scores."
        return Agreement(
            ratings=len(pairs), spearman=None, low=None, high=None, difference=None, sentence=sentence
        )
    scores = np.array([pair.score for pair in pairs], dtype=np.float64)
    ratings = np.array([pair.rating for pair in pairs], dtype=np.float64)
    difference = float(np.mean(np.abs(1 + 4 * scores / 100 - ratings)))
    found = spearman(scores, ratings)
    if found is None:
        sentence = "All ratings or all scores are alike: they say nothing about agreement yet."
        return Agreement(
            ratings=len(pairs), spearman=None, low=None, high=None, difference=difference, sentence=sentence
        )
    low, high = _interval(found, len(pairs))
    word = "well" if low >= 0.6 else "somewhat" if low > 0 else "not clearly"
    return Agreement(
        ratings=len(pairs),
        spearman=found,
        low=low,
        high=high,
        difference=difference,
        sentence=(
            f"The scores agree {word} with {len(pairs)} ratings: rank correlation {found:.2f} "
            f"(19 of 20 times from {low:.2f} to {high:.2f}), {difference:.1f} apart on the scale of 1 to 5."
        ),
    )


def spearman(a: NDArray[np.float64], b: NDArray[np.float64]) -> float | None:
    """Spearman's rank correlation, ties at their mean rank; None when all values of one side are equal."""
    ranks = [_ranks(values) for values in (a, b)]
    spreads = [float(rank.std()) for rank in ranks]
    if min(spreads) == 0:
        return None
    centred = [rank - rank.mean() for rank in ranks]
    return float(np.mean(centred[0] * centred[1]) / (spreads[0] * spreads[1]))


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[inverse], dtype=np.float64)


def _interval(found: float, count: int) -> tuple[float, float]:
    """95 % confidence interval: Fisher's z of a rank correlation with Bonett and Wright's (2000) error."""
    clipped = min(max(found, -0.999999), 0.999999)
    error = math.sqrt((1 + clipped**2 / 2) / (count - 3))
    z = math.atanh(clipped)
    return math.tanh(z - Z * error), math.tanh(z + Z * error)
