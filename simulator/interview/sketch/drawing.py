"""A sketch drawn with the characters of a terminal: boxes, arrows, and borders around groups. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from simulator.interview.sketch.lines import Sketch, parsed
from simulator.interview.sketch.places import extents, place
from simulator.interview.sketch.ranks import Layered, Link, Node, Sort, cell_width, cells, layered
from simulator.interview.sketch.routes import Turn, set_ends, turns


class Ink(Enum):
    """What a character belongs to, so that it can have a colour."""

    NOTHING = " "
    BOX = "b"
    NAME = "n"
    ARROW = "a"
    LABEL = "l"
    GROUP = "g"
    NOTE = "t"


UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
LINES = {
    UP: "│", DOWN: "│", UP | DOWN: "│", LEFT: "─", RIGHT: "─", LEFT | RIGHT: "─",
    DOWN | RIGHT: "╭", DOWN | LEFT: "╮", UP | RIGHT: "╰", UP | LEFT: "╯",
}  # fmt: skip
CROSSING = "┼"
STRAIGHT = {"┄": UP | DOWN, "┆": LEFT | RIGHT}
"""The arms with which an arrow goes through a border, which is seen to go on."""


@dataclass(frozen=True)
class Drawing:
    rows: tuple[tuple[tuple[str, Ink], ...], ...]
    """Each row in pieces of one ink."""
    compact: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The drawing as plain text."""
        return tuple("".join(text for text, _ in row).rstrip() for row in self.rows)

    @property
    def width(self) -> int:
        return max(map(cells, self.lines), default=0)

    @property
    def height(self) -> int:
        return len(self.rows)


@lru_cache(maxsize=64)
def drawn(text: str, *, compact: bool = False) -> Drawing:
    """The drawing of a sketch's lines, with its notes below; `compact` saves the borders of the boxes."""
    sketch = parsed(text)
    paper = _Paper()
    if sketch.boxes:
        made = layered(sketch)
        place(made)
        set_ends(made)
        _draw(paper, made, compact=compact)
    return Drawing(tuple(_rows(paper, sketch)), compact)


@dataclass
class _Paper:
    marks: dict[tuple[int, int], tuple[str, Ink]] = field(default_factory=dict)
    lines: dict[tuple[int, int], int] = field(default_factory=dict)
    """The arms of the arrows in each cell."""
    height: int = 0

    def write(self, row: int, column: int, text: str, ink: Ink) -> None:
        for letter in text:
            width = cell_width(letter)
            if not width:
                before = self.marks.get((row, column - 1), ("", ink))[0]
                self.marks[row, column - 1] = (before + letter, ink)
                continue
            self.marks[row, column] = (letter, ink)
            if width == 2:
                self.marks[row, column + 1] = ("", ink)
            column += width

    def line(self, row: int, column: int, arms: int) -> None:
        self.lines[row, column] = self.lines.get((row, column), 0) | arms

    def down(self, column: int, first: int, last: int) -> None:
        """A vertical line through these rows, the last included."""
        for row in range(first, last + 1):
            self.line(row, column, UP | DOWN)


@dataclass(frozen=True)
class _Gap:
    """The rows between two rows of nodes, from the top: heads up, border, tracks, border, heads down."""

    top: int
    ends: int | None
    """The row of the borders that end here; None when none does."""
    first_track: int
    begins: int | None
    bottom: int
    """The row after the last of the gap."""


def _draw(paper: _Paper, made: Layered, *, compact: bool) -> None:
    tops: list[int] = []
    gaps: list[_Gap] = []
    everything = [node for row in made.rows for node in row]
    groups = [[node.row for node in everything if node.group == group] for group in range(len(made.groups))]
    at = 0
    ways: dict[Link, tuple[Turn, ...]] = {}
    for row_at, row in enumerate(made.rows):
        above = made.rows[row_at - 1] if row_at else []
        links = [link for node in above for link in node.downs]
        found = turns(links)
        ways |= found
        up = int(any(link.points_up for link in links))
        head = int(any(link.points_down or link.lower.sort is Sort.BOX for link in links))
        ends = any(max(rows) == row_at - 1 for rows in groups)
        begins = any(min(rows) == row_at for rows in groups)
        count = max((turn.track + 1 for parts in found.values() for turn in parts), default=0)
        first = at + up + ends
        gaps.append(
            _Gap(
                at,
                at + up if ends else None,
                first,
                first + count if begins else None,
                first + count + begins + head,
            )
        )
        at = gaps[-1].bottom
        tops.append(at)
        at += _height(row, compact=compact)
    borders: list[tuple[int, int, int, int, int]] = []
    for group, (left, right) in enumerate(extents(made)):
        rows = groups[group]
        top = gaps[min(rows)].begins
        after = max(rows) + 1
        bottom = at if after == len(made.rows) else gaps[after].ends
        assert top is not None
        assert bottom is not None
        _border(paper, top, bottom, left, right)
        borders.append((group, top, bottom, left, right))
    for row_at, row in enumerate(made.rows):
        height = _height(row, compact=compact)
        for node in row:
            _node(paper, node, tops[row_at], height, compact=compact)
            for link in node.ups:
                _link(paper, link, gaps[row_at], ways.get(link, ()))
    for group, top, bottom, left, right in borders:
        _title(paper, made.groups[group], (top, bottom), left, right)
    paper.height = max((row for row, _ in (*paper.marks, *paper.lines)), default=-1) + 1


