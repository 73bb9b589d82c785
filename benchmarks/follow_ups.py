"""The first follow-up to 200 spoken answers: `python -m benchmarks.follow_ups [--replies] [--train]`.

The answers are those of the calibration authors, on whom the reader was not trained; a person reads the
follow-ups and says which are sensible (docs/scoring-research.md, "Follow-ups"). With `--train` answers of the
training authors are taken, to work on wordings without looking at the others. `--replies` measures how well
replies are told apart.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from simulator.model import settings
from simulator.model.question import Question
from simulator.model.scorecard import Audience, FollowUpAsk
from simulator.model.transcript import from_text
from simulator.use_cases.desk import Desk
from training.corpus import Row, answers

ANSWERS = 200
SEED = 9


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true", help="answers of the training authors")
    parser.add_argument("--replies", action="store_true", help="how well replies are told apart")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=ANSWERS)
    parser.add_argument("--json", action="store_true", help="a JSON object a line, with the answer")
    given = parser.parse_args()
    if given.replies:
        from benchmarks.replies import table

        return table()
    kinds: Counter[str] = Counter()
    for row, asked in first_follow_ups("train" if given.train else "calibration", given.count, given.seed):
        kinds[str(asked.by) if asked else "none"] += 1
        print(_line(row, asked) if given.json else f"{row['id']}  {asked.ask if asked else '-'}")
    print("  ".join(f"{by}: {count}" for by, count in kinds.most_common()), file=sys.stderr)
    return 0


def first_follow_ups(half: str, count: int, seed: int) -> Iterator[tuple[Row, FollowUpAsk | None]]:
    """Answers drawn at random, each with what is asked first after it."""
    desk = Desk(settings.Settings())
    bank = {question.id: question for question in desk.questions.bank}
    rows = [row for row in answers(half) if row["question_id"] in bank]
    for row in random.Random(seed).sample(rows, min(count, len(rows))):
        yield row, _first(desk, row, bank[row["question_id"]])


def _first(desk: Desk, row: Row, question: Question) -> FollowUpAsk | None:
    text = " ".join(sentence["text"] for sentence in row["sentences"])
    card = desk.scorer.score(from_text(text), question, Audience(row["audience"]))
    return next(iter(card.follow_ups), None)


def _line(row: Row, asked: FollowUpAsk | None) -> str:
    said: dict[str, Any] = {
        "id": row["id"],
        "question_id": row["question_id"],
        "audience": row["audience"],
        "profile": row["profile"],
        "answer": " ".join(sentence["text"] for sentence in row["sentences"]),
        "ask": asked.ask if asked else None,
        "because": asked.because if asked else None,
    }
    return json.dumps(said, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
