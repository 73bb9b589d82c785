"""Fits the heads on what the packed reader says of the calibration authors, whom it was not trained on.

    python -m training.judges          # fit, write simulator/reading/judges/heads.json, print the fit
    python -m training.judges --test   # only measure: the test authors, looked at when a judge is finished

Every figure stands beside chance, the trivial answer ("credit everything") and two labellers' agreement
(`python -m training.agreement`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import balanced_accuracy_score, f1_score, matthews_corrcoef, roc_auc_score
from sklearn.model_selection import GroupKFold

from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question
from simulator.model.scorecard import Audience, Move
from simulator.model.settings import Settings
from simulator.model.transcript import from_text
from simulator.reading.claims import HEADS, TrainedReader
from simulator.scoring.judgement import features as numbers
from simulator.scoring.judgement.heads import Heads, PointHead, RatingHead, Spread
from simulator.scoring.judgement.readings import MOVES, WRONG, Readings, read_answer
from simulator.use_cases.desk import Desk
from training import corpus
from training.pack import write_digests

Array = NDArray[np.float64]
STATES = ("missed", "half", "made")
HALF_CREDIT = 0.5
"""What a point half made is worth, as the corpus's labellers take it."""
FOLDS = 8
LEAST_OF_A_MOVE = 10
"""Sentences that make a move, before anything is fitted to it."""
PRECISION = 0.95
"""An accusation must be right so often on authors nobody trained on; else it is asked, not claimed."""
INSIDE = 0.8
"""The share of second ratings that a range is to hold."""


@dataclass(frozen=True)
class Example:
    """A labelled answer with what the reader says of it."""

    row: corpus.Row
    question: Question
    found: Readings
    texts: tuple[str, ...]

    @property
    def states(self) -> list[int]:
        return [STATES.index(self.row["points"][point.id]) for point in self.question.key_points]

    @property
    def weights(self) -> Array:
        return np.array([point.weight for point in self.question.key_points], dtype=float)

    def rated(self, name: str) -> int:
        return int(self.row["ratings"][name])


def examples(half: str, reader: TrainedReader) -> list[Example]:
    """The answers of a half, read. Slow: a minute for each hundred answers or so."""
    bank = {q.id: q for q in load_folder(corpus.QUESTIONS, "shipped")[0]}
    made = []
    for row in corpus.answers(half):
        texts = tuple(sentence["text"] for sentence in row["sentences"])
        question = bank[row["question_id"]]
        made.append(Example(row, question, read_answer(texts, question, reader), texts))
    return made


# Fitting


def fit_points(some: Sequence[Example]) -> PointHead:
    """Multinomial logistic regression, features scaled for the fit and scaled back for the file."""
    given = np.concatenate([numbers.point_features(e.found) for e in some])
    wanted = np.concatenate([e.states for e in some])
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=2000).fit((given - mean) / spread, wanted)
    weights = model.coef_ / spread
    return PointHead(
        weights=tuple(tuple(map(float, row)) for row in weights),
        biases=tuple(map(float, model.intercept_ - weights @ mean)),
    )


def fit_rating(given: Array, wanted: Array, sign: Sequence[int]) -> tuple[Array, float]:
    """Ridge regression in which a weight of the wrong sign is set to nothing and the others fitted again."""
    mean, spread = given.mean(axis=0), given.std(axis=0) + 1e-9
    scaled, kept = (given - mean) / spread, np.ones(given.shape[1], dtype=bool)
    while True:
        model = Ridge(3.0).fit(scaled[:, kept], wanted)
        weights = np.zeros(given.shape[1])
        weights[kept] = model.coef_
        bad = kept & (weights * np.array(sign) < 0)
        if not bad.any():
            return weights / spread, float(model.intercept_ - weights @ (mean / spread))
        kept &= ~bad


def credits(head: PointHead, example: Example) -> Array:
    """What each point earns, 0 to 1."""
    found = head.probabilities(numbers.point_features(example.found))
    return found[:, 2] + HALF_CREDIT * found[:, 1]


def out_of_fold(some: Sequence[Example], fit: Any, use: Any) -> list[Any]:
    """`use(model, example)` for each example, by a model fitted without its question."""
    groups = [e.row["question_id"] for e in some]
    made: list[Any] = [None] * len(some)
    for inside, outside in GroupKFold(FOLDS).split(some, groups=groups):
        model = fit([some[i] for i in inside])
        for i in outside:
            made[i] = use(model, some[i])
    return made


