"""Notices by the clock that a stream delivers samples at another rate than it declared.

A Bluetooth headset that falls back to its telephone mode may still be declared at 48 kHz.
"""

from __future__ import annotations

from simulator.speech.audio.devices import RATES

HALF_S = 1.0
"""Two stretches of this length must agree before anything is concluded."""
GAP_S = 0.5
"""After so long without a block (the computer slept, the microphone was silent) it is measured anew."""
EXACT = 0.05
"""How close to a usual rate the measured one must be, and to that of the stretch before."""
WRONG = 0.25
"""A smaller difference is no other rate, but a busy computer."""


class Pace:
    """Fed by the stream's callback; seconds are those of a monotonic clock."""

    def __init__(self, declared: int) -> None:
        self.rate = declared
        """Hz that the stream really has, as far as is known."""
        self._began: float | None = None
        self._came = 0.0
        self._frames = 0
        self._before = 0.0
        """Frames a second in the stretch before; 0 when there was none."""

    def came(self, frames: int, at: float, *, overflow: bool = False) -> None:
        """A block of so many frames came at `at`."""
        if self._began is None or overflow or at - self._came > GAP_S:
            self._begin(at)
            self._before = 0.0
            return
        self._came = at
        self._frames += frames
        if at - self._began >= HALF_S:
            measured = self._frames / (at - self._began)
            self._conclude(measured)
            self._before = measured
            self._begin(at)

    def _begin(self, at: float) -> None:
        self._began, self._came, self._frames = at, at, 0

    def _conclude(self, measured: float) -> None:
        if not self._before or abs(measured / self._before - 1) > EXACT:
            return
        mean = (measured + self._before) / 2
        usual = min(RATES, key=lambda rate: abs(mean / rate - 1))
        if abs(mean / usual - 1) <= EXACT and abs(usual / self.rate - 1) > WRONG:
            self.rate = usual
