"""Folders that stand in for one that cannot be written, such as the cache in a home that is read-only."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

NAME = "interview-simulator"


def can_be_written(folder: Path) -> bool:
    """Whether files can be made in `folder`, or the folder be made where it is missing."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def writable(*folders: Path) -> Path:
    """The first of `folders` that can be written; else one of this user's in the temporary folder."""
    return next((folder for folder in folders if can_be_written(folder)), None) or temporary(folders[-1].name)


def cache_beside(folder: Path) -> Path:
    """`folder`, or where it cannot be written a temporary one that shows what is in it."""
    return folder if can_be_written(folder) else _showing(folder)


def temporary(name: str) -> Path:
    """A folder of that name for this user alone in the temporary folder, until the system tidies up."""
    user = os.getuid() if hasattr(os, "getuid") else ""
    own = Path(tempfile.gettempdir()) / f"{NAME}-{user}"
    with suppress(FileExistsError):
        own.mkdir(mode=0o700)
    found = own.lstat()
    if not stat.S_ISDIR(found.st_mode) or (user != "" and found.st_uid != user):  # somebody else made it
        own = Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
    return own / name


@cache
def _showing(folder: Path) -> Path:
    """A temporary cache with links to what is in the other one: `hearing/MODEL`, `voices/NAME`."""
    made = temporary("cache")
    for kind in folder.iterdir() if folder.is_dir() else ():
        for kept in kind.iterdir() if kind.is_dir() else ():
            link = made / kind.name / kept.name
            with suppress(OSError):
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(kept)
    return made
