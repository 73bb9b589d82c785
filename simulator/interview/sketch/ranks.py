"""Which row each box of a sketch stands in, and the way of each arrow through the rows between. Pure.

Rows follow the arrows from top to bottom. An arrow that leads back up keeps its way and has its head at the
upper end. Between two rows of boxes a row of labels lies where an arrow there has one; a label takes part in
the layout like a small box, and so no two texts ever meet.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from simulator.interview.sketch.lines import Sketch

WIDEST_NAME = 18
"""Cells of a line in a box; a longer name goes on in the next one."""
WIDEST_LABEL = 16
MOST_LINES = 3


class Sort(Enum):
    BOX = "box"
    LABEL = "label"
    BEND = "bend"
    """A place that an arrow goes through."""
    GHOST = "ghost"
    """Keeps the place of a group in a row where it has no box."""


@dataclass(eq=False, slots=True)
class Node:
    sort: Sort
    row: int
    lines: tuple[str, ...] = ()
    group: int | None = None
    width: int = 1
    x: int = 0
    """Its leftmost cell."""
    ups: list[Link] = field(default_factory=list)
    downs: list[Link] = field(default_factory=list)

    @property
    def center(self) -> int:
        return self.x + self.width // 2


@dataclass(eq=False, slots=True)
class Link:
    """A piece of an arrow, from a node to one in the next row."""

    upper: Node
    lower: Node
    points_up: bool = False
    points_down: bool = False
    """Whether the arrow's head is at this end."""
    top: int = 0
    """The cell in which it leaves the upper node, and the one in which it reaches the lower."""
    bottom: int = 0


@dataclass
class Layered:
    rows: list[list[Node]]
    groups: tuple[str, ...]
    links: list[Link]


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(cell_width(letter) for letter in text)


def cell_width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def layered(sketch: Sketch) -> Layered:
    """The sketch in rows, unordered within each."""
    arrows = [(a.start, a.end) for a in sketch.arrows if a.start != a.end]
    down = _downward(len(sketch.boxes), arrows)
    ranks = _ranks(len(sketch.boxes), [(min_, max_) for min_, max_, _ in down])
    of_group = {box: at for at, group in enumerate(sketch.groups) for box in group.boxes}
    labelled = _label_gaps(sketch, ranks, down)
    row_of = {rank: rank + sum(gap < rank for gap in labelled) for rank in range(max(ranks, default=-1) + 1)}
    count = max(row_of.values(), default=-1) + 1
    made = Layered([[] for _ in range(count)], tuple(group.name for group in sketch.groups), [])
    loops = _loops(sketch)
    boxes = [
        Node(Sort.BOX, row_of[ranks[at]], _wrapped(name, WIDEST_NAME) + loops.get(at, ()), of_group.get(at))
        for at, name in enumerate(sketch.boxes)
    ]
    for node in boxes:
        made.rows[node.row].append(node)
    others = [arrow for arrow in sketch.arrows if arrow.start != arrow.end]
    for arrow, (upper, lower, back) in zip(others, down, strict=True):
        label_gap = _label_gap(ranks, upper, lower, back=back) if arrow.label else None
        heads = (arrow.both or back, arrow.both or not back)
        label_row = None if label_gap is None else row_of[label_gap] + 1
        _connect(made, boxes[upper], boxes[lower], arrow.label, label_row, heads)
    for node in boxes:
        most = max(len(node.ups), len(node.downs))
        node.width = max(max(map(cells, node.lines)) + 4, 2 * most + 3)
    _add_ghosts(made)
    return made


def _loops(sketch: Sketch) -> dict[int, tuple[str, ...]]:
    """What stands in a box whose arrow leads back to itself."""
    found: dict[int, tuple[str, ...]] = {}
    for arrow in sketch.arrows:
        if arrow.start == arrow.end:
            said = _wrapped(f"↺ {arrow.label}".strip(), WIDEST_NAME)
            found[arrow.start] = (*found.get(arrow.start, ()), *said)
    return found


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    lines = textwrap.wrap(text, width if cells(text) == len(text) else width // 2) or [text]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: width - 1]}…"]
    return tuple(lines)


def _downward(count: int, arrows: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """Each arrow as upper, lower, and whether it leads back up: those that would close a circle do."""
    after: list[list[int]] = [[] for _ in range(count)]
    for start, end in arrows:
        after[start].append(end)
    back: set[tuple[int, int]] = set()
    state = [0] * count  # 1 while it is gone through, 2 afterwards
    for first in range(count):
        if state[first]:
            continue
        state[first] = 1
        path = [(first, iter(after[first]))]
        while path:
            box, following = path[-1]
            for end in following:
                if state[end] == 1:
                    back.add((box, end))
                elif not state[end]:
                    state[end] = 1
                    path.append((end, iter(after[end])))
                    break
            else:
                state[box] = 2
                path.pop()
    return [(end, start, True) if (start, end) in back else (start, end, False) for start, end in arrows]


def _ranks(count: int, down: Sequence[tuple[int, int]]) -> list[int]:
    """One below the lowest that leads to it; a box that nothing leads to stands just above its first."""
    before: list[set[int]] = [set() for _ in range(count)]
    after: list[set[int]] = [set() for _ in range(count)]
    for upper, lower in down:
        before[lower].add(upper)
        after[upper].add(lower)
    ranks = [0] * count
    waiting = [len(uppers) for uppers in before]
    ready = [box for box in range(count) if not waiting[box]]
    for box in ready:
        for lower in after[box]:
            ranks[lower] = max(ranks[lower], ranks[box] + 1)
            waiting[lower] -= 1
            if not waiting[lower]:
                ready.append(lower)
    for box in range(count):
        if not before[box] and after[box]:
            ranks[box] = min(ranks[lower] for lower in after[box]) - 1
    return ranks


def _label_gap(ranks: Sequence[int], upper: int, lower: int, *, back: bool) -> int:
    """The rank below which its label lies: near the box that the arrow comes from."""
    return ranks[lower] - 1 if back else ranks[upper]


def _label_gaps(
    sketch: Sketch, ranks: Sequence[int], down: Sequence[tuple[int, int, bool]]
) -> frozenset[int]:
    others = [arrow for arrow in sketch.arrows if arrow.start != arrow.end]
    return frozenset(
        _label_gap(ranks, upper, lower, back=back)
        for arrow, (upper, lower, back) in zip(others, down, strict=True)
        if arrow.label
    )


def _connect(
    made: Layered, upper: Node, lower: Node, label: str, label_row: int | None, heads: tuple[bool, bool]
) -> None:
    """Lead an arrow through the rows between; `heads` says whether it points up, and down."""
    group = upper.group if upper.group == lower.group else None
    way = [upper]
    for row in range(upper.row + 1, lower.row):
        lines = _wrapped(label, WIDEST_LABEL) if row == label_row else ()
        node = Node(Sort.LABEL if lines else Sort.BEND, row, lines, group)
        node.width = max(map(cells, lines)) + 2 if lines else 1
        made.rows[row].append(node)
        way.append(node)
    way.append(lower)
    for at, (above, below) in enumerate(pairwise(way)):
        link = Link(above, below, heads[0] and at == 0, heads[1] and at + 2 == len(way))
        above.downs.append(link)
        below.ups.append(link)
        made.links.append(link)


def _add_ghosts(made: Layered) -> None:
    for group in range(len(made.groups)):
        rows = [node.row for row in made.rows for node in row if node.group == group]
        for row in range(min(rows), max(rows) + 1):
            if row not in rows:
                made.rows[row].append(Node(Sort.GHOST, row, group=group))
