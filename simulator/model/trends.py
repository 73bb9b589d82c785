"""Scores and measures over time, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.model.series import Series
    from simulator.model.smoothing import LinePoint, TrendChange


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One score or measure over time."""

    measure: str
    name: str
    unit: str
    better: int
    """1: more is better, -1: less is, 0: neither (a range is best)."""
    points: Series
    line: tuple[LinePoint, ...]
    change: TrendChange
    sentence: str
    """What the last week changed, or that there are too few answers to tell."""

    @property
    def drawn(self) -> tuple[LinePoint, ...]:
        """The line to draw; none where there are too few answers to compare, because a curve compares."""
        return self.line if self.change.enough else ()


@dataclass(frozen=True, kw_only=True)
class PetWordTrend:
    """A habit of this speaker, over the last answers."""

    text: str
    counts: tuple[int, ...]
    """In each answer, oldest first."""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All trends side by side."""

    trends: tuple[Trend, ...]
    """Those with at least one answer."""
    pet_words: tuple[PetWordTrend, ...]
    spoken_s: float
    """Seconds of all recordings together."""
