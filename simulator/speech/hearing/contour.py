"""How loud and how high the voice is, taken while it is heard; the same however the pieces come.

The network of `swift-f0` gives the pitch of every 16 ms, how sure it is, and the level. It is fed with pieces
of one size, because the last digits of what it says depend on where the sound is cut.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from simulator.model.contour import SILENCE_DB, Contour
from simulator.speech.ports import HEARING_RATE, Samples

if TYPE_CHECKING:
    from swift_f0 import PitchResult, SwiftF0

PIECE = 80 * 256
"""Samples that the network is given at a time (1.28 s)."""
STEP_FRAMES = 6
"""Frames in a step of the contour (0.096 s); one wrong frame in a step changes nothing."""
VOICED = 0.5
"""The least confidence of a frame with a voice, as the network was calibrated."""
LOWEST_HZ, HIGHEST_HZ = 60.0, 500.0
"""Where voices that speak are looked for; by convention."""


class ContourMeter:
    """Takes the contour of one recording: `feed` it all, then `finish`. The first one loads the network."""

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros(0, dtype=np.float32)
        self._stream = _detector().stream(LOWEST_HZ, HIGHEST_HZ)
        self._found: list[PitchResult] = []

    def feed(self, samples: Samples) -> None:
        """The next samples, 16 kHz; most calls only keep them."""
        self._waiting = np.concatenate([self._waiting, samples])
        while len(self._waiting) >= PIECE:
            self._found.append(self._stream.push(self._waiting[:PIECE], HEARING_RATE))
            self._waiting = self._waiting[PIECE:]

    def finish(self) -> Contour | None:
        """The contour of everything; None where not even a step was recorded."""
        self._found += [self._stream.push(self._waiting, HEARING_RATE), self._stream.flush()]
        return _contour(self._found)


def _contour(found: list[PitchResult]) -> Contour | None:
    from swift_f0 import FRAME_PERIOD, concat

    steps = sum(len(part.pitch_hz) for part in found) // STEP_FRAMES
    if not steps:
        return None
    whole = concat(found)
    shape = steps, STEP_FRAMES
    hz, sure, loud = (
        np.asarray(values[: steps * STEP_FRAMES]).reshape(shape)
        for values in (whole.pitch_hz, whole.confidence, whole.loudness_db)
    )
    voiced = sure >= VOICED
    levels = np.maximum(10 * np.log10(np.mean(10 ** (loud / 10), axis=1)), SILENCE_DB)
    pitches = [
        round(float(np.median(row[here])), 1) if 2 * here.sum() >= STEP_FRAMES else None
        for row, here in zip(hz, voiced, strict=True)
    ]
    return Contour(
        step_s=round(STEP_FRAMES * FRAME_PERIOD, 6),
        levels_db=tuple(round(float(level), 1) for level in levels),
        pitches_hz=tuple(pitches),
    )


@cache
def _detector() -> SwiftF0:
    from swift_f0 import SwiftF0

    return SwiftF0(threads=1, spin=False)
