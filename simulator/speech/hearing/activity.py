"""Voice activity: Silero's network as faster-whisper ships it, streamed with carried state.

Sound goes through one frame at a time, counted from the start of the recording, so that a recording heard
live in pieces and the same recording heard from a file give the same numbers, bit for bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simulator.speech.hearing.segments import FRAME, Frame
from simulator.speech.ports import Samples

CONTEXT = 64
"""Samples of the frame before that the network sees too."""
STATE = (1, 1, 128)


class VoiceActivity:
    """Turns samples into frames of 32 ms: how likely somebody speaks, and how loud it is."""

    def __init__(self) -> None:
        import onnxruntime
        from faster_whisper.vad import get_vad_model

        onnxruntime.disable_telemetry_events()  # Microsoft's own builds for Windows have some
        self._session: Any = get_vad_model().session
        self._hidden = np.zeros(STATE, dtype=np.float32)
        self._cell = np.zeros(STATE, dtype=np.float32)
        self._context = np.zeros(CONTEXT, dtype=np.float32)
        self._waiting: Samples = np.zeros(0, dtype=np.float32)

    def feed(self, samples: Samples) -> list[Frame]:
        """The frames that these samples complete."""
        self._waiting = np.concatenate([self._waiting, samples])
        whole = len(self._waiting) // FRAME * FRAME
        frames = [self._judged(frame) for frame in self._waiting[:whole].reshape(-1, FRAME)]
        self._waiting = self._waiting[whole:]
        return frames

    def finish(self) -> list[Frame]:
        """The frames of what was left over; the last one padded with silence."""
        left = len(self._waiting)
        return self.feed(np.zeros(FRAME - left, dtype=np.float32)) if left else []

    def _judged(self, frame: Samples) -> Frame:
        output, self._hidden, self._cell = self._session.run(
            None,
            {"input": np.concatenate([self._context, frame])[None], "h": self._hidden, "c": self._cell},
        )
        self._context = frame[-CONTEXT:]
        level = np.sqrt(np.mean(np.square(frame, dtype=np.float64)))
        return Frame(float(np.asarray(output).item()), float(level))
