"""From measures to scores: the dimensions and the overall, by the rubric.

dimension = sum(weight x points) / sum(weight), over the measures that could be taken
content   = that - misconception_costs x misconceptions, at least 0; a learned rating already counts them
overall   = weighted mean of the calibrated dimensions (of all where none is); when content < gate_below,
            at most content + gate_allows

The content score is the rating that the middle one of many people would give. The weighted mean counts the
mean of what they would give instead, where trained judges give it: it tells answers apart that share a middle
rating. The gate looks at the score itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.measures import CONTENT_EXPECTED, CONTENT_RATING, MISCONCEPTIONS
from simulator.model.scorecard import Dimension, Dimensions, DimensionScore, Measure
from simulator.scoring.judgement.learned import POINTS_PER_RATING
from simulator.scoring.verdict.rubric import Rubric, Scale, level_of


def dimension_points(dimension: Dimension, measures: Sequence[Measure], rubric: Rubric) -> float | None:
    """0 to 100, None when no measure of the dimension could be taken."""
    values = taken(measures)
    weighed = [(scale, values[scale.id]) for scale in counting(dimension, values, rubric)]
    whole = sum(scale.weight for scale, _ in weighed)
    if not whole:
        return None
    points = sum(scale.weight * scale.points(value) for scale, value in weighed) / whole
    if dimension is not Dimension.CONTENT or CONTENT_RATING in values:
        return points
    return max(0.0, points - rubric.overall.misconception_costs * values.get(MISCONCEPTIONS, 0.0))


def taken(measures: Sequence[Measure]) -> dict[str, float]:
    """The measures that could be taken, by id."""
    return {measure.id: measure.value for measure in measures if measure.value is not None}


def counting(dimension: Dimension, values: dict[str, float], rubric: Rubric) -> list[Scale]:
    """The scales that count in the dimension, given what could be taken."""
    return [
        scale
        for scale in rubric.scales
        if scale.dimension is dimension
        and scale.weight > 0
        and scale.id in values
        and not any(other in values for other in scale.stands_for)
    ]


def dimensions(measures: Sequence[Measure], rubric: Rubric) -> Dimensions:
    """The three dimensions with their levels."""
    points = {dimension: dimension_points(dimension, measures, rubric) for dimension in Dimension}
    return Dimensions(**{dimension.value: _score(value) for dimension, value in points.items()})


def _score(points: float | None) -> DimensionScore | None:
    return None if points is None else DimensionScore(score=round(points), level=level_of(round(points)))


def overall_of(measures: Sequence[Measure], rubric: Rubric) -> int | None:
    """The overall that these measures give."""
    return overall(dimensions(measures, rubric), rubric, measures)


def overall(found: Dimensions, rubric: Rubric, measures: Sequence[Measure] = ()) -> int | None:
    """0 to 100, None when nothing could be judged. Content that is too low limits it.

    Without content the other dimensions count alone.
    """
    values = taken(measures)
    scores = {
        Dimension.CLARITY: found.clarity,
        Dimension.STRUCTURE: found.structure,
        Dimension.CONTENT: found.content,
    }
    weighed = [
        (rubric.overall.weights[key], _counted(key, score, values, rubric))
        for key, score in scores.items()
        if score is not None and (score.calibrated or not any(s and s.calibrated for s in scores.values()))
    ]
    whole = sum(weight for weight, _ in weighed)
    if not whole:
        return None
    mean = sum(weight * score for weight, score in weighed) / whole
    return round(_gated(mean, found.content, rubric))


def _counted(dimension: Dimension, score: DimensionScore, values: dict[str, float], rubric: Rubric) -> float:
    """What the weighted mean counts for a dimension, 0 to 100."""
    if dimension is not Dimension.CONTENT or CONTENT_EXPECTED not in values:
        return score.score
    rated = any(scale.id == CONTENT_RATING for scale in counting(dimension, values, rubric))
    return (values[CONTENT_EXPECTED] - 1) * POINTS_PER_RATING if rated else score.score


def _gated(mean: float, content: DimensionScore | None, rubric: Rubric) -> float:
    rule = rubric.overall
    if content is None or content.score >= rule.gate_below:
        return mean
    return min(mean, content.score + rule.gate_allows)
