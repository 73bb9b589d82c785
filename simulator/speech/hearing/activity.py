"""Voice activity: Silero's network as faster-whisper ships it, streamed with carried state.

Sound goes through in blocks of a fixed size counted from the start of the recording, so that a recording
heard live in pieces and the same recording heard from a file give the same numbers, bit for bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.speech.hearing.segments import FRAME, Frame
from simulator.speech.ports import Samples

FRAMES_PER_BLOCK = 8
"""0.256 s: how much sound is judged at a time."""
CONTEXT = 64
"""Samples of the frame before that the network sees too."""
STATE = (1, 1, 128)
BLOCK = FRAME * FRAMES_PER_BLOCK


class VoiceActivity:
    """Turns samples into frames of 32 ms: how likely somebody speaks, and how loud it is."""

    def __init__(self) -> None:
        from faster_whisper.vad import get_vad_model

        self._session: Any = get_vad_model().session
        self._hidden = np.zeros(STATE, dtype=np.float32)
        self._cell = np.zeros(STATE, dtype=np.float32)
        self._context = np.zeros(CONTEXT, dtype=np.float32)
        self._waiting: Samples = np.zeros(0, dtype=np.float32)

    def feed(self, samples: Samples) -> list[Frame]:
        """The frames that these samples complete."""
        self._waiting = np.concatenate([self._waiting, samples])
        frames: list[Frame] = []
        while len(self._waiting) >= BLOCK:
            frames += self._judged(self._waiting[:BLOCK])
            self._waiting = self._waiting[BLOCK:]
        return frames

    def finish(self) -> list[Frame]:
        """The frames of what was left over; the last one padded with silence."""
        left = len(self._waiting)
        if left == 0:
            return []
        frames = self._judged(np.pad(self._waiting, (0, BLOCK - left)))
        self._waiting = self._waiting[:0]
        return frames[: -(-left // FRAME)]

    def _judged(self, block: Samples) -> list[Frame]:
        rows = block.reshape(FRAMES_PER_BLOCK, FRAME)
        before = np.concatenate([self._context[None], rows[:-1, -CONTEXT:]])
        self._context = rows[-1, -CONTEXT:]
        output, self._hidden, self._cell = self._session.run(
            None, {"input": np.concatenate([before, rows], axis=1), "h": self._hidden, "c": self._cell}
        )
        chances = np.asarray(output, dtype=np.float32).reshape(FRAMES_PER_BLOCK)
        levels = np.sqrt(np.mean(np.square(rows, dtype=np.float64), axis=1))
        return [Frame(float(p), float(level)) for p, level in zip(chances, levels, strict=True)]
