"""What tests ask of a journal that was recorded."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from simulator.speech.audio.journal import from_int16, marks
from simulator.speech.ports import Samples


def ended(journal: Path) -> bool:
    """Whether the journal is closed: its last mark says so."""
    return [mark.get("mark") for mark in marks(journal)][-1:] == ["end"]


def recorded(journal: Path) -> Samples:
    """All samples of a journal."""
    return from_int16(np.fromfile(journal, dtype="<i2"))
