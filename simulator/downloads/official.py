"""Official downloads: resumed when cut off, checked by SHA-256, complete or not there at all.

Nothing here runs by itself: a download happens only when the user asked for one.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from simulator.downloads import trust
from simulator.model.errors import ArchiveError, BadInputError, MissingPartError

BLOCK = 256 * 1024
TIMEOUT_S = 30.0
ATTEMPTS = 4
"""How often we ask, each time for what is still missing, before we give up."""

PROXY_ASKS = 407
"""What a proxy answers when it wants a name and a password."""
PROXY = (
    "The proxy asks for a name and a password: set HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT, with @ in the "
    "password written as %40."
)

BytesProgress = Callable[[int, int], None]
"""Called with bytes on disk and bytes in all."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file somebody publishes: where, and exactly what it must be."""

    url: str
    sha256: str
    size: int
    """Bytes."""

    def at(self, mirror: str) -> Remote:
        """The same file at another address than its publisher's: a company's mirror, say; "" is none.

        Raises `BadInputError` for what is no address.
        """
        if not mirror:
            return self
        if not mirror.startswith(("https://", "http://")):
            raise BadInputError(f"The mirror '{mirror}' must begin with https:// or http://.")
        return replace(self, url=f"{mirror.rstrip('/')}/{self.url.split('/', 3)[3]}")


class DownloadCancelledError(MissingPartError):
    """The user stopped the download; what was loaded is kept and resumed next time."""


class _CutError(Exception):
    """The connection ended early; worth another attempt."""


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verified(path: Path, sha256: str) -> bool:
    """Whether the file is there and is what it should be; reads all of it (about 1 GB a second)."""
    try:
        return sha256_of(path) == sha256
    except OSError:
        return False


