"""The opinion of a second judge about an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A key point that the model found made, with the words that show it."""

    id: str
    text: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What the second judge thinks; never part of our scores."""

    model: str
    level: int
    """Content, 1 to 5."""
    made: tuple[Claim, ...]
    missed: tuple[str, ...]
    """The key points it did not find, or could not show."""
    follow_ups: tuple[str, ...]
    thrown_away: int
    """Points made and follow-ups whose quote the answer does not have."""
