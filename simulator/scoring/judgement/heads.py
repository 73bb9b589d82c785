"""The learned heads: small models over features, in one file that `training/judges.py` writes."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from simulator.model.scorecard import Move
from simulator.scoring.judgement.readings import MOVES, Array, softmax

CALIBRATED_FROM = 0.5
"""A dimension counts as calibrated from this rank correlation with people's ratings on."""
FARTHEST = 4.0
"""A feature counts as at most so many spreads from its mean: nothing was learned of what lies farther out."""
FAR = 8.0
"""So far beyond the outer steps (in log odds) nearly everybody gives 1, or 5."""
HALFWAY = (1.5, 2.5, 3.5, 4.5)
"""The middle rating where people are evenly split about a step."""


class MatchHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says of each sentence how likely it makes, or half makes, a key point, seen beside the others."""

    weights: tuple[float, ...]
    """Of the numbers of `features.match_features`."""
    bias: float

    def probabilities(self, features: Array) -> Array:
        """Shape (points, sentences), from features of shape (points, sentences, features)."""
        found: Array = 1 / (1 + np.exp(-(features @ np.array(self.weights) + self.bias)))
        return found


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A network with one layer between, of rectified units."""

    weights: tuple[tuple[float, ...], ...]
    """Of the units, shape (units, features)."""
    biases: tuple[float, ...]
    outputs: tuple[tuple[float, ...], ...]
    """Shape (classes, units)."""
    output_biases: tuple[float, ...]

    def scores(self, features: Array) -> Array:
        """Shape (rows, classes), from features of shape (rows, features)."""
        units = np.maximum(0.0, features @ np.array(self.weights).T + np.array(self.biases))
        found: Array = units @ np.array(self.outputs).T + np.array(self.output_biases)
        return found


class PointHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says of each key point how likely it was missed, half made, made, or said the wrong way round."""

    means: tuple[float, ...]
    """Of the features over the answers that it was fitted on; they are scaled by these and the spreads."""
    spreads: tuple[float, ...]
    networks: tuple[Network, ...]
    """Fitted from different beginnings; what they say is averaged."""

    def probabilities(self, features: Array) -> Array:
        """Shape (points, 4): missed, half, made, wrong; each row sums to 1."""
        scaled = np.clip((features - np.array(self.means)) / np.array(self.spreads), -FARTHEST, FARTHEST)
        found: Array = np.mean([softmax(network.scores(scaled)) for network in self.networks], axis=0)
        return found


class ClaimHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says how likely each listed misconception was asserted."""

    weights: tuple[float, ...]
    bias: float

    def probabilities(self, features: Array) -> Array:
        """One for each row of `features`."""
        found: Array = 1 / (1 + np.exp(-(features @ np.array(self.weights) + self.bias)))
        return found


class RatingHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says what rating, 1 to 5, the middle one of many people would give.

    A proportional-odds model (McCullagh, Regression Models for Ordinal Data, 1980): the features, weighed and
    added up, are the log odds of a rating of at least 2, 3, 4 or 5, each with a step of its own.
    """

    weights: tuple[float, ...]
    steps: tuple[float, float, float, float]
    """The sums at which half of the people would give at least 2, 3, 4 and 5; rising."""
    means: tuple[float, ...]
    """Each feature's mean over the answers it was fitted on: what an ordinary answer has."""
    below: float
    above: float
    """Four in five ratings of other people are at most so much below, or so much above, what is said here."""
    spearman: float
    """Rank correlation with the ratings of authors that were not trained on."""

    @property
    def calibrated(self) -> bool:
        """Whether it agrees well enough with people on answers that it has not seen."""
        return self.spearman >= CALIBRATED_FROM

    def rating(self, features: Array) -> float:
        """1 to 5."""
        return float(rating_at(np.dot(self.weights, features), self.steps))

    def expected(self, features: Array) -> float:
        """1 to 5: the mean of what many people would give."""
        return float(expected_at(np.dot(self.weights, features), self.steps))

    def expected_moved(self, expected: float, change: Array) -> float:
        """The mean for an answer that got this one, once its features have changed by so much."""
        first, *_, last = self.steps
        sums = np.linspace(first - FAR, last + FAR, 2000)
        before = np.interp(expected, [float(expected_at(one, self.steps)) for one in sums], sums)
        return float(expected_at(before + np.dot(self.weights, change), self.steps))

    def moved(self, rating: float, change: Array) -> float:
        """The rating of an answer that got this one, once its features have changed by so much."""
        before = np.interp(rating, [1.0, *HALFWAY, 5.0], _knots(self.steps))
        return float(rating_at(before + np.dot(self.weights, change), self.steps))

    def parts(self, features: Array) -> Array:
        """What each feature adds to, or takes from, the rating of an ordinary answer."""
        sums = np.array(self.weights) * (features - np.array(self.means))
        ordinary = float(np.dot(self.weights, self.means))
        whole = float(sums.sum())
        gained = float(rating_at(ordinary + whole, self.steps) - rating_at(ordinary, self.steps))
        found: Array = np.asarray(sums * (gained / whole if whole else 0.0))
        return found


