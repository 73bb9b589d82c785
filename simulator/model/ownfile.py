"""Files of the user's own, readable by the user alone, written complete or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from simulator.model.errors import ArchiveError


def expanded(written: str) -> Path:
    """The path that a person wrote, with `~` as their home; `~nobody` stays when there is no such user."""
    try:
        return Path(written).expanduser()
    except RuntimeError:
        return Path(written)


def write_private(path: Path, text: str) -> None:
    """Write `text` as UTF-8, exactly as it is. Raises `ArchiveError`; what was there before then stays."""
    temporary = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".new", dir=path.parent)  # mode 0600
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        put_in_place(temporary, path)
    except OSError as error:
        raise ArchiveError(f"{path} could not be written: {error.strerror or error}.") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def put_in_place(written: Path, path: Path) -> None:
    """Give a file that is written its name, once all of it is on the disk. Raises OSError."""
    with written.open("rb+") as file:  # Windows flushes only what may be written
        os.fsync(file.fileno())
    written.replace(path)