def _height(row: list[Node], *, compact: bool) -> int:
    tall = max((len(node.lines) for node in row), default=0)
    frame = 0 if compact or not any(node.sort is Sort.BOX for node in row) else 2
    return max(1, tall) + frame


def _title(paper: _Paper, name: str, rows: tuple[int, int], left: int, right: int) -> None:
    """Write the name of a group into its border where no arrow goes through, above or else below.

    It is cut off with a mark where nowhere is room for it.
    """
    best: tuple[int, int, int] = (0, 0, 0)
    for first in (left + 2, left + 1):
        for row in rows:
            start = first
            for column in range(first, right + 1):
                if (row, column) in paper.lines or column == right:
                    free = column - start
                    if free >= cells(name) + 2:
                        paper.write(row, start, f" {name} ", Ink.GROUP)
                        return
                    best = max(best, (free, row, start))
                    start = column + 1
    free, row, start = best
    if free > 3:
        paper.write(row, start, f" {name[: free - 3]}… ", Ink.GROUP)


def _border(paper: _Paper, top: int, bottom: int, left: int, right: int) -> None:
    for row, corners in ((top, "┌┐"), (bottom, "└┘")):
        paper.write(row, left, corners[0] + "┄" * (right - left - 1) + corners[1], Ink.GROUP)
    for row in range(top + 1, bottom):
        for column in (left, right):
            paper.write(row, column, "┆", Ink.GROUP)


def _node(paper: _Paper, node: Node, top: int, height: int, *, compact: bool) -> None:
    if node.sort is Sort.BEND:
        paper.down(node.x, top, top + height - 1)
    elif node.sort is Sort.LABEL:
        for at in range(height):
            line = node.lines[at] if at < len(node.lines) else ""
            if line:
                paper.write(top + at, node.center - cells(line) // 2, line, Ink.LABEL)
            else:
                paper.down(node.center, top + at, top + at)
    elif node.sort is Sort.BOX:
        _box(paper, node, top, height, compact=compact)


def _box(paper: _Paper, node: Node, top: int, height: int, *, compact: bool) -> None:
    inside = node.width - 2
    first = top + (height - len(node.lines)) // 2
    if not compact:
        paper.write(top, node.x, f"┌{'─' * inside}┐", Ink.BOX)
        paper.write(top + height - 1, node.x, f"└{'─' * inside}┘", Ink.BOX)
    for row in range(top, top + height) if compact else range(top + 1, top + height - 1):
        sides = ("[", "]") if compact else ("│", "│")
        paper.write(row, node.x, f"{sides[0]}{' ' * inside}{sides[1]}", Ink.BOX)
    for at, line in enumerate(node.lines):
        paper.write(first + at, node.x + (node.width - cells(line)) // 2, line, Ink.NAME)
    if not compact:
        for link in node.downs:
            paper.write(top + height - 1, link.top, "─" if link.points_up else "┬", Ink.BOX)
        for link in node.ups:
            if not link.points_down:
                paper.write(top, link.bottom, "┴", Ink.BOX)


def _link(paper: _Paper, link: Link, gap: _Gap, ways: tuple[Turn, ...]) -> None:
    last, at = gap.bottom - 1, gap.top
    for turn in ways:
        row = gap.first_track + turn.track
        paper.down(turn.top, at, row - 1)
        low, high = sorted((turn.top, turn.bottom))
        for column in range(low + 1, high):
            paper.line(row, column, LEFT | RIGHT)
        right = turn.bottom > turn.top
        paper.line(row, turn.top, UP | (RIGHT if right else LEFT))
        paper.line(row, turn.bottom, DOWN | (LEFT if right else RIGHT))
        at = row + 1
    paper.down(link.bottom, at, last)
    if link.points_up:
        paper.marks[gap.top, link.top] = ("▲", Ink.ARROW)
    if link.points_down:
        paper.marks[last, link.bottom] = ("▼", Ink.ARROW)


def _rows(paper: _Paper, sketch: Sketch) -> Iterator[tuple[tuple[str, Ink], ...]]:
    heads = {place for place, (letter, _) in paper.marks.items() if letter in ("▲", "▼")}
    for place_, arms in paper.lines.items():
        if place_ not in heads:
            through = STRAIGHT.get(paper.marks.get(place_, ("", Ink.NOTHING))[0])
            letter = CROSSING if arms == through else LINES.get(arms, CROSSING)
            paper.marks[place_] = (letter, Ink.ARROW)
    width = max((column for _, column in paper.marks), default=-1) + 1
    for row in range(paper.height):
        pieces: list[tuple[str, Ink]] = []
        for column in range(width):
            letter, ink = paper.marks.get((row, column), (" ", Ink.NOTHING))
            if pieces and pieces[-1][1] is ink:
                pieces[-1] = (pieces[-1][0] + letter, ink)
            else:
                pieces.append((letter, ink))
        yield tuple(pieces)
    if paper.height and sketch.notes:
        yield ()
    for note in sketch.notes:
        yield ((f"· {note}", Ink.NOTE),)
