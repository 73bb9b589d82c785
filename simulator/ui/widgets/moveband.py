"""The moves of an answer over its time: one line of labelled stretches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from textual.content import Content
from textual.widget import Widget

from simulator.model.scorecard import MoveSpan

LOOKS = ("$text-primary on $primary-muted", "$text-accent on $accent-muted")


class MoveBand(Widget):
    """The moves on one line, placed by seconds in a spoken answer and by words in a typed one."""

    DEFAULT_CSS = "MoveBand { height: 1; width: 1fr; }"

    def __init__(self, moves: Sequence[MoveSpan] = (), words: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.moves = moves
        self.words = words
        self.until_s: float | None = None

    def show(self, moves: Sequence[MoveSpan], words: int, until_s: float | None = None) -> None:
        """Show the moves of an answer of so many words; the band ends with the last move, or at `until_s`."""
        self.moves, self.words, self.until_s = moves, words, until_s
        self.refresh()

    def render(self) -> Content:
        return band(self.moves, self.words, self.content_size.width, self.until_s)


def band(moves: Sequence[MoveSpan], words: int, width: int, until_s: float | None = None) -> Content:
    """Stretches in proportion to their length; a name that does not fit ends in an ellipsis."""
    spans = [(move, move.first_word) for move in moves if move.first_word is not None]
    if not spans or not words or width <= 0:
        return Content.styled("no moves recognised", "$secondary")
    last_s = until_s or moves[-1].end_s
    starts = [_column(move, first, last_s, words, width) for move, first in spans]
    edges = [*starts, width]
    parts: list[Content | tuple[str, str]] = [("·" * starts[0], "$secondary")] if starts[0] else []
    for index, ((move, _first), (low, high)) in enumerate(zip(spans, pairwise(edges), strict=True)):
        if high > low:
            parts.append((_label(move.move.value, high - low), LOOKS[index % 2]))
    return Content.assemble(*parts)


def _column(move: MoveSpan, first: int, last_s: float | None, words: int, width: int) -> int:
    share = move.start_s / last_s if move.start_s is not None and last_s else first / words
    return min(width, round(share * width))


def _label(name: str, cells: int) -> str:
    text = f"▏{name}"
    if len(text) <= cells:
        return text.ljust(cells)
    return "▏" if cells == 1 else text[: cells - 1] + "…"
