"""Makes, opens and migrates the SQLite file, and turns its failures into one sentence.

A file that is not ours, damaged or newer is never written to, and never replaced by an empty one.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from simulator.archive import read_only
from simulator.archive.ids import is_session_id
from simulator.model.errors import ArchiveError, DamagedArchiveError

NAME = "archive.sqlite"
APPLICATION_ID = 0x49565341
"""Stands in the file's header and tells our database from another program's."""
MAGIC = b"SQLite format 3\x00"
HEADER_BYTES = 100
USER_VERSION_AT, APPLICATION_ID_AT = 60, 68
MIGRATIONS = Path(__file__).parent / "migrations"

KEPT = (
    "It is left as it is: put a backup in its place, or let `simulator archive recover` make a new one"
    " of what can be read."
)
LITTLE_ROOM_BYTES = 100_000
NO_SPACE = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
TROUBLE = (sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
"""Errors for which neither the disk nor the file is to blame."""
_checked: set[tuple[int, int]] = set()
"""Device and inode of each file whose header was looked at."""


def migrations() -> dict[int, str]:
    """Every migration's SQL by the version it leads to; numbered files, never edited once published."""
    return {int(file.stem): file.read_text(encoding="utf-8") for file in sorted(MIGRATIONS.glob("*.sql"))}


def newest_version() -> int:
    """The schema this program writes."""
    return max(int(file.stem) for file in MIGRATIONS.glob("*.sql"))


def create(folder: Path, timeout_s: float) -> None:
    """Make folder and database, readable by the user alone; the database appears complete or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_no_strays(folder)
    if (folder / NAME).exists():
        return  # another process was faster
    handle, name = tempfile.mkstemp(prefix=".new-", suffix=".sqlite", dir=folder)  # mode 0600
    os.close(handle)
    temporary = Path(name)
    try:
        connection = connect(temporary, timeout_s)
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
        connection.close()
        _put_in_place(temporary, folder / NAME)
    finally:
        for leftover in folder.glob(f"{temporary.name}*"):
            leftover.unlink(missing_ok=True)


def check_no_strays(folder: Path) -> None:
    """Raises `DamagedArchiveError` when a folder has recordings but no database: it is not a new archive."""
    try:
        strays = [entry.name for entry in folder.iterdir() if is_session_id(entry.name)]
    except FileNotFoundError:
        return
    if strays and not (folder / NAME).exists():
        raise DamagedArchiveError(
            f"{folder} has recordings ({strays[0]}) but no {NAME}.",
            f"Put {NAME} back, or let `simulator archive recover` make a new one of the recordings.",
        )


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give the file its name, unless another process was faster; its file then serves as well."""
    with suppress(FileExistsError):
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # no hard links on this file system
            if not path.exists():
                temporary.rename(path)


def open_existing(path: Path, timeout_s: float) -> sqlite3.Connection:
    """The database at `path`, at the newest version. Raises `ArchiveError`, having changed nothing.

    One that cannot be written can be read; storing in it is an `ArchiveError`.
    """
    _check_header(path)
    if read_only.is_read_only(path):
        return _open_read_only(path, timeout_s)
    return _at_newest_version(path, connect(path, timeout_s))


def _open_read_only(path: Path, timeout_s: float) -> sqlite3.Connection:
    if not read_only.has_log(path):
        connection = connect(path, timeout_s, address=read_only.address(path))
        if _pragma(connection, "user_version") >= newest_version():
            return _at_newest_version(path, connection)
        connection.close()
    copy = read_only.copied(path, lambda target, factory: connect(target, timeout_s, factory=factory))
    _at_newest_version(path, copy).execute("PRAGMA query_only = ON")
    return copy


def _at_newest_version(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    """The same connection; closed when it is refused."""
    try:
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise foreign(path)
        version = _pragma(connection, "user_version")
        if version > newest_version():
            raise newer(path)
        if version < newest_version():
            migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cache_size = -65536",  # 64 MB at most: a large archive is read through, again and again
)


