"""What the trained reader says of each sentence of an answer; every learned judgement is made from this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.question import Question
from simulator.model.scorecard import Move
from simulator.scoring.judgement.reader import ClaimReader

Array = NDArray[np.float64]

NOTHING, HALF, MADE, WRONG = range(4)
"""What a sentence may do with a point, in the order of the reader's classes."""
MOVES = (
    Move.CLARIFY, Move.FRAME, Move.EXPLAIN, Move.EXAMPLE, Move.APPROACH, Move.TRADEOFF, Move.EVALUATE,
    Move.DEPLOY, Move.IMPACT, Move.SUMMARY,
    Move.SITUATION, Move.TASK, Move.ACTION, Move.RESULT, Move.LEARNING,
)  # fmt: skip
"""In the order of the reader's classes."""
BEFORE = " | "
"""Stands between the sentence before and the sentence itself, as it did in training."""


@dataclass(frozen=True)
class Readings:
    """Probabilities for each sentence of an answer."""

    points: Array
    """Shape (points, sentences, 4): nothing, half, made, wrong; sums to 1 over the last axis."""
    misconceptions: Array
    """Shape (misconceptions, sentences): that the wrong claim is asserted."""
    moves: Array
    """Shape (sentences, moves), in the order of `MOVES`: that the sentence makes the move."""


def read_answer(sentences: Sequence[str], question: Question, reader: ClaimReader) -> Readings:
    """Judge every sentence (clean texts, in order; at least one) against every claim of the question.

    A question claims nothing, so its probability of a wrong claim is 0.
    """
    stretches = [stretch(sentences, index) for index in range(len(sentences))]
    points = [
        softmax(reader.read("point", [(point.text, said) for said in stretches]))
        for point in question.key_points
    ]
    asking = np.array([asks(text) for text in sentences])
    wrong = [
        np.where(
            asking, 0.0, softmax(reader.read("misconception", [(w.text, said) for said in stretches]))[:, 1]
        )
        for w in question.misconceptions
    ]
    count = len(stretches)
    return Readings(
        points=np.stack(points) if points else np.zeros((0, count, 4)),
        misconceptions=np.stack(wrong) if wrong else np.zeros((0, count)),
        moves=read_moves(sentences, question, reader),
    )


def read_moves(sentences: Sequence[str], question: Question, reader: ClaimReader) -> Array:
    """The probability that each sentence makes each move: shape (sentences, moves)."""
    pairs = [(question.prompt, stretch(sentences, index)) for index in range(len(sentences))]
    return (1 / (1 + np.exp(-reader.read("move", pairs)))).astype(np.float64)


def asks(sentence: str) -> bool:
    """Whether the sentence is a question, which claims nothing."""
    return sentence.rstrip().endswith("?")


def stretch(sentences: Sequence[str], index: int) -> str:
    """The sentence at `index` after the one before it."""
    before = sentences[index - 1] if index else ""
    return f"{before}{BEFORE}{sentences[index]}".strip()


def softmax(logits: NDArray[np.floating[Any]]) -> Array:
    """Logits as probabilities that sum to 1 over the last axis."""
    shifted = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    found: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return found
