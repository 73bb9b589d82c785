"""Notices a muted, distorted or too quiet microphone from what it sends; each is said once a recording."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from simulator.speech.ports import Samples

WINDOW_S = 2.5
"""How much sound is judged at a time, so that a warning comes within three seconds."""
SILENCE = 1e-4
"""Peak below which the input is no sound at all (-80 dBFS): a live microphone always hisses louder."""
QUIET = 0.01
"""Peak below which speech is too quiet to be heard well (-40 dBFS)."""
SPEECH_LIFT = 4.0
"""How far the loudest blocks stand above the softest when somebody speaks (12 dB); a room alone is even."""
CLIPPED = 0.99
CLIPPED_SHARE = 0.002
"""Share of clipped samples from which distortion is heard."""

MUTED = "The microphone sends only silence: is it muted?"
FAINT = "The microphone is very quiet: come closer or raise its level."
DISTORTED = "The sound is distorted: lower the microphone's level."


@dataclass(frozen=True)
class _Block:
    seconds: float
    peak: float
    clipped: float
    """Share of its samples at full scale."""


class Watch:
    """Judges the last `WINDOW_S` seconds at each block."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._blocks: deque[_Block] = deque()
        self._seconds = 0.0
        self._said: set[str] = set()

    def look(self, mono: Samples) -> tuple[str, ...]:
        """Take a block of mono samples at `rate`; the warnings that are new, as sentences."""
        if not len(mono):
            return ()
        sizes = np.abs(mono)
        self._keep(_Block(len(mono) / self._rate, float(sizes.max()), float((sizes >= CLIPPED).mean())))
        trouble = self._trouble() if self._seconds >= WINDOW_S else None
        if trouble is None or trouble in self._said:
            return ()
        self._said.add(trouble)
        return (trouble,)

    def _keep(self, block: _Block) -> None:
        self._blocks.append(block)
        self._seconds += block.seconds
        while self._seconds - self._blocks[0].seconds >= WINDOW_S:
            self._seconds -= self._blocks.popleft().seconds

    def _trouble(self) -> str | None:
        peaks = np.array([block.peak for block in self._blocks])
        if peaks.max() < SILENCE:
            return MUTED
        if float(np.mean([block.clipped for block in self._blocks])) > CLIPPED_SHARE:
            return DISTORTED
        if peaks.max() < QUIET and np.quantile(peaks, 0.9) > SPEECH_LIFT * np.quantile(peaks, 0.1):
            return FAINT
        return None
