"""Trained judges that say what a test tells them: a reader with a script, and heads easy to foresee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.model.scorecard import Move
from simulator.scoring.judgement.features import (
    CHOICE,
    CLAIM_FEATURES,
    CONTENT_FEATURES,
    LED_FEATURES,
    MATCHED,
    POINT_FEATURES,
    UNEXPLAINED,
)
from simulator.scoring.judgement.heads import (
    HALFWAY,
    ClaimHead,
    GlossHead,
    Heads,
    MatchHead,
    Network,
    PointHead,
    RatingHead,
    Spread,
    ToldHead,
)
from simulator.scoring.judgement.readings import BEFORE, MOVES, NOTHING
from simulator.scoring.judgement.telling import feature_names

SURE = 8.0
"""The logit of what the script says; its opposite for all else."""
CLASSES = {"point": 4, "misconception": 2, "gloss": 2, "move": len(MOVES)}


@dataclass
class ScriptedReader:
    """Implements `ClaimReader`. What the script does not name is judged to be nothing."""

    points: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """The state of a point (its text) in a sentence: `readings.HALF`, `MADE` or `WRONG`."""
    claims: frozenset[tuple[str, str]] = frozenset()
    """Misconceptions (their texts) that a sentence asserts."""
    moves: Mapping[str, frozenset[Move]] = field(default_factory=dict)
    """The moves of a sentence."""
    id: str = "scripted"
    read_pairs: list[tuple[str, str, str]] = field(default_factory=list)
    """Every task, claim and stretch that was asked for."""

    def states(self, pairs: Sequence[tuple[str, str]]) -> list[NDArray[np.float32]]:
        return [np.zeros(1, dtype=np.float32) for _ in pairs]

    def read(self, task: str, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.read_pairs += [(task, claim, said) for claim, said in pairs]
        rows = [self._row(task, claim, said.rpartition(BEFORE.strip())[2].strip()) for claim, said in pairs]
        return np.array(rows, dtype=np.float32).reshape(len(pairs), CLASSES[task])

    def close(self) -> None:
        """Nothing is held."""

    def _row(self, task: str, claim: str, sentence: str) -> list[float]:
        if task == "move":
            made = self.moves.get(sentence, frozenset())
            return [SURE if move in made else -SURE for move in MOVES]
        state = self.points.get((claim, sentence), NOTHING)
        if task == "misconception":
            state = int((claim, sentence) in self.claims)
        return [SURE if index == state else -SURE for index in range(CLASSES[task])]


def _steps(bias: float) -> tuple[float, float, float, float]:
    """The steps with which the rating is `bias` and what the features add up to."""
    second, third, fourth, fifth = (rating - bias for rating in HALFWAY)
    return second, third, fourth, fifth


def _weighing(names: Sequence[str], **weights: float) -> tuple[float, ...]:
    """The weight of each feature, by its name with `_` for spaces; the rest weigh nothing."""
    return tuple(weights.get(name.replace(" ", "_"), 0.0) for name in names)


def _linear(*weights: tuple[float, ...]) -> PointHead:
    """A head without a bend where features are: its units all answer, and its scale is never left."""
    far, classes = 100.0, range(len(weights))
    network = Network(
        weights=tuple(tuple(far * weight for weight in row) for row in weights),
        biases=(10 * far,) * len(weights),
        outputs=tuple(tuple(float(one == other) for other in classes) for one in classes),
        output_biases=(0.0,) * len(weights),
    )
    return PointHead(means=(0.0,) * len(weights[0]), spreads=(far,) * len(weights[0]), networks=(network,))


def heads(
    *,
    clarity: float = 0.9,
    structure: float = 0.9,
    content: float = 0.9,
    overall: float = 0.9,
    off: float = 1,
) -> Heads:
    """Heads of which each calibration (a rank correlation) can be set; ranges reach `off` ratings each way.

    A point has the state of the sentence that is surest of it; content is 1 + 4 x credit; structure is 2, and
    1 more for an opening, 1 more for a close, 1 less where the moves stand the wrong way round; clarity is 5,
    less a tenth for each unexplained term and each long word in a hundred.
    """
    names = (*LED_FEATURES, UNEXPLAINED, *feature_names(), CHOICE)

    def told(spearman: float, bias: float, means: Mapping[str, float], **weights: float) -> ToldHead:
        return ToldHead(
            words={},
            rating=RatingHead(
                weights=_weighing(names, **weights),
                steps=_steps(bias),
                means=_weighing(names, **means),
                below=off,
                above=off,
                spearman=spearman,
            ),
        )

    return Heads(
        features=names,
        matches=MatchHead(weights=(1.0, *(0.0,) * (MATCHED - 1)), bias=0.0),
        points=_linear(
            _weighing(POINT_FEATURES),
            _weighing(POINT_FEATURES, surest_made_or_half=1),
            _weighing(POINT_FEATURES, surest_made=2),
            _weighing(POINT_FEATURES, surest_wrong=2),
        ),
        claims=ClaimHead(weights=_weighing(CLAIM_FEATURES, surest_asserted=1), bias=0),
        content=RatingHead(
            weights=_weighing(CONTENT_FEATURES, credit=4),
            steps=_steps(1),
            means=_weighing(CONTENT_FEATURES),
            below=off,
            above=off,
            spearman=content,
        ),
        structure=told(
            structure,
            2,
            {"opens_with_a_frame_or_a_point": 0.5, "closes": 0.25},
            opens_with_a_frame_or_a_point=1,
            closes=1,
            moves_out_of_order=-1,
        ),
        clarity=told(clarity, 5, {}, unexplained_terms=-0.1, long_words=-10),
        move_weights=dict.fromkeys(MOVES, (0.0, 1.0, 0.0, 0.0, 0.0, 0.0)),
        moves=dict.fromkeys(MOVES, 0.5),
        places={move: place / len(MOVES) for place, move in enumerate(MOVES)},
        covered_from=0.5,
        wrong_from=0.5,
        asserted_from=0.9,
        asked_from=0.5,
        glosses=GlossHead(reader=0, rules=1, bias=-0.5),
        overall=Spread(below=25 * off, above=25 * off, spearman=overall),
    )
