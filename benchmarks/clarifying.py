"""How well questions to the interviewer are recognised: `python -m benchmarks.clarifying [FOLDER]`.

Our own 303 utterances over shipped questions come in halves: rules and weights saw the first one only.
FOLDER (default ../shared/eval) holds a clarifying.jsonl of others, whose rows name no fact.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulator.interview.bank.loader import load_folder
from simulator.interview.exchange.clarifying import UnderstoodQuestion, understood
from simulator.model.question import Question
from simulator.model.settings import Settings
from simulator.use_cases.desk import Desk

PROMPTS = Path(__file__).resolve().parents[1] / "prompts"
OWN = Path(__file__).resolve().parent / "data" / "clarifying.jsonl"
GOAL = 0.85
Row = dict[str, Any]
Judged = tuple[Row, UnderstoodQuestion]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/eval"))
    parser.add_argument("--words-only", action="store_true", help="without the meaning model")
    parser.add_argument("--each", action="store_true", help="print every error")
    given = parser.parse_args()
    bank = {question.id: question for question in load_folder(PROMPTS / "questions", "shipped")[0]}
    sense = None if given.words_only else Desk(Settings()).interviewer.sense
    own = [(row, understood(row["text"], bank[row["question"]], sense)) for row in rows(OWN)]
    halves = [[one for one in own if one[0]["half"] == half] for half in (1, 2)]
    print(f"{'':30}{'rows':>6}{'precision':>11}{'recall':>9}{'F1':>7}   right fact")
    reached = [line("ours, half 1 (to choose by)", halves[0]), line("ours, half 2 (to report)", halves[1])]
    shared = given.folder / "clarifying.jsonl"
    if shared.exists():
        reached.append(
            line(f"{shared}", [(row, understood(row["text"], None, sense)) for row in rows(shared)])
        )
    if given.each:
        for row, found in own:
            report(row, found, bank[row["question"]])
    print(f"goal: F1 of {GOAL}")
    return 0 if min(reached) >= GOAL else 1


def rows(path: Path) -> list[Row]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


def line(name: str, judged: Sequence[Judged]) -> float:
    """Print one line of the table; the F1."""
    pairs = [(row["is_clarifying_question"], found.is_clarifying_question) for row, found in judged]
    both = sum(label and said for label, said in pairs)
    precision = both / max(1, sum(said for _, said in pairs))
    recall = both / max(1, sum(label for label, _ in pairs))
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    print(f"{name:30}{len(pairs):6}{precision:11.3f}{recall:9.3f}{f1:7.3f}   {_placed(judged)}")
    return f1


def _placed(judged: Sequence[Judged]) -> str:
    """Of the recognised questions how many got the labelled fact, or none where none fits."""
    asked = [
        (row, found)
        for row, found in judged
        if "about" in row and row["is_clarifying_question"] and found.is_clarifying_question
    ]
    known = [found.about == row["about"] for row, found in asked if row["about"]]
    none = [found.answer is None for row, found in asked if not row["about"]]
    if not asked:
        return "not labelled"
    return f"{sum(known)} of {len(known)}; rightly none {sum(none)} of {len(none)}"


def report(row: Row, found: UnderstoodQuestion, question: Question) -> None:
    got = found.about if found.answer else None
    if found.is_clarifying_question != row["is_clarifying_question"]:
        print(f"{row['half']} {'asked?' if found.is_clarifying_question else 'missed'}  {row['text']}")
    elif got != row["about"]:
        print(f"{row['half']} {question.id}: {row['about']} -> {got}  {row['text']}")


if __name__ == "__main__":
    sys.exit(main())
