"""Starting the voices' child processes, and ending them at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent


def start(script: str, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """A child that runs `script` of this folder; pipes on stdin and stdout, stderr into `errors`.

    `-P` keeps the user's current folder out of the child's imports.
    """
    return subprocess.Popen(
        [sys.executable, "-P", str(HERE / script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end(child: subprocess.Popen[bytes] | None) -> None:
    """Kill the child and collect it; it holds nothing worth saving."""
    if child is None:
        return
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        _close(pipe)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        pass  # what was still to be written to a dead child is of no use


def last_line(errors: IO[bytes]) -> str:
    """The last thing the child complained about, or ""."""
    errors.seek(0)
    lines = errors.read().decode(errors="replace").strip().splitlines()
    return lines[-1].strip()[:200] if lines else ""
