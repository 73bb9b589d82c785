"""An archive on a read-only medium (a disk for reading, a backup, somebody else's folder): read where it is.

A database in SQLite's write-ahead mode wants a file beside it even to be read. Where nothing can be written
it is opened as one that nobody changes. Where that would not do, because an older version wrote it or its log
was not put away, it is copied to the temporary folder first; the copy goes when it is closed.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

LOG = "-wal"
"""What SQLite adds to the name of a database for its write-ahead log."""


def is_read_only(path: Path) -> bool:
    """Whether the database, or the folder that SQLite wants a file in, cannot be written."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def address(path: Path) -> str:
    """What SQLite is to open: the file as one that nobody changes."""
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def has_log(path: Path) -> bool:
    """Whether what was stored last is in the log and not in the file yet."""
    log = path.with_name(path.name + LOG)
    return log.exists() and log.stat().st_size > 0


class Copy(sqlite3.Connection):
    """A connection to a copy in a temporary folder, which goes when it is closed."""

    folder: tempfile.TemporaryDirectory[str]

    def close(self) -> None:
        super().close()
        self.folder.cleanup()


def copied(path: Path, connect: Callable[[Path, type[sqlite3.Connection]], sqlite3.Connection]) -> Copy:
    """The database and its log, copied and opened by `connect`. Raises OSError where there is no room."""
    folder = tempfile.TemporaryDirectory(prefix="read-only-archive-")
    try:
        target = Path(folder.name) / path.name
        for name in (path.name, path.name + LOG):
            if (source := path.with_name(name)).exists():
                shutil.copyfile(source, target.with_name(name))
        opened = connect(target, Copy)
        assert isinstance(opened, Copy)
    except BaseException:
        folder.cleanup()
        raise
    opened.folder = folder
    return opened
