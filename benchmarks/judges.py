"""The trained judges as the program uses them, for benchmarks that score."""

from __future__ import annotations

from simulator.reading.claims import HEADS, SENSES, TrainedReader
from simulator.scoring.judgement.heads import load_heads
from simulator.scoring.judgement.learned import Judges
from simulator.scoring.judgement.senses import load_sense_head


def shipped_judges() -> Judges:
    """The shipped reader, loaded, with its heads. Raises `MissingPartError`."""
    reader = TrainedReader()
    reader.load()
    heads = load_heads(reader.file(HEADS.name))
    return Judges(reader, heads, load_sense_head(reader.file(SENSES.name)))
