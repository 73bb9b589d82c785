"""Which sessions a running program is in the middle of, so that another does not take them for cut off.

A session is held by a lock on a file in its folder; the system releases it however the program ends.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

NAME = ".in-use"


_handles: dict[Path, int] = {}
"""Every session this process holds, with the open file that is locked."""


class SessionsInUse:
    """The sessions that one archive of this process holds."""

    def __init__(self) -> None:
        self._held: set[Path] = set()

    def hold(self, folder: Path) -> None:
        """Hold the session in `folder` until `release`; does nothing when the lock file cannot be opened."""
        folder = folder.absolute()
        if folder in _handles:
            return
        with suppress(OSError):
            handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
            if _locked(handle):
                _handles[folder] = handle
                self._held.add(folder)
            else:
                os.close(handle)

    def held_by_another(self, folder: Path) -> bool:
        """Whether another running program is in the middle of the session in `folder`."""
        if folder.absolute() in _handles:
            return False
        try:
            handle = os.open(folder / NAME, os.O_RDWR)
        except OSError:
            return False
        try:
            return not _locked(handle)
        finally:
            os.close(handle)

    def release(self, folder: Path) -> None:
        """Let go of the session in `folder`."""
        folder = folder.absolute()
        self._held.discard(folder)
        handle = _handles.pop(folder, None)
        if handle is not None:
            os.close(handle)
            with suppress(OSError):
                (folder / NAME).unlink()

    def remove(self, folder: Path) -> None:
        """Release the session, and remove the lock file that a killed program may have left."""
        self.release(folder)
        (folder / NAME).unlink(missing_ok=True)

    def release_all(self) -> None:
        """Let go of every session."""
        for folder in list(self._held):
            self.release(folder)


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        """Lock an open file, if nobody else has."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _locked(handle: int) -> bool:
        """Lock an open file, if nobody else has."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks: nobody can hold it
            return True
        return True
