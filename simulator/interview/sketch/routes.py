"""The way of each arrow between two rows: where it leaves, its track, where it arrives. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.interview.sketch.ranks import Layered, Link, Node, Sort


def set_ends(made: Layered) -> None:
    """Give every link its two columns: straight down where the boxes let it, never two in one column."""
    for row in made.rows:
        for node in row:
            ups = sorted(node.ups, key=lambda link: (link.upper.x, link.top))
            for link, column in zip(ups, _columns(node, [link.top for link in ups]), strict=True):
                link.bottom = column
        for node in row:
            downs = sorted(node.downs, key=lambda link: (link.lower.center, link.lower.x))
            for link, column in zip(downs, _columns(node, [d.lower.center for d in downs]), strict=True):
                link.top = column


def _columns(node: Node, wanted: Sequence[int]) -> list[int]:
    """For each wanted column one of the node's own, in the same order and apart."""
    if node.sort is not Sort.BOX:
        return [node.center] * len(wanted)
    first, last = node.x + 1, node.x + node.width - 2
    found: list[int] = []
    for at, column in enumerate(wanted):
        least = found[-1] + 2 if found else first
        most = last - 2 * (len(wanted) - 1 - at)
        found.append(min(max(column, least), most))
    return found


@dataclass(eq=False, slots=True)
class Turn:
    """A stretch of an arrow from one column to another, in a line of the gap counted from 0 at its top."""

    top: int
    bottom: int
    first: Turn | None = None
    """The turn before it in the same arrow, which lies above it."""
    track: int = 0


def turns(links: Sequence[Link]) -> dict[Link, tuple[Turn, ...]]:
    """The turns of every link that is not straight, mostly one.

    No two meet in one line, and where one ends in the column in which another begins it lies below it. Links
    that ask this of one another in a circle get free by a second turn.
    """
    bent = [link for link in links if link.top != link.bottom]
    # Of those to the right the rightmost turns first, and the other way round: so they do not cross.
    bent.sort(key=lambda link: -link.top if link.bottom > link.top else link.top)
    found = {link: [Turn(link.top, link.bottom)] for link in bent}
    taken = {column for link in links for column in (link.top, link.bottom)}
    done: list[Turn] = []
    waiting = [turn for parts in found.values() for turn in parts]
    while waiting:
        free = [turn for turn in waiting if all(other in done for other in _above(turn, waiting, done))]
        if not free:
            link = next((link for link in bent if found[link][0] in waiting and len(found[link]) == 1), None)
            if link is None:
                free = waiting[:1]
            else:
                found[link] = _twice(link, taken)
                waiting = [turn for turn in waiting if turn.top != link.top] + found[link]
                continue
        for turn in free:
            _lay(turn, done)
        waiting = [turn for turn in waiting if turn not in free]
    return {link: tuple(parts) for link, parts in found.items()}


def _above(turn: Turn, waiting: Sequence[Turn], done: Sequence[Turn]) -> list[Turn]:
    """The turns that must lie above this one."""
    others = (other for other in (*waiting, *done) if other.first is not turn and other is not turn)
    found = [other for other in others if other.top == turn.bottom]
    return [*found, turn.first] if turn.first else found


def _twice(link: Link, taken: set[int]) -> list[Turn]:
    """The link with two turns, by way of the nearest column in which nothing begins or ends."""
    middle = (link.top + link.bottom) // 2
    column = next(c for by in range(10_000) for c in (middle + by, middle - by) if c >= 0 and c not in taken)
    taken.add(column)
    first = Turn(link.top, column)
    return [first, Turn(column, link.bottom, first)]


def _lay(turn: Turn, done: list[Turn]) -> None:
    """Give the turn the first line that is free below those that lie above it."""
    turn.track = max((other.track + 1 for other in _above(turn, (), done)), default=0)
    met = {other.track for other in done if _meet(turn, other)}
    while turn.track in met:
        turn.track += 1
    done.append(turn)


def _meet(one: Turn, other: Turn) -> bool:
    low, high = sorted((one.top, one.bottom))
    first, last = sorted((other.top, other.bottom))
    return low <= last + 1 and first <= high + 1
