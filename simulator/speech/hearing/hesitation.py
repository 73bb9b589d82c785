"""PURE: where a filled pause sounds, told from what the encoder saw; Whisper knows it and leaves it out.

A logistic regression on each state of the encoder (20 ms), fitted by `benchmarks.hesitation_fit` on filled
pauses whose spans are known. It belongs to one model, named by its digest; other models go without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

States = NDArray[np.float32]
"""Frames of 20 ms by the encoder's width."""

FILE = Path(__file__).parent / "hesitation.npz"
FRAME_S = 0.02
SMOOTHED = 5
"""Frames of 20 ms averaged: shorter flickers are no hesitation."""
LEAST = 0.3
"""Chance from which a frame may belong to one."""
BRIDGED = 3
"""Frames below it that do not end one."""
SURE_PEAK, SURE_MEAN, SURE_S = 0.96, 0.66, 0.16
"""The least peak, mean and length of a trace that counts as a hesitation unless the decoder objects."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch that sounds like a filled pause; seconds from the start of what was encoded."""

    start_s: float
    end_s: float
    peak: float
    """Highest chance in it, 0 to 1."""
    mean: float

    @property
    def sure(self) -> bool:
        """Whether it sounds like nothing else."""
        return self.peak >= SURE_PEAK and self.mean >= SURE_MEAN and self.end_s - self.start_s >= SURE_S


@dataclass(frozen=True, eq=False)
class Detector:
    """The fitted logistic regression."""

    weights: NDArray[np.float32]
    bias: float

    def chances(self, states: States) -> NDArray[np.float32]:
        """For each frame, how likely a filled pause sounds in it, 0 to 1."""
        margins = np.clip(states @ self.weights + self.bias, -60, 60)
        return np.asarray(1 / (1 + np.exp(-margins)), dtype=np.float32)

    def traces(self, states: States) -> tuple[Trace, ...]:
        """Where filled pauses may sound, in order."""
        chances = self.chances(states)
        if len(chances) < SMOOTHED:
            return ()
        smooth = np.convolve(chances, np.full(SMOOTHED, 1 / SMOOTHED, dtype=np.float32), "same")
        return tuple(
            Trace(
                round(first * FRAME_S, 3),
                round(last * FRAME_S, 3),
                float(chances[first:last].max()),
                float(min(chances[first:last].mean(), chances[first:last].max())),  # a mean may round up
            )
            for first, last in _runs(smooth > LEAST)
        )


@cache
def detector(model_sha256: str) -> Detector | None:
    """The weights for that model; None when there are none."""
    with np.load(FILE) as file:
        if str(file["model_sha256"]) != model_sha256:
            return None
        return Detector(file["weights"].astype(np.float32), float(file["bias"]))


def _runs(on: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First frame and the one after the last of each run, short gaps bridged."""
    places = np.flatnonzero(on)
    if not len(places):
        return
    breaks = np.flatnonzero(np.diff(places) > BRIDGED + 1)
    firsts = [places[0], *places[breaks + 1]]
    lasts = [*places[breaks], places[-1]]
    for first, last in zip(firsts, lasts, strict=True):
        yield int(first), int(last) + 1
