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
LONGEST_S = 30.0
"""Whisper's window."""
FRAMES = 3000
"""Frames of 10 ms in it."""
LEAST_FRAMES = 1000
SLACK_FRAMES = 200
"""A segment is padded with silence by at least this and to at least the former, not to the whole window: the
encoder's time falls to a fifth and words are heard as well; with less of either, sentences are lost."""


def window(frames: int) -> int:
    """Frames to encode for a segment of so many: whole seconds."""
    padded = -(-(frames + SLACK_FRAMES) // 100) * 100
    return min(FRAMES, max(LEAST_FRAMES, padded))


def most_tokens(seconds: float) -> int:
    """Nobody says more in that time; a loop ends here instead of at Whisper's 224."""
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
        """What was encoded, without its padding: frames of 20 ms by the encoder's width."""
        ...

    def likelihoods(self, encoded: Any, words: Sequence[str], prompt: str) -> tuple[float, ...]:
        """Natural logarithm of each word's probability after the ones before it, as what was encoded."""
        ...
