"""Fits the judge of senses: is a word that is a technical term and an ordinary word too meant as the term?

    python -m training.senses          # after training/pack.py; writes simulator/reading/judges/senses.json
    python -m training.senses --test   # fits again, writes nothing, and looks at the terms kept back

Learns from the rows of `corpus/senses.jsonl` whose split is `train`; a third of the terms, with all their
sentences, is kept back as `test`. The words that are judged are chosen by rule: names of the lexicon in one
word, or written as one, that English uses at least `FREQUENT` (`corpus/word-frequencies.json`). The threshold
is chosen on what a fit without the term says, so that `KEPT` of the technical uses stay.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, matthews_corrcoef, roc_auc_score
from sklearn.model_selection import GroupKFold

from simulator.reading.claims import SENSES, TrainedReader
from simulator.reading.embedder import SentenceEmbedder
from simulator.scoring.judgement.senses import SenseHead, sense_features
from simulator.scoring.language.lexicon import Lexicon, load_lexicon, pieces, term_key
from training import corpus
from training.measuring import interval
from training.pack import write_digests

Array = NDArray[np.float64]
Row = dict[str, Any]

FREQUENT = 2.0
"""Zipf scale: from once in ten million words on a word is taken for an ordinary one."""
FOLDS = 6
STRENGTHS = (0.001, 0.003, 0.01, 0.03)
"""Of the regularisation's inverse, for features of unit spread; the best without the term is taken."""
KEPT = 0.97
"""The share of technical uses that may not be lost, because an interview's words are mostly technical."""
SHORTEST = 3
"""Letters of each part of a name in several parts: "top-p" is no word."""


@cache
def lexicon() -> Lexicon:
    """The shipped terms."""
    return load_lexicon(corpus.ROOT / "prompts" / "lexicon")


def one_word_names() -> list[str]:
    """Every name of the lexicon that is, or can be written as, one word of letters, and is no acronym."""
    names = [lexicon().name_of(key) for key in lexicon().by_key]
    return [name for name in names if _is_one_word(name)]


def _is_one_word(name: str) -> bool:
    parts = pieces(name)
    if not all(part.isalpha() for part in parts) or sum(char.isupper() for char in name) > 1:
        return False
    return len(parts) == 1 or (name.islower() and min(map(len, parts)) >= SHORTEST)


def ambiguous() -> frozenset[str]:
    """The keys of the names that are ordinary words too. A name without a known frequency is none."""
    known = json.loads((corpus.CORPUS / "word-frequencies.json").read_text(encoding="utf-8"))
    return frozenset(term_key(name) for name in one_word_names() if known.get(name, 0.0) >= FREQUENT)


