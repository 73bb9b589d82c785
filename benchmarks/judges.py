"""The trained judges as the program uses them, for benchmarks that score."""

from __future__ import annotations

from simulator.reading.claims import HEADS, TrainedReader
from simulator.scoring.judgement.heads import load_heads
from simulator.scoring.judgement.learned import Judges


def shipped_judges() -> Judges:
    """The shipped reader, loaded, with its heads. Raises `MissingPartError`."""
    reader = TrainedReader()
    reader.load()
    return Judges(reader, load_heads(reader.file(HEADS.name)))