CONTENT_SIGNS = (1, 0, -1, -1, 1)
LED_SIGNS = (-1, -1, -1, -1, 1, 1, 1, 1, -1, 0)
"""Which way each feature may count; 0 is free."""


def content_given(head: PointHead, example: Example) -> Array:
    """The features of the content rating."""
    return numbers.content_features(example.found, credits(head, example), example.weights)


def led_given(example: Example, thresholds: Array, weights: Array, places: dict[Move, float]) -> Array:
    """The features of the structure rating."""
    moves = numbers.moves_made(example.found, thresholds, weights)
    return numbers.led_features(example.found, example.texts, moves, places)


def usual_places() -> dict[Move, float]:
    """Where in the training authors' answers each move is made on average, by their own labels."""
    at: dict[Move, list[float]] = {move: [] for move in MOVES}
    for row in corpus.answers("train"):
        last = max(1, len(row["sentences"]) - 1)
        for index, sentence in enumerate(row["sentences"]):
            for move in sentence["moves"]:
                at[Move(move)].append(index / last)
    return {move: float(np.mean(places)) for move, places in at.items()}


def move_labels(some: Sequence[Example]) -> Array:
    """Shape (sentences, moves): 1 where the labeller heard the move."""
    return np.array([[m.value in s["moves"] for m in MOVES] for e in some for s in e.row["sentences"]])


def fit_move_weights(some: Sequence[Example]) -> Array:
    """For each move a logistic regression over the reader's log odds and the place: shape (moves, 6)."""
    given = np.concatenate([numbers.log_odds(e.found.moves) for e in some])
    places = np.concatenate([numbers.place_features(len(e.texts)) for e in some])
    wanted, weights = move_labels(some), np.zeros((len(MOVES), 6))
    weights[:, 1] = 1.0
    for index in range(len(MOVES)):
        if wanted[:, index].sum() >= LEAST_OF_A_MOVE:
            columns = np.column_stack([given[:, index], places])
            model = LogisticRegression(C=1.0, max_iter=500).fit(columns, wanted[:, index])
            weights[index] = [model.intercept_[0], *model.coef_[0]]
    return weights


def move_thresholds(some: Sequence[Example], weights: Array) -> Array:
    """The threshold of each move with the best F1; half where the move is too rare to tell."""
    given = np.concatenate([numbers.move_probabilities(e.found, weights) for e in some])
    wanted = move_labels(some)
    tried = np.linspace(0.15, 0.85, 29)
    best = [
        tried[int(np.argmax([f1_score(wanted[:, i], given[:, i] >= t, zero_division=0) for t in tried]))]
        if wanted[:, i].sum() >= LEAST_OF_A_MOVE
        else 0.5
        for i in range(len(MOVES))
    ]
    return np.array(best)


def threshold_for(given: Array, wanted: Array, precision: float) -> float:
    """The lowest threshold whose precision is reached; 1.01 (never) where none reaches it."""
    order = np.argsort(-given)
    hits = np.cumsum(wanted[order])
    reached = np.flatnonzero((hits / np.arange(1, len(order) + 1) >= precision) & (hits >= 5))
    return float(given[order][reached[-1]]) if len(reached) else 1.01


def wrong_pairs(some: Sequence[Example]) -> tuple[Array, Array]:
    """For each point of each answer: the surest "wrong", and whether it was said wrongly and never made."""
    given, wanted = [], []
    for e in some:
        for index, point in enumerate(e.question.key_points):
            given.append(e.found.points[index, :, WRONG].max())
            said = [s["points"].get(point.id) for s in e.row["sentences"]]
            wanted.append("wrong" in said and "made" not in said)
    return np.array(given), np.array(wanted, dtype=float)


def asserted_pairs(some: Sequence[Example]) -> tuple[Array, Array]:
    """For each listed misconception of each answer: the surest sentence, and whether it is asserted."""
    given, wanted = [], []
    for e in some:
        for index, wrong in enumerate(e.question.misconceptions):
            given.append(e.found.misconceptions[index].max())
            wanted.append(any(wrong.id in s["misconceptions"] for s in e.row["sentences"]))
    return np.array(given), np.array(wanted, dtype=float)


def gloss_pairs(half: str, reader: TrainedReader) -> tuple[Array, Array]:
    """For each snippet of a half: how likely its term is explained, and whether it is."""
    rows = corpus.snippets(half)
    logits = reader.read("gloss", [(f"{r['term']} for {r['audience']}", r["text"]) for r in rows])
    return 1 / (1 + np.exp(logits[:, 0] - logits[:, 1])), np.array([float(r["explained"]) for r in rows])


