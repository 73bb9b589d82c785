"""Fits the weights of the signs of a move: python -m benchmarks.moves_fit [--write]

Logistic regression (Newton's method, ridge) of "this sentence makes the move" on `structure.signs`, over the
sentences of `benchmarks/data/moves.jsonl`: model answers of 38 questions, the 34 answers of half 1, and
single sentences said without stock phrases, each with the moves it makes. Cues never count against a move.
Prints F1 over sentences of questions left out (eight folds) with the weights in use and with the fitted ones;
`--write` puts those fitted on everything into `prompts/lexicon/moves.toml`.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from benchmarks.bank import PROMPTS, Remembering
from simulator.model.question import Kind
from simulator.model.scorecard import Move
from simulator.scoring.judgement.leading import signs
from simulator.scoring.judgement.moves import SIGNS, STORY, MoveSound
from simulator.scoring.verdict.rubric import load_rubrics

DATA = Path(__file__).resolve().parent / "data" / "moves.jsonl"
MOVES = PROMPTS / "lexicon" / "moves.toml"
Floats = NDArray[np.float64]
RIDGE, PLACE_RIDGE, STEPS, FOLDS = 1.0, 3.0, 15, 8
PLACE = frozenset({"first", "opening", "ending", "last"})
"""Kept smaller: model answers all begin and end alike, people do not."""
COUNTS = {"model": 0.5, "answer": 1.0, "alone": 2.0}
"""Model answers say things in few ways; single sentences were written to say them in others."""
FROM = 0.27
"""A sentence makes a move from this likelihood on: at it most labelled answers of half 1 get their moves."""
NEVER_AGAINST = frozenset({"strong", "more", "weak", "expected", "meaning"})
LENGTH, MIDDLE = 9, 4
PLACES = {"clarify": 1, "frame": 1}
"""Where a sentence without its answer is taken to stand among nine: near the start or midway."""


@dataclass(frozen=True)
class Sentence:
    fold: int
    made: frozenset[Move]
    seen: dict[Move, Floats]
    weight: float


def sentences() -> tuple[list[Sentence], dict[Move, MoveSound]]:
    rubrics = load_rubrics(PROMPTS)
    lexicon, embedder = rubrics["explain"].moves, Remembering(user_cache_path("interview-simulator"))
    found: list[Sentence] = []
    for at, line in enumerate(DATA.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        expectation = rubrics[row["kind"]].expectation
        sounds = lexicon.told_as(Kind(row["kind"]) is Kind.BEHAVIORAL)
        said = [text for text, _ in row["sentences"]]
        alone = row["question_id"] is None
        start = PLACES.get("".join(row["sentences"][0][1]), MIDDLE) if alone else 0
        context = [*[""] * start, *said, *[""] * (LENGTH - start - 1)] if alone else said
        seen = signs(context, sounds, expectation.moves, embedder)
        fold = at % FOLDS if alone else sum(map(ord, row["question_id"])) % FOLDS
        for place, (_, made) in enumerate(row["sentences"]):
            here = seen[place + start]
            signs_of = {sound.move: here[index] for index, sound in enumerate(sounds)}
            found.append(Sentence(fold, frozenset(map(Move, made)), signs_of, COUNTS[_source(row)]))
    return found, {sound.move: sound for sound in lexicon.sounds}


def _source(row: dict[str, str | None]) -> str:
    if row["question_id"] is None:
        return "alone"
    return "answer" if row["answer"] else "model"


def fitted(move: Move, given: list[Sentence]) -> Floats:
    """Weights for `SIGNS` that make the labels likeliest, kept small, with `FROM` at 0."""
    rows = np.array([one.seen[move] for one in given if move in one.seen])
    made = np.array([move in one.made for one in given if move in one.seen], dtype=np.float64)
    counts = np.array([one.weight for one in given if move in one.seen])
    ridge = np.array([PLACE_RIDGE if sign in PLACE else RIDGE for sign in SIGNS])
    ridge[-1] = 1e-6
    used = np.ones(len(SIGNS), dtype=bool)
    while True:
        weights = np.zeros(len(SIGNS))
        weights[used] = _likeliest(rows[:, used], made, counts, ridge[used])
        against = [i for i, sign in enumerate(SIGNS) if sign in NEVER_AGAINST and weights[i] < 0]
        if not against:
            weights[-1] -= np.log(FROM / (1 - FROM))
            return weights
        used[against] = False


def _likeliest(rows: Floats, made: Floats, counts: Floats, ridge: Floats) -> Floats:
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (likely - made)) + ridge * weights
        bend = (rows * (counts * likely * (1 - likely))[:, None]).T @ rows + np.diag(ridge)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _f1(found: list[tuple[bool, bool]]) -> float:
    both = sum(ours and theirs for ours, theirs in found)
    return 2 * both / max(1, sum(ours for ours, _ in found) + sum(theirs for _, theirs in found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the fitted weights into moves.toml")
    given = parser.parse_args()
    found, sounds = sentences()
    text = MOVES.read_text(encoding="utf-8")
    for move, sound in sounds.items():
        mine = [one for one in found if (move in STORY) == bool(STORY & one.seen.keys())]
        folds = [fitted(move, [one for one in mine if one.fold != fold]) for fold in range(FOLDS)]
        now = _f1([(float(one.seen[move] @ sound.weights) >= 0, move in one.made) for one in mine])
        then = _f1([(float(one.seen[move] @ folds[one.fold]) >= 0, move in one.made) for one in mine])
        weights = fitted(move, mine)
        print(f"{move.value:10} in use {now:.2f}  fitted, left out {then:.2f}")
        line = ", ".join(f"{sign} = {value:.2f}" for sign, value in zip(SIGNS, weights, strict=True))
        where = rf'(id = "{move.value}"\n)(weights = .*\n)?'
        text = re.sub(where, lambda m, line=line: f"{m[1]}weights = {{ {line} }}\n", text)
    if given.write:
        MOVES.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
