"""The learned heads: a middle and a mean rating from one weighed sum."""

from __future__ import annotations

import cards
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.question import KeyPoint, Question
from simulator.model.scorecard import Move
from simulator.scoring.judgement.features import (
    LED_FEATURES,
    MATCH_FEATURES,
    MATCHED,
    POINT_FEATURES,
    led_features,
    match_features,
    point_features,
)
from simulator.scoring.judgement.heads import Network, PointHead, RatingHead
from simulator.scoring.judgement.readings import MADE, MOVES, NOTHING, Readings

HEAD = RatingHead(
    weights=(2.0,), steps=(-1.5, -0.5, 0.5, 1.5), means=(0.0,), below=1.0, above=1.0, spearman=0.9
)
PLACES = {move: index / (len(MOVES) - 1) for index, move in enumerate(MOVES)}


@given(st.floats(-20, 20), st.floats(0, 5))
def test_more_is_never_rated_less(value: float, more: float) -> None:
    low, high = (HEAD.expected(np.array([one])) for one in (value, value + more))
    assert 1 <= low <= high <= 5


def test_the_middle_and_the_mean_agree_in_the_middle_and_only_the_mean_tells_the_best_apart() -> None:
    assert HEAD.expected(np.array([0.0])) == pytest.approx(3)
    assert HEAD.rating(np.array([0.0])) == pytest.approx(3)
    good, better = np.array([1.5]), np.array([3.0])
    assert HEAD.rating(good) == HEAD.rating(better) == 5
    assert HEAD.expected(good) < HEAD.expected(better) < 5


@given(st.floats(-2, 2), st.floats(-1, 1))
def test_a_mean_is_moved_as_its_features_are(value: float, change: float) -> None:
    moved = HEAD.expected_moved(HEAD.expected(np.array([value])), np.array([change]))
    assert moved == pytest.approx(HEAD.expected(np.array([value + change])), abs=0.01)


def _led(*sentences: tuple[Move, int | None]) -> dict[str, float]:
    points, moves = np.zeros((2, len(sentences))), np.zeros((len(sentences), len(MOVES)))
    for at, (move, point) in enumerate(sentences):
        moves[at, MOVES.index(move)] = 1
        if point is not None:
            points[point, at] = 1
    return dict(zip(LED_FEATURES, led_features(points, moves, PLACES), strict=True))


def test_the_wrong_way_round_is_out_of_order() -> None:
    right = _led((Move.FRAME, 0), (Move.APPROACH, None), (Move.SUMMARY, 1))
    wrong = _led((Move.SUMMARY, 1), (Move.APPROACH, None), (Move.FRAME, 0))
    for name in ("points out of order", "moves out of order", "steps back in the moves"):
        assert right[name] == 0 < wrong[name]
    assert wrong["moves in their usual order"] < 0 < right["moves in their usual order"]
    assert (right["closes"], wrong["closes"]) == (1, 0)
    assert right["different moves"] == wrong["different moves"] == 3


def test_one_sentence_that_does_nothing_has_no_order() -> None:
    found = led_features(np.zeros((0, 1)), np.zeros((1, len(MOVES))), PLACES)
    assert dict(zip(LED_FEATURES, found, strict=True)) == {
        name: float(name == "sentences that do nothing") for name in LED_FEATURES
    }


def _asking(points: int) -> Question:
    asked = tuple(KeyPoint(id=f"p{n}", text="what counts as churn", weight=1) for n in range(points))
    return cards.question("churn", key_points=asked)


def _read(*made: tuple[float, ...]) -> Readings:
    """Points by sentences, each with how likely it is made."""
    points = np.zeros((len(made), len(made[0]), 4))
    points[:, :, MADE] = made
    points[:, :, NOTHING] = 1 - points[:, :, MADE]
    return Readings(
        points=points, misconceptions=np.zeros((0, len(made[0]))), moves=np.zeros((len(made[0]), 0))
    )


def test_a_match_is_seen_beside_the_other_points_and_sentences() -> None:
    found = match_features(_read((0.9, 0.2), (0.9, 0.8)), ["one two three", "one"])
    assert found.shape == (2, 2, MATCHED)
    first = dict(zip(MATCH_FEATURES, found[0, 0], strict=False))
    assert first["makes it"] == pytest.approx(np.log(9))
    assert first["makes another"] == pytest.approx(np.log(9))
    assert first["points that it makes as surely"] == 2
    assert first["off its usual place"] == pytest.approx(1.5 / 4)
    assert first["behind the surest sentence"] == 0
    assert first["words"] == pytest.approx(np.log(3))
    second = dict(zip(MATCH_FEATURES, found[0, 1], strict=False))
    assert second["off its usual place"] == pytest.approx(3.5 / 4)
    assert second["the sentence before makes it"] == pytest.approx(np.log(9))
    assert second["points that it makes as surely"] == 2
    assert found[0, 0, len(MATCH_FEATURES)] == pytest.approx(np.log(9) ** 2)


@pytest.mark.parametrize(("points", "sentences"), [(0, 1), (1, 1), (1, 3), (4, 1)])
def test_any_shape_gives_finite_numbers(points: int, sentences: int) -> None:
    found = Readings(
        points=np.full((points, sentences, 4), 0.25),
        misconceptions=np.zeros((0, sentences)),
        moves=np.zeros((sentences, 0)),
    )
    matched = match_features(found, ["a"] * sentences)
    assert matched.shape == (points, sentences, MATCHED)
    assert np.isfinite(matched).all()
    question = _asking(points)
    given = point_features(found, np.full((points, sentences), 0.3), ["a"] * sentences, question)
    assert given.shape == (points, len(POINT_FEATURES))
    assert np.isfinite(given).all()


def test_a_full_stop_more_changes_no_amount() -> None:
    """Where the ear puts its full stops is no sign of how much was said."""
    whole, cut = _read((0.9, 0.2)), _read((0.9, 0.2, 0.2))
    one, two = ["one two three", "four five six seven"], ["one two three", "four five", "six seven"]
    amounts = ("length", "log of the length", "words that make it", "words that make a point", "points made")
    first, second = (
        dict(
            zip(
                POINT_FEATURES,
                point_features(found, np.ones((1, len(texts))), texts, _asking(1))[0],
                strict=True,
            )
        )
        for found, texts in ((whole, one), (cut, two))
    )
    assert [first[name] for name in amounts] == pytest.approx([second[name] for name in amounts])


def test_nothing_counts_farther_out_than_it_was_seen() -> None:
    layer = Network(weights=((1.0,),), biases=(0.0,), outputs=((0.0,), (1.0,)), output_biases=(0.0, 0.0))
    head = PointHead(means=(1.0,), spreads=(2.0,), networks=(layer,))
    near, far, farther = head.probabilities(np.array([[3.0], [9.0], [1e6]]))
    assert near[1] == pytest.approx(1 / (1 + np.exp(-1.0)))
    assert far == pytest.approx(farther)
