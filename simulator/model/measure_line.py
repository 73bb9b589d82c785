"""A measure as people are told it: a line of words with a sign, on screens, in texts and in reports alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.model.counted import counted
from simulator.model.signs import level_sign


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """One measure in words."""

    id: str
    name: str
    """At most `NAME_CELLS` letters."""
    says: str
    """`177 words a minute, a little fast (125 to 175 is easy to follow)`."""
    level: int | None
    """1 to 5; None where nobody knows what is good, and it is told without weight."""
    fine: bool
    """Whether it may be folded away."""

    @property
    def sign(self) -> str:
        return " " if self.level is None else level_sign(self.level)


NAME_CELLS = 18
UNWEIGHED = "How it sounds (no weight in any score)"
"""The heading of what is told without weight."""


def worth_a_look(lines: Iterable[MeasureLine]) -> tuple[MeasureLine, ...]:
    """The measures that are not fine, in the order given."""
    return tuple(line for line in lines if not line.fine and line.level is not None)


def fine(lines: Iterable[MeasureLine]) -> tuple[MeasureLine, ...]:
    """The measures that are fine, in the order given."""
    return tuple(line for line in lines if line.fine and line.level is not None)


def unweighed(lines: Iterable[MeasureLine]) -> tuple[MeasureLine, ...]:
    """The measures that are told without weight, in the order given."""
    return tuple(line for line in lines if line.level is None)


def how_many_fine(lines: Iterable[MeasureLine]) -> str:
    """`9 measures are fine`; "" where none is."""
    count = len(fine(lines))
    return f"{counted(count, 'measure')} {'is' if count == 1 else 'are'} fine" if count else ""
