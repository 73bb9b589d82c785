"""Fits the judges of the ratings: content, and how an answer is told (clarity and structure).

How an answer is told is learned in two steps, because the reader knows the training authors by heart and what
it says of them is no guide. First, from the training authors' texts and labels: what the choice of words, the
shape of sentences and the order of moves and points are worth. Then, from the calibration authors: where on
that scale people give 2, 3, 4 or 5. Both steps are linear, so the
head that is shipped is one weight a feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, cross_val_predict

from simulator.scoring.judgement.heads import RatingHead, ToldHead, rating_at
from simulator.scoring.judgement.telling import choice_of_words, telling_features
from training import corpus

Array = NDArray[np.float64]
Labels = tuple[int, ...]
"""What one or two people gave."""
FOLDS = 8
INSIDE = 0.8
"""The share of second ratings that a range is to hold."""
STEPS = (2, 3, 4, 5)
SPREAD_OF_WEIGHTS = 1.0
"""The variance of the normal prior of the weights, of features scaled to unit spread."""
STRENGTH_OF_TELLING = 30.0
STRENGTH_OF_WORDS = 1.0
SHARE_HEARD = 0.5
"""Half of the answers are taken to be heard and half typed, for how far features can be relied on."""
ANSWERS_WITH_A_WORD = 8
"""A word must be said in so many training answers to get a weight."""


@dataclass(frozen=True)
class Rated:
    """One answer with the people's rating that is to be learned."""

    row: corpus.Row
    labels: Labels

    @property
    def rating(self) -> float:
        """The mean of the labels."""
        return sum(self.labels) / len(self.labels)

    @property
    def author(self) -> str:
        return str(self.row["id"].split("-")[0])

    @property
    def question(self) -> str:
        return str(self.row["question_id"])


def ratings(rows: Sequence[corpus.Row], name: str) -> list[Rated]:
    """The ratings of that name, by two labellers where there are two."""
    second = corpus.second_labels()
    both = [(row, *([second[row["id"]]] if row["id"] in second else [])) for row in rows]
    return [Rated(some[0], tuple(one["ratings"][name] for one in some)) for some in both]


def fit_ridge(
    given: Array, wanted: Array, sign: Sequence[int], strength: float, noise: Array
) -> tuple[Array, float]:
    """Ridge regression for features that will be measured with noise, which weigh less the more they have.

    `noise` has the expected products of the errors of each two features, shape (features, features); adding
    it to the products of the features themselves gives the weights that are best for noisy ones (Fuller,
    Measurement Error Models, 1987). `sign` says which way each feature may count, 0 is free: a weight of the
    wrong sign is set to nothing and the others are fitted again.
    """
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    scaled, kept = (given - mean) / spread, np.ones(given.shape[1], dtype=bool)
    products = scaled.T @ scaled + noise / np.outer(spread, spread) * len(given)
    with_wanted = scaled.T @ (wanted - wanted.mean())
    while True:
        weights = np.zeros(given.shape[1])
        own = products[np.ix_(kept, kept)] + strength * np.eye(kept.sum())
        weights[kept] = np.linalg.solve(own, with_wanted[kept])
        bad = kept & (weights * np.array(sign) < 0)
        if not bad.any():
            return weights / spread, float(wanted.mean() - weights @ (mean / spread))
        kept &= ~bad


def fit_steps(given: Array, labels: Sequence[Labels], sign: Sequence[int]) -> tuple[Array, Array]:
    """The weights and the four steps of a proportional-odds model, by penalized maximum likelihood.

    Of an answer that was labelled twice each label counts half. `sign` says which way each feature may count.
    """
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    scaled, count = (given - mean) / spread, given.shape[1]
    shares = np.array([[np.mean([label >= step for label in both]) for step in STEPS] for both in labels])

    def loss(parameters: Array) -> tuple[float, Array]:
        weights, gaps = parameters[:count], np.exp(parameters[count + 1 :])
        steps = parameters[count] + np.concatenate([[0.0], np.cumsum(gaps)])
        odds = (scaled @ weights)[:, None] - steps
        lost = (shares * np.logaddexp(0, -odds) + (1 - shares) * np.logaddexp(0, odds)).sum()
        slope = expit(odds) - shares
        of_steps = -slope.sum(axis=0)
        of_gaps = [of_steps[index + 1 :].sum() * gap for index, gap in enumerate(gaps)]
        gradient = [*(scaled.T @ slope.sum(axis=1) + weights / SPREAD_OF_WEIGHTS), of_steps.sum(), *of_gaps]
        return lost + weights @ weights / (2 * SPREAD_OF_WEIGHTS), np.array(gradient)

    free = (None, None)
    bounds = [{1: (0, None), -1: (None, 0), 0: free}[one] for one in sign] + [free] * len(STEPS)
    found = minimize(loss, np.zeros(count + len(STEPS)), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:count] / spread
    steps = found[count] + np.concatenate([[0.0], np.cumsum(np.exp(found[count + 1 :]))])
    return weights, steps + float(weights @ mean)


