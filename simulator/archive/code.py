"""The files of what was typed beside an answer's sound: journals of code and sketch, what came of the code.

`NN.edits.jsonl` is written while somebody types (`simulator.interview.coding.edits` says how a line reads),
`NN.code.json` once, when the answer is over; `NN.sketch.jsonl` is the same journal of the lines of a sketch.
They belong to the answer by their name alone.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from pathlib import Path

from simulator.archive import ids
from simulator.archive.connection import Connection
from simulator.interview.coding.edits import Journal, read_journal
from simulator.model.errors import ArchiveError
from simulator.model.ownfile import write_private

EDITS, REPORT, SKETCH = ".edits.jsonl", ".code.json", ".sketch.jsonl"
TYPED = (EDITS, REPORT, SKETCH)
SYNC_EVERY_S = 1.0
"""A power cut loses at most this; a crash of the program loses nothing that was written."""
AGAIN_S = 0.5
"""Seconds after which a disk that did not take the lines is tried again."""
FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
CLOSING_S = 2.0
"""The longest to wait at the end for a slow disk."""


class KeptCode:
    """The part of the archive that keeps code."""

    def __init__(self, file: Connection) -> None:
        self._file = file

    def edits_path(self, answer_id: str) -> Path:
        """Where the journal of an answer's edits belongs."""
        return self._path(answer_id, EDITS)

    def edits(self, answer_id: str) -> Journal | None:
        """What was typed; None for an answer without code. Raises `ArchiveError`."""
        written = _read(self._path(answer_id, EDITS))
        return None if written is None else read_journal(written)

    def sketch_path(self, answer_id: str) -> Path:
        """Where the journal of an answer's sketch belongs."""
        return self._path(answer_id, SKETCH)

    def sketch(self, answer_id: str) -> Journal | None:
        """The lines of a sketch as they were typed; None where nothing was drawn. Raises `ArchiveError`."""
        written = _read(self._path(answer_id, SKETCH))
        return None if written is None else read_journal(written)

    def report(self, answer_id: str) -> bytes | None:
        """What came of the code, as it was kept; None when nothing was. Raises `ArchiveError`."""
        return _read(self._path(answer_id, REPORT))

    def keep_report(self, answer_id: str, report: str) -> None:
        """Keep what came of the code, whole or not at all. Raises `ArchiveError`."""
        write_private(self._path(answer_id, REPORT), report)

    def latest(self, question_id: str) -> str | None:
        """The id of the answer to that question which was begun last; None before there is one."""
        found = self._file.read(
            "SELECT session_id, number FROM answers WHERE question_id = ? ORDER BY at DESC, key DESC LIMIT 1",
            question_id,
        )
        return ids.answer_id(found[0]["session_id"], found[0]["number"]) if found else None

    def unheard(self) -> tuple[str, ...]:
        """The ids of answers with code that were left before they were heard, the latest first."""
        found = self._file.read(
            "SELECT session_id, number FROM answers WHERE state IN ('recording', 'recorded')"
            " ORDER BY at DESC, key DESC"
        )
        all_ = (ids.answer_id(row["session_id"], row["number"]) for row in found)
        return tuple(answer_id for answer_id in all_ if self.edits_path(answer_id).exists())

    def _path(self, answer_id: str, ending: str) -> Path:
        session_id, number = ids.split_answer_id(answer_id)
        return self._file.folder / session_id / f"{number:02d}{ending}"


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}.") from error


class EditsWriter:
    """Appends lines to the journal of edits, on a thread of its own: whoever types never waits for a disk.

    A line is handed to the system at once, and what was handed over is on the disk within a second. Lines
    that the disk does not take wait in memory, in order; `trouble` then says so.
    """

    def __init__(self, path: Path) -> None:
        """Goes on with a journal that is there, without what of it cannot be read. Raises `ArchiveError`."""
        self.trouble = ""
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.open(path, FLAGS, 0o600)
            os.ftruncate(self._file, _readable(path))
        except OSError as error:
            raise ArchiveError(f"{path} cannot be written: {error.strerror or error}.") from error
        self._thread = threading.Thread(target=self._run, name="edits", daemon=True)
        self._thread.start()

    def add(self, line: str) -> None:
        """Write a line, with its end; returns at once."""
        self._lines.put(line)

    def close(self) -> bool:
        """Write what waits, and close. False, after a while, when the disk does not take it."""
        self._lines.put(None)
        self._thread.join(CLOSING_S)
        return not self._thread.is_alive() and not self.trouble

    def _run(self) -> None:
        waiting, synced, dirty, open_ = bytearray(), time.monotonic(), False, True
        while open_ or (waiting and not self.trouble):
            for line in self._arrived(AGAIN_S if waiting or dirty else None) if open_ else ():
                if line is None:
                    open_ = False
                else:
                    waiting += line.encode("utf-8", "replace")
            dirty = self._written(waiting) or dirty
            if dirty and (not open_ or time.monotonic() - synced >= SYNC_EVERY_S - AGAIN_S):
                dirty, synced = not self._synced(), time.monotonic()
        os.close(self._file)

    def _arrived(self, within_s: float | None) -> list[str | None]:
        """The lines that came, at least one unless the time is over."""
        try:
            lines = [self._lines.get(timeout=within_s)]
        except queue.Empty:
            return []
        while not self._lines.empty():
            lines.append(self._lines.get())
        return lines

    def _written(self, waiting: bytearray) -> bool:
        """Whether anything was handed to the system; what was is taken off."""
        any_ = False
        try:
            while waiting:
                del waiting[: os.write(self._file, waiting)]
                any_ = True
            self.trouble = ""
        except OSError as error:
            self.trouble = f"What you type is not on the disk: {error.strerror or error}."
        return any_

    def _synced(self) -> bool:
        try:
            os.fsync(self._file)
        except OSError:  # the next write says what is wrong
            return False
        return True


def _readable(path: Path) -> int:
    """Bytes of the journal up to its first line that cannot be read, where reading it ends."""
    written = path.read_bytes()
    journal = read_journal(written)
    left = len(journal.edits) + len(journal.runs) + len(journal.phases)
    at = 0
    for line in written.splitlines(keepends=True):
        if line.strip():
            if not left or not line.endswith(b"\n"):
                break
            left -= 1
        at += len(line)
    return at