def rating_head(some: Sequence[Example], name: str, given: Array, sign: Sequence[int]) -> RatingHead:
    """Fit, and measure on questions left out: the range and the rank correlation are honest."""
    wanted = np.array([e.rated(name) for e in some], dtype=float)
    groups = [e.row["question_id"] for e in some]
    said = np.zeros(len(some))
    for inside, outside in GroupKFold(FOLDS).split(given, groups=groups):
        weights, bias = fit_rating(given[inside], wanted[inside], sign)
        said[outside] = np.clip(given[outside] @ weights + bias, 1, 5)
    second = corpus.second_labels()
    others = [second[e.row["id"]]["ratings"][name] if e.row["id"] in second else None for e in some]
    errors = [w - s for w, s in zip(wanted, said, strict=True)]
    errors += [o - s for o, s in zip(others, said, strict=True) if o is not None]
    below, above = np.quantile(errors, [(1 - INSIDE) / 2, (1 + INSIDE) / 2])
    weights, bias = fit_rating(given, wanted, sign)
    return RatingHead(
        weights=tuple(map(float, weights)),
        bias=bias,
        means=tuple(map(float, given.mean(axis=0))),
        below=max(0.0, float(-below)),
        above=max(0.0, float(above)),
        spearman=round(float(spearmanr(said, wanted).statistic), 3),
    )


def fit(some: Sequence[Example], reader: TrainedReader) -> Heads:
    """All heads."""
    head, weights, places = fit_points(some), fit_move_weights(some), usual_places()
    thresholds = move_thresholds(some, weights)
    heads_without = out_of_fold(some, fit_points, lambda model, e: content_given(model, e))
    content = rating_head(some, "content", np.array(heads_without), CONTENT_SIGNS)
    led = np.array([led_given(e, thresholds, weights, places) for e in some])
    given, wanted = asserted_pairs(some)
    explained, is_explained = gloss_pairs("calibration", reader)
    tried = np.linspace(0.1, 0.9, 33)
    best = (
        int(np.argmax([np.mean((explained >= t) == is_explained) for t in tried])) if len(explained) else 16
    )
    return Heads(
        points=head,
        content=content,
        structure=rating_head(some, "structure", led, LED_SIGNS),
        move_weights={m: tuple(map(float, row)) for m, row in zip(MOVES, weights, strict=True)},
        moves=dict(zip(MOVES, map(float, thresholds), strict=True)),
        places=places,
        wrong_from=threshold_for(*wrong_pairs(some), PRECISION),
        asserted_from=threshold_for(given, wanted, PRECISION),
        asked_from=threshold_for(given, wanted, 0.7),
        explained_from=float(tried[best]),
    )


def write(heads: Heads) -> None:
    """Write the heads into the file that is shipped, and its digest."""
    HEADS.write_text(json.dumps(msgspec.to_builtins(heads), indent=1) + "\n")
    write_digests()


def whole_cards(some: Sequence[Example]) -> tuple[Spread, Spread]:
    """The ranges of clarity and of the overall, from whole scorecards of the answers as texts.

    Prints the weights and the gate of the overall that people's ratings suggest: they stand in
    prompts/rubrics/base.toml.
    """
    cards = scorecards(some)
    print_overall_rules(some, cards)
    clarity = [card.dimensions.clarity.score for card in cards]
    return spread(some, "clarity", clarity), spread(some, "overall", [card.overall for card in cards])


def scorecards(some: Sequence[Example]) -> list[Any]:
    """Each answer scored by the program as it is, as a text and for the listener of its row."""
    scorer = Desk(Settings()).scorer
    return [scorer.score(from_text(" ".join(e.texts)), e.question, Audience(e.row["audience"])) for e in some]


def spread(some: Sequence[Example], name: str, scores: Sequence[float]) -> Spread:
    """How far people's ratings, first and second, lie from these scores."""
    second = corpus.second_labels()
    wanted = np.array([(e.rated(name) - 1) * 25.0 for e in some])
    errors = [w - s for w, s in zip(wanted, scores, strict=True)]
    errors += [
        (second[e.row["id"]]["ratings"][name] - 1) * 25.0 - s
        for e, s in zip(some, scores, strict=True)
        if e.row["id"] in second
    ]
    below, above = np.quantile(errors, [(1 - INSIDE) / 2, (1 + INSIDE) / 2])
    return Spread(
        below=max(0.0, float(-below)),
        above=max(0.0, float(above)),
        spearman=round(rank(np.array(scores, dtype=float), wanted), 3),
    )


