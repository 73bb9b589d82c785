"""What the reader says of an answer, condensed to the few numbers that the learned heads weigh.

Training and scoring both use these functions, so that a head sees the same numbers in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from simulator.model.question import Question
from simulator.model.scorecard import Move
from simulator.scoring.judgement.readings import HALF, MADE, MOVES, WRONG, Array, Readings

WORDS_OF_A_SENTENCE = 18.0
"""Amounts are counted in words, divided by this, and not in sentences: where the ear puts its full stops must
not change them."""
HALF_CREDIT = 0.5
"""What a point half made is worth, as in the corpus."""
LEAST = 1e-4
"""Probabilities are kept this far from 0 and 1, so that their log odds stay finite."""
CROSSED = 4
"""So many of the first match features are also multiplied with one another."""
MATCH_FEATURES = (
    "makes it", "makes points on average", "makes another", "points that it makes as surely",
    "makes it wholly", "has it wrong", "off its usual place", "behind the surest sentence", "words",
    "length", "the sentence before makes it", "the one after makes it",
)  # fmt: skip
POINT_FEATURES = (
    "surest made", "next surest made", "any made", "surest made or half", "surest wrong",
    "wrong where surest made",
    "other points made", "other points wrong", "misconceptions", "length",
    "made where surest wrong", "surest half", "claim where surest made", "claim where surest wrong",
    "made over wrong", "words that make it", "words that have it wrong",
    "words that make a point", "points made", "points wrong", "log of the length", "place",
    "best match", "next best match", "any match", "matches", "best match on average",
    "best match over average",
    "weight", "points asked", "place among them", "words of the point", "misconceptions listed",
)  # fmt: skip
MATCHED = len(MATCH_FEATURES) + CROSSED * (CROSSED + 1) // 2
"""How many numbers there are to a sentence and a point."""
CLAIM_FEATURES = (
    "surest asserted", "next surest asserted", "other claims", "points wrong", "credit", "points missed",
    "wrong where asserted", "made where asserted", "length",
)  # fmt: skip
CONTENT_FEATURES = ("credit", "wrong", "misconceptions")
LED_FEATURES = (
    "points out of order", "sentences that do nothing", "steps back in the moves", "moves out of order",
    "different moves", "opens with a frame or a point", "closes", "moves in their usual order",
)  # fmt: skip
UNEXPLAINED, CHOICE = "unexplained terms", "choice of words"
"""Features of how an answer is told, beside those above and those of `telling.feature_names`."""
CLOSES = (Move.SUMMARY, Move.LEARNING, Move.IMPACT, Move.RESULT)
FRAMES = (Move.CLARIFY, Move.FRAME, Move.SITUATION)
ONE_DOUBT = 0.5
"""Beside pairs that are out of order or not, half a pair that is not: one doubtful pair proves little."""


def log_odds(probability: Array) -> Array:
    """Log odds of probabilities, of the same shape."""
    kept = np.clip(probability, LEAST, 1 - LEAST)
    found: Array = np.log(kept / (1 - kept))
    return found


def match_features(found: Readings, texts: Sequence[str]) -> Array:
    """Whether a sentence makes a point, seen beside the other sentences and points.

    Shape (points, sentences, features): `MATCH_FEATURES`, then the products of the first `CROSSED` of them. A
    sentence that seems to make every point makes none in particular, and points tend to come in the order in
    which a question lists them.
    """
    points, sentences, _ = found.points.shape
    if not points:
        return np.zeros((0, sentences, MATCHED))
    made = log_odds(found.points[:, :, [HALF, MADE]].sum(axis=2))
    others = np.where(np.eye(points, dtype=bool)[:, :, None], -np.inf, made[None])
    another = others.max(axis=1) if points > 1 else np.full_like(made, log_odds(np.zeros(1))[0])
    words = words_of(texts)
    along, listed = _middles(words), _spread_out(points)
    columns = [
        made,
        np.broadcast_to(made.mean(axis=0), made.shape),
        another,
        (made[None] >= made[:, None]).sum(axis=1),
        log_odds(found.points[:, :, MADE]),
        log_odds(found.points[:, :, WRONG]),
        abs(along[None] - listed[:, None]),
        made - made.max(axis=1, keepdims=True),
        np.broadcast_to(np.log(words), made.shape),
        np.full(made.shape, words.sum() / WORDS_OF_A_SENTENCE),
        made[:, np.maximum(0, np.arange(sentences) - 1)],
        made[:, np.minimum(sentences - 1, np.arange(sentences) + 1)],
    ]
    crossed = [columns[one] * columns[other] for one in range(CROSSED) for other in range(one, CROSSED)]
    found_: Array = np.stack([*columns, *crossed], axis=2)
    return found_


def words_of(texts: Sequence[str]) -> Array:
    """How many words each sentence has, at least one."""
    return np.array([max(1, len(text.split())) for text in texts], dtype=np.float64)


def _middles(words: Array) -> Array:
    """Where in the answer, 0 to 1, the middle of each sentence stands."""
    found: Array = (np.cumsum(words) - words / 2) / words.sum()
    return found


def _spread_out(count: int) -> Array:
    """So many places from 0 to 1."""
    return np.arange(count) / max(1, count - 1)


def point_features(found: Readings, matches: Array, texts: Sequence[str], question: Question) -> Array:
    """One row a key point, in the order of `POINT_FEATURES`: shape (points, features).

    `matches` has how likely each sentence makes or half makes each point, shape (points, sentences), and
    `texts` are the sentences.
    """
    points, sentences, _ = found.points.shape
    if not points:
        return np.zeros((0, len(POINT_FEATURES)))
    made, half, wrong = (found.points[:, :, state] for state in (MADE, HALF, WRONG))
    each, others, words = np.arange(points), max(1, points - 1), words_of(texts)
    surest, best, worst = made.max(axis=1), made.argmax(axis=1), wrong.argmax(axis=1)
    following = np.sort(made, axis=1)[:, -2] if sentences > 1 else np.zeros(points)
    claimed = found.misconceptions.max(axis=0) if len(found.misconceptions) else np.zeros(sentences)
    asserted = found.misconceptions.max(axis=1).sum() if len(found.misconceptions) else 0.0
    columns = (
        log_odds(surest),
        log_odds(following),
        log_odds(1 - np.prod(1 - made, axis=1)),
        log_odds((made + half).max(axis=1)),
        log_odds(wrong.max(axis=1)),
        log_odds(wrong[each, best]),
        (surest.sum() - surest) / others,
        (wrong.max(axis=1).sum() - wrong.max(axis=1)) / others,
        np.full(points, asserted),
        np.full(points, words.sum() / WORDS_OF_A_SENTENCE),
        log_odds(made[each, worst]),
        log_odds(half.max(axis=1)),
        claimed[best],
        claimed[worst],
        made[each, best] - wrong[each, best],
        made @ words / WORDS_OF_A_SENTENCE,
        wrong @ words / WORDS_OF_A_SENTENCE,
        np.full(points, (made + half).max(axis=0) @ words / words.sum()),
        np.full(points, surest.mean()),
        np.full(points, wrong.max(axis=1).mean()),
        np.full(points, np.log(words.sum())),
        _middles(words)[best],
        *_of_matches(matches),
        *_of_question(question),
    )
    return np.stack(columns, axis=1)


def _of_question(question: Question) -> tuple[Array, ...]:
    weights = np.array([point.weight for point in question.key_points], dtype=np.float64)
    return (
        weights / weights.mean(),
        np.full(len(weights), np.log(len(weights))),
        _spread_out(len(weights)),
        np.log(words_of([point.text for point in question.key_points])),
        np.full(len(weights), float(len(question.misconceptions))),
    )


def _of_matches(matches: Array) -> tuple[Array, ...]:
    ordered = np.sort(matches, axis=1)[:, ::-1]
    best = log_odds(ordered[:, 0])
    return (
        best,
        log_odds(ordered[:, 1] if ordered.shape[1] > 1 else np.zeros(len(matches))),
        log_odds(1 - np.prod(1 - matches, axis=1)),
        matches.sum(axis=1),
        np.full(len(matches), best.mean()),
        best - best.mean(),
    )


def claim_features(found: Readings, states: Array, weights: Array, texts: Sequence[str]) -> Array:
    """One row a listed misconception, in the order of `CLAIM_FEATURES`: shape (misconceptions, features).

    `states` are the points' probabilities (missed, half, made, wrong), for an answer that has much wrong is
    likelier to assert what is listed, too.
    """
    claims, sentences = found.misconceptions.shape
    if not claims:
        return np.zeros((0, len(CLAIM_FEATURES)))
    shares = weights / weights.sum() if len(weights) else weights
    surest, best = found.misconceptions.max(axis=1), found.misconceptions.argmax(axis=1)
    following = np.sort(found.misconceptions, axis=1)[:, -2] if sentences > 1 else np.zeros(claims)
    of_points = found.points.max(axis=0) if len(found.points) else np.zeros((sentences, 4))
    missed, _, _, wrong = shares @ states if len(states) else np.zeros(4)
    columns = (
        log_odds(surest),
        log_odds(following),
        (surest.sum() - surest) / max(1, claims - 1),
        np.full(claims, wrong),
        np.full(claims, float(shares @ credit_of_points(states)) if len(states) else 0.0),
        np.full(claims, missed),
        of_points[best, WRONG],
        of_points[best, MADE],
        np.full(claims, words_of(texts).sum() / WORDS_OF_A_SENTENCE),
    )
    return np.stack(columns, axis=1)


def credit_of_points(states: Array) -> Array:
    """What each point earns of its weight, 0 to 1, from its probabilities: the surer, the more."""
    credit: Array = states[:, 2] + HALF_CREDIT * states[:, 1]
    return credit


def content_features(states: Array, claims: Array, weights: Array) -> Array:
    """How complete and right the answer is, in the order of `CONTENT_FEATURES`.

    `states` are the points' probabilities (missed, half, made, wrong), `claims` those that each listed
    misconception was asserted.
    """
    if not len(states):
        return np.zeros(len(CONTENT_FEATURES))
    shares = weights / weights.sum()
    return np.array([shares @ credit_of_points(states), shares @ states[:, 3], claims.sum()])


def led_features(made: Array, moves: Array, usual_places: Mapping[Move, float]) -> Array:
    """How the answer is led, in the order of `LED_FEATURES`, from probabilities rather than decisions.

    `made` has how likely each sentence makes or half makes each point, shape (points, sentences), `moves`
    the probability that it makes each move, shape (sentences, moves); `usual_places` says where in an answer
    (0 to 1) each move is made on average. A sentence whose moves are usually made earlier than those of the
    sentence before it is a step back.
    """
    sentences, places = len(moves), np.array([usual_places[move] for move in MOVES])
    touched = 1 - np.prod(1 - made, axis=0)
    moving = 1 - np.prod(1 - moves, axis=1)
    at = moves @ places / (moves.sum(axis=1) + LEAST)
    backwards = np.maximum(0, at[:-1] - at[1:]) * np.minimum(moving[:-1], moving[1:])
    later = np.tri(len(made), k=-1)
    earlier = (places[:, None] > places[None, :]).astype(np.float64)
    opens, closes = [MOVES.index(move) for move in FRAMES], [MOVES.index(move) for move in CLOSES]
    return np.array([
        _out_of_order(made.T, later),
        float(((1 - moving) * (1 - touched)).mean()),
        backwards.sum() / sentences,
        _out_of_order(moves, earlier),
        (1 - np.prod(1 - moves, axis=0)).sum(),
        1 - (1 - touched[0]) * np.prod(1 - moves[0, opens]),
        1 - np.prod(1 - moves[-1, closes]),
        float(np.corrcoef(np.arange(sentences), at)[0, 1]) if at.std() > LEAST else 0.0,
    ])  # fmt: skip


def _out_of_order(made: Array, belongs_later: Array) -> float:
    """The share of pairs of different things, made in two sentences, of which the first belongs later.

    `made` has how likely each sentence makes each thing, shape (sentences, things), and `belongs_later` a 1
    for each pair of things of which the first belongs after the second.
    """
    pairs = np.triu(np.ones((len(made), len(made))), k=1)
    wrong = (made @ belongs_later @ made.T * pairs).sum()
    both = made.sum(axis=1)
    different = ((np.outer(both, both) - made @ made.T) * pairs).sum()
    return float(wrong / (different + ONE_DOUBT))


def place_features(count: int) -> Array:
    """Where each of `count` sentences stands: first, second, last, how far on (0 to 1); shape (count, 4)."""
    at = np.arange(count)
    return np.stack([at == 0, at == 1, at == count - 1, at / max(1, count - 1)], axis=1).astype(np.float64)


def move_probabilities(moves: Array, weights: Array) -> Array:
    """The probability of each move, from what the reader says and where the sentence stands.

    The shape is (sentences, moves).

    `weights` has a row a move: a constant, the weight of the reader's log odds, and four of the place.
    """
    places = place_features(len(moves)) @ weights[:, 2:].T
    scores = weights[:, 0] + log_odds(moves) * weights[:, 1] + places
    probabilities: Array = 1 / (1 + np.exp(-scores))
    return probabilities


def moves_made(probabilities: Array, thresholds: Array) -> tuple[frozenset[Move], ...]:
    """The moves that each sentence makes: those whose probability reaches the move's own threshold."""
    return tuple(
        frozenset(move for move, made in zip(MOVES, row, strict=True) if made)
        for row in probabilities >= thresholds
    )
