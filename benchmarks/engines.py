"""Do both engines hear the same? python -m benchmarks.engines [--minutes N] [--model base]

The shared human recordings, then clips that the benchmark splices and voices itself (see benchmarks.spliced).
Word errors are those of openai-whisper's verbatim words against faster-whisper's, fillers and all.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import spliced_human as human
from benchmarks.hearing import FILLER, edits, ours
from benchmarks.hearing_scale import recordings
from benchmarks.spliced import Clip, clips
from simulator.model.settings import cache_folder
from simulator.speech.hearing import engine, engines, weights


@dataclass
class Agreement:
    """Counts over many clips."""

    clips: int = 0
    words: int = 0
    differing: int = 0
    fillers: int = 0
    others: int = 0
    """Fillers of the second engine."""

    def count(self, one: Sequence[str], other: Sequence[str]) -> None:
        self.clips += 1
        self.words += len(one)
        self.differing += edits(list(one), list(other))
        self.fillers += list(one).count(FILLER)
        self.others += list(other).count(FILLER)

    def row(self, name: str) -> str:
        share = self.differing / max(1, self.words)
        apart = abs(self.fillers - self.others) / max(1, self.fillers)
        words = f"{name:24} {self.clips:5} {self.words:6} {share:10.3f}"
        return f"{words} {self.fillers:8} {self.others:7} {apart:6.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--model", default="base")
    parser.add_argument("--clips", type=Path, default=cache_folder() / "benchmarks" / "spliced")
    given = parser.parse_args()
    found = weights.find(given.model, cache_folder())
    fast, reference = (ours(engines.load(name, found)) for name in (engine.FASTER, engine.REFERENCE))
    sets: dict[str, tuple[Path, list[Clip]]] = {
        "shared human recordings": (human.AUDIO, recordings()),
        "spliced and voiced": (given.clips, clips(given.clips, "held", given.minutes)),
    }
    print(f"{'':24} clips  words  differing  fillers  second  apart")
    whole, took = Agreement(), [0.0, 0.0]
    for name, (folder, chosen) in sets.items():
        table = Agreement()
        for clip in chosen:
            began = time.perf_counter()
            one, _ = fast(folder / clip.file)
            between = time.perf_counter()
            other, _ = reference(folder / clip.file)
            took = [took[0] + between - began, took[1] + time.perf_counter() - between]
            table.count(one, other)
            whole.count(one, other)
        print(table.row(name), flush=True)
    print(whole.row("all"))
    print(f"openai-whisper took {took[1] / took[0]:.1f} times as long; goals: differing 0.03, apart 0.10")


if __name__ == "__main__":
    main()
