"""What hire signal good, half and foreign answers get from each interviewer: `python -m benchmarks.signals`.

For 40 questions of the bank: the model answer, its first half, and the model answer to another question, as
typed texts without hesitations.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections import Counter

from simulator.interview.process.assessment import LISTENS_FOR, round_score, signal_of
from simulator.model import settings
from simulator.model.plan import Role
from simulator.model.question import Question
from simulator.model.report import Signal
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import from_text
from simulator.use_cases.desk import Desk

QUESTIONS = 40
SEED = 4


def main() -> int:
    desk = Desk(settings.load())
    chosen = random.Random(SEED).sample(sorted(desk.questions.bank, key=lambda q: q.id), QUESTIONS)
    cards = {"model answer": [], "first half": [], "another's": []}
    for question, other in zip(chosen, chosen[1:] + chosen[:1], strict=True):
        words = str(question.model_answer).split()
        cards["model answer"].append(judged(desk, question, " ".join(words)))
        cards["first half"].append(judged(desk, question, " ".join(words[: len(words) // 2])))
        cards["another's"].append(judged(desk, question, str(other.model_answer)))
    print(f"{'':16}{'':18}{'median':>7}  " + "".join(f"{signal:>12}" for signal in Signal))
    for kind, found in cards.items():
        for role in Role:
            scores = [scored(card, role) for card in found]
            counts = Counter(signal for _, signal in scores)
            median = statistics.median(score for score, _ in scores)
            print(f"{kind:16}{role.words:18}{median:7.0f}  " + "".join(f"{counts[s]:12}" for s in Signal))
    return 0


def judged(desk: Desk, question: Question, text: str) -> Scorecard:
    return desk.scorer.score(from_text(text), question, question.audience)


def scored(card: Scorecard, role: Role) -> tuple[int, Signal | None]:
    found = {d: getattr(card.dimensions, d.value) for d in LISTENS_FOR[role]}
    scores = {dimension: score.score if score else None for dimension, score in found.items()}
    score = round_score(role, scores)
    return score or 0, signal_of(score, scores["content"])


if __name__ == "__main__":
    sys.exit(main())
