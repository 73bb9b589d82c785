"""PURE: values over time as a picture of characters, for the terminal with and without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from simulator.model.naming import SCORE_UNIT, number
from simulator.model.smoothing import LinePoint, Numbers

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille cell's dots: four rows of two."""
BRAILLE = 0x2800
POINT, BAND = "•", "░"
LABEL_CELLS = 7
WHOLE_FROM = 10
"""A scale that wide is labelled in whole numbers."""


class Ink(StrEnum):
    """What a cell shows."""

    NOTHING = "nothing"
    POINT = "point"
    """A raw value."""
    LINE = "line"
    BAND = "band"
    """The line's uncertainty."""
    AXIS = "axis"


Cell = tuple[str, Ink]
PlotRow = tuple[Cell, ...]


@dataclass(frozen=True)
class _Frame:
    """Maps seconds and values to columns and rows of a canvas of `width` by `height` cells."""

    start: float
    end: float
    low: float
    high: float
    width: int
    height: int

    def column(self, at: float, dots: int = 1) -> int:
        share = 0.5 if self.end == self.start else (at - self.start) / (self.end - self.start)
        return round(share * (self.width * dots - 1))

    def row(self, value: float, dots: int = 1) -> int:
        share = (value - self.low) / (self.high - self.low)
        return round((1 - min(1.0, max(0.0, share))) * (self.height * dots - 1))


def chart(
    at: Numbers,
    values: Numbers,
    line: Sequence[LinePoint],
    unit: str,
    *,
    width: int,
    height: int,
) -> tuple[PlotRow, ...]:
    """`height` rows of `width` cells, with the scale on the left and dates below; empty without values."""
    if not len(values) or width < LABEL_CELLS + 8 or height < 4:
        return ()
    low, high = _limits(values, line, unit)
    frame = _Frame(float(at[0]), float(at[-1]), low, high, width - LABEL_CELLS, height - 1)
    cells = _band(frame, line)
    for place in _places(frame, at, values):
        cells[place] = (POINT, Ink.POINT)
    cells |= _line(frame, line)
    scale = {0: high, frame.height // 2: (low + high) / 2, frame.height - 1: low}
    if high - low >= WHOLE_FROM:
        scale = {row: float(round(value)) for row, value in scale.items()}
    nothing: Cell = (" ", Ink.NOTHING)
    rows = [
        (_label(scale.get(row)), *(cells.get((row, column), nothing) for column in range(frame.width)))
        for row in range(frame.height)
    ]
    return (*rows, _dates(frame))


def _places(frame: _Frame, at: Numbers, values: Numbers) -> set[tuple[int, int]]:
    """Row and column of each cell with a value; of very many values most share theirs with others."""
    times, heights = np.asarray(at, dtype=np.float64), np.asarray(values, dtype=np.float64)
    columns = np.full(len(times), frame.column(frame.start))
    if frame.end != frame.start:
        columns = np.rint((times - frame.start) / (frame.end - frame.start) * (frame.width - 1)).astype(int)
    share = np.clip((heights - frame.low) / (frame.high - frame.low), 0.0, 1.0)
    rows = np.rint((1 - share) * (frame.height - 1)).astype(int)
    return {divmod(int(cell), frame.width) for cell in np.unique(rows * frame.width + columns)}


def as_text(rows: Sequence[PlotRow]) -> str:
    """The picture without colour."""
    return "\n".join("".join(char for char, _ in row).rstrip() for row in rows)


def _limits(values: Numbers, line: Sequence[LinePoint], unit: str) -> tuple[float, float]:
    """All values and the band, with a little air; scores never beyond 0 to 100, counts never below 0."""
    low = min([float(np.min(values)), *(p.low for p in line)])
    high = max([float(np.max(values)), *(p.high for p in line)])
    air = max((high - low) * 0.05, 0.5)
    most = 100.0 if unit == SCORE_UNIT else float("inf")
    return max(0.0, low - air), max(min(most, high + air), max(0.0, low - air) + 1)


def _band(frame: _Frame, line: Sequence[LinePoint]) -> dict[tuple[int, int], Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    for column, low, high in _between(frame, line):
        for row in range(frame.row(high), frame.row(low) + 1):
            cells[(row, column)] = (BAND, Ink.BAND)
    return cells


def _between(frame: _Frame, line: Sequence[LinePoint]) -> list[tuple[int, float, float]]:
    """For each column, the band's low and high, interpolated between the line's places."""
    found = []
    for column in range(frame.width):
        at = frame.start + (frame.end - frame.start) * column / max(1, frame.width - 1)
        if line and line[0].at <= at <= line[-1].at:
            found.append((column, _at(line, at, "low"), _at(line, at, "high")))
    return found


def _at(line: Sequence[LinePoint], at: float, name: str) -> float:
    after = next((i for i, p in enumerate(line) if p.at >= at), len(line) - 1)
    right, left = line[after], line[max(0, after - 1)]
    share = 0.0 if right.at == left.at else (at - left.at) / (right.at - left.at)
    low, high = float(getattr(left, name)), float(getattr(right, name))
    return low + share * (high - low)


def _line(frame: _Frame, line: Sequence[LinePoint]) -> dict[tuple[int, int], Cell]:
    """The line in braille dots, so that even a slow rise is seen."""
    marks: dict[tuple[int, int], int] = {}
    previous: int | None = None
    if len(line) < 2:
        return {}
    for x in range(frame.width * 2):
        at = frame.start + (frame.end - frame.start) * x / (frame.width * 2 - 1)
        y = frame.row(_at(line, at, "value"), dots=4)
        for dot in range(min(y, y if previous is None else previous), max(y, previous or y) + 1):
            cell = (dot // 4, x // 2)
            marks[cell] = marks.get(cell, 0) | DOTS[dot % 4][x % 2]
        previous = y
    return {cell: (chr(BRAILLE + bits), Ink.LINE) for cell, bits in marks.items()}


def _label(value: float | None) -> Cell:
    text = "" if value is None else f"{number(value)} "
    return f"{text:>{LABEL_CELLS}}"[-LABEL_CELLS:], Ink.AXIS


def _dates(frame: _Frame) -> PlotRow:
    first, last = (_day(at) for at in (frame.start, frame.end))
    if first == last:
        return ((" " * LABEL_CELLS + first.center(frame.width), Ink.AXIS),)
    gap = frame.width - len(first) - len(last)
    return ((" " * LABEL_CELLS + first + " " * max(1, gap) + last, Ink.AXIS),)


def _day(at: float) -> str:
    then = datetime.fromtimestamp(at)
    return f"{then.day} {then:%b %Y}"
