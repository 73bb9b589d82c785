"""Faster or slower without a change of pitch: FFmpeg's `atempo`, block by block."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from simulator.speech.ports import Samples


class Tempo:
    """Takes mono samples at `rate` Hz, gives them `speed` times as fast (0.5 to 2)."""

    def __init__(self, rate: int, speed: float) -> None:
        self._rate = rate
        self._plain = speed == 1.0
        if not self._plain:
            self._graph, self._sink = _graph(rate, speed)
        self._fed = 0

    def __call__(self, block: Samples, last: bool = False) -> Samples:
        """What is ready; after the `last` block, all that is left."""
        if self._plain:
            return block
        if len(block):
            self._graph.push(self._frame(block))
        if last:
            self._graph.push(None)
        parts = list(self._ready())
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def _frame(self, block: Samples) -> Any:
        from av import AudioFrame

        samples = np.ascontiguousarray(block[None, :], dtype=np.float32)
        frame = AudioFrame.from_ndarray(samples, format="flt", layout="mono")
        frame.sample_rate, frame.pts = self._rate, self._fed
        frame.time_base = Fraction(1, self._rate)
        self._fed += len(block)
        return frame

    def _ready(self) -> Any:
        from av.error import BlockingIOError as NotYet
        from av.error import EOFError as Over

        while True:
            try:
                yield np.asarray(self._sink.pull().to_ndarray()[0], dtype=np.float32)
            except (NotYet, Over):
                return


def _graph(rate: int, speed: float) -> tuple[Any, Any]:
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="mono", time_base=Fraction(1, rate))
    tempo = graph.add("atempo", f"{speed:.3f}")
    sink = graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    return graph, sink
