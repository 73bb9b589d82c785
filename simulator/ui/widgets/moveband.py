"""The moves of an answer over its time: one line of labelled stretches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from textual.content import Content
from textual.widget import Widget

from simulator.model.scorecard import Move, MoveSpan
from simulator.model.signs import MOVE_LETTERS

OPENS, SAYS, WEIGHS, ENDS = (
    f"$text-{name} on ${name}-muted" for name in ("primary", "accent", "secondary", "success")
)
LOOKS = {
    **dict.fromkeys((Move.CLARIFY, Move.FRAME, Move.SITUATION, Move.TASK), OPENS),
    **dict.fromkeys((Move.EXPLAIN, Move.EXAMPLE, Move.APPROACH, Move.ACTION), SAYS),
    **dict.fromkeys((Move.TRADEOFF, Move.EVALUATE, Move.DEPLOY), WEIGHS),
    **dict.fromkeys((Move.IMPACT, Move.SUMMARY, Move.RESULT, Move.LEARNING), ENDS),
}
"""A move looks the same wherever it stands; its name or its letter says which of its group it is."""


class MoveBand(Widget):
    """The moves on one line, placed by seconds in a spoken answer and by words in a typed one."""

    DEFAULT_CSS = "MoveBand { height: auto; width: 1fr; }"

    def __init__(self, moves: Sequence[MoveSpan] = (), words: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.moves = moves
        self.words = words
        self.until_s: float | None = None

    def show(self, moves: Sequence[MoveSpan], words: int, until_s: float | None = None) -> None:
        """Show the moves of an answer of so many words; the band ends with the last move, or at `until_s`."""
        self.moves, self.words, self.until_s = moves, words, until_s
        self.refresh(layout=True)

    def render(self) -> Content:
        return band(self.moves, self.words, self.content_size.width, self.until_s)


def band(moves: Sequence[MoveSpan], words: int, width: int, until_s: float | None = None) -> Content:
    """Stretches in proportion to their length: named, or where one is too short, letters and a legend."""
    spans = [(move, move.first_word) for move in moves if move.first_word is not None]
    if not spans or not words or width <= 0:
        return Content.styled("no moves recognised", "$secondary")
    last_s = until_s or moves[-1].end_s
    begun: dict[int, list[Move]] = {}
    for move, first in spans:
        together = begun.setdefault(min(width - 1, _column(move, first, last_s, words, width)), [])
        together += [move.move] if move.move not in together else []
    stretches = [(begun[low], high - low) for low, high in pairwise([*begun, width])]
    named = all(len(_label(together, cells, named=True)) <= cells for together, cells in stretches)
    before = min(begun)
    parts: list[Content | tuple[str, str]] = [("·" * before, "$secondary")] if before else []
    parts += [(_label(some, cells, named=named)[:cells], LOOKS[some[0]]) for some, cells in stretches]
    strip = Content.assemble(*parts)
    return strip if named else Content("\n").join([strip, _legend([move.move for move, _first in spans])])


def _legend(moves: Iterable[Move]) -> Content:
    """`F frame  E explain`, each move once."""
    named = [
        Content.assemble((MOVE_LETTERS[move], f"bold {LOOKS[move]}"), (f" {move.value}", "$secondary"))
        for move in dict.fromkeys(moves)
    ]
    return Content("  ").join(named)


def _column(move: MoveSpan, first: int, last_s: float | None, words: int, width: int) -> int:
    share = move.start_s / last_s if move.start_s is not None and last_s else first / words
    return min(width, round(share * width))


def _label(moves: Sequence[Move], cells: int, *, named: bool) -> str:
    """The moves that begin together: `▏frame+clarify` or `▏FC`, filled up to that many cells."""
    text = "+".join(moves) if named else "".join(MOVE_LETTERS[move] for move in moves)
    return text if len(text) >= cells else f"▏{text}".ljust(cells)
