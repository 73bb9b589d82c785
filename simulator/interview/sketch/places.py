"""The order of the boxes in each row, and the cell in which each begins: a small layered layout. Pure.

Rows are ordered by the middle of what they are connected with, to and fro, and of the orders tried the one
with the fewest crossings stays. What belongs to a group stands together, and groups keep one order in all
rows, so that a border can be drawn around each without anything foreign inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from simulator.interview.sketch.ranks import Layered, Link, Node, Sort, cells

SWEEPS = 8
GAP = 3
"""Empty cells between two boxes."""
NARROW_GAP = 2
"""Beside a bend or a label, which has a margin of its own."""
PAD = 2
"""Cells from a box to the border of its group."""
TITLE = 6
"""Cells of a border beside the group's name."""
WIDE_ENOUGH = 24
"""A border is made so wide, if need be, that its name fits beside an arrow that goes through its middle."""


def place(made: Layered) -> None:
    """Order every row, and give every node its `x`."""
    _order(made)
    _Spread(made).spread()


# Order


def _order(made: Layered) -> None:
    groups = _group_order(made)
    rows = [_together(row, {node: at for at, node in enumerate(row)}, groups) for row in made.rows]
    best, fewest = rows, _crossings(rows)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        rows = [list(row) for row in rows]
        for at in range(len(rows)) if down else range(len(rows) - 1, -1, -1):
            # Every other time what wishes the same place changes sides, which a sweep alone never tries.
            row = rows[at][::-1] if sweep // 2 % 2 else rows[at]
            rows[at] = _together(row, _middles(rows, at, down=down), groups)
        if (crossings := _crossings(rows)) < fewest:
            best, fewest = rows, crossings
    made.rows = best


def _group_order(made: Layered) -> dict[int, int]:
    """The place of each group, from left to right in every row: as their boxes were named."""
    return {group: group for group in range(len(made.groups))}


def _middles(rows: Sequence[Sequence[Node]], at: int, *, down: bool) -> dict[Node, float]:
    """Where each node of a row would like to be, by its neighbours above, or below."""
    other = at - 1 if down else at + 1
    places = {node: place for place, node in enumerate(rows[other])} if 0 <= other < len(rows) else {}
    found: dict[Node, float] = {}
    for own, node in enumerate(rows[at]):
        ends = [link.upper for link in node.ups] if down else [link.lower for link in node.downs]
        near = [places[end] for end in ends if end in places]
        scale = len(rows[at]) / max(1, len(places))
        found[node] = (sum(near) / len(near) + 0.5) * scale - 0.5 if near else own
    return found


def _together(row: Sequence[Node], wish: dict[Node, float], order: dict[int, int]) -> list[Node]:
    """The row by what its nodes wish, each group in one piece, and the groups in their order."""
    blocks: dict[object, list[Node]] = {}
    for node in sorted(row, key=lambda each: wish[each]):
        blocks.setdefault(node if node.group is None else node.group, []).append(node)
    ordered = sorted(blocks.values(), key=lambda block: sum(wish[n] for n in block) / len(block))
    of_groups = sorted((b for b in ordered if b[0].group is not None), key=lambda b: order[b[0].group or 0])
    following = iter(of_groups)
    return [node for block in ordered for node in (block if block[0].group is None else next(following))]


def _crossings(rows: Sequence[Sequence[Node]]) -> int:
    count = 0
    for upper, lower in pairwise(rows):
        places = {node: at for at, node in enumerate(lower)}
        ends = [places[link.lower] for node in upper for link in _in_order(node, places)]
        count += sum(ends[a] > ends[b] for a in range(len(ends)) for b in range(a + 1, len(ends)))
    return count


def _in_order(node: Node, places: dict[Node, int]) -> Iterable[Link]:
    return sorted(node.downs, key=lambda link: places[link.lower])


# Cells


class _Spread:
    """Gives the nodes cells: first as far left as may be, then towards what they are connected with."""

    def __init__(self, made: Layered) -> None:
        self._rows = made.rows
        self._names = made.groups
        self._members: list[list[Node]] = [[] for _ in made.groups]
        for row in made.rows:
            for node in row:
                if node.group is not None:
                    self._members[node.group].append(node)

    def spread(self) -> None:
        self._push()
        for turn in range(SWEEPS):
            down = turn % 2 == 0
            for row in self._rows if down else self._rows[::-1]:
                self._ease(row, down=down)
        self._to_the_left()

    def extent(self, group: int) -> tuple[int, int]:
        """The columns of a group's border."""
        left = min(node.x for node in self._members[group]) - PAD
        right = max(node.x + node.width for node in self._members[group]) + PAD - 1
        name = cells(self._names[group])
        beside_an_arrow = min(2 * name + TITLE - 1, WIDE_ENOUGH)
        return left, max(right, left + name + TITLE, left + beside_an_arrow)

    def _push(self) -> None:
        """Everything to the right until nothing overlaps; ends, because the order is the same in all rows."""
        moved = True
        while moved:
            moved = False
            for row in self._rows:
                for before, node in pairwise(row):
                    by = self._least(before, node) - node.x
                    if by > 0:
                        for pushed in self._pushed_with(before, node):
                            pushed.x += by
                        moved = True

    def _pushed_with(self, before: Node, node: Node) -> list[Node]:
        """A border goes to the right only with all that it holds."""
        if node.group is None or node.group == before.group:
            return [node]
        return self._members[node.group]

    def _least(self, before: Node, node: Node) -> int:
        """The first cell that a node may have beside the one before it."""
        if before.group is not None and before.group == node.group:
            return before.x + before.width + _gap(before, node)
        end = before.x + before.width if before.group is None else self.extent(before.group)[1] + 1
        if node.group is None:
            return end + _gap(before, node)
        return end + 1 + node.x - self.extent(node.group)[0]

    def _ease(self, row: Sequence[Node], *, down: bool) -> None:
        wishes = [(self._wish(node, down=down), node) for node in row]
        rightwards = [(wish, node) for wish, node in wishes if wish > node.x]
        leftwards = [(wish, node) for wish, node in wishes if wish < node.x]
        for wish, node in (*rightwards[::-1], *leftwards):
            self._move(node, wish)

    def _wish(self, node: Node, *, down: bool) -> int:
        ends = [link.upper for link in node.ups], [link.lower for link in node.downs]
        near = ends[0] or ends[1] if down else ends[1] or ends[0]
        if not near:
            return node.x
        return round(sum(end.center for end in near) / len(near)) - node.width // 2

    def _move(self, node: Node, wish: int) -> None:
        """As near to the wish as the others let it; halving, because a group's border moves along."""
        here = node.x
        step = wish - here
        while step:
            node.x = here + step
            if self._fits(node):
                return
            step = int(step / 2)
        node.x = here

    def _fits(self, node: Node) -> bool:
        rows = [node.row]
        if node.group is not None:
            rows = sorted({member.row for member in self._members[node.group]})
        return all(
            after.x >= self._least(before, after)
            for row in rows
            for before, after in pairwise(self._rows[row])
        )

    def _to_the_left(self) -> None:
        everything = [node.x for row in self._rows for node in row]
        everything += [self.extent(group)[0] for group in range(len(self._names))]
        first = min(everything, default=0)
        for row in self._rows:
            for node in row:
                node.x -= first


def extents(made: Layered) -> list[tuple[int, int]]:
    """The columns of every group's border."""
    spread = _Spread(made)
    return [spread.extent(group) for group in range(len(made.groups))]


def _gap(before: Node, node: Node) -> int:
    return GAP if before.sort is Sort.BOX and node.sort is Sort.BOX else NARROW_GAP
