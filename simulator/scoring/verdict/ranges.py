"""How far a score can be trusted: where four of five second interviewers would put it."""

from __future__ import annotations

import dataclasses

from simulator.model.scorecard import Dimensions, DimensionScore
from simulator.scoring.judgement.heads import Spread
from simulator.scoring.judgement.learned import Judged, Judges, Rated

HIGHEST = 100


def with_ranges(found: Dimensions, judged: Judged | None, judges: Judges | None) -> Dimensions:
    """The dimensions with their ranges; as they are where no trained judge judged."""
    if judged is None or judges is None:
        return found
    clarity = found.clarity
    if clarity is not None:
        spread = judges.heads.clarity
        clarity = dataclasses.replace(
            clarity, range=_around(clarity.score, spread), calibrated=spread.calibrated
        )
    return Dimensions(
        clarity=clarity,
        structure=_rated(found.structure, judged.structure),
        content=_rated(found.content, judged.content),
    )


def overall_range(score: int | None, judged: Judged | None, judges: Judges | None) -> tuple[int, int] | None:
    """Where four of five would put the overall; None where that was not measured."""
    if score is None or judged is None or judges is None:
        return None
    return _around(score, judges.heads.overall)


def _rated(found: DimensionScore | None, said: Rated) -> DimensionScore | None:
    """A user's own rubric may not use the learned rating; then its range says nothing."""
    if found is None or abs(found.score - said.score) > 1:
        return found
    return dataclasses.replace(found, range=(said.low, said.high), calibrated=said.calibrated)


def _around(score: int, spread: Spread) -> tuple[int, int]:
    return max(0, round(score - spread.below)), min(HIGHEST, round(score + spread.above))
