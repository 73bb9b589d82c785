"""How well replies to follow-ups are told apart: `python -m benchmarks.follow_ups --replies`.

There is no corpus of replies, so they are made of the answers of the calibration authors. The sentences that
make a key point, after the follow-up that the question has for it, are replies that answer; sentences of the
same answer that do not touch the point, of an answer to another question, and those that say it the wrong way
round are replies that do not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from benchmarks.judges import shipped_judges
from simulator.interview.bank.loader import load_folder
from simulator.model.question import KeyPoint, Question
from simulator.scoring.judgement.features import credit_of_points
from simulator.scoring.judgement.reader import ClaimReader
from simulator.scoring.judgement.replies import read_reply, states_of
from training.corpus import Row, answers

SEED, DRAWS = 3, 1000
PROMPTS = Path(__file__).resolve().parents[1] / "prompts"
WAYS = {
    "by itself": (0,),
    "after the follow-up": (1,),
    "after the earlier answer": (2,),
    "after both": (1, 2),
}
"""What is read before the first sentence of a reply; the last is what the program does."""


@dataclass(frozen=True)
class Case:
    """A reply that answers, or does not."""

    question: str
    kind: str
    """`answers`, or why it does not: `elsewhere`, `wrong`, `another`."""
    point: KeyPoint
    before: tuple[str, str, str]
    """Nothing, the follow-up, and the last sentence of the earlier answer."""
    sentences: tuple[str, ...]


def table() -> int:
    """Print the area under the curve of each way of reading, over questions drawn again."""
    bank = {question.id: question for question in load_folder(PROMPTS / "questions", "shipped")[0]}
    rows = [row for row in answers("calibration") if row["question_id"] in bank]
    cases = list(_cases(rows, bank, random.Random(SEED)))
    reader = shipped_judges().reader
    right = np.array([case.kind == "answers" for case in cases])
    kinds = np.array([case.kind for case in cases])
    print({str(kind): int((kinds == kind).sum()) for kind in np.unique(kinds)})
    for name, which in WAYS.items():
        credits = np.array([_credit(case, which, reader) for case in cases])
        line = f"{name:26}{_area(right, credits, [case.question for case in cases])}"
        for kind in ("elsewhere", "wrong", "another"):
            some = (kinds == "answers") | (kinds == kind)
            line += f"  {kind} {roc_auc_score(right[some], credits[some]):.2f}"
        print(line)
    return 0


def _cases(rows: Sequence[Row], bank: dict[str, Question], chance: random.Random) -> Iterator[Case]:
    for row in rows:
        question = bank[row["question_id"]]
        asks = {one.when_missing: one.ask for one in question.follow_ups if one.when_missing}
        for point in question.key_points:
            if point.id in asks:
                yield from _of_point(row, question, point, asks[point.id], rows, chance)


def _of_point(
    row: Row, question: Question, point: KeyPoint, ask: str, rows: Sequence[Row], chance: random.Random
) -> Iterator[Case]:
    said = row["sentences"]
    states = [sentence["points"].get(point.id) for sentence in said]
    free = [at for at, state in enumerate(states) if state is None]
    before = ("", ask, said[free[-1]]["text"] if free else "")

    def case(kind: str, sentences: Sequence[Row]) -> Case:
        return Case(question.id, kind, point, before, tuple(one["text"] for one in sentences))

    made = [at for at, state in enumerate(states) if state in ("made", "half")]
    if made:
        last = made[0]
        while last + 1 in made:
            last += 1
        yield case("answers", said[made[0] : last + 1])
    if pairs := [at for at in free if at + 1 in free]:
        at = chance.choice(pairs)
        yield case("elsewhere", said[at : at + 2])
    if "wrong" in states:
        yield case("wrong", [said[states.index("wrong")]])
    other = chance.choice(rows)
    if other["question_id"] != row["question_id"]:
        at = chance.randrange(len(other["sentences"]) - 1)
        yield case("another", other["sentences"][at : at + 2])


def _credit(case: Case, which: Sequence[int], reader: ClaimReader) -> float:
    read = read_reply(case.sentences, case.point, [case.before[at] for at in which], reader)
    return float(credit_of_points(states_of(read)[None])[0])


def _area(right: NDArray[np.bool_], credits: NDArray[np.float64], questions: Sequence[str]) -> str:
    """The area under the curve, with its 95 % interval by drawing questions again."""
    names = np.array(questions)
    known, chance = np.unique(names), np.random.default_rng(SEED)
    places = {name: np.flatnonzero(names == name) for name in known}
    drawn = []
    for _ in range(DRAWS):
        at = np.concatenate([places[name] for name in chance.choice(known, len(known))])
        drawn.append(roc_auc_score(right[at], credits[at]))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{roc_auc_score(right, credits):.2f} ({low:.2f} to {high:.2f})"
