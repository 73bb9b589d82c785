"""Prints how the judges do on a half of the corpus, each figure beside chance and the trivial answer.

Two labellers' agreement, the ceiling, is printed by `python -m training.agreement`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from scipy.stats import spearmanr
from sklearn.metrics import balanced_accuracy_score, f1_score, matthews_corrcoef, roc_auc_score

from simulator.reading.claims import TrainedReader
from simulator.scoring.judgement import features as numbers
from simulator.scoring.judgement.heads import Heads
from simulator.scoring.judgement.readings import MOVES
from training import corpus
from training.examples import Example
from training.judges import by_rules, gloss_pairs, move_labels
from training.pairs import POINT_STATES, turned_pairs
from training.verdicts import claims_by, matches_by, states_by

Array = NDArray[np.float64]
DIMENSIONS = ("clarity", "structure", "content", "overall")


def print_overall_rules(some: Sequence[Example], cards: Sequence[Any]) -> None:
    """Try weights and gates of the overall on the ratings; the best mean distance first."""
    wanted = np.array([(e.row["ratings"]["overall"] - 1) * 25.0 for e in some])
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
    """Print how the heads do on a half: points, claims, moves and explained terms."""
    _points(some, heads, half)
    _claims(some, heads)
    _moves(some, heads)
    _turned(reader)
    explained, wanted = gloss_pairs(half, reader)
    rules = by_rules(half)
    said = [
        heads.glosses.explained(float(odds), by_rules=bool(rule))
        for odds, rule in zip(numbers.log_odds(explained), rules, strict=True)
    ]
    print(
        f"  explained: accuracy {np.mean(said == wanted):.2f}, reader's AUC"
        f" {roc_auc_score(wanted, explained):.2f}, rules alone {np.mean(rules == wanted):.2f}; chance .50"
    )


def _points(some: Sequence[Example], heads: Heads, half: str) -> None:
    probabilities = [states_by(heads.points, e, matches_by(heads.matches, e)) for e in some]
    covered = np.concatenate([p[:, 1] + p[:, 2] for p in probabilities])
    made = np.concatenate([e.covered for e in some]).astype(float)
    groups = [e.question.id for e in some for _ in e.states]
    said = (covered >= heads.covered_from).astype(float)
    print(f"{half}: {len(some)} answers, {len(made)} key points, {made.mean():.2f} made or half")
    print(f"  points: AUC {interval(roc_auc_score, groups, made, covered)}; chance .50")
    print(f"          balanced {interval(balanced_accuracy_score, groups, made, said)}; chance .50")
    print(f"          Matthews {interval(matthews_corrcoef, groups, made, said)}; credit everything 0")
    everything = f1_score(made, np.ones_like(made))
    print(f"          F1 {f1_score(made, said):.2f}; credit everything {everything:.2f}")
    profiles: dict[str, list[bool]] = {}
    for e, p in zip(some, probabilities, strict=True):
        right = [s == (q[1] + q[2] >= heads.covered_from) for s, q in zip(e.covered, p, strict=True)]
        profiles.setdefault(e.row["profile"], []).extend(right)
    shares = (f"{name} {np.mean(right):.2f}" for name, right in sorted(profiles.items()))
    print("  points right by profile: " + ", ".join(shares))


def _turned(reader: TrainedReader) -> None:
    bank, rows = corpus.bank(), corpus.turned()
    pairs = [pair for row in rows for pair in turned_pairs(row, bank[row["question_id"]])]
    logits = np.array(reader.read("point", [(pair.claim, pair.stretch) for pair in pairs]))
    chances = softmax(logits, axis=1).reshape(len(rows), 3, len(POINT_STATES))
    made = chances[:, :, 1] + chances[:, :, 2]
    right = made - chances[:, :, POINT_STATES.index("wrong")]
    above_wrong, above_touched = np.mean(right[:, 0] > right[:, 1]), np.mean(made[:, 0] > made[:, 2])
    print(
        f"  turned round, {len(rows)} points: made stands above wrong in {above_wrong:.2f}, above"
        f" only touched in {above_touched:.2f}; chance .50"
    )


def _claims(some: Sequence[Example], heads: Heads) -> None:
    states = [states_by(heads.points, e, matches_by(heads.matches, e)) for e in some]
    given = np.concatenate([claims_by(heads.claims, e, s) for e, s in zip(some, states, strict=True)])
    wanted = np.concatenate([e.asserted for e in some]).astype(float)
    asserted = given >= heads.asserted_from
    precision = wanted[asserted].mean() if asserted.any() else np.nan
    print(
        f"  misconceptions: AUC {roc_auc_score(wanted, given):.2f},"
        f" asked: Matthews {matthews_corrcoef(wanted, given >= heads.asked_from):.2f};"
        f" held against: Matthews {matthews_corrcoef(wanted, asserted):.2f}, precision {precision:.2f},"
        f" recall {asserted[wanted > 0].mean():.2f}"
    )
    every = np.concatenate(states)
    given, covered = every[:, 3], every[:, 1] + every[:, 2] >= heads.covered_from
    wanted = np.concatenate([[state == 3 for state in e.states] for e in some]).astype(float)
    wrong = (given >= heads.wrong_from) & ~covered
    precision = wanted[wrong].mean() if wrong.any() else np.nan
    print(
        f"  said wrongly: AUC {roc_auc_score(wanted, given):.2f}, precision {precision:.2f},"
        f" recall {wrong[wanted > 0].mean():.2f}, Matthews {matthews_corrcoef(wanted, wrong):.2f}"
    )


def _moves(some: Sequence[Example], heads: Heads) -> None:
    made = [numbers.move_probabilities(e.moves, heads.weights_of_moves) >= heads.thresholds for e in some]
    heard, labels = np.concatenate(made), move_labels(some).astype(bool)
    each = {m.value: f1_score(labels[:, i], heard[:, i], zero_division=0) for i, m in enumerate(MOVES)}
    named = " ".join(f"{name} {value:.2f}" for name, value in each.items())
    print(f"  moves by sentence: macro F1 {np.mean(list(each.values())):.2f} {named}")
    ends = np.cumsum([len(e.moves) for e in some])[:-1]
    whole = np.array([[part.any(axis=0) for part in np.split(of, ends)] for of in (heard, labels)])
    each_whole = [f1_score(whole[1, :, i], whole[0, :, i], zero_division=0) for i in range(len(MOVES))]
    print(f"  moves by answer: macro F1 {np.mean(each_whole):.2f}")


def measure_cards(some: Sequence[Example], cards: Sequence[Any], half: str) -> None:
    """Print how whole scorecards of a half agree with people."""
    of = [e.question.id for e in some]
    overall = np.array([e.row["ratings"]["overall"] for e in some])
    for name in DIMENSIONS:
        parts = [c if name == "overall" else getattr(c.dimensions, name) for c in cards]
        said = np.array([p.overall if name == "overall" else p.score for p in parts], dtype=float)
        wanted = np.array([(e.row["ratings"][name] - 1) * 25.0 for e in some])
        inside = np.mean(
            [
                p.range is not None and p.range[0] - 0.5 <= w <= p.range[1] + 0.5
                for p, w in zip(parts, wanted, strict=True)
            ]
        )
        levels = [rank(said[overall == level], wanted[overall == level]) for level in range(1, 6)]
        print(
            f"  card, {name}: Spearman {interval(rank, of, said, wanted)}, within one quality level"
            f" {np.nanmean(levels):.2f}; range holds {inside:.2f}"
        )
    scores = np.array([c.overall for c in cards])
    pairs = [
        scores[i] > scores[j]
        for i in range(len(some))
        for j in range(len(some))
        if of[i] == of[j] and overall[i] - overall[j] >= 2
    ]
    print(f"  {half}: of two answers two ratings apart, the better wins: {np.mean(pairs):.2f}; chance .50")
    neighbours = [c.dimensions.content.score for c, e in zip(cards, some, strict=True)
                  if e.row["profile"] == "answers-a-neighbouring-question"]  # fmt: skip
    print(f"  {half}: off the question, content under 25: {np.mean(np.array(neighbours) < 25):.2f}")
    wrong, right = ([c.overall for c, e in zip(cards, some, strict=True) if e.row["profile"] == p]
                    for p in ("fluent-wrong", "rambling-right"))  # fmt: skip
    print(f"  {half}: fluent wrong below right: {np.mean([a < b for a in wrong for b in right]):.2f}")
