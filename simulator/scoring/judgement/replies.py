"""Whether a reply to a follow-up says the one thing that was asked, judged by the trained reader.

A reply leans on what was said before it ("because they never enter the fraction"), so its first sentence is
read twice, after the follow-up itself and after the last sentence of the answer before, and both readings
count alike. On sentences of the calibration authors that told replies apart better than either alone
(`python -m benchmarks.follow_ups --replies`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.model.question import KeyPoint, Question
from simulator.model.scorecard import KeyPointResult, MisconceptionHit
from simulator.scoring.judgement.features import claim_features, credit_of_points
from simulator.scoring.judgement.learned import Judges, key_points, standing, wrong_claims
from simulator.scoring.judgement.reader import ClaimReader
from simulator.scoring.judgement.readings import HALF, MADE, Array, Readings, asks, softmax, stretch
from simulator.scoring.language.annotated import Annotated


@dataclass(frozen=True)
class Replied:
    """What a reply makes of the points that the follow-up asks about."""

    key_points: tuple[KeyPointResult, ...]
    claims: tuple[MisconceptionHit, ...]
    """Wrong claims that are held against the speaker."""
    perhaps: tuple[MisconceptionHit, ...]
    """Wrong claims that the speaker may have made."""
    credit: float
    """The share of the points' weight that is made, 0 to 1."""


def judge_reply(said: Annotated, question: Question, judges: Judges) -> Replied:
    """Judge a reply of at least one sentence to a follow-up, which has at least one key point."""
    before = (question.prompt, question.follows.said if question.follows else "")
    points = np.stack([read_reply(said.texts, point, before, judges.reader) for point in question.key_points])
    found = Readings(
        points=points,
        misconceptions=_asserted(said.texts, question, judges.reader),
        moves=np.zeros((len(said.texts), 0)),
    )
    heads = judges.heads
    states = np.stack([states_of(of_point) for of_point in points])
    weights = np.array([point.weight for point in question.key_points], dtype=np.float64)
    found = standing(said, found)
    claimed = heads.claims.probabilities(claim_features(found, states, weights, said.texts))
    claims, perhaps = wrong_claims(said, found, question, heads, claimed)
    return Replied(
        key_points=key_points(
            said, found, found.points[:, :, [HALF, MADE]].sum(axis=2), question, heads, states
        ),
        claims=claims,
        perhaps=perhaps,
        credit=float((credit_of_points(states) * weights).sum() / weights.sum()),
    )


def read_reply(
    sentences: Sequence[str], point: KeyPoint, before: Sequence[str], reader: ClaimReader
) -> Array:
    """What each sentence of a reply does with the point: shape (sentences, 4), see `Readings.points`.

    `before` are the sentences that the reply may lean on; each is read before it, and all count alike.
    """
    read = [
        softmax(reader.read("point", [(point.text, said) for said in _stretches(earlier, sentences)]))
        for earlier in before
    ]
    mean: Array = np.mean(read, axis=0)
    return mean


def states_of(readings: Array) -> Array:
    """How likely the point was missed, half made, made or said wrongly, by the sentence that makes most."""
    best: Array = readings[int(credit_of_points(readings).argmax())]
    return best


def _stretches(earlier: str, sentences: Sequence[str]) -> list[str]:
    told = [earlier, *sentences]
    return [stretch(told, index) for index in range(1, len(told))]


def _asserted(sentences: Sequence[str], question: Question, reader: ClaimReader) -> Array:
    """The probability of each wrong claim in each sentence.

    The follow-up is not read before them, because it may quote the very claim that the reply takes back.
    """
    if not question.misconceptions:
        return np.zeros((0, len(sentences)))
    stretches = [stretch(sentences, index) for index in range(len(sentences))]
    asking = np.array([asks(text) for text in sentences])
    return np.stack(
        [
            np.where(
                asking,
                0.0,
                softmax(reader.read("misconception", [(wrong.text, said) for said in stretches]))[:, 1],
            )
            for wrong in question.misconceptions
        ]
    )
