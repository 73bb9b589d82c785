"""The journal: sound on disk before anything else happens to it.

`NAME.pcm` is raw int16 little-endian mono at 16 kHz, valid at any even length, so a crash costs nothing but
the block in flight. `NAME.marks.jsonl` beside it says what happened at which sample: start, pause, resume,
device, lost, end, and who has the floor (`simulator.speech.floor`).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simulator.model.errors import ArchiveError, BadInputError
from simulator.model.ownfile import put_in_place
from simulator.model.transcript import Reply
from simulator.speech.floor import CANDIDATE, INTERVIEWER, START, held, marks, marks_path
from simulator.speech.ports import HEARING_RATE, Samples

BYTES_PER_SAMPLE = 2
SYNC_EVERY_S = 1.0
"""A power cut loses at most this; a crash of the program loses nothing written."""


def length(journal: Path) -> int:
    """Samples in the journal; an odd last byte is ignored."""
    try:
        return journal.stat().st_size // BYTES_PER_SAMPLE
    except FileNotFoundError:
        return 0


class _Appended:
    """A file that only grows; what the disk does not take waits in memory, in order."""

    def __init__(self, path: Path) -> None:
        self.waiting = bytearray()
        self.file = path.open("ab", buffering=0)

    def flush(self) -> None:
        """Raises OSError while something waits."""
        while self.waiting:
            del self.waiting[: self.file.write(self.waiting)]


class JournalWriter:
    """Appends samples; every `write` is handed to the system at once.

    While the disk does not take them they wait in memory, and are written before whatever comes next.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.samples = length(path)
        self._pcm = _Appended(path)
        self._pcm.file.truncate(self.samples * BYTES_PER_SAMPLE)
        self._marks = _Appended(marks_path(path))
        self._ended = False
        self._synced = time.monotonic()
        if _cut_off(marks_path(path)):
            self._marks.waiting += b"\n"
        self.mark(START)

    @property
    def waiting_s(self) -> float:
        """Seconds that are in memory only."""
        return len(self._pcm.waiting) / BYTES_PER_SAMPLE / HEARING_RATE

    @property
    def waits(self) -> bool:
        """Whether anything is in memory only."""
        return bool(self._pcm.waiting or self._marks.waiting)

    def reopen(self) -> JournalWriter:
        """Go on with a journal that could not be closed."""
        self._ended = False
        self.mark(START)
        return self

    def write(self, samples: Samples) -> None:
        """Append mono samples in -1 to 1 at 16 kHz. Raises OSError while the disk does not take them."""
        pcm = to_int16(samples)
        self.samples += len(pcm)
        self._pcm.waiting += pcm.tobytes()
        self._flush()
        if time.monotonic() - self._synced > SYNC_EVERY_S:
            self._synced = time.monotonic()
            os.fsync(self._pcm.file.fileno())

    def take_floor(self, reply: Reply | None) -> None:
        """From this sample on the interviewer speaks: replies, or asks the question."""
        if reply is None:
            self.mark(INTERVIEWER, question=True)
            return
        self.mark(INTERVIEWER, asked=reply.asked, about=reply.about, said=reply.said, answered=reply.answered)

    def give_floor(self) -> None:
        """From this sample on it is the candidate again."""
        self.mark(CANDIDATE)

    def mark(self, name: str, **more: str | bool | None) -> None:
        """Note what happens at this sample."""
        line = json.dumps({"mark": name, "at_sample": self.samples, **more})
        self._marks.waiting += line.encode() + b"\n"
        with contextlib.suppress(OSError):
            self._flush()

    def close(self, *, ended: bool = True) -> bool:
        """Close; with `ended` for good, so that readers stop waiting. Never raises.

        False, and it stays open, when the disk does not take what waits.
        """
        try:
            self._flush()
            if ended and not self._ended:
                self._ended = True
                self.mark("end")
            self._flush()
        except OSError:
            return False
        with contextlib.suppress(OSError):
            os.fsync(self._pcm.file.fileno())
        self._pcm.file.close()
        self._marks.file.close()
        return True

    def _flush(self) -> None:
        """Write what waits, marks first, because each is about the samples that follow."""
        self._marks.flush()
        self._pcm.flush()


def _cut_off(text: Path) -> bool:
    """Whether a crash left the last line without its end."""
    whole = text.read_bytes()
    return bool(whole) and not whole.endswith(b"\n")


def to_int16(samples: Samples) -> NDArray[np.int16]:
    """Samples in -1 to 1 as int16, clipped."""
    pcm: NDArray[np.int16] = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype("<i2")
    return pcm


def from_int16(pcm: NDArray[np.int16]) -> Samples:
    """int16 as samples in -1 to 1."""
    samples: Samples = pcm.astype(np.float32) / np.float32(32768.0)
    return samples


def to_flac(journal: Path, flac: Path) -> float:
    """Write the journal as 16 kHz FLAC, whole or not at all; returns its seconds.

    The journal stays. Raises `ArchiveError` when it cannot be written, `BadInputError` without sound.
    """
    import soundfile

    count = length(journal)
    if count == 0:
        raise BadInputError(f"The recording {journal.name} has no sound in it.")
    temporary = flac.with_suffix(".flac.part")
    try:
        pcm = np.memmap(journal, dtype="<i2", mode="r", shape=(count,))
        soundfile.write(temporary, pcm, HEARING_RATE, format="FLAC", subtype="PCM_16")
        written = soundfile.info(temporary).frames
        if written != count:
            raise OSError(f"{written} of {count} samples arrived")
        put_in_place(temporary, flac)
    except (OSError, soundfile.LibsndfileError) as error:
        temporary.unlink(missing_ok=True)
        full = flac.parent.exists() and shutil.disk_usage(flac.parent).free < count
        reason = "the disk is full" if full else str(error).rstrip(".")
        raise ArchiveError(f"The recording could not be written to {flac}: {reason}.") from error
    return count / HEARING_RATE


def remove(journal: Path) -> None:
    """Delete a journal; its marks stay when they say what in the FLAC beside it is the interviewer's."""
    spoken = held(marks(journal))
    journal.unlink(missing_ok=True)
    if not spoken:
        marks_path(journal).unlink(missing_ok=True)
