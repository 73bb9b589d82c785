"""Folders that held an archive: one that is gone, as on a disk not mounted, is missed and not begun anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from simulator.archive import database
from simulator.model.errors import ArchiveError


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
        """`folder` has an archive."""
        self._write([*self._folders(), str(folder.absolute())])

    def forget(self, folder: Path) -> None:
        """`folder` may be begun anew."""
        self._write([known for known in self._folders() if known != str(folder.absolute())])

    def _folders(self) -> list[str]:
        try:
            return self._file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []

    def _write(self, folders: list[str]) -> None:
        with suppress(OSError, UnicodeEncodeError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text("".join(f"{name}\n" for name in dict.fromkeys(folders)), encoding="utf-8")
