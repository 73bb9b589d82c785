"""The clock of an answer: what is said at two thirds of its time and at the end. Pure.

Time is shown; it is spoken only to somebody who wears headphones. It never ends an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

TWO_THIRDS = 2 / 3
AT_TWO_THIRDS = "Two thirds of the time are used."
AT_THE_END = "The time is up. Finish your thought."


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Where an answer under way stands at one moment."""

    elapsed_s: float
    """Seconds recorded so far."""
    limit_s: float
    """Seconds that the question is meant to take."""
    round_s: float
    """Seconds of the round that are used, this answer included."""
    round_limit_s: float
    note: str = ""
    """To be shown from two thirds of the limit on."""
    interrupted: bool = False
    """The interviewer stops the answer now: show it, and send `Done`. True once."""


def note(elapsed_s: float, limit_s: float) -> str:
    """The last thing said about the time, "" before two thirds of it."""
    if elapsed_s >= limit_s:
        return AT_THE_END
    return AT_TWO_THIRDS if elapsed_s >= TWO_THIRDS * limit_s else ""
