"""Labelled answers with what the program and its reader make of them: what the heads are fitted on.

Answers are cut into sentences as the program cuts them, not as the corpus does; only the moves, which are
labelled by sentence, are learned from the corpus's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question
from simulator.model.scorecard import Audience
from simulator.model.settings import Settings
from simulator.model.transcript import from_text
from simulator.reading.claims import TrainedReader
from simulator.scoring.judgement.learned import standing
from simulator.scoring.judgement.readings import Readings, read_answer, read_moves
from simulator.scoring.language.annotated import Annotated
from simulator.use_cases.desk import Desk
from training import corpus

Array = NDArray[np.float64]
SAME = 0.6
"""Sentences are the same where they share so much of the words of the shorter one."""
STATES = ("missed", "half", "made", "wrong")


@dataclass(frozen=True)
class Example:
    """A labelled answer with what the program and its reader make of it."""

    row: corpus.Row
    question: Question
    said: Annotated
    unexplained: float
    """Unexplained terms in a hundred words, as the program counts them."""
    found: Readings
    """Of the program's sentences."""
    moves: Array
    """Of the corpus's sentences, shape (sentences, moves)."""

    @property
    def states(self) -> list[int]:
        """Of each point, as an index of `STATES`; wrong is what was said wrongly and never made."""
        summed = [STATES.index(self.row["points"][point.id]) for point in self.question.key_points]
        said = [
            {sentence["points"].get(point.id) for sentence in self.row["sentences"]}
            for point in self.question.key_points
        ]
        return [
            3 if state == 0 and "wrong" in some else state for state, some in zip(summed, said, strict=True)
        ]

    @property
    def covered(self) -> list[bool]:
        """Whether each point was made or half made."""
        return [STATES[state] in ("half", "made") for state in self.states]

    @property
    def asserted(self) -> list[bool]:
        """Whether each listed misconception is asserted in a sentence."""
        said = {claim for sentence in self.row["sentences"] for claim in sentence["misconceptions"]}
        return [claim.id in said for claim in self.question.misconceptions]

    @property
    def weights(self) -> Array:
        return np.array([point.weight for point in self.question.key_points], dtype=float)


def examples(rows: Sequence[corpus.Row], reader: TrainedReader) -> list[Example]:
    """The answers, read. Slow: a minute for each hundred answers or so."""
    bank = {q.id: q for q in load_folder(corpus.QUESTIONS, "shipped")[0]}
    desk, made = Desk(Settings(), judges=lambda: None), []
    for row in rows:
        texts = [sentence["text"] for sentence in row["sentences"]]
        question, said = bank[row["question_id"]], desk.scorer.annotate(from_text(" ".join(texts)))
        made.append(
            Example(
                row=row,
                question=question,
                said=said,
                unexplained=unexplained_in(desk, said, row, bank),
                found=standing(said, read_answer(said.texts, question, reader)),
                moves=read_moves(texts, question, reader),
            )
        )
    return made


def unexplained_in(desk: Desk, said: Annotated, row: corpus.Row, bank: dict[str, Question]) -> float:
    """Terms in a hundred words that the row's listener may not know and that are not explained."""
    card = desk.scorer.score(said, bank[row["question_id"]], Audience(row["audience"]))
    return 100 * card.jargon.unexplained / len(said.words)


def match_labels(example: Example) -> Array:
    """Which of the program's sentences make or half make which point: shape (points, sentences).

    The labels are of the corpus's sentences. One of the program's makes what those make that it shares three
    fifths of its words with, or they of theirs.
    """
    theirs = [_words(sentence["text"]) for sentence in example.row["sentences"]]
    made = np.zeros((len(example.question.key_points), len(example.said.texts)))
    for at, text in enumerate(example.said.texts):
        ours = _words(text)
        same = [i for i, one in enumerate(theirs) if len(ours & one) >= SAME * min(len(ours), len(one))]
        for index, point in enumerate(example.question.key_points):
            labels = {example.row["sentences"][i]["points"].get(point.id) for i in same}
            made[index, at] = bool(labels & {"made", "half"})
    return made


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z']{3,}", text.lower()))