def uses(split: str) -> list[Row]:
    """The labelled sentences of `train` or `test`."""
    lines = (corpus.CORPUS / "senses.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["split"] == split]


def definition(row: Row) -> str:
    """What the lexicon says that the row's term means."""
    term = lexicon().find(row["term"])
    if term is None:
        raise SystemExit(f"{row['term']} is in corpus/senses.jsonl, but no longer in the lexicon.")
    return term.definition


def table(rows: Sequence[Row], embedder: SentenceEmbedder) -> Array:
    """The features of each row."""
    return np.array([sense_features(row["term"], definition(row), row["text"], embedder) for row in rows])


def fit(features: Array, wanted: NDArray[np.bool_], strength: float) -> tuple[Array, float]:
    """Weights and bias; both senses count alike, whichever has more rows."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=3000)
    model.fit((features - mean) / spread, wanted)
    raw: Array = model.coef_[0] / spread
    return raw, float(model.intercept_[0] - raw @ mean)


def odds_without_the_term(
    features: Array, wanted: NDArray[np.bool_], terms: Sequence[str], strength: float
) -> Array:
    """The log odds of each row by weights that did not see its term."""
    names = sorted(set(terms))
    groups, odds = np.array([names.index(term) for term in terms]), np.zeros(len(terms))
    for seen, unseen in GroupKFold(FOLDS, shuffle=True, random_state=1).split(odds, groups=groups):
        weights, bias = fit(features[seen], wanted[seen], strength)
        odds[unseen] = features[unseen] @ weights + bias
    return odds


def technical_from(odds: Array, wanted: NDArray[np.bool_]) -> float:
    """The highest threshold that keeps `KEPT` of the technical uses."""
    return float(np.quantile(odds[wanted], 1 - KEPT))


def fitted(features: Array, rows: Sequence[Row]) -> tuple[Array, float, float]:
    """Weights, bias and threshold; the strength that loses the fewest pairs without the term is taken."""
    wanted, terms = np.array([row["technical"] for row in rows]), [row["term"] for row in rows]
    by_strength = {c: odds_without_the_term(features, wanted, terms, c) for c in STRENGTHS}
    best = max(STRENGTHS, key=lambda c: roc_auc_score(wanted, by_strength[c]))
    return *fit(features, wanted, best), technical_from(by_strength[best], wanted)


def described(name: str, odds: Array, least: float, rows: Sequence[Row]) -> str:
    """A line of the table: how often each sense is told, with intervals by term."""
    wanted = np.array([row["technical"] for row in rows])
    terms, found = [row["term"] for row in rows], odds >= least
    columns = wanted.astype(np.float64), found.astype(np.float64)
    balanced = interval(balanced_accuracy_score, terms, *columns)
    matthews = interval(matthews_corrcoef, terms, *columns)
    kept, dropped = found[wanted].mean(), (~found)[~wanted].mean()
    return f"| {name} | {balanced} | {matthews} | {kept:.0%} | {dropped:.0%} |"


def measure(train: list[Row], test: list[Row], embedder: SentenceEmbedder, reader: TrainedReader) -> None:
    """Print how each way tells the senses of the terms kept back, all fitted on the other terms."""
    wanted = np.array([row["technical"] for row in train])
    print("| way | balanced accuracy | Matthews | technical kept | ordinary dropped |\n|---|---|---|---|---|")
    coin = np.random.default_rng(1).integers(0, 2, len(test)).astype(np.float64) - 0.5
    print(described("a coin", coin, 0.0, test))
    print(described("always technical", np.ones(len(test)), 0.0, test))
    near, near_test = (_cosines(rows, embedder) for rows in (train, test))
    print(described("cosine with the definition", near_test, technical_from(near, wanted), test))
    whole, whole_test = table(train, embedder), table(test, embedder)
    size = whole.shape[1] // 2
    ways = {
        "the sentence alone": (whole[:, :size], whole_test[:, :size]),
        "the reader": (_states(train, reader), _states(test, reader)),
        "sentence and definition (shipped)": (whole, whole_test),
    }
    for name, (seen, unseen) in ways.items():
        weights, bias, least = fitted(seen, train)
        print(described(name, unseen @ weights + bias, least, test))


def _cosines(rows: Sequence[Row], embedder: SentenceEmbedder) -> Array:
    features = table(rows, embedder)
    found: Array = features[:, features.shape[1] // 2 :].sum(axis=1)
    return found


def _states(rows: Sequence[Row], reader: TrainedReader) -> Array:
    states = reader.states([(f"{row['term']}: {definition(row)}", row["text"]) for row in rows])
    return np.array(states, dtype=np.float64)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Fit the judge of senses.")
    parser.add_argument("--test", action="store_true", help="look at the terms kept back; write nothing")
    asked = parser.parse_args()
    embedder = SentenceEmbedder(user_cache_path("interview-simulator"))
    if asked.test:
        measure(uses("train"), uses("test"), embedder, TrainedReader())
        return
    rows = uses("train")
    weights, bias, least = fitted(table(rows, embedder), rows)
    head = SenseHead(
        embedder=embedder.id,
        ambiguous=ambiguous(),
        weights=tuple(float(f"{weight:.6g}") for weight in weights),
        bias=bias,
        technical_from=least,
    )
    made = msgspec.to_builtins(head)
    SENSES.write_text(json.dumps(made | {"ambiguous": sorted(head.ambiguous)}) + "\n")
    write_digests()
    print(f"{len(rows)} sentences, {len(head.ambiguous)} ambiguous words; wrote {SENSES}", file=sys.stderr)


if __name__ == "__main__":
    main()
