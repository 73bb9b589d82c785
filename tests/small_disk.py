"""A small disk that one program only sees: a file system in memory, in a namespace of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOUNT = 'mount -t tmpfs -o size="$1"k,mode=700 tmpfs "$2" && shift 2 && exec "$@"'
BALLAST = "ballast"


@cache
def may_mount() -> bool:
    """Whether this system lets us."""
    unshare = shutil.which("unshare")
    return bool(unshare) and not subprocess.run(["unshare", "-rm", "true"], check=False).returncode


def run_on_small_disk(disk: Path, kilobytes: int, program: str, *arguments: str) -> str:
    """What the program in `tests/faults` prints, given that folder and `arguments`; fails when it does."""
    if not may_mount():
        pytest.skip("this system lets nobody mount a small disk in a namespace")
    command = ["unshare", "-rm", "sh", "-ec", MOUNT, "sh", str(kilobytes), str(disk)]
    done = subprocess.run(
        [*command, sys.executable, str(ROOT / "tests" / "faults" / program), str(disk), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def fill(disk: Path, *, leave: int = 0) -> None:
    """Fill `disk` but for so many bytes, with a file that `empty` takes away."""
    with (disk / BALLAST).open("ab", buffering=0) as ballast:
        size = max(0, shutil.disk_usage(disk).free - leave)
        while size > 0:
            try:
                size -= ballast.write(bytes(min(size, 1 << 16)))
            except OSError:
                return


def empty(disk: Path) -> None:
    """Room again."""
    (disk / BALLAST).unlink(missing_ok=True)
