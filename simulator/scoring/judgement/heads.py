"""The learned heads: small linear models over features, in one file that `training/judges.py` writes."""

from __future__ import annotations

import msgspec
import numpy as np

from simulator.model.scorecard import Move
from simulator.scoring.judgement.readings import MOVES, Array

CALIBRATED_FROM = 0.5
"""A dimension counts as calibrated from this rank correlation with people's ratings on."""


class PointHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says of each key point how likely it was missed, half made or made."""

    weights: tuple[tuple[float, ...], ...]
    """Shape (3, features)."""
    biases: tuple[float, ...]
    """One for each of missed, half, made."""

    def probabilities(self, features: Array) -> Array:
        """Shape (points, 3): missed, half, made; each row sums to 1."""
        scores = features @ np.array(self.weights).T + np.array(self.biases)
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Array = shifted / shifted.sum(axis=1, keepdims=True)
        return found


class RatingHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says what rating, 1 to 5, people would give."""

    weights: tuple[float, ...]
    bias: float
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
        return float(np.clip(np.dot(self.weights, features) + self.bias, 1.0, 5.0))

    def parts(self, features: Array) -> Array:
        """What each feature adds to, or takes from, the rating of an ordinary answer."""
        found: Array = np.array(self.weights) * (features - np.array(self.means))
        return found


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
    points: PointHead
    content: RatingHead
    structure: ToldHead
    clarity: ToldHead
    move_weights: dict[Move, tuple[float, ...]]
    """See `features.move_probabilities`."""
    moves: dict[Move, float]
    """The probability from which on a sentence makes the move."""
    places: dict[Move, float]
    """Where in an answer each move is made on average, 0 to 1."""
    wrong_from: float
    """The probability from which on a point is said the wrong way round."""
    asserted_from: float
    """The probability from which on a wrong claim is held against the speaker."""
    asked_from: float
    """The probability from which on the speaker is asked whether that was meant."""
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
