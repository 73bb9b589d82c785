"""How long a score takes: python -m benchmarks.scoring_speed [--rounds N]

A transcript of three minutes (450 words of model answers), the model and the question's own phrases warm:
with its sentences embedded while it was spoken, and cold. Then the longest answer that is judged, and one too
long.
Each figure is the median of the rounds, every round with other sentences.
"""

from __future__ import annotations

import argparse
import re
import time
from random import Random
from statistics import median

from platformdirs import user_cache_path

from benchmarks.bank import PROMPTS
from benchmarks.judges import shipped_judges
from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question
from simulator.model.transcript import from_text
from simulator.reading.embedder import SentenceEmbedder
from simulator.scoring.judgement.judgeable import MOST_WORDS
from simulator.scoring.language.lexicon import load_fillers, load_hedges, load_lexicon
from simulator.scoring.verdict.rubric import load_rubrics, rubric_for
from simulator.scoring.verdict.score import score

THREE_MINUTES, TOO_LONG = 450, 50_000
GOALS = {"three minutes, embedded while spoken": 150, "three minutes, cold": 800}


class Judge:
    """Scores answers to one question and says how long it took."""

    def __init__(self) -> None:
        self.questions, _ = load_folder(PROMPTS / "questions", "shipped")
        self._rubrics, self._lexicon = load_rubrics(PROMPTS), load_lexicon(PROMPTS / "lexicon")
        self._fillers = load_fillers(PROMPTS / "lexicon/fillers.toml")
        self._hedges = load_hedges(PROMPTS / "lexicon/hedges.toml")
        self._embedder = SentenceEmbedder(user_cache_path("interview-simulator"))
        self._judges = shipped_judges()

    def milliseconds(self, said: str, question: Question) -> float:
        start = time.perf_counter()
        score(
            from_text(said),
            question=question,
            audience=question.audience,
            rubric=rubric_for(question, self._rubrics),
            lexicon=self._lexicon,
            fillers=self._fillers,
            hedges=self._hedges,
            embedder=self._embedder,
            judges=self._judges,
        )
        return 1000 * (time.perf_counter() - start)


def spoken(questions: list[Question], words: int, draw: Random) -> str:
    """Sentences of model answers in drawn order, so many words of them."""
    sentences = [part for q in questions for part in re.split(r"(?<=[.?!]) ", q.model_answer or "")]
    said: list[str] = []
    while len(said) < words:
        said += " ".join(draw.sample(sentences, len(sentences))).split()
    return " ".join(said[:words])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    judge, draw = Judge(), Random(1)
    question = next(q for q in judge.questions if q.id == "churn-model")
    judge.milliseconds(question.model_answer or "", question)
    cold, warm = [], []
    for _ in range(given.rounds):
        said = spoken(judge.questions, THREE_MINUTES, draw)
        cold.append(judge.milliseconds(said, question))
        warm.append(judge.milliseconds(said, question))
    rows = {
        "three minutes, embedded while spoken": median(warm),
        "three minutes, cold": median(cold),
        f"{MOST_WORDS:,} words, cold": judge.milliseconds(
            spoken(judge.questions, MOST_WORDS, draw), question
        ),
        f"{TOO_LONG:,} words, refused": judge.milliseconds(spoken(judge.questions, TOO_LONG, draw), question),
    }
    for name, value in rows.items():
        print(f"{name:40} {value:7.0f} ms  {f'goal {GOALS[name]}' if name in GOALS else ''}")


if __name__ == "__main__":
    main()
