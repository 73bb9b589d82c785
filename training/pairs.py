"""What the reader is trained on: pairs of a claim and a stretch of an answer, each with a label.

A stretch is a sentence with the one before it, parted by a mark, because labels say what a sentence makes
"together with at most the one before". The four kinds of pairs:

- points: a key point and a stretch; nothing, half, made or wrong (said the wrong way round)
- misconceptions: a listed wrong claim and a stretch; asserted or not
- glosses: a technical term and the words around it; explained or not: snippets, and the terms of answers
- moves: what a question asks and a stretch; the moves that the stretch's sentence makes
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from training.corpus import Row

POINT_STATES = ("nothing", "half", "made", "wrong")
MOVES = (
    "clarify", "frame", "explain", "example", "approach", "tradeoff", "evaluate", "deploy",
    "impact", "summary",
    "situation", "task", "action", "result", "learning",
)  # fmt: skip
BEFORE = " | "
"""Between the sentence before and the sentence itself."""


@dataclass(frozen=True)
class Pair:
    """One example: what is looked for, where, and the right answer."""

    task: str
    """`point`, `misconception`, `gloss` or `move`."""
    claim: str
    stretch: str
    label: Any
    """An index for the first three tasks; for moves a tuple of 0 and 1, one for each of `MOVES`."""


def stretch(sentences: Sequence[str], index: int) -> str:
    """The sentence at `index` after the one before it."""
    before = sentences[index - 1] if index else ""
    return f"{before}{BEFORE}{sentences[index]}".strip()


def answer_pairs(row: Row, question: dict[str, Any]) -> Iterator[Pair]:
    """Every pair that one labelled answer gives."""
    texts = [sentence["text"] for sentence in row["sentences"]]
    for index, sentence in enumerate(row["sentences"]):
        said = stretch(texts, index)
        for point in question["key_points"]:
            state = sentence["points"].get(point["id"], "nothing")
            yield Pair("point", point["text"], said, POINT_STATES.index(state))
        for wrong in question.get("misconceptions", ()):
            asserted = int(wrong["id"] in sentence["misconceptions"])
            yield Pair("misconception", wrong["text"], said, asserted)
        made = tuple(int(move in sentence["moves"]) for move in MOVES)
        yield Pair("move", question["prompt"], said, made)


def bank_pairs(question: dict[str, Any]) -> Iterator[Pair]:
    """What a question's own texts teach: ways to say a point make it, wrong claims do not."""
    for point in question["key_points"]:
        others = [other for other in question["key_points"] if other is not point]
        for phrase in point.get("say", ()):
            yield Pair("point", point["text"], phrase, 2)
        for other in others[:2]:
            yield from (Pair("point", point["text"], phrase, 0) for phrase in other.get("say", ())[:1])
    for wrong in question.get("misconceptions", ()):
        yield from (Pair("misconception", wrong["text"], said, 1) for said in wrong.get("say", ()))
        if wrong.get("instead"):
            yield Pair("misconception", wrong["text"], wrong["instead"], 0)


def turned_pairs(row: Row, question: dict[str, Any]) -> Iterator[Pair]:
    """One point made, turned round in much the same words, and only touched.

    Whoever reads topic well takes all three for the point; only the truth tells them apart.
    """
    text = next(point["text"] for point in question["key_points"] if point["id"] == row["point"])
    for way, state in (("right", "made"), ("wrong", "wrong"), ("near", "nothing")):
        yield Pair("point", text, row[way], POINT_STATES.index(state))


def gloss_pair(row: Row) -> Pair:
    """A snippet as a pair; the listener stands with the term, for what is plain to one is not to another."""
    return Pair("gloss", f"{row['term']} for {row['audience']}", row["text"], int(row["explained"]))


def term_pairs(row: Row) -> Iterator[Pair]:
    """The labelled terms of an answer, each with the sentences around a use of it.

    A label holds for the whole answer, so a term that was explained counts only where it is used once.
    """
    texts = [sentence["text"] for sentence in row["sentences"]]
    for term in row["terms"]:
        uses = [index for index, text in enumerate(texts) if term["term"].lower() in text.lower()]
        if not uses or (term["explained"] and len(uses) > 1):
            continue
        around = " ".join(texts[max(0, uses[0] - 1) : uses[0] + 2])
        yield gloss_pair({**term, "audience": row["audience"], "text": around})


def stray_pairs(row: Row, bank: dict[str, dict[str, Any]], rng: random.Random) -> Iterator[Pair]:
    """Four points of other questions, two of the same topic, held against a sentence: nothing is made.

    They teach what an answer to another question earns.
    """
    texts = [sentence["text"] for sentence in row["sentences"]]
    others = [question for key, question in bank.items() if key != row["question_id"]]
    topic = bank[row["question_id"]]["topic"] if row["question_id"] in bank else None
    near = [question for question in others if question["topic"] == topic]
    for some in (near or others, near or others, others, others):
        point = rng.choice(rng.choice(some)["key_points"])
        yield Pair("point", point["text"], stretch(texts, rng.randrange(len(texts))), 0)


def unpunctuated(pair: Pair) -> Pair:
    """The pair as a weak recording gives it: the ear loses punctuation first."""
    return replace(pair, stretch=re.sub(r"[^\w' ]+", "", pair.stretch))


def thinned(pairs: Sequence[Pair], rng: random.Random, *, points: float, misconceptions: float) -> list[Pair]:
    """All that show something, and of the pairs that show nothing so many for each that does."""
    kept = [p for p in pairs if p.task in ("gloss", "move") or p.label]
    for task, ratio in (("point", points), ("misconception", misconceptions)):
        empty = [p for p in pairs if p.task == task and not p.label]
        shown = sum(p.task == task for p in kept)
        kept += rng.sample(empty, min(len(empty), round(ratio * shown)))
    rng.shuffle(kept)
    return kept
