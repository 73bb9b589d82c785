"""How well the scores tell the shipped questions apart: `python -m benchmarks.bank [FILE] [--each]`.

Every model answer is judged against its own question and against others, half of them the nearest by meaning
and half drawn: its own points should be covered and those of other questions should not. Every wording of a
misconception, said after the model answer, should be found, and none that is denied. With a file, only its
questions are judged, against each other.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random

from platformdirs import user_cache_path

from benchmarks.judges import shipped_judges
from simulator.interview.bank.loader import load_file, load_folder
from simulator.model.question import Misconception, Question
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import from_text
from simulator.reading.embedder import SentenceEmbedder, Vector
from simulator.scoring.language.lexicon import load_fillers, load_hedges, load_lexicon
from simulator.scoring.verdict.rubric import load_rubrics, rubric_for
from simulator.scoring.verdict.score import score

DENIALS = (
    "It is a myth that {}.",
    "People often think that {}, but that is wrong.",
    "It is not true that {}.",
    "Many teams believe {}. That's not right.",
    "I would never claim that {}.",
)
PROMPTS = Path(__file__).resolve().parents[1] / "prompts"


class Remembering(SentenceEmbedder):
    """Forgets nothing: the bank has more phrases than an interview."""

    def _remember(self, made: dict[str, Vector]) -> None:
        self._known |= made


class Bank:
    """The shipped questions with a model answer, and the judge of everything said to them."""

    def __init__(self, file: Path | None = None, *, words_only: bool = False) -> None:
        folder = PROMPTS / "questions"
        questions, problems = load_file(file, "given") if file else load_folder(folder, "shipped")
        if problems:
            raise SystemExit(str(problems[0]))
        self.questions = [question for question in questions if question.model_answer]
        self._rubrics, self._lexicon = load_rubrics(PROMPTS), load_lexicon(PROMPTS / "lexicon")
        self._fillers = load_fillers(PROMPTS / "lexicon/fillers.toml")
        self._hedges = load_hedges(PROMPTS / "lexicon/hedges.toml")
        self._embedder = None if words_only else Remembering(user_cache_path("interview-simulator"))
        self._judges = None if words_only else shipped_judges()

    def nearest(self, question: Question) -> list[Question]:
        """The others, those first whose key points are most like sentences of this one's model answer."""
        rest = [other for other in self.questions if other is not question]
        if self._embedder is None:
            return rest
        sentences = [part for part in re.split(r"(?<=[.?!]) ", question.model_answer or "") if part]
        said, embedder = self._embedder.embed(sentences), self._embedder

        def likeness(other: Question) -> float:
            points = embedder.embed([point.text for point in other.key_points])
            return float((said @ points.T).max(axis=0).mean())

        return sorted(rest, key=likeness, reverse=True)

    def judged(self, question: Question, said: str) -> Scorecard:
        return score(
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


@dataclass(frozen=True)
class Row:
    """One model answer: to its own question and to the others."""

    question: Question
    own: Scorecard
    others: dict[str, Scorecard]
    """By the id of the other question."""

    @property
    def covered(self) -> float:
        """The share of the weight of its own points, 0 to 1."""
        weight = sum(point.weight for point in self.own.key_points)
        return sum(point.weight for point in self.own.key_points if point.covered) / weight

    @property
    def highest_elsewhere(self) -> int:
        return max((_content(card) for card in self.others.values()), default=-1)

    @property
    def recognised(self) -> bool:
        return _content(self.own) > self.highest_elsewhere


def rows(bank: Bank, most: int) -> Iterator[Row]:
    """Each model answer against its own question and at most so many others, half nearest, half drawn."""
    for question in bank.questions:
        said = question.model_answer or ""
        rest = bank.nearest(question)
        near, far = rest[: most // 2], rest[most // 2 :]
        drawn = near + Random(question.id).sample(far, min(most - len(near), len(far)))
        others = {q.id: bank.judged(q, said) for q in drawn}
        yield Row(question, bank.judged(question, said), others)


def stated(bank: Bank) -> Iterator[tuple[Question, Misconception, str, bool]]:
    """Each wording of each misconception, said after the model answer: was it found?"""
    for question in bank.questions:
        for wrong in question.misconceptions:
            for said in wrong.say:
                card = bank.judged(question, f"{question.model_answer} {said[:1].upper()}{said[1:]}.")
                yield question, wrong, said, wrong.id in {hit.id for hit in card.misconceptions}


def denied(bank: Bank) -> Iterator[bool]:
    """Each misconception, denied in one of several ways after half the model answer: was it found?"""
    wrong = [(question, wrong) for question in bank.questions for wrong in question.misconceptions]
    for (question, claim), way in zip(wrong, cycle(DENIALS), strict=False):
        said = way.format(claim.text[:1].lower() + claim.text[1:].rstrip("."))
        sentences = re.split(r"(?<=[.?!]) ", question.model_answer or "")
        card = bank.judged(question, " ".join([*sentences[: len(sentences) // 2], said]))
        yield claim.id in {hit.id for hit in card.misconceptions}


def figures(found: list[Row]) -> Iterator[tuple[str, str]]:
    own = [row.covered for row in found]
    others = [card for row in found for card in row.others.values()]
    points = sum(len(card.key_points) for card in others)
    scores = sorted(_content(card) for card in others)
    structures = [card.structure.score for row in found if (card := row.own.dimensions).structure]
    expected = [row.own.measure("moves_share") for row in found]
    shares = [measure.value for measure in expected if measure and measure.value is not None]
    yield "weight of own points covered, mean", f"{sum(own) / len(own):.3f}, least {min(own):.2f}"
    yield "answers with 90 % of their own weight", f"{sum(c >= 0.9 for c in own)} of {len(own)}"
    if others:
        yield "points of other questions covered", f"{sum(map(_credited, others)) / points:.3f} of {points}"
        yield "content for another question", f"median {scores[len(scores) // 2]}, most {scores[-1]}"
        yield "its own question scores highest", f"{sum(row.recognised for row in found)} of {len(found)}"
        wrong = sum(len(card.claims) for card in others)
        yield "of other questions, in them", f"{wrong / len(others):.3f} a question"
    yield "misconceptions in model answers", f"{sum(len(row.own.claims) for row in found)}"
    yield "expected moves made", f"{sum(shares) / len(shares):.3f}, least {min(shares):.2f}"
    yield (
        "structure of model answers",
        f"mean {sum(structures) / len(structures):.0f}, least {min(structures)}",
    )


def _credited(card: Scorecard) -> int:
    return sum(point.covered for point in card.key_points)


def _content(card: Scorecard) -> int:
    return card.dimensions.content.score if card.dimensions.content else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="a question file; all shipped ones unless given")
    parser.add_argument("--against", type=int, default=16, help="other questions an answer is judged by")
    parser.add_argument("--words-only", action="store_true", help="without any model, by rules and words")
    parser.add_argument("--each", action="store_true", help="print what is not as it should be")
    given = parser.parse_args()
    bank = Bank(given.file, words_only=given.words_only)
    found, said = list(rows(bank, given.against)), list(stated(bank))
    not_meant = list(denied(bank))
    for name, value in figures(found):
        print(f"{name:40} {value}")
    print(f"{'wrong claims in their own words found':40} {sum(hit for *_, hit in said)} of {len(said)}")
    print(f"{'wrong claims found although denied':40} {sum(not_meant)} of {len(not_meant)}")
    if given.each:
        _print_faults(found, said)


def _print_faults(found: list[Row], said: list[tuple[Question, Misconception, str, bool]]) -> None:
    for row in found:
        missed = [point.id for point in row.own.key_points if not point.covered]
        flagged = [f"{hit.id}: {hit.quote}" for hit in row.own.claims]
        made = {span.move for span in row.own.moves}
        lacking = [move.value for move in row.question.expected_moves if move not in made]
        print(f"{row.question.id}: own {_content(row.own)}, elsewhere up to {row.highest_elsewhere}")
        print(f"   missed {missed}\n   flagged {flagged}\n   moves lacking {lacking}")
    for question, wrong, words, hit in said:
        if not hit:
            print(f"not found: {question.id} {wrong.id}: {words}")


if __name__ == "__main__":
    main()