def connect(
    path: Path,
    timeout_s: float,
    *,
    address: str = "",
    factory: type[sqlite3.Connection] = sqlite3.Connection,
) -> sqlite3.Connection:
    """A connection for any thread (one at a time), in autocommit: transactions are begun by hand."""
    connection = sqlite3.connect(
        address or f"{path.absolute().as_uri()}?mode=rw",
        factory=factory,
        uri=True,
        timeout=timeout_s,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("folded", 1, str.casefold, deterministic=True)
    return connection


def connect_new(path: Path) -> sqlite3.Connection:
    """A connection to a file that is made, readable by the user alone."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = connect(path, 5.0)
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema to the newest version in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = _pragma(connection, "user_version")
        for version, script in migrations().items():
            if version > before:
                _run(connection, script)
                connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run a script statement by statement, because `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _check_header(path: Path) -> None:
    """Look at the file's first bytes before SQLite may touch it.

    Each file is checked once only, because closing it releases the locks that other connections of this
    process have on it.
    """
    status = path.stat()
    if (status.st_dev, status.st_ino) in _checked:
        return
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
    if not header.startswith(MAGIC) or len(header) < HEADER_BYTES:
        what = "is empty" if not header else "is not a database"
        raise DamagedArchiveError(f"The archive {path} {what}: it may have been damaged.", KEPT)
    if _number(header, APPLICATION_ID_AT) != APPLICATION_ID:
        raise foreign(path)
    refuse_newer(path, header)
    _checked.add((status.st_dev, status.st_ino))


def refuse_newer(path: Path, header: bytes) -> None:
    """Raises `ArchiveError` when a database's first bytes say that a newer version wrote it."""
    if _number(header, USER_VERSION_AT) > newest_version():
        raise newer(path)


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")


def foreign(path: Path) -> ArchiveError:
    """The error for a database that is not one of ours."""
    return DamagedArchiveError(f"{path} is a database, but not an archive of this program.", KEPT)


def newer(path: Path) -> ArchiveError:
    """The error for an archive that a newer version of this program wrote."""
    return ArchiveError(
        f"The archive {path} was written by a newer version of this program.",
        "Update this program; the archive was not touched.",
    )


@contextmanager
def failures(path: Path) -> Iterator[None]:
    """Whatever goes wrong with the archive inside becomes an `ArchiveError` of one sentence."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # a mistake of ours, not of the file
    except sqlite3.Error as error:
        raise _sentence(path, error) from error
    except OSError as error:
        raise _os_sentence(path, error) from error
    except (msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> ArchiveError:
    """The error for a file in which something else stands than was written."""
    return DamagedArchiveError(f"The archive {path} is damaged.", KEPT)


def _sentence(path: Path, error: sqlite3.Error) -> ArchiveError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in LOCKED:
        return ArchiveError(
            f"The archive {path} is locked by another program.", "Close that program, then try again."
        )
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _no_room(path)):
        return _full(path)
    if primary == sqlite3.SQLITE_READONLY:
        return ArchiveError(f"The archive {path} is read-only.", f"Make {path.parent} writable.")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return ArchiveError(f"The archive {path} cannot be opened.", f"Make {path.parent} writable.")
    if primary == sqlite3.SQLITE_IOERR:
        return ArchiveError(f"The archive {path} cannot be read or written: the disk reports an error.")
    if primary in TROUBLE:
        return ArchiveError(f"The archive {path} cannot be used: {error}.")
    return damaged(path)


def _os_sentence(path: Path, error: OSError) -> ArchiveError:
    if error.errno in NO_SPACE:
        return _full(path)
    place = error.filename or path.parent
    mend = "Name a folder that can be written: --recordings DIR, or SIMULATOR_RECORDINGS."
    return ArchiveError(
        f"The archive cannot be used: {place}: {error.strerror or error}.",
        mend if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) else "",
    )


def _no_room(path: Path) -> bool:
    """Whether the disk is too full even for the temporary files that SQLite reads with."""
    try:
        return shutil.disk_usage(path.parent).free < LITTLE_ROOM_BYTES
    except OSError:
        return False


def _full(path: Path) -> ArchiveError:
    return ArchiveError(
        f"The disk with {path.parent} is full.", "Free some space; what is stored already is safe."
    )
