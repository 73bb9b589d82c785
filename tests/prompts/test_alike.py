"""No two shipped questions ask the same."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from real_meaning import REAL

from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question
from simulator.scoring.language.wording import worded

SAME_KIND, OTHER_KIND = 0.80, 1.03
"""Likeness of two prompts by meaning (0 to 1) + of their key points by words (0 to 1). The closest sixty
pairs were read: what asked the same was rewritten, and what is left is below (two estimates of servers 0.78,
the code of k-means and its explanation 0.96). An explanation and the code of one thing may be close."""


def _by_words(questions: list[Question]) -> NDArray[np.float64]:
    """Likeness of every two questions by the words of their key points, rare ones counting more; 0 to 1."""
    counts = [
        Counter(
            stem for point in q.key_points for way in (point.text, *point.say) for stem in worded(way).topic
        )
        for q in questions
    ]
    spread = Counter(stem for count in counts for stem in count)
    column = {stem: index for index, stem in enumerate(spread)}
    weights = np.zeros((len(counts), len(column)))
    for row, count in zip(weights, counts, strict=True):
        for stem, times in count.items():
            row[column[stem]] = math.log(1 + times) * math.log(len(counts) / spread[stem])
    weights /= np.linalg.norm(weights, axis=1, keepdims=True)
    return weights @ weights.T


def _alike(questions: list[Question]) -> list[str]:
    """The pairs that are too close."""
    meanings = REAL.embed([question.prompt for question in questions])
    likeness = meanings @ meanings.T + _by_words(questions)
    return [
        f"{one.id} and {other.id}: {likeness[i, j]:.2f}"
        for (i, one), (j, other) in combinations(enumerate(questions), 2)
        if likeness[i, j] >= (SAME_KIND if one.kind is other.kind else OTHER_KIND)
    ]


@pytest.fixture(scope="module")
def bank() -> list[Question]:
    return load_folder(Path(__file__).parents[2] / "prompts" / "questions", "shipped")[0]


def test_no_two_questions_ask_the_same(bank: list[Question]) -> None:
    assert _alike(bank) == []


def test_a_question_asked_in_other_words_is_noticed(bank: list[Question]) -> None:
    """The check itself: a question of the bank against a rewording of its prompt."""
    (asked,) = (question for question in bank if question.id == "rare-alarm-mostly-wrong")
    again = "Almost every ring of the luggage scanner is for nothing, although it's nearly always right. Why?"
    assert _alike([*bank[:40], asked, replace(asked, id="again", prompt=again)])
