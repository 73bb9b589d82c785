"""Fits what the interviewer understands of candidates who ask back.

    python -m training.asking      # after training/pack.py; writes simulator/reading/judges/asking.json

Learns from `corpus/asking-*.jsonl`, the `build` half of `benchmarks/data/asking.jsonl`, the first half of
`benchmarks/data/clarifying.jsonl`, the subject of every fact as a question, and sentences of the corpus,
which ask the interviewer nothing. No question of a `kept` row teaches anything. The thresholds are chosen on
what a fit without the question says, so that a wrong fact is given to at most three utterances in a hundred.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from simulator.interview.bank.loader import load_folder
from simulator.interview.exchange.likeness import feature_names
from simulator.interview.exchange.sense import AskingHead, Wish, pair_features, utterance_features
from simulator.model.question import Question
from simulator.reading.claims import ASKING, TrainedReader
from simulator.reading.embedder import SentenceEmbedder
from training import corpus
from training.pack import write_digests

Array = NDArray[np.float64]
WishTable = tuple[Array, NDArray[Any], Array, Array]
"""Features, wishes, weights, and the places of the questions."""

FOLDS = 5
SEEN = 0.45
"""What a number that the reader sees counts beside one of `likeness`: there are 768 of them."""
STRENGTHS = (0.003, 0.01, 0.03, 0.1)
"""Of the regularisation's inverse, for features of unit spread; the best without the question is taken."""
WISH_STRENGTHS = (0.003, 0.01, 0.03, 0.1)
WRONG = 0.03
"""At most this share of utterances may get a wrong fact; three writers were told to ask beside the facts, so
that more of theirs can go wrong than of what people ask."""
OF_A_SUBJECT = 0.25
"""What a fact's own subject counts beside an utterance: its words are too easily matched."""
SENTENCES = 1200
"""Of the corpus, with which people answer and ask nothing."""
OF_A_SENTENCE = 0.25
"""What one counts beside an utterance: whoever asks back has mostly pressed the key for it."""
WISHES = {
    "fact": Wish.QUESTION, "assume": Wish.QUESTION, "repeat": Wish.REPEAT, "progress": Wish.PROGRESS,
    "not_a_question": Wish.NOTHING,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """An utterance and what it should get."""

    question: Question
    said: str
    wish: Wish
    about: tuple[str, ...] = ()
    """The subjects of the facts that answer it."""
    weight: float = 1.0
    source: str = "asking"


@cache
def bank() -> dict[str, Question]:
    """The shipped questions by id."""
    return {question.id: question for question in load_folder(corpus.QUESTIONS, "shipped")[0]}


def utterances() -> list[Asked]:
    """Everything that is learned from, in a fixed order."""
    kept = kept_questions()
    rows = [*_labelled(), *_clarifying(), *_subjects(), *_sentences()]
    return [row for row in rows if row.question.id not in kept]


def labelled(*, split: str) -> list[dict[str, Any]]:
    """The rows of `benchmarks/data/asking.jsonl` of a half: `build` or `kept`."""
    return [row for row in _lines("benchmarks/data/asking.jsonl") if row["split"] == split]


def kept_questions() -> frozenset[str]:
    """The questions of which nothing may be learned."""
    return frozenset(row["question_id"] for row in labelled(split="kept"))


def _labelled() -> Iterator[Asked]:
    written = sorted(path.name for path in corpus.CORPUS.glob("asking-*.jsonl"))
    rows = [row for name in written for row in _lines(f"corpus/{name}")]
    for row in [*rows, *labelled(split="build")]:
        about = tuple(row[key] for key in ("about", "also") if row.get(key))
        yield Asked(bank()[row["question_id"]], row["utterance"], WISHES[row["kind"]], about)


def _clarifying() -> Iterator[Asked]:
    for row in _lines("benchmarks/data/clarifying.jsonl"):
        if row["half"] == 1:
            about = (row["about"],) if row.get("about") else ()
            wish = Wish.QUESTION if row["is_clarifying_question"] else Wish.NOTHING
            yield Asked(bank()[row["question"]], row["text"], wish, about, source="clarifying")


def _subjects() -> Iterator[Asked]:
    for question in bank().values():
        for fact in question.facts:
            yield Asked(question, fact.about, Wish.QUESTION, (fact.about,), OF_A_SUBJECT, "subject")


def _sentences() -> Iterator[Asked]:
    rows = corpus.answers("train")
    some = [(row["question_id"], s["text"]) for row in rows for s in row["sentences"] if s["moves"]]
    clarify = {s["text"] for row in rows for s in row["sentences"] if "clarify" in s["moves"]}
    for key, text in random.Random(1).sample(some, SENTENCES):
        if text not in clarify and key in bank():
            yield Asked(bank()[key], text, Wish.NOTHING, (), OF_A_SENTENCE, "corpus")


def _lines(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (corpus.ROOT / path).read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True)
class Pairs:
    """Each utterance with each fact of its question."""

    features: Array
    answers: NDArray[np.bool_]
    weights: Array
    of: NDArray[np.int64]
    """The utterance's place."""
    groups: NDArray[np.int64]
    """The question's place."""


def pairs_of(rows: Sequence[Asked], embedder: SentenceEmbedder, reader: TrainedReader) -> Pairs:
    """The pairs of the utterances that ask something."""
    places = {key: place for place, key in enumerate(dict.fromkeys(row.question.id for row in rows))}
    asking = [(i, row) for i, row in enumerate(rows) if row.wish is Wish.QUESTION and row.question.facts]
    found = [pair_features(row.said, row.question, embedder, reader) for _, row in asking]
    return Pairs(
        np.concatenate(found),
        np.array([fact.about in row.about for _, row in asking for fact in row.question.facts]),
        np.array([row.weight for _, row in asking for _ in row.question.facts]),
        np.array([i for i, row in asking for _ in row.question.facts]),
        np.array([places[row.question.id] for _, row in asking for _ in row.question.facts]),
    )


def fit_pairs(pairs: Pairs, strength: float, some: Any = slice(None)) -> tuple[Array, float]:
    """Weights and bias of the pairs' head."""
    x, wanted, weights = pairs.features[some], pairs.answers[some], pairs.weights[some]
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    spread[len(feature_names()) :] /= SEEN
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit((x - mean) / spread, wanted, sample_weight=weights)
    raw: Array = model.coef_[0] / spread
    return raw, float(model.intercept_[0] - raw @ mean)


def odds_without_the_question(pairs: Pairs, strength: float) -> Array:
    """The log odds of each pair by a head that did not see its question."""
    odds = np.zeros(len(pairs.answers))
    for seen, unseen in GroupKFold(FOLDS, shuffle=True, random_state=1).split(odds, groups=pairs.groups):
        mask = np.zeros(len(odds), dtype=bool)
        mask[seen] = True
        weights, bias = fit_pairs(pairs, strength, mask)
        odds[unseen] = pairs.features[unseen] @ weights + bias
    return odds


def tops(rows: Sequence[Asked], pairs: Pairs, odds: Array) -> list[tuple[float, bool, Asked]]:
    """Of each labelled utterance that asks one thing the best fact's log odds, and whether it is right."""
    best: dict[int, int] = {}
    for index, place in enumerate(pairs.of):
        if place not in best or odds[index] > odds[best[place]]:
            best[int(place)] = index
    return [
        (float(odds[index]), bool(pairs.answers[index]), rows[place])
        for place, index in best.items()
        if rows[place].source == "asking" and len(rows[place].about) < 2
    ]


def threshold(found: Sequence[tuple[float, bool, Asked]], asked: int) -> tuple[float, float, float]:
    """From where on a fact is given, so that at most `WRONG` of `asked` utterances get a wrong one.

    Also the share of answerable ones that get theirs, and that of wrong ones.
    """
    facts = sum(bool(row.about) for _, _, row in found)
    least, right, wrong, seen = np.inf, 0, 0, 0
    for odds, is_right, _ in sorted(found, key=lambda one: -one[0]):
        wrong += not is_right
        if wrong / asked > WRONG:
            break
        right += is_right
        least, seen = odds, right
    return float(least), seen / facts, wrong / asked


def wish_table(rows: Sequence[Asked], embedder: SentenceEmbedder) -> WishTable:
    """Features, wishes, weights, groups: each utterance with its question and, at half weight, without."""
    known = [utterance_features(row.said, row.question, embedder) for row in rows]
    alone = [utterance_features(row.said, None, embedder) for row in rows]
    places = {key: place for place, key in enumerate(dict.fromkeys(row.question.id for row in rows))}
    groups = np.array([places[row.question.id] for row in rows])
    wishes, weights = np.array([row.wish.value for row in rows]), np.array([row.weight for row in rows])
    return (
        np.array(known + alone),
        np.concatenate([wishes, wishes]),
        np.concatenate([weights, weights / 2]),
        np.concatenate([groups, groups]),
    )


def fit_wishes(table: WishTable, strength: float, some: Any = slice(None)) -> tuple[Array, Array]:
    """Weights, shape (wishes, features), and biases, in the order of `Wish`."""
    x, wanted, weights = table[0][some], table[1][some], table[2][some]
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit((x - mean) / spread, wanted, sample_weight=weights)
    order = [list(model.classes_).index(wish.value) for wish in Wish]
    raw: Array = model.coef_[order] / spread
    return raw, model.intercept_[order] - raw @ mean


def wishes_without_the_question(table: WishTable, strength: float) -> NDArray[Any]:
    """The wish of each row by a head that did not see its question."""
    found = np.empty(len(table[1]), dtype=table[1].dtype)
    names = np.array([wish.value for wish in Wish], dtype=table[1].dtype)
    for seen, unseen in GroupKFold(FOLDS, shuffle=True, random_state=1).split(table[0], groups=table[3]):
        weights, biases = fit_wishes(table, strength, seen)
        found[unseen] = names[(table[0][unseen] @ weights.T + biases).argmax(axis=1)]
    return found


def fit(embedder: SentenceEmbedder, reader: TrainedReader) -> AskingHead:
    """The head, after printing how it does without the question."""
    rows = utterances()
    pairs, table = pairs_of(rows, embedder, reader), wish_table(rows, embedder)
    asked = sum(row.source == "asking" for row in rows)
    print(f"{asked} labelled utterances, {len(rows)} in all, {len(pairs.answers)} pairs")
    chosen = []
    for strength in STRENGTHS:
        found = tops(rows, pairs, odds_without_the_question(pairs, strength))
        least, recall, wrong = threshold(found, asked)
        first = np.mean([right for _, right, row in found if row.about])
        print(f"C {strength}: first {first:.3f}, given {recall:.3f}, wrong {wrong:.3f}, from {least:.2f}")
        chosen.append((recall, least, strength))
    _, fact_from, strength = max(chosen)
    wish_strength = max(WISH_STRENGTHS, key=lambda c: _wishes_right(rows, table, c))
    weights, bias = fit_pairs(pairs, strength)
    wishes, biases = fit_wishes(table, wish_strength)
    return AskingHead(
        features=feature_names(),
        weights=tuple(map(float, weights[: len(feature_names())])),
        readings=tuple(map(float, weights[len(feature_names()) :])),
        reader=reader.id,
        bias=bias,
        fact_from=fact_from,
        wishes={wish: tuple(map(float, row)) for wish, row in zip(Wish, wishes, strict=True)},
        wish_biases={wish: float(one) for wish, one in zip(Wish, biases, strict=True)},
    )


def _wishes_right(rows: Sequence[Asked], table: WishTable, strength: float) -> float:
    found = wishes_without_the_question(table, strength)[: len(rows)]
    parts = []
    for source in ("asking", "clarifying", "corpus"):
        some = [i for i, row in enumerate(rows) if row.source == source]
        parts.append(float(np.mean([found[i] == rows[i].wish.value for i in some])))
    print(
        f"C {strength}: wish right of utterances {parts[0]:.3f}, older {parts[1]:.3f}, answers {parts[2]:.3f}"
    )
    return parts[0] + parts[1] / 2


def main() -> None:
    """The command."""
    head = fit(SentenceEmbedder(user_cache_path("interview-simulator")), TrainedReader())
    ASKING.write_text(json.dumps(msgspec.to_builtins(head)) + "\n")
    write_digests()
    print(f"wrote {ASKING}", file=sys.stderr)


if __name__ == "__main__":
    main()
