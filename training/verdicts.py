"""Fits the heads of matches, points and claims, and asks each about questions that it does not know."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import matthews_corrcoef
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier

from simulator.scoring.judgement import features as numbers
from simulator.scoring.judgement.heads import FARTHEST, ClaimHead, MatchHead, Network, PointHead
from training.examples import STATES, Example, match_labels
from training.ratings import FOLDS

Array = NDArray[np.float64]
UNITS, DECAY, PASSES, NETWORKS = 16, 1.0, 150, 3
"""Of the networks for points: of 16 or 32 units and decays of 0.3 to 20 the best on questions left out."""
SUSPICION = 0.7
"""What is only called perhaps the wrong way round must be so this often."""


def fit_matches(some: Sequence[Example]) -> MatchHead:
    """Logistic regression over every sentence and point."""
    given = np.concatenate([match_features_of(e).reshape(-1, numbers.MATCHED) for e in some])
    wanted = np.concatenate([match_labels(e).ravel() for e in some])
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=1000).fit((given - mean) / spread, wanted)
    weights = model.coef_[0] / spread
    return MatchHead(weights=tuple(map(float, weights)), bias=float(model.intercept_[0] - weights @ mean))


def match_features_of(example: Example) -> Array:
    """Shape (points, sentences, features)."""
    return numbers.match_features(example.found, example.said.texts)


def matches_by(head: MatchHead, example: Example) -> Array:
    """How likely each sentence makes each point: shape (points, sentences)."""
    return head.probabilities(match_features_of(example))


def matches_without(some: Sequence[Example]) -> list[Array]:
    """Of each answer, by heads fitted without its question."""
    found: list[Array] = [np.zeros(0)] * len(some)
    for inside, outside in folds(some):
        head = fit_matches([some[i] for i in inside])
        for i in outside:
            found[i] = matches_by(head, some[i])
    return found


def fit_points(some: Sequence[Example], matches: Sequence[Array]) -> PointHead:
    """Three small networks, their features scaled as the head scales them."""
    given = np.concatenate([point_features_of(e, m) for e, m in zip(some, matches, strict=True)])
    wanted = np.concatenate([e.states for e in some])
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    scaled = np.clip((given - mean) / spread, -FARTHEST, FARTHEST)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # so many passes are meant
        fitted = [
            MLPClassifier((UNITS,), alpha=DECAY, max_iter=PASSES, random_state=seed).fit(scaled, wanted)
            for seed in range(NETWORKS)
        ]
    return PointHead(
        means=tuple(map(float, mean)),
        spreads=tuple(map(float, spread)),
        networks=tuple(map(_network, fitted)),
    )


def _network(fitted: MLPClassifier) -> Network:
    (units, outputs), (biases, output_biases) = fitted.coefs_, fitted.intercepts_
    return Network(
        weights=tuple(tuple(map(float, row)) for row in units.T),
        biases=tuple(map(float, biases)),
        outputs=tuple(tuple(map(float, row)) for row in outputs.T),
        output_biases=tuple(map(float, output_biases)),
    )


def point_features_of(example: Example, matches: Array) -> Array:
    """Shape (points, features)."""
    return numbers.point_features(example.found, matches, example.said.texts, example.question)


def claim_features_of(example: Example, states: Array) -> Array:
    """Shape (misconceptions, features)."""
    return numbers.claim_features(example.found, states, example.weights, example.said.texts)


def states_by(head: PointHead, example: Example, matches: Array) -> Array:
    """Of each point how likely it was missed, half made, made or said wrongly."""
    return head.probabilities(point_features_of(example, matches))


def fit_claims(some: Sequence[Example], states: Sequence[Array]) -> ClaimHead:
    """Logistic regression; `states` are of the points, by a head fitted without the answer's question."""
    given = np.concatenate([claim_features_of(e, s) for e, s in zip(some, states, strict=True)])
    wanted = np.concatenate([e.asserted for e in some])
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=1000).fit((given - mean) / spread, wanted)
    weights = model.coef_[0] / spread
    return ClaimHead(weights=tuple(map(float, weights)), bias=float(model.intercept_[0] - weights @ mean))


@dataclass(frozen=True)
class Verdicts:
    """Of one answer, by heads fitted without its question."""

    states: Array
    """Of the points, shape (points, 4)."""
    claims: Array
    """How likely each listed misconception was asserted."""


def claims_by(head: ClaimHead, example: Example, states: Array) -> Array:
    """How likely each listed misconception was asserted, given the points' states."""
    return head.probabilities(claim_features_of(example, states))


def verdicts_without(some: Sequence[Example]) -> list[Verdicts]:
    """For each answer what heads say that were fitted without its question, of its points and its claims."""
    states, matches = [np.zeros(0)] * len(some), matches_without(some)
    for inside, outside in folds(some):
        head = fit_points([some[i] for i in inside], [matches[i] for i in inside])
        for i in outside:
            states[i] = states_by(head, some[i], matches[i])
    found = [Verdicts(of_points, np.zeros(0)) for of_points in states]
    for inside, outside in folds(some):
        claims = fit_claims([some[i] for i in inside], [states[i] for i in inside])
        for i in outside:
            found[i] = Verdicts(states[i], claims_by(claims, some[i], states[i]))
    return found


def folds(some: Sequence[Example]) -> list[tuple[Array, Array]]:
    """Eight ways to leave questions out: the places of what stays inside, and of what is left out."""
    return list(GroupKFold(FOLDS).split(some, groups=[e.question.id for e in some]))


def threshold_for(given: Array, wanted: Array, precision: float) -> float:
    """The lowest threshold whose precision is reached; 1.01 (never) where none reaches it."""
    order = np.argsort(-given)
    hits = np.cumsum(wanted[order])
    reached = np.flatnonzero((hits / np.arange(1, len(order) + 1) >= precision) & (hits >= 5))
    return float(given[order][reached[-1]]) if len(reached) else 1.01


def covered_from(some: Sequence[Example], verdicts: Sequence[Verdicts]) -> float:
    """From where on a point counts: where Matthews' coefficient is best, for questions left out."""
    given = np.concatenate([v.states[:, 1] + v.states[:, 2] for v in verdicts])
    wanted = np.concatenate([e.covered for e in some])
    tried = np.linspace(0.3, 0.9, 31)
    return float(max(tried, key=lambda least: matthews_corrcoef(wanted, given >= least)))


def wrong_from(some: Sequence[Example], verdicts: Sequence[Verdicts]) -> float:
    """From where on a point that is not covered is called wrong: `SUSPICION` of those calls are right."""
    states = np.concatenate([v.states for v in verdicts])
    wanted = np.concatenate([[state == STATES.index("wrong") for state in e.states] for e in some])
    open_ = states[:, 1] + states[:, 2] < covered_from(some, verdicts)
    return threshold_for(states[open_, 3], wanted[open_].astype(float), SUSPICION)
