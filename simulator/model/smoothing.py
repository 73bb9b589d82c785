"""PURE: a line through scattered values with its uncertainty, and whether the last week changed anything."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAY_S = 86400.0
GRID = 60
"""At how many times the line is worked out."""
POOLS = 1000
"""More values than this are pooled by time: far finer than the bandwidth, and all that a line can show."""
LEAST_POINTS = 4
"""Fewer values make no line."""
BANDWIDTH = 1 / 6
"""Of the kernel, as a share of the time from the first value to the last: one bad day does not show."""
WEEK_S = 7 * DAY_S
BEFORE_S = 28 * DAY_S
"""What the last week is compared with: the four weeks before it."""
LEAST_EACH = 3
"""The fewest values on either side for a comparison."""
Z = 1.959964
"""95 % of a normal distribution lies within so many standard deviations."""

Floats = NDArray[np.float64]
Numbers = Sequence[float] | Floats


@dataclass(frozen=True)
class LinePoint:
    """The line at a time (seconds since 1970), with 95 % of its uncertainty."""

    at: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class TrendChange:
    """The last week against the four weeks before."""

    now: float
    """Mean of the last week; NaN without values."""
    before: float
    answers_now: int
    answers_before: int
    clear: bool
    """Whether 95 % of the difference's uncertainty (Welch) lies on one side of no change."""

    @property
    def enough(self) -> bool:
        return min(self.answers_now, self.answers_before) >= LEAST_EACH


def line(at: Numbers, values: Numbers) -> tuple[LinePoint, ...]:
    """Local linear regression with a Gaussian kernel (Fan and Gijbels 1996); empty below four values.

    `at` in seconds, ascending. The values' scatter is taken from neighbours in time (Rice 1984), so that a
    real rise does not count as noise. The line stays among the values: a share never rises above the whole.
    """
    if len(values) < LEAST_POINTS:
        return ()
    times, heights = np.asarray(at, dtype=np.float64), np.asarray(values, dtype=np.float64)
    scatter = math.sqrt(float(np.mean(np.diff(heights) ** 2)) / 2)
    reach = student(len(heights) - 2) * scatter
    span = float(times[-1] - times[0])
    least, most = float(heights.min()), float(heights.max())
    if span == 0:
        shares = np.full(len(heights), 1 / len(heights))
        return (_at(float(times[0]), shares, heights, reach, np.ones(len(heights))),)
    width = BANDWIDTH * span
    places = [float(place) for place in np.linspace(times[0], times[-1], GRID)]
    times, heights, counts = _pooled(times, heights, span)
    found = (_at(p, _shares(times, counts, p, width), heights, reach, counts) for p in places)
    return tuple(_among(point, least, most) for point in found)


def change(at: Numbers, values: Numbers, now: float) -> TrendChange:
    """What the week before `now` (seconds) did to the values."""
    times, heights = np.asarray(at, dtype=np.float64), np.asarray(values, dtype=np.float64)
    age = now - times
    recent = heights[(age >= 0) & (age <= WEEK_S)]
    earlier = heights[(age > WEEK_S) & (age <= WEEK_S + BEFORE_S)]
    return TrendChange(
        now=float(recent.mean()) if len(recent) else math.nan,
        before=float(earlier.mean()) if len(earlier) else math.nan,
        answers_now=len(recent),
        answers_before=len(earlier),
        clear=min(len(recent), len(earlier)) >= LEAST_EACH and _differ(recent, earlier),
    )


def student(freedom: float) -> float:
    """The two-sided 95 % point of Student's t (Cornish-Fisher expansion; within 1 % from 3 degrees on)."""
    n = max(1.0, freedom)
    first = (Z**3 + Z) / (4 * n)
    second = (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * n**2)
    third = (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / (384 * n**3)
    return Z + first + second + third


def _differ(a: Floats, b: Floats) -> bool:
    """Whether the means differ, by Welch's test at 5 %."""
    share_a, share_b = float(a.var(ddof=1)) / len(a), float(b.var(ddof=1)) / len(b)
    difference = abs(float(a.mean() - b.mean()))
    if share_a + share_b == 0:
        return difference > 0
    freedom = (share_a + share_b) ** 2 / (share_a**2 / (len(a) - 1) + share_b**2 / (len(b) - 1))
    return difference > student(freedom) * math.sqrt(share_a + share_b)


def _pooled(times: Floats, heights: Floats, span: float) -> tuple[Floats, Floats, Floats]:
    """Neighbours as their mean and how many they are, where there are more values than a line can show."""
    if len(times) <= POOLS:
        return times, heights, np.ones(len(times))
    pool = np.minimum((POOLS * (times - times[0]) / span).astype(int), POOLS - 1)
    counts = np.bincount(pool)
    some = counts > 0
    of = counts[some].astype(np.float64)
    return np.bincount(pool, times)[some] / of, np.bincount(pool, heights)[some] / of, of


def _shares(times: Floats, counts: Floats, place: float, width: float) -> Floats:
    """How much each pool counts at `place`; they sum to 1."""
    away = times - place
    weights = counts * np.exp(-0.5 * (away / width) ** 2)
    s1, s2 = float(weights @ away), float(weights @ away**2)
    tilted = weights * (s2 - away * s1)
    total = float(tilted.sum())
    return tilted / total if total > 0 else weights / weights.sum()


def _among(point: LinePoint, least: float, most: float) -> LinePoint:
    value = min(most, max(least, point.value))
    if least == most:  # what arithmetic adds to equal values is no uncertainty
        return LinePoint(at=point.at, value=value, low=value, high=value)
    return LinePoint(at=point.at, value=value, low=min(point.low, value), high=max(point.high, value))


def _at(place: float, shares: Floats, heights: Floats, reach: float, counts: Floats) -> LinePoint:
    value = float(shares @ heights)
    error = reach * math.sqrt(float(shares @ (shares / counts)))
    return LinePoint(at=place, value=value, low=value - error, high=value + error)