def print_overall_rules(some: Sequence[Example], cards: Sequence[Any]) -> None:
    """Try weights and gates of the overall on the ratings; the best mean distance first."""
    wanted = np.array([(e.rated("overall") - 1) * 25.0 for e in some])
    of = [card.dimensions for card in cards]
    scores = np.array([[d.clarity.score, d.structure.score, d.content.score] for d in of], dtype=float)
    found = []
    for clarity in (0.0, 0.1, 0.2, 0.3):
        for structure in (0.0, 0.1, 0.2, 0.3):
            weights = np.array([clarity, structure, 1 - clarity - structure])
            mean = scores @ weights
            for gate in (0, 30, 40, 50, 60, 70):
                for allows in (0, 5, 10):
                    said = np.where(scores[:, 2] < gate, np.minimum(mean, scores[:, 2] + allows), mean)
                    found.append(
                        (float(np.abs(said - wanted).mean()), rank(said, wanted), weights, gate, allows)
                    )
    found.sort(key=lambda row: row[0])
    for distance, spearman, weights, gate, allows in found[:3]:
        print(f"overall: weights {np.round(weights, 2)}, gate {gate} + {allows}:"
              f" distance {distance:.1f}, Spearman {spearman:.2f}")  # fmt: skip


# Measuring


def interval(statistic: Any, groups: Sequence[str], *columns: Array) -> str:
    """The statistic with a 95 % interval, questions drawn again 300 times."""
    rng, of = np.random.default_rng(1), np.array(groups)
    names = sorted(set(groups))
    rows = {name: np.flatnonzero(of == name) for name in names}
    drawn = []
    for _ in range(300):
        at = np.concatenate([rows[name] for name in rng.choice(names, len(names))])
        try:
            drawn.append(statistic(*(column[at] for column in columns)))
        except ValueError:
            continue
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return f"{statistic(*columns):.2f} ({low:.2f} to {high:.2f})"


def rank(one: Array, other: Array) -> float:
    """Spearman's rank correlation."""
    return float(spearmanr(one, other).statistic)


def measure(some: Sequence[Example], heads: Heads, reader: TrainedReader, half: str) -> None:
    """Print how the heads do on a half."""
    probabilities = [heads.points.probabilities(numbers.point_features(e.found)) for e in some]
    covered = np.concatenate([1 - p[:, 0] for p in probabilities])
    made = np.concatenate([[s > 0 for s in e.states] for e in some]).astype(float)
    groups = [e.row["question_id"] for e in some for _ in e.states]
    said = np.concatenate([p.argmax(axis=1) > 0 for p in probabilities]).astype(float)
    print(f"{half}: {len(some)} answers, {len(made)} key points, {made.mean():.2f} made or half")
    print(f"  points: AUC {interval(roc_auc_score, groups, made, covered)}; chance .50")
    print(f"          balanced {interval(balanced_accuracy_score, groups, made, said)}; chance .50")
    print(f"          Matthews {interval(matthews_corrcoef, groups, made, said)}; credit everything 0")
    print(
        f"          F1 {f1_score(made, said):.2f}; credit everything {f1_score(made, np.ones_like(made)):.2f}"
    )
    given, wanted = asserted_pairs(some)
    asserted = given >= heads.asserted_from
    precision = wanted[asserted].mean() if asserted.any() else np.nan
    print(f"  misconceptions: AUC {roc_auc_score(wanted, given):.2f},"
          f" Matthews {matthews_corrcoef(wanted, asserted):.2f}, precision {precision:.2f},"
          f" recall {asserted[wanted > 0].mean():.2f};"
          f" at 'asked' Matthews {matthews_corrcoef(wanted, given >= heads.asked_from):.2f}")  # fmt: skip
    given, wanted = wrong_pairs(some)
    wrong = given >= heads.wrong_from
    precision = wanted[wrong].mean() if wrong.any() else np.nan
    print(f"  said wrongly: AUC {roc_auc_score(wanted, given):.2f}, precision {precision:.2f},"
          f" recall {wrong[wanted > 0].mean():.2f}")  # fmt: skip
    moves, labels = np.concatenate([moves_of(e, heads) for e in some]), move_labels(some)
    each = {m.value: f1_score(labels[:, i], moves[:, i], zero_division=0) for i, m in enumerate(MOVES)}
    print(f"  moves by sentence: macro F1 {np.mean(list(each.values())):.2f} "
          + " ".join(f"{name} {value:.2f}" for name, value in each.items()))  # fmt: skip
    answers = [
        (
            np.array([moves_of(e, heads)[:, i].any() for i in range(len(MOVES))]),
            np.array([any(m.value in s["moves"] for s in e.row["sentences"]) for m in MOVES]),
        )
        for e in some
    ]
    whole = [
        f1_score([b[i] for _, b in answers], [a[i] for a, _ in answers], zero_division=0)
        for i in range(len(MOVES))
    ]
    print(f"  moves by answer: macro F1 {np.mean(whole):.2f}")
    content = np.array([heads.content.rating(content_given(heads.points, e)) for e in some])
    led = np.array(
        [
            heads.structure.rating(led_given(e, heads.thresholds, heads.weights_of_moves, heads.places))
            for e in some
        ]
    )
    of = [e.row["question_id"] for e in some]
    for name, said in (("content", content), ("structure", led)):
        wanted = np.array([e.rated(name) for e in some], dtype=float)
        head = getattr(heads, name)
        inside = np.mean((wanted >= said - head.below - 0.01) & (wanted <= said + head.above + 0.01))
        print(f"  {name}: Spearman {interval(rank, of, said, wanted)}; range holds {inside:.2f}")
    explained, is_explained = gloss_pairs(half, reader)
    if len(explained):
        right = np.mean((explained >= heads.explained_from) == is_explained)
        print(
            f"  explained: accuracy {right:.2f}, AUC {roc_auc_score(is_explained, explained):.2f}; chance .50"
        )
    profiles: dict[str, list[tuple[float, float]]] = {}
    for e, p in zip(some, probabilities, strict=True):
        profiles.setdefault(e.row["profile"], []).extend(
            (float(s > 0), float(q.argmax() > 0)) for s, q in zip(e.states, p, strict=True)
        )
    shares = {name: np.mean([a == b for a, b in pairs]) for name, pairs in sorted(profiles.items())}
    print("  points right by profile: " + ", ".join(f"{name} {share:.2f}" for name, share in shares.items()))


