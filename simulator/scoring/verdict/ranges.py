"""How far a score can be trusted: the range in which four of five other interviewers would put it."""

from __future__ import annotations

import dataclasses

from simulator.model.scorecard import Dimensions, DimensionScore
from simulator.scoring.judgement.heads import Spread
from simulator.scoring.judgement.learned import Judged, Judges, Rated

HIGHEST = 100


def with_ranges(found: Dimensions, judged: Judged | None, judges: Judges | None) -> Dimensions:
    """The dimensions with their ranges; unchanged where no trained judge was at work."""
    if judged is None or judges is None:
        return found
    return Dimensions(
        clarity=range_moved(found.clarity, judged.clarity),
        structure=range_of(found.structure, judged.structure),
        content=range_of(found.content, judged.content),
    )


def overall_range(score: int | None, judged: Judged | None, judges: Judges | None) -> tuple[int, int] | None:
    """The range in which four of five interviewers would put the overall; None where it was not measured."""
    if score is None or judged is None or judges is None:
        return None
    return range_around(score, judges.heads.overall)


def range_of(found: DimensionScore | None, said: Rated) -> DimensionScore | None:
    """The dimension with the range of the learned rating, if its score is that rating.

    A user's own rubric may score in another way, and then the range does not belong to the score.
    """
    if found is None or abs(found.score - said.score) > 1:
        return found
    return dataclasses.replace(found, range=(said.low, said.high), calibrated=said.calibrated)


def range_moved(found: DimensionScore | None, said: Rated) -> DimensionScore | None:
    """Clarity with the range of the learned rating, which pace and pauses move along with the score."""
    if found is None:
        return None
    moved = found.score - said.score
    low, high = max(0, said.low + moved), min(HIGHEST, said.high + moved)
    return dataclasses.replace(found, range=(low, high), calibrated=said.calibrated)


def range_around(score: int, spread: Spread) -> tuple[int, int]:
    """The range of an overall score, by how far people's ratings lie from it."""
    return max(0, round(score - spread.below)), min(HIGHEST, round(score + spread.above))
