"""Notices somebody who begins to speak while the interviewer does, and keeps the beginning of it."""

from __future__ import annotations

from collections import deque

import numpy as np

from simulator.speech.ports import Samples

KEPT_S = 0.4
"""So much of the latest sound waits, because a word has begun before it is noticed, and it counts."""
LOUD = 0.015
"""Root mean square from which a block may be speech (-36 dBFS): a voice near a microphone has some 0.05."""
ABOVE_ROOM = 4.0
"""Speech is so much louder than the room (12 dB)."""
BLOCKS = 2
"""So many loud blocks in a row are speech (0.1 s): a click of the keyboard is over sooner."""
ROOM_BLOCKS = 40
"""The room is the quieter half of the last two seconds."""


class Barging:
    """Takes the microphone's blocks while the interviewer speaks into headphones."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._waiting: deque[Samples] = deque()
        self._room: deque[float] = deque(maxlen=ROOM_BLOCKS)
        self._loud = 0
        self.began = False
        """Whether somebody has begun to speak."""

    def take(self, block: Samples) -> list[Samples]:
        """A block of mono samples at `rate`; the blocks that are certainly from before anybody spoke."""
        rms = float(np.sqrt(np.mean(np.square(block, dtype=np.float64)))) if len(block) else 0.0
        room = float(np.median(self._room)) if self._room else 0.0
        self._loud = self._loud + 1 if rms >= max(LOUD, ABOVE_ROOM * room) else 0
        self._room.append(rms)
        self._waiting.append(block)
        self.began = self._loud >= BLOCKS
        past: list[Samples] = []
        while not self.began and sum(map(len, self._waiting)) > KEPT_S * self._rate:
            past.append(self._waiting.popleft())
        return past

    def rest(self) -> list[Samples]:
        """The blocks that wait, in order; none waits afterwards."""
        rest = list(self._waiting)
        self._waiting.clear()
        return rest
