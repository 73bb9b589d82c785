"""Remembers folders with an archive: one that is gone (a disk not mounted) is missed, not begun anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from simulator.archive import database
from simulator.model.errors import ArchiveError
from simulator.model.ownfile import write_private


class Known:
    """A list of folders in a file, one a line; a list that cannot be written is no trouble."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def check(self, folder: Path) -> None:
        """Raises `ArchiveError` when `folder` had an archive and has none now."""
        if str(folder.absolute()) in self._folders() and not (folder / database.NAME).exists():
            raise ArchiveError(
                f"The recordings that were in {folder} are not there.",
                "Mount their disk or put them back. To begin anew there: simulator archive new",
            )

    def remember(self, folder: Path) -> None:
        """Note that `folder` has an archive."""
        self._write([*self._folders(), str(folder.absolute())])

    def forget(self, folder: Path) -> None:
        """Forget `folder`, so that a new archive may be made in it."""
        self._write([known for known in self._folders() if known != str(folder.absolute())])

    def _folders(self) -> list[str]:
        try:
            return self._file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []

    def _write(self, folders: list[str]) -> None:
        with suppress(ArchiveError, UnicodeEncodeError):
            write_private(self._file, "".join(f"{name}\n" for name in dict.fromkeys(folders)))
