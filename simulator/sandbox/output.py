"""What comes out of a child's pipes, read without end and kept within bounds."""

from __future__ import annotations

import os
import queue
import threading

MOST_PRINTED = 64 * 1024
"""Bytes of what a test prints that are kept; the rest is read and thrown away."""
MOST_REPLIED = 2 * 2**20
"""Bytes of one reply; a value that is longer is no answer to any test."""
AT_A_TIME = 64 * 1024


class Printed:
    """What the code prints, test by test: the child marks the end of each with its token."""

    def __init__(self, pipe: int) -> None:
        self._changed = threading.Condition()
        self._kept = b""
        self._last = b""
        self._over = False
        threading.Thread(target=self._read, args=(pipe,), daemon=True).start()

    def _read(self, pipe: int) -> None:
        while some := _some(pipe):
            with self._changed:
                room = max(0, MOST_PRINTED - len(self._kept))
                self._kept += some[:room]
                self._last = (self._last + some)[-200:]
                self._changed.notify_all()
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def taken(self, token: str, seconds: float) -> str:
        """What was printed up to the mark of this token, or so far when it does not come."""
        mark = b"\0" + token.encode() + b"\0"
        with self._changed:
            self._changed.wait_for(lambda: self._over or mark in self._last, seconds)
            kept = self._kept.replace(mark, b"")
            self._kept = self._last = b""
        return kept.decode("utf-8", "replace")


class Replies:
    """The child's lines; None once there will be no more, b"" for one that is too long."""

    def __init__(self, pipe: int) -> None:
        self.lines: queue.Queue[bytes | None] = queue.Queue(maxsize=16)
        """Of bounded length: a child that floods it waits."""
        threading.Thread(target=self._read, args=(pipe,), daemon=True).start()

    def _read(self, pipe: int) -> None:
        held = b""
        while some := _some(pipe):
            *whole, held = (held + some).split(b"\n")
            for line in whole:
                self.lines.put(line if len(line) <= MOST_REPLIED else b"")
            if len(held) > MOST_REPLIED:
                held = b""
                self.lines.put(b"")
        self.lines.put(None)


def _some(pipe: int) -> bytes:
    try:
        return os.read(pipe, AT_A_TIME)
    except OSError:
        return b""