def fetch(
    remote: Remote,
    target: Path,
    on_progress: BytesProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Download `remote` to `target` unless it is there already; returns `target`.

    A half download waits as `<target>.part` and is resumed. Raises `MissingPartError` (no network, refused,
    wrong content), `DownloadCancelledError`, `ArchiveError` (disk full or not writable).
    """
    if verified(target, remote.sha256):
        return target
    part = target.with_name(target.name + ".part")
    _make_room(remote, target, part)
    for attempt in range(ATTEMPTS):
        try:
            _resume(remote, part, on_progress, cancelled)
            break
        except _CutError as cut:
            if attempt == ATTEMPTS - 1:
                raise MissingPartError(
                    f"The download of {target.name} from {_host(remote)} was cut off: {cut}.",
                    "Check the network and start it again; it resumes where it stopped.",
                ) from cut
    return _settle(remote, part, target)


def fetch_all(
    remotes: Mapping[str, Remote],
    folder: Path,
    on_progress: BytesProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
    mirror: str = "",
) -> Path:
    """Download all files of a model into `folder`, the smallest first; returns `folder`.

    Progress is that of the largest. `mirror` is an address to fetch from instead. Errors are as of `fetch`.
    """
    largest = max(remotes, key=lambda name: remotes[name].size)
    for name in sorted(remotes, key=lambda name: remotes[name].size):
        fetch(remotes[name].at(mirror), folder / name, on_progress if name == largest else None, cancelled)
    return folder


def adopt(source: Path, remote: Remote, target: Path) -> Path:
    """Copy a file that the user fetched to `target`, if it is what `remote` promises; returns `target`.

    Raises `MissingPartError` when it is not, `ArchiveError` (disk full or not writable).
    """
    if verified(target, remote.sha256):
        return target
    part = target.with_name(target.name + ".part")
    _make_room(remote, target, part)
    try:
        shutil.copyfile(source, part)
    except OSError as error:
        raise _unwritable(target, error) from error
    return _settle(remote, part, target)


def _host(remote: Remote) -> str:
    return remote.url.split("/")[2]


def _make_room(remote: Remote, target: Path, part: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if _size(part) > remote.size:
            part.unlink()
        free = shutil.disk_usage(target.parent).free
    except OSError as error:
        raise _unwritable(target, error) from error
    missing = remote.size - _size(part)
    if missing > free:
        raise ArchiveError(
            f"The disk at {target.parent} has {free / 1e6:.0f} MB left, "
            f"{target.name} needs {missing / 1e6:.0f}.",
            "Make room and start the download again.",
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _unwritable(target: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{target.name} could not be written to {target.parent}: {error.strerror or error}.",
        "Make room on the disk, or set SIMULATOR_CACHE to a folder that can be written.",
    )


def _resume(
    remote: Remote, part: Path, on_progress: BytesProgress | None, cancelled: Callable[[], bool] | None
) -> None:
    """Append to `part` what it lacks."""
    done = _size(part)
    if done == remote.size:
        return
    body, start = _ask(remote, done)
    with closing(body):
        try:
            with part.open("ab" if start else "wb") as file:
                for block in _blocks(body):
                    _stop_if(cancelled, part)
                    file.write(block)
                    start += len(block)
                    if on_progress is not None:
                        on_progress(start, remote.size)
        except OSError as error:
            raise _unwritable(part, error) from error
    if start < remote.size:
        raise _CutError(f"{start} of {remote.size} bytes came")


def _stop_if(cancelled: Callable[[], bool] | None, part: Path) -> None:
    if cancelled is not None and cancelled():
        raise DownloadCancelledError(
            f"The download of {part.name.removesuffix('.part')} was stopped.",
            "Start it again to go on where it stopped.",
        )


def _ask(remote: Remote, offset: int) -> tuple[IO[bytes], int]:
    """The body, and the offset it starts at: 0 when the server does not resume."""
    import urllib.error
    import urllib.request

    headers = {"User-Agent": "interview-simulator"} | ({"Range": f"bytes={offset}-"} if offset else {})
    request = urllib.request.Request(remote.url, headers=headers)
    try:
        response = urllib.request.urlopen(request, timeout=TIMEOUT_S, context=trust.context())
    except urllib.error.HTTPError as error:
        if error.code == PROXY_ASKS:
            raise _unreached(remote, error, PROXY) from error
        raise MissingPartError(
            f"{_host(remote)} answered {error.code} {error.reason} for {remote.url}.",
            f"Try again later. {_otherwise(remote)}",
        ) from error
    except urllib.error.URLError as error:
        if trust.is_distrust(error.reason):
            raise _unreached(remote, error.reason, trust.mend()) from error
        if str(PROXY_ASKS) in str(error.reason):  # the only sign of it when a tunnel is refused
            raise _unreached(remote, error.reason, PROXY) from error
        raise _unreached(
            remote,
            error.reason,
            "Connect to the internet (through a proxy: set HTTPS_PROXY) and try again.",
        ) from error
    except OSError as error:
        raise _CutError(str(error)) from error
    return response, offset if response.status == 206 else 0


def _unreached(remote: Remote, reason: object, mend: str) -> MissingPartError:
    why = getattr(reason, "verify_message", None) or getattr(reason, "strerror", None) or reason
    if trust.is_distrust(reason):
        why = f"its certificate is not trusted ({why})"
    return MissingPartError(f"{_host(remote)} cannot be reached: {why}.", f"{mend} {_otherwise(remote)}")


def _otherwise(remote: Remote) -> str:
    """The ways to a file that need no connection from here to its publisher."""
    return (
        "Or name a mirror in the settings (`mirror`, or the variable SIMULATOR_MIRROR), or fetch "
        f"{remote.url} elsewhere and run `simulator models add FILE`."
    )


def _blocks(body: IO[bytes]) -> Iterator[bytes]:
    import http.client

    while True:
        try:
            block = body.read(BLOCK)
        except http.client.IncompleteRead as error:
            raise _CutError("the server hung up") from error
        except OSError as error:
            raise _CutError(str(error)) from error
        if not block:
            return
        yield block


def _settle(remote: Remote, part: Path, target: Path) -> Path:
    """Give the finished download its name, if it is what was promised."""
    found = sha256_of(part)
    if found != remote.sha256:
        part.unlink()
        raise MissingPartError(
            f"What {_host(remote)} sent as {target.name} is not what it should be "
            f"(SHA-256 {found[:12]}..., expected {remote.sha256[:12]}...); it was removed.",
            "Start the download again; if it fails again, the network may be changing files.",
        )
    try:
        part.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    return target
