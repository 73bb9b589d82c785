"""Listening on a screen: which stretch of a recording to play for a quote, and when it has ended."""

from __future__ import annotations

LEAD_S, TAIL_S = 0.3, 0.6
"""How much more than a quote is played, so that its first and its last word are whole."""


def around(start_s: float, end_s: float | None, tail_s: float = TAIL_S) -> tuple[float, float | None]:
    """From where to where to play a quote."""
    return max(0.0, start_s - LEAD_S), None if end_s is None else end_s + tail_s


class Sounding:
    """A sound that was asked for, as polls see it: it begins a little later, and ends."""

    def __init__(self, patience: float) -> None:
        """`patience` is how many polls to wait for it to begin before it counts as over."""
        self.begun = False
        self._patience = patience
        self._waited = 0

    def restart(self) -> None:
        """Another sound was asked for."""
        self.begun, self._waited = False, 0

    def over(self, playing: bool) -> bool:
        """Told whether something plays now: whether the sound has ended, or does not come any more."""
        self.begun = self.begun or playing
        self._waited += 1
        return not playing and (self.begun or self._waited > self._patience)
