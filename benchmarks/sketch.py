"""The sketch: typing to screen while an answer is recorded and heard, and its drawing.

    python -m benchmarks.sketch

A sketch of 14 lines is typed, as `benchmarks.typing` says; what is timed is the line, and the drawing follows
within 60 ms. Each drawing on the way is also timed by itself, on the clock and by the processor.
"""

from __future__ import annotations

import argparse
import statistics
import time

from benchmarks.typing import Typed, answering, heading, row, typed
from simulator.interview.sketch.drawing import drawn

QUESTION = "feature-store"
SKETCH = """client -> gateway: order
gateway -> cache
gateway -> ranker: miss
group serving: gateway, cache, ranker
ranker -> online store: features
event log -> stream
stream -> online store: seconds old
event log -> warehouse
group offline: warehouse, nightly job
warehouse -> nightly job
nightly job -> online store: daily
warehouse -> trainer: point in time
trainer -> ranker: new model
online store -> parity check <- warehouse
"""
F4 = b"\x1bOS"


def typed_sketch() -> Typed:
    with answering(QUESTION) as terminal:
        terminal.press(F4)
        terminal.see("drawing")
        return typed(terminal, SKETCH.splitlines())


def drawings() -> tuple[list[float], list[float]]:
    """Milliseconds of each drawing on the way, on the clock and of the processor."""
    clock, processor = [], []
    for end in range(1, len(SKETCH) + 1):
        drawn.cache_clear()
        began, used = time.perf_counter(), time.process_time()
        drawn(SKETCH[:end])
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - used))
    return clock, processor


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    keys = typed_sketch()
    clock, processor = drawings()
    heading()
    keys.show()
    row("a drawing on the clock", clock)
    row("a drawing, time of the processor", processor, 30)
    print(f"median of the last ten drawings: {statistics.median(processor[-10:]):.1f} ms of the processor")


if __name__ == "__main__":
    main()