def rating_head(some: Sequence[Rated], given: Array, name: str, sign: Sequence[int]) -> RatingHead:
    """Fit, and measure on questions left out: the range and the rank correlation are honest."""
    wanted, labels = np.array([one.rating for one in some]), [one.labels for one in some]
    said = np.zeros(len(some))
    for inside, outside in GroupKFold(FOLDS).split(given, groups=[one.question for one in some]):
        weights, steps = fit_steps(given[inside], [labels[i] for i in inside], sign)
        said[outside] = rating_at(given[outside] @ weights, steps)
    below, above = spread_of(some, name, said)
    weights, steps = fit_steps(given, labels, sign)
    first, second, third, last = map(float, steps)
    return RatingHead(
        weights=tuple(map(float, weights)),
        steps=(first, second, third, last),
        means=tuple(map(float, given.mean(axis=0))),
        below=below,
        above=above,
        spearman=round(float(spearmanr(said, wanted).statistic), 3),
    )


def spread_of(some: Sequence[Rated], name: str, said: Array) -> tuple[float, float]:
    """How far single labellers' ratings, first and second, lie below and above what is said."""
    second = corpus.second_labels()
    errors = [one.row["ratings"][name] - s for one, s in zip(some, said, strict=True)]
    errors += [
        second[one.row["id"]]["ratings"][name] - s
        for one, s in zip(some, said, strict=True)
        if one.row["id"] in second
    ]
    below, above = np.quantile(errors, [(1 - INSIDE) / 2, (1 + INSIDE) / 2])
    return max(0.0, float(-below)), max(0.0, float(above))


# How an answer is told


def fit_told(
    train: Sequence[Rated],
    train_sentences: Sequence[list[str]],
    train_beside: Array,
    some: Sequence[Rated],
    sentences: Sequence[list[str]],
    beside: Array,
    changes: Array,
    name: str,
    sign: Sequence[int],
) -> ToldHead:
    """The head of one rating: its weights from the training authors, its steps from the calibration authors.

    `beside` has the features of the answers that are not in their texts, shape (answers, features), and
    `sign` which way each of them may count. `changes` says how the ear changes those of the texts.
    """
    words = fit_words(train_sentences, [one.rating for one in train])
    texts = [" ".join(one) for one in train_sentences]
    told = np.array([telling_features(one) for one in train_sentences])
    given = np.column_stack([train_beside, told, out_of_author(texts, train)])
    free = [0] * (told.shape[1] + 1)
    wanted = np.array([one.rating for one in train])
    noise, first = np.zeros((given.shape[1], given.shape[1])), train_beside.shape[1]
    of_told = slice(first, first + told.shape[1])
    noise[of_told, of_told] = SHARE_HEARD * changes.T @ changes / len(changes)
    weights, _ = fit_ridge(given, wanted, [*sign, *free], STRENGTH_OF_TELLING, noise)
    own = np.array([[*telling_features(one), choice_of_words(one, words)] for one in sentences])
    features = np.column_stack([beside, own])
    head = rating_head(some, features @ weights[:, None], name, [1])
    return ToldHead(
        words=words,
        rating=RatingHead(
            weights=tuple(map(float, weights * head.weights[0])),
            steps=head.steps,
            means=tuple(map(float, features.mean(axis=0))),
            below=head.below,
            above=head.above,
            spearman=head.spearman,
        ),
    )


def counts_of_words(texts: Sequence[str], vectorizer: CountVectorizer, *, fit: bool) -> Any:
    """Each text as a row of 1 + log of the count of each common word, of unit length."""
    found = (vectorizer.fit_transform(texts) if fit else vectorizer.transform(texts)).astype(float)
    found.data = 1 + np.log(found.data)
    length = np.maximum(1.0, np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel()))
    return found.multiply(1 / length[:, None]).tocsr()


def fit_words(sentences: Sequence[list[str]], wanted: Sequence[float]) -> dict[str, float]:
    """What each common word is worth."""
    vectorizer = CountVectorizer(min_df=ANSWERS_WITH_A_WORD, token_pattern=r"[a-z']+")
    given = counts_of_words([" ".join(one) for one in sentences], vectorizer, fit=True)
    model = Ridge(STRENGTH_OF_WORDS, fit_intercept=False).fit(given, np.array(wanted) - np.mean(wanted))
    return {
        word: round(float(weight), 4)
        for word, weight in zip(vectorizer.get_feature_names_out(), model.coef_, strict=True)
    }


def out_of_author(texts: Sequence[str], some: Sequence[Rated]) -> Array:
    """What the choice of words adds up to, each author judged by weights that the others gave."""
    vectorizer = CountVectorizer(min_df=ANSWERS_WITH_A_WORD, token_pattern=r"[a-z']+")
    given = counts_of_words(texts, vectorizer, fit=True)
    wanted = np.array([one.rating for one in some])
    found: Array = cross_val_predict(
        Ridge(STRENGTH_OF_WORDS, fit_intercept=False),
        given,
        wanted - wanted.mean(),
        groups=[one.author for one in some],
        cv=LeaveOneGroupOut(),
    )
    return found