def measure_cards(some: Sequence[Example], half: str) -> None:
    """Print how whole scorecards of a half agree with people."""
    cards, of = scorecards(some), [e.row["question_id"] for e in some]
    for name in ("clarity", "structure", "content", "overall"):
        parts = [c if name == "overall" else getattr(c.dimensions, name) for c in cards]
        said = np.array([p.overall if name == "overall" else p.score for p in parts], dtype=float)
        wanted = np.array([(e.rated(name) - 1) * 25.0 for e in some])
        ranges = [p.range for p in parts]
        inside = np.mean(
            [r is not None and r[0] - 0.5 <= w <= r[1] + 0.5 for r, w in zip(ranges, wanted, strict=True)]
        )
        print(f"  card, {name}: Spearman {interval(rank, of, said, wanted)}; range holds {inside:.2f}")
    neighbours = [c.dimensions.content.score for c, e in zip(cards, some, strict=True)
                  if e.row["profile"] == "answers-a-neighbouring-question"]  # fmt: skip
    print(f"  {half}: off the question, content under 25: {np.mean(np.array(neighbours) < 25):.2f}")
    wrong, right = ([c.overall for c, e in zip(cards, some, strict=True) if e.row["profile"] == p]
                    for p in ("fluent-wrong", "rambling-right"))  # fmt: skip
    print(f"  {half}: fluent wrong below right: {np.mean([a < b for a in wrong for b in right]):.2f}")


def moves_of(example: Example, heads: Heads) -> Array:
    """Shape (sentences, moves): whether the judge hears the move."""
    return numbers.move_probabilities(example.found, heads.weights_of_moves) >= heads.thresholds


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="measure on the authors kept back")
    given = parser.parse_args()
    reader = TrainedReader()
    if given.test:
        heads = msgspec.json.decode(HEADS.read_bytes(), type=Heads)
        some = examples("test", reader)
        measure(some, heads, reader, "test")
        measure_cards(some, "test")
        return
    some = examples("calibration", reader)
    heads = fit(some, reader)
    write(heads)
    clarity, overall = whole_cards(some)
    heads = msgspec.structs.replace(heads, clarity=clarity, overall=overall)
    write(heads)
    print(f"wrote {HEADS}", file=sys.stderr)
    measure(some, heads, reader, "calibration")
    measure_cards(some, "calibration")


if __name__ == "__main__":
    main()
