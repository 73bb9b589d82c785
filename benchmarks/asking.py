"""What the interviewer says to candidates who ask back: `python -m benchmarks.asking [--kept] [--each]`.

200 utterances by a writer who did not see the program, in halves by question: the `build` half taught the
program, the `kept` half is looked at when the program is finished, and each look is noted in
docs/scoring-research.md. A reply is right when it is the labelled fact and no other, leaves to the candidate
what no fact answers, says the question again, declines to judge, or says nothing to what is no question.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from simulator.interview.exchange.clarifying import UnderstoodQuestion
from simulator.model.question import Question
from simulator.model.settings import Settings
from simulator.use_cases.desk import Desk

DATA = Path(__file__).resolve().parent / "data" / "asking.jsonl"
RIGHT_FROM, WRONG_UP_TO = 0.9, 0.03
FACTS_FROM = 0.25
"""The likeness from which on the trivial judge gives a fact; the best on the `build` half in steps of .05."""
Row = dict[str, Any]
Replied = tuple[str, str | None]
"""The kind of the reply, and the subject of the fact if one is given."""
KINDS = ("fact", "assume", "repeat", "progress", "not_a_question")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", action="store_true", help="look at the half that was kept back")
    parser.add_argument("--each", action="store_true", help="print every error")
    given = parser.parse_args()
    half = "kept" if given.kept else "build"
    rows = [row for text in DATA.read_text(encoding="utf-8").splitlines() if (row := json.loads(text))]
    rows = [row for row in rows if row["split"] == half]
    desk = Desk(Settings())
    bank = {row["question_id"]: desk.questions.get(row["question_id"]) for row in rows}
    judges: dict[str, Callable[[Row, Question], Replied]] = {
        "always yours to assume": lambda _row, _question: ("assume", None),
        "likeness alone": lambda row, question: by_likeness(desk, row, question),
        "the program": lambda row, question: replied(desk.interviewer.ask(row["utterance"], question)),
    }
    print(f"{half} half, {len(rows)} utterances")
    print(f"{'':24}{'right (95 %)':>22}{'wrong fact (95 %)':>22}   right by kind")
    for name, judge in judges.items():
        said = [judge(row, bank[row["question_id"]]) for row in rows]
        right, wrong = table_line(name, rows, said)
    if given.each:
        for row, reply in zip(rows, said, strict=True):
            if not is_right(row, reply):
                print(f"{row['question_id']}: {row['kind']} {row['about']} -> {reply}  {row['utterance']}")
    print(f"a warm reply takes {milliseconds(desk, rows, bank):.0f} ms (median)")
    print(f"goals: right {RIGHT_FROM}, wrong fact {WRONG_UP_TO}")
    return 0 if right >= RIGHT_FROM and wrong <= WRONG_UP_TO else 1


def replied(found: UnderstoodQuestion) -> Replied:
    """What kind of reply it is."""
    if found.repeats:
        return "repeat", None
    if found.about_progress:
        return "progress", None
    if not found.is_clarifying_question:
        return "not_a_question", None
    return ("fact", found.about) if found.answer else ("assume", None)


def by_likeness(desk: Desk, row: Row, question: Question) -> Replied:
    """The fact that is most like the utterance as a whole, from a fixed likeness on."""
    embedder = desk.scorer.embedder
    assert embedder is not None
    texts = [f"{fact.about}: {fact.answer}" for fact in question.facts]
    near = embedder.embed(texts) @ embedder.embed([row["utterance"]])[0]
    best = int(np.argmax(near))
    return ("fact", question.facts[best].about) if near[best] >= FACTS_FROM else ("assume", None)


def is_right(row: Row, reply: Replied) -> bool:
    """Whether the reply is the one that the label asks for."""
    kind, about = reply
    return kind == row["kind"] and (kind != "fact" or about == row["about"])


def table_line(name: str, rows: Sequence[Row], said: Sequence[Replied]) -> tuple[float, float]:
    """Print a line of the table; the shares of right replies and of wrong facts."""
    right = np.array([is_right(row, reply) for row, reply in zip(rows, said, strict=True)])
    wrong = np.array([reply[0] == "fact" for reply in said]) & ~right
    kinds = np.array([row["kind"] for row in rows])
    by_kind = ", ".join(f"{kind} {right[kinds == kind].sum()}/{(kinds == kind).sum()}" for kind in KINDS)
    print(f"{name:24}{interval(right, rows):>22}{interval(wrong, rows):>22}   {by_kind}")
    return float(right.mean()), float(wrong.mean())


def interval(hits: np.ndarray, rows: Sequence[Row]) -> str:
    """A share with its 95 % interval, questions drawn again."""
    keys = sorted({row["question_id"] for row in rows})
    of = [[i for i, row in enumerate(rows) if row["question_id"] == key] for key in keys]
    chance = np.random.default_rng(1)
    picks = (chance.integers(0, len(of), len(of)) for _ in range(2000))
    drawn = [hits[[i for place in places for i in of[place]]].mean() for places in picks]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{hits.mean():.2f} ({low:.2f} to {high:.2f})"


def milliseconds(desk: Desk, rows: Sequence[Row], bank: dict[str, Question]) -> float:
    """Of a reply to words not heard before, on a question whose facts are known: their median."""
    took = []
    for row in rows[:30]:
        said = f"{row['utterance']} please"
        began = time.perf_counter()
        desk.interviewer.ask(said, bank[row["question_id"]])
        took.append(time.perf_counter() - began)
    return float(np.median(took)) * 1000


if __name__ == "__main__":
    sys.exit(main())