def rating_at(sums: Array | float, steps: Sequence[float]) -> Array:
    """The middle rating, 1 to 5, where the weighed features add up to so much; straight between the steps."""
    found: Array = np.asarray(np.interp(sums, _knots(steps), [1.0, *HALFWAY, 5.0]))
    return found


def expected_at(sums: float, steps: Sequence[float]) -> float:
    """The mean rating, 1 to 5, where the weighed features add up to so much."""
    return float(1 + (1 / (1 + np.exp(np.array(steps) - sums))).sum())


def _knots(steps: Sequence[float]) -> list[float]:
    """The steps, and the sums at which the rating is 1 and 5: as far out as half the step beside them."""
    first, second, third, last = steps
    return [first - (second - first) / 2, first, second, third, last, last + (last - third) / 2]


class ToldHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says how clear or how well led people would find an answer, by how it is told."""

    words: dict[str, float]
    """What each common word is worth; see `telling.choice_of_words`."""
    rating: RatingHead
    """Over the features that `Heads.features` names."""


class GlossHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says whether a term was explained, from the reader's log odds and from what the rules found."""

    reader: float
    rules: float
    bias: float

    def explained(self, log_odds: float, *, by_rules: bool) -> bool:
        """Whether it is more likely explained than not."""
        return self.reader * log_odds + self.rules * by_rules + self.bias > 0


class Spread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far people's ratings lie from a score that a rubric gives, both from 0 to 100."""

    below: float
    above: float
    """Four in five ratings of other people are at most so much below, or so much above, the score."""
    spearman: float
    """Rank correlation with the ratings of authors that were not trained on."""

    @property
    def calibrated(self) -> bool:
        """Whether it agrees well enough with people on answers that it has not seen."""
        return self.spearman >= CALIBRATED_FROM


class Heads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that was fitted on readings."""

    features: tuple[str, ...]
    """The names of the features of `structure` and `clarity`, in their order."""
    matches: MatchHead
    points: PointHead
    claims: ClaimHead
    content: RatingHead
    structure: ToldHead
    clarity: ToldHead
    move_weights: dict[Move, tuple[float, ...]]
    """See `features.move_probabilities`."""
    moves: dict[Move, float]
    """The probability from which on a sentence makes the move."""
    places: dict[Move, float]
    """Where in an answer each move is made on average, 0 to 1."""
    covered_from: float
    """The probability (of `points`, made or half made) from which on a point counts as covered."""
    wrong_from: float
    """The probability (of `points`) from which on a point is shown as said the wrong way round."""
    asserted_from: float
    """The probability (of `claims`) from which on a wrong claim is held against the speaker."""
    asked_from: float
    """The probability (of `claims`) from which on the speaker is asked whether that was meant."""
    glosses: GlossHead

    overall: Spread = Spread(below=30.0, above=30.0, spearman=0.0)
    """How far ratings lie from the rubric's overall score."""

    @property
    def weights_of_moves(self) -> Array:
        """Of the moves, in the order of the reader's classes: shape (moves, 6)."""
        return np.array([self.move_weights[move] for move in MOVES])

    @property
    def thresholds(self) -> Array:
        """Of the moves, in the order of the reader's classes."""
        return np.array([self.moves[move] for move in MOVES])


def load_heads(content: bytes) -> Heads:
    """The heads in the content of their file. Raises `msgspec.ValidationError` for anything else."""
    return msgspec.json.decode(content, type=Heads)
