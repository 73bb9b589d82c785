"""Listening on a screen: which stretch of a recording to play for a quote, and when it has ended."""

from __future__ import annotations

QUOTE_LEAD_S, QUOTE_TAIL_S = 0.3, 0.6
"""Seconds played before and after a quote, so that its first and its last word are whole."""


def around(start_s: float, end_s: float | None, tail_s: float = QUOTE_TAIL_S) -> tuple[float, float | None]:
    """The start and end in seconds to play for a quote; without an end it plays on to the answer's."""
    return max(0.0, start_s - QUOTE_LEAD_S), None if end_s is None else end_s + tail_s


class Sounding:
    """Follows a sound that was asked for from poll to poll: it begins a little later, and ends."""

    def __init__(self, patience: float) -> None:
        """`patience` is how many polls to wait for it to begin before it counts as over."""
        self.begun = False
        self._patience = patience
        self._waited = 0

    def restart(self) -> None:
        """Follow another sound, which was asked for just now."""
        self.begun, self._waited = False, 0

    def over(self, playing: bool) -> bool:
        """Call at each poll with whether anything plays; True when the sound has ended or failed to begin."""
        self.begun = self.begun or playing
        self._waited += 1
        return not playing and (self.begun or self._waited > self._patience)
