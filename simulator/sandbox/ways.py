"""The ways of shutting code in that a system may have, and the command that starts the child in each."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = str(getattr(sys, "_base_executable", sys.executable))
"""The interpreter itself: that of a virtual environment would look for its packages."""
START = f"import sys; sys.path.insert(0, {str(HERE)!r}); from child.serve import main; main()"
LIBRARIES = (
    "/lib",
    "/lib64",
    "/lib32",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/gnu/store",
)
"""Where Linux keeps what Python is linked with."""
LOADER = ("/etc/ld.so.cache", "/dev/null", "/dev/urandom")

BUBBLEWRAP, NAMESPACES, LANDLOCK, SANDBOX_EXEC, JOB, NONE = (
    "bubblewrap",
    "namespaces",
    "landlock",
    "sandbox-exec",
    "job object",
    "",
)


@dataclass(frozen=True)
class Lent:
    """What the child may read, and where the packages lie that it may import."""

    packages: tuple[str, ...]
    site: tuple[str, ...]
    readable: tuple[str, ...]


def possible() -> tuple[str, ...]:
    """The ways that may be open here, the best first."""
    if sys.platform == "linux":
        wrapped = (BUBBLEWRAP,) if shutil.which("bwrap") else ()
        return (*wrapped, NAMESPACES, LANDLOCK, NONE)
    if sys.platform == "darwin":
        return (SANDBOX_EXEC, NONE)
    return (JOB,) if sys.platform == "win32" else (NONE,)


@cache
def lent(packages: tuple[str, ...]) -> Lent:
    """The interpreter, its libraries and those of `packages` that are installed here; nothing else."""
    folders = {name: folder for name in packages if (folder := _folder_of(name))}
    beside = [folder.with_name(f"{folder.name}.libs") for folder in folders.values()]
    interpreter = [sys.base_prefix, sys.base_exec_prefix, str(Path(PYTHON).resolve())]
    own = [str(HERE / "child"), *map(str, folders.values()), *(str(f) for f in beside if f.is_dir())]
    system = [*LIBRARIES, *LOADER] if sys.platform == "linux" else []
    return Lent(
        packages=tuple(folders),
        site=tuple(dict.fromkeys(str(folder.parent) for folder in folders.values())),
        readable=tuple(dict.fromkeys(path for path in (*system, *interpreter, *own) if _may_be_lent(path))),
    )


def _folder_of(package: str) -> Path | None:
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent if found and found.origin else None


def _may_be_lent(path: str) -> bool:
    return Path(path).exists() and Path(path) not in (Path("/"), Path.home())


def command(way: str, lent_: Lent, folder: Path) -> list[str]:
    """What starts the child, in the folder that is its own."""
    python = [PYTHON, "-I", "-S", "-c", START]
    if way == BUBBLEWRAP:
        return [*_bubblewrap(lent_.readable), *python]
    if way == SANDBOX_EXEC:
        return ["/usr/bin/sandbox-exec", "-p", profile(lent_.readable, folder), *python]
    return python


def _bubblewrap(readable: Sequence[str]) -> list[str]:
    """bubblewrap's options: everything its own, and the readable paths, read-only."""
    options = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    options += ["--size", str(DISK), "--tmpfs", "/tmp", "--dev", "/dev", "--proc", "/proc"]
    for path in readable:
        if path.startswith("/dev/"):
            continue
        if Path(path).is_symlink():
            options += ["--symlink", str(Path(path).readlink()), path]
        else:
            options += ["--ro-bind", path, path]
    return [shutil.which("bwrap") or "bwrap", *options, "--remount-ro", "/", "--"]


DISK = 32 * 2**20
"""Bytes that the code may write in all, where it may write."""


def profile(readable: Iterable[str], folder: Path) -> str:
    """The profile for macOS's sandbox-exec; of two rules that apply, the later one counts."""
    private = ("/Users", "/Volumes", "/private/tmp", "/private/var/folders", "/Library/Application Support")
    hidden = " ".join(f"(subpath {_quoted(path)})" for path in private)
    lent_ = " ".join(f"(subpath {_quoted(str(Path(path).resolve()))})" for path in (*readable, str(folder)))
    return "\n".join(
        (
            "(version 1)",
            "(allow default)",
            "(deny network*)",
            "(deny process-fork)",
            "(deny signal (target others))",
            '(deny file-write* (subpath "/"))',
            '(allow file-write* (literal "/dev/null"))',
            f"(deny file-read-data {hidden})",
            f"(allow file-read-data {lent_})",
        )
    )


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
