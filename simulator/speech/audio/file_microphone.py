"""Files in place of a microphone, for rehearsing without a screen: each file is what it hears next."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from simulator.model.errors import ArchiveError, BadInputError, SimulatorError
from simulator.model.transcript import Reply
from simulator.speech.audio.files import pieces
from simulator.speech.audio.journal import JournalWriter
from simulator.speech.ports import HEARING_RATE, AudioEvent, AudioListener, Device, Samples

BLOCK = HEARING_RATE // 4
PADDING = np.zeros(int(0.3 * HEARING_RATE), dtype=np.float32)
"""A little silence at the end, as between the last word and the key."""


class FileMicrophone:
    """Implements `Audio`: records the files in order; plays nothing, and reports "played" at once."""

    def __init__(self, files: Iterable[Path], listener: AudioListener) -> None:
        self._files = iter(files)
        self._listener = listener
        self._writer: JournalWriter | None = None
        self._thread: threading.Thread | None = None
        self.error: SimulatorError | None = None
        """What the last "microphone_lost" event was about."""
        self.recorded_s = 0.0
        self.level = 0.0
        self.playing = False
        self.position_s = 0.0

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]:
        """None: there are only files."""
        del refresh
        return ()

    def record(self, journal: Path, device: str | None = None) -> None:
        """Copy the next file into `journal`; raises `BadInputError` when there is none left."""
        del device
        sound = self._next()
        try:
            self._writer = JournalWriter(journal)
        except OSError as error:
            raise _unwritable(error) from error
        self._copy(self._writer, sound)

    def _next(self) -> Iterator[Samples]:
        file = next(self._files, None)
        if file is None:
            raise BadInputError("There is no further answer file for the microphone to hear.")
        rest = pieces(file)
        first = next(rest)
        return (piece for piece, _ in chain((first,), rest, ((PADDING, 1.0),)))

    def _copy(self, writer: JournalWriter, sound: Iterator[Samples]) -> None:
        self._thread = threading.Thread(target=self._write, args=(writer, sound), daemon=True)
        self._thread.start()

    def _write(self, writer: JournalWriter, sound: Iterator[Samples]) -> None:
        self._listener(AudioEvent(kind="recording"))
        try:
            for piece in sound:
                for start in range(0, len(piece), BLOCK):
                    writer.write(piece[start : start + BLOCK])
                    self.recorded_s = writer.samples / HEARING_RATE
        except (OSError, SimulatorError) as error:
            self.error = _unwritable(error)
            self._listener(AudioEvent(kind="microphone_lost", detail=str(self.error)))

    def go_on(self) -> None:
        """Copy the next file into the same journal; raises `BadInputError` when there is none left."""
        assert self._writer is not None
        self.settle()
        self._copy(self._writer, self._next())

    def settle(self) -> None:
        """Wait until the file is in the journal."""
        if self._thread is not None:
            self._thread.join()

    def take_floor(self, reply: Reply | None, *, yielding: bool = False) -> None:  # noqa: ARG002
        """Mark the reply in the journal; nothing is recorded meanwhile."""
        if self._writer is not None:
            self.settle()
            self._writer.take_floor(reply)

    def give_floor(self, after_s: float) -> None:
        """Give the floor back at once, because nothing sounded."""
        del after_s
        if self._writer is not None:
            self._writer.give_floor()

    def finish(self) -> None:
        """Wait until the file is in the journal, and close it."""
        if self._thread is not None and self._writer is not None:
            self._thread.join()
            self._close(self._writer)
        self._thread = self._writer = None
        self._listener(AudioEvent(kind="finished"))

    def _close(self, writer: JournalWriter) -> None:
        if not writer.close():
            self.error = self.error or ArchiveError("The recording could not be written to its end.")

    def pause(self) -> None:
        """Does nothing: a file does not wait."""

    def resume(self) -> None:
        """Does nothing: a file does not wait."""

    def play(
        self, sound: Path, *, start_s: float = 0.0, end_s: float | None = None, speed: float = 1.0
    ) -> None:
        """Report the end at once, because nobody listens."""
        del sound, start_s, end_s, speed
        self._listener(AudioEvent(kind="played"))

    def stop_playing(self) -> None:
        """Does nothing: nothing plays."""

    def close(self) -> None:
        """Close the journal."""
        if self._writer is not None:
            self.finish()


def _unwritable(error: Exception) -> ArchiveError:
    reason = getattr(error, "strerror", None) or str(error)
    return ArchiveError(f"The recording could not be written: {reason}.")
