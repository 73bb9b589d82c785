"""Reads what is to be heard as 16 kHz mono 16-bit pieces: a growing journal, or any finished sound file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from simulator.speech import floor
from simulator.speech.audio import files
from simulator.speech.audio.files import PIECE_S
from simulator.speech.audio.journal import to_int16
from simulator.speech.hearing.listening import Pcm
from simulator.speech.ports import HEARING_RATE


class SoundReader:
    """Follows a journal by offset; it need not exist yet."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._offset = 0

    def read(self) -> Pcm:
        """What was written since the last call, at most `PIECE_S`; silence where the interviewer spoke."""
        try:
            with self._journal.open("rb") as file:
                file.seek(self._offset)
                data = file.read(PIECE_S * HEARING_RATE * 2)
        except FileNotFoundError:
            return np.zeros(0, dtype=np.int16)
        data = data[: len(data) // 2 * 2]
        if not data:
            return np.zeros(0, dtype=np.int16)
        pcm = np.frombuffer(data, dtype="<i2").astype(np.int16, copy=False)
        first = self._offset // 2
        self._offset += len(data)
        # read after the samples, because the marks about them are on disk by now
        return floor.silenced(pcm, first, floor.held(floor.marks(self._journal)))


def pieces(path: Path) -> Iterator[tuple[Pcm, float]]:
    """The file's sound, each piece with the share read by then (0 to 1). Raises `BadInputError`.

    Where the marks beside the file say that the interviewer spoke, there is silence instead.
    """
    held = floor.held(floor.marks(path))
    first = 0
    for samples, share in files.pieces(path):
        pcm = to_int16(samples)
        yield floor.silenced(pcm, first, held), share
        first += len(pcm)
