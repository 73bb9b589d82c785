"""Files of the user's own, readable by the user alone, written complete or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from simulator.model.errors import ArchiveError


def expanded(written: str) -> Path:
    """The path that a person wrote: `~` is their home; `~nobody` without such a person is a name like any."""
    try:
        return Path(written).expanduser()
    except RuntimeError:
        return Path(written)


def write_private(path: Path, text: str) -> None:
    """Raises `ArchiveError` of one sentence; what was there then stays."""
    temporary = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".new", dir=path.parent)  # mode 0600
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise ArchiveError(f"{path} could not be written: {error.strerror or error}.") from error
