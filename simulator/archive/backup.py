"""The archive as one file: a ZIP of the database and every recording; and back again.

A file is written complete or not at all. What is read is checked first: only names that an archive can have,
only a database of ours that is whole. Nothing that is there already is replaced.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.archive import database, ids
from simulator.archive.code import TYPED
from simulator.archive.store import Archive
from simulator.model.errors import ArchiveError, BadInputError, DamagedArchiveError
from simulator.model.ownfile import put_in_place
from simulator.model.progress import Progress

MEMBER = re.compile(
    rf"{ids.SESSION.pattern}/[0-9]{{2,6}}"
    r"\.(?:flac|wav|pcm|marks\.jsonl|edits\.jsonl|code\.json|sketch\.jsonl)"
)
"""Names below an archive's folder that belong to it."""
OWN = ("stories.toml", "yours.toml")
"""Files of the user's own beside the database; only a backup of everything carries them."""
PIECE = 1 << 20
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What a backup, a restore or an import carried."""

    sessions: int
    files: int
    bytes: int
    known: int = 0
    """Sessions that were here already, and were left as they are."""


def backup(
    archive: Archive, target: Path, session_id: str | None = None, on_progress: Progress | None = None
) -> Carried:
    """Write the whole archive, or one session of it, to `target`. Raises `ArchiveError`, `BadInputError`."""
    if session_id is not None:
        archive.session(session_id)
    own = [] if session_id is not None else [f for name in OWN if (f := archive.folder / name).is_file()]
    if own:
        archive.ensure()
    if not archive.path.exists():
        raise BadInputError("There is nothing to back up: no session was recorded yet.")
    with _files(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with _files(target), tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        copy = Path(folder) / database.NAME
        archive.transfer.copy_to(copy)
        if session_id is not None:
            _keep_only(copy, session_id)
        part = Path(folder) / "part.zip"
        carried = _packed(archive.folder, copy, own, part, on_progress)
        part.chmod(0o600)
        put_in_place(part, target)
    return carried


def restore(source: Path, folder: Path, on_progress: Progress | None = None) -> Carried:
    """Unpack what `backup` wrote into a folder without an archive. Raises `ArchiveError`, `BadInputError`."""
    _check_file(source)
    if (folder / database.NAME).exists():
        raise BadInputError(
            f"There is an archive in {folder} already, and it is left as it is.",
            f"`simulator archive import {source}` adds the sessions it lacks; or restore elsewhere with"
            " --recordings DIR.",
        )
    with _files(folder), _unpacked(source, folder, on_progress) as (fresh, carried):
        for session in fresh.sessions():
            _check_free(folder / session.id)
        for name in OWN:
            if (fresh.folder / name).exists():
                _check_free(folder / name)
        fresh.close()
        for entry in sorted(fresh.folder.iterdir(), key=lambda path: path.name == database.NAME):
            entry.rename(folder / entry.name)  # the database last: until then it is no archive
    return carried


def add(archive: Archive, source: Path, on_progress: Progress | None = None) -> Carried:
    """Add the sessions of a backup that `archive` lacks, with their sound, and `OWN` files that it lacks.

    Raises what `restore` raises.
    """
    archive.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _files(archive.folder), _unpacked(source, archive.folder, on_progress) as (other, _):
        here = {session.id for session in archive.sessions()}
        new = [session.id for session in other.sessions() if session.id not in here]
        known = len(other.sessions()) - len(new)
        other.close()
        archive.ensure()
        moved, size = 0, 0
        for session_id in new:
            for file in sorted((other.folder / session_id).glob("*")):
                destination = archive.folder / session_id / file.name
                destination.parent.mkdir(mode=0o700, exist_ok=True)
                if not destination.exists():
                    moved, size = moved + 1, size + file.stat().st_size
                    file.rename(destination)
        archive.transfer.adopt(other.path, new)
        for name in OWN:
            if (other.folder / name).exists() and not (archive.folder / name).exists():
                (other.folder / name).rename(archive.folder / name)
    return Carried(sessions=len(new), files=moved, bytes=size, known=known)


def _check_free(place: Path) -> None:
    if place.exists():
        raise BadInputError(f"{place} is there already, and is left as it is.")


def _packed(folder: Path, copy: Path, own: list[Path], part: Path, on_progress: Progress | None) -> Carried:
    with sqlite3.connect(copy) as connection:
        answers = connection.execute("SELECT session_id, number, audio FROM answers").fetchall()
        sessions = connection.execute("SELECT COUNT(*) FROM sessions").fetchone()[0]
    connection.close()
    files = [file for row in answers for file in _files_of(folder, *row)]
    with zipfile.ZipFile(part, "w", allowZip64=True) as packed:
        for file in (copy, *own):
            packed.write(file, file.name, zipfile.ZIP_DEFLATED)
        for index, file in enumerate(files):
            packed.write(file, file.relative_to(folder).as_posix(), zipfile.ZIP_STORED)
            _tell(on_progress, (index + 1) / len(files))
    return Carried(sessions=sessions, files=len(files), bytes=part.stat().st_size)


def _files_of(folder: Path, session_id: str, number: int, audio: str | None) -> Iterator[Path]:
    """What lies beside the database of one answer: its sound with its marks, its code and its sketch."""
    files = [folder / f"{session_id}/{number:02d}{ending}" for ending in TYPED]
    if audio and MEMBER.fullmatch(audio):
        files += [folder / audio, (folder / audio).with_suffix(".marks.jsonl")]
    return (file for file in files if file.is_file())


def _keep_only(copy: Path, session_id: str) -> None:
    connection = database.connect(copy, 5.0)
    try:
        connection.execute("DELETE FROM sessions WHERE id != ?", (session_id,))
        connection.execute("DELETE FROM said WHERE rowid NOT IN (SELECT key FROM answers)")
        connection.execute("VACUUM")
    finally:
        connection.close()


@contextmanager
def _unpacked(source: Path, beside: Path, on_progress: Progress | None) -> Iterator[tuple[Archive, Carried]]:
    """Unpack and check a backup in a temporary folder on the disk of `beside`."""
    beside.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unpacked-", dir=beside) as name:
        folder = Path(name)
        files, size = _unpack(source, folder, on_progress)
        other = Archive(folder)
        try:
            other.check()
            sessions = other.sessions()
        except DamagedArchiveError as error:
            raise _no_backup(source) from error
        if not all(ids.is_session_id(session.id) for session in sessions):
            raise BadInputError(f"{source} is not a backup of this program.")
        yield other, Carried(sessions=len(sessions), files=files, bytes=size)
        other.close()


def _unpack(source: Path, folder: Path, on_progress: Progress | None) -> tuple[int, int]:
    """Returns how many files besides the database, and bytes in all. Raises `BadInputError` for no backup."""
    _check_file(source)
    try:
        with zipfile.ZipFile(source) as packed:
            members = packed.infolist()
            names = [member.filename for member in members if member.filename != database.NAME]
            if len(names) + 1 != len(members) or not all(n in OWN or MEMBER.fullmatch(n) for n in names):
                raise BadInputError(f"{source} is not a backup of this program.")
            _check_room(folder, sum(member.file_size for member in members))
            for index, member in enumerate(members):
                _extract(packed, member, folder)
                _tell(on_progress, (index + 1) / len(members))
    except UNREADABLE as error:
        raise _no_backup(source) from error
    return len(names), sum(member.file_size for member in members)


def _check_file(source: Path) -> None:
    """Raises `BadInputError` for anything but a file; opening a FIFO would wait forever."""
    try:
        if not source.is_file():
            wrong = "is not a file" if source.exists() else "does not exist"
            raise BadInputError(f"{source} {wrong}.")
    except OSError as error:
        raise BadInputError(f"{source} cannot be read: {error.strerror}.") from error


def _no_backup(source: Path) -> BadInputError:
    return BadInputError(f"{source} is not a backup of this program, or is damaged.")


def _extract(packed: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    """Extract a member; raises when it has more bytes than it says, so that no ZIP fills the disk."""
    target = folder / member.filename
    target.parent.mkdir(mode=0o700, exist_ok=True)
    left = member.file_size
    with packed.open(member) as source, target.open("wb") as file:
        while piece := source.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise zipfile.BadZipFile
            file.write(piece)
    target.chmod(0o600)


def _check_room(folder: Path, wanted: int) -> None:
    if shutil.disk_usage(folder).free < wanted:
        raise ArchiveError(f"The disk with {folder} has no room for {wanted // 1_000_000} MB.")


@contextmanager
def _files(place: Path) -> Iterator[None]:
    """Turn errors of files and of SQLite into an `ArchiveError` of one sentence."""
    try:
        yield
    except sqlite3.Error:
        with database.failures(place):
            raise
    except OSError as error:
        raise ArchiveError(f"{error.filename or place}: {error.strerror or error}.") from error


def _tell(on_progress: Progress | None, share: float) -> None:
    if on_progress is not None:
        on_progress(share)


def freed(folder: Path, session_id: str, number: int | None = None) -> int:
    """Bytes that deleting a session's sound, or one answer's, gives back."""
    pattern = "*" if number is None else f"{number:02d}.*"
    total = 0
    for file in (folder / session_id).glob(pattern):
        with suppress(OSError):
            total += os.lstat(file).st_size
    return total
