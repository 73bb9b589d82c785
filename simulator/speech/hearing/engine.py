"""The port every Whisper engine implements: encode a segment once, decode it as often as needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.speech.hearing.weights import FoundWeights
from simulator.speech.ports import Samples

FASTER = "faster-whisper"
REFERENCE = "openai-whisper"
FRAMES = 3000
"""Frames of 10 ms in Whisper's window of 30 s."""
LEAST_FRAMES = 1000
SLACK_FRAMES = 200
"""A segment is padded with silence by `SLACK_FRAMES` and to `LEAST_FRAMES` at least, not to the whole window:
encoding takes a fifth of the time, and words are heard as well. With less of either, sentences are lost."""


def window(frames: int) -> int:
    """How many frames to encode for a segment of `frames`: whole seconds."""
    padded = -(-(frames + SLACK_FRAMES) // 100) * 100
    return min(FRAMES, max(LEAST_FRAMES, padded))


def most_tokens(seconds: float) -> int:
    """The most tokens that anybody says in that time, so that a loop ends before Whisper's limit of 224."""
    return min(224, 16 + round(8 * seconds))


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A decoded word with punctuation attached; seconds from the start of its segment."""

    text: str
    start_s: float
    end_s: float
    probability: float
    term: str | None = None
    """The term that it was corrected to be part of."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """One decoding of one segment."""

    words: tuple[HeardWord, ...]
    no_speech: float
    """Probability that nobody speaks, 0 to 1."""
    average_log_probability: float
    text: str


class Engine(Protocol):
    """One loaded model, for several threads. Deterministic: no sampling, no temperature fallback."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> FoundWeights: ...

    def encode(self, samples: Samples) -> Any:
        """The encoder's view of at most 30 s at 16 kHz, padded to `window`; for its own `decode` only."""
        ...

    def decode(
        self, encoded: Any, prompt: str = "", *, beam: int = 1, without: Sequence[str] = ()
    ) -> Decoded:
        """Words of what was encoded, as a continuation of `prompt`; words in `without` are never chosen.

        A word's probability is the one it has without the prompt.
        """
        ...

    def states(self, encoded: Any) -> NDArray[np.float32]:
        """The encoder's states without the padding, shape (frames of 20 ms, the encoder's width)."""
        ...

    def likelihoods(self, encoded: Any, words: Sequence[str], prompt: str) -> tuple[float, ...]:
        """Natural logarithm of each word's probability in what was encoded, given the words before it."""
        ...
