"""Checks the corpus: python -m training.checking

Labels must be consistent (else the command ends with 3), no wording may be shared with the question's own
texts beyond chance, every profile and rating must be there, and no dimension may give another away.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np
from scipy.stats import spearmanr

from training import corpus
from training.agreement import RATINGS
from training.pairs import MOVES

HALVES = ("train", "calibration", "test")
RUN = 4
"""So many words in a row that also stand in a question's own text are shared wording."""
_WORD = re.compile(r"[a-z']+")


def faults(row: corpus.Row, question: dict[str, object]) -> Iterator[str]:
    """What is inconsistent in one labelled answer, a sentence each."""
    points = {point["id"] for point in question["key_points"]}  # type: ignore[attr-defined]
    wrong = {claim["id"] for claim in question.get("misconceptions", ())}  # type: ignore[attr-defined]
    if set(row["points"]) != points:
        yield "has not exactly the key points of its question"
    best: dict[str, str] = dict.fromkeys(points, "missed")
    for number, sentence in enumerate(row["sentences"], 1):
        if not set(sentence["moves"]) <= set(MOVES):
            yield f"sentence {number} has an unknown move"
        if not set(sentence["misconceptions"]) <= wrong:
            yield f"sentence {number} has a misconception that its question does not list"
        for point, state in sentence["points"].items():
            if point not in points:
                yield f"sentence {number} makes a point that its question does not have"
            elif state == "made" or (state == "half" and best[point] == "missed"):
                best[point] = state
    if any(best[point] == "missed" and row["points"].get(point) == "made" for point in points):
        yield "sums up a point as made that no sentence touches"
    if any(best[point] == "made" and row["points"].get(point) == "missed" for point in points):
        yield "sums up a point as missed that a sentence makes"
    if not all(row["ratings"].get(name) in range(1, 6) for name in RATINGS):
        yield "lacks a rating of 1 to 5"


def turned_faults(row: corpus.Row, question: dict[str, object]) -> Iterator[str]:
    """What is inconsistent in one point that was turned round."""
    if row["point"] not in {point["id"] for point in question["key_points"]}:  # type: ignore[attr-defined]
        yield "is of a point that its question does not have"
    if len({row[way].strip().lower() for way in ("right", "wrong", "near")} - {""}) < 3:
        yield "lacks a text, or two of its texts are the same"


def own_texts(question: dict[str, object]) -> str:
    """What stands in a question's file besides its prompt: key points, their wordings, the model answer."""
    points = question["key_points"]
    said = [part for p in points for part in (p["text"], *p.get("say", ()))]  # type: ignore[attr-defined]
    return " ".join([*said, str(question.get("model_answer", ""))])


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of `RUN` words."""
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def shared(rows: list[corpus.Row], bank: dict[str, dict[str, object]], *, with_own: bool) -> float:
    """The mean share of an answer's runs that stand in a question's own texts.

    The question is the answer's, or, for chance, another with the same topic.
    """
    rng, found = random.Random(1), []
    by_topic: dict[object, list[str]] = {}
    for key, question in bank.items():
        by_topic.setdefault(question["topic"], []).append(key)
    for row in rows:
        key = row["question_id"]
        if not with_own:
            key = rng.choice([k for k in by_topic[bank[key]["topic"]] if k != key] or list(bank))
        said = runs(" ".join(sentence["text"] for sentence in row["sentences"]))
        found.append(len(said & runs(own_texts(bank[key]))) / max(1, len(said)))
    return float(np.mean(found))


def main() -> int:
    """The command."""
    bank, rows = corpus.bank(), corpus.answers(*HALVES)
    told = [f"{row['id']} {fault}." for row in rows for fault in faults(row, bank[row["question_id"]])]
    twice = [key for key, count in Counter(row["id"] for row in rows).items() if count > 1]
    told += [f"{key} stands in the corpus twice." for key in twice]
    turned = corpus.turned()
    for row in turned:
        faulty = turned_faults(row, bank[row["question_id"]])
        told += [f"{row['question_id']}, {row['point']}, {fault}." for fault in faulty]
    sentences = sum(len(row["sentences"]) for row in rows)
    print(
        f"{len(rows)} answers, {sentences} sentences, {len(turned)} points turned round, {len(told)} faults"
    )
    print("\n".join(told))
    own, chance = (shared(rows, bank, with_own=mine) for mine in (True, False))
    print(
        f"runs of {RUN} words shared with the question's own texts: {own:.2%}, with another's: {chance:.2%}"
    )
    print("profiles:", dict(Counter(row["profile"] for row in rows).most_common()))
    print("listeners:", dict(Counter(row["audience"] for row in rows).most_common()))
    for name in RATINGS:
        counts = Counter(row["ratings"][name] for row in rows)
        print(f"{name}: " + ", ".join(f"{counts[rating]} of {rating}" for rating in range(1, 6)))
    given = np.array([[row["ratings"][name] for name in RATINGS] for row in rows])
    print("Spearman between ratings:")
    for name, line in zip(RATINGS, spearmanr(given).statistic, strict=True):
        print(f"  {name:<10}" + " ".join(f"{value:6.2f}" for value in line))
    return 3 if told else 0


if __name__ == "__main__":
    sys.exit(main())
