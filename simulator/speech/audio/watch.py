"""Notices a muted, distorted, too quiet or noisy microphone by its sound; says each once a recording."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
NOISE = 0.005
"""Root mean square in `VOICE_BAND` from which a sound is more than a quiet room (-46 dBFS)."""
EVEN = 1.7
"""A noise or a hum stays within this from its softest to its loudest blocks (4.6 dB)."""
ABOVE_NOISE = 2.0
"""Once a voice stood out this far above the noise (6 dB), noise alone means that the speaker thinks."""
ALIKE = 0.9
"""Likeness of one block's spectrum to the next one's while a tone is held."""
HELD_SHARE = 0.65
"""Share of loud blocks that hold their tone in music; speech seldom has half of it."""
VOICE_BAND = (80.0, 4000.0)
"""Hz in which voices are compared with noise; below it every room rumbles unevenly."""

MUTED = "The microphone sends only silence: is it muted?"
FAINT = "The microphone is very quiet: come closer or raise its level."
DISTORTED = "The sound is distorted: lower the microphone's level."
NOISY = "Only noise is heard, no voice: turn its source off, or choose another microphone."


def about(warning: str) -> str:
    """What a warning is about, in the words of `AudioEvent.about`."""
    return "silence" if warning == FAINT or warning.startswith(MUTED) else "sound"


@dataclass(frozen=True)
class _Block:
    seconds: float
    peak: float
    clipped: float
    """Share of its samples at full scale."""
    rms: float
    """Root mean square in `VOICE_BAND`."""
    alike: float
    """Likeness of its spectrum to that of the block before, 0 to 1."""


class Watch:
    """Judges the last `WINDOW_S` seconds at each block; blocks of some 50 ms are expected."""

    def __init__(self, rate: int, allow: str = "") -> None:
        """`allow` says where the system keeps the permission to use the microphone."""
        self._rate = rate
        self._blocks: deque[_Block] = deque()
        self._seconds = 0.0
        self._spectrum: NDArray[Any] = np.zeros(0)
        self._voice = 0.0
        """Loudness of the loudest stretch so far in which somebody may have spoken."""
        self._said: set[str] = set()
        self._silent = f"{MUTED} {allow}".rstrip()
        """What is said while nothing but silence has come since the start."""
        self.voice = False
        """Whether a voice stood out in the last `WINDOW_S` seconds."""

    def look(self, mono: Samples) -> tuple[str, ...]:
        """Take a block of mono samples at `rate`; the warnings that are new, as sentences."""
        if not len(mono):
            return ()
        self._keep(self._block(mono))
        self.voice = False
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

    def _block(self, mono: Samples) -> _Block:
        sizes = np.abs(mono)
        window = np.hanning(len(mono))
        low, high = (round(frequency * len(mono) / self._rate) for frequency in VOICE_BAND)
        spectrum = np.abs(np.fft.rfft(mono * window))[low:high]
        before, self._spectrum = self._spectrum, spectrum
        return _Block(
            seconds=len(mono) / self._rate,
            peak=float(sizes.max()),
            clipped=float((sizes >= CLIPPED).mean()),
            rms=float(np.linalg.norm(spectrum) * np.sqrt(2 / (len(mono) * max(1.0, np.sum(window**2))))),
            alike=_likeness(before, spectrum),
        )

    def _trouble(self) -> str | None:
        peaks = np.array([block.peak for block in self._blocks])
        if peaks.max() < SILENCE:
            return self._silent
        self._silent = MUTED
        if float(np.mean([block.clipped for block in self._blocks])) > CLIPPED_SHARE:
            return DISTORTED
        if peaks.max() < QUIET and np.quantile(peaks, 0.9) > SPEECH_LIFT * np.quantile(peaks, 0.1):
            return FAINT
        return NOISY if self._is_noise() else None

    def _is_noise(self) -> bool:
        """Something loud that is even, or moves only from one held tone to the next."""
        loudness = np.array([block.rms for block in self._blocks])
        loud, soft = np.quantile(loudness, 0.9), np.quantile(loudness, 0.1)
        if loud > SPEECH_LIFT * soft:
            self._voice = max(self._voice, float(loud))
            self.voice = bool(loud >= NOISE)
            return False
        if loud < NOISE or self._voice > ABOVE_NOISE * loud:
            return False
        return bool(loud < EVEN * soft) or self._held(loud / SPEECH_LIFT) > HELD_SHARE

    def _held(self, loud: float) -> float:
        """Share of the loud blocks whose tone is that of the block before."""
        alike = [block.alike for block in self._blocks if block.rms > loud]
        return float(np.mean(np.array(alike) > ALIKE))


def _likeness(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Cosine between two spectra; 0 where they cannot be compared."""
    length = float(np.linalg.norm(one) * np.linalg.norm(other)) if len(one) == len(other) else 0.0
    return float(one @ other) / length if length > 0 else 0.0
