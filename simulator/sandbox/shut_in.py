"""Which protections can be had on this machine: found by trying to break out of each way, once."""

from __future__ import annotations

import os
import socket
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from simulator.interview.coding.results import ShutIn
from simulator.model.errors import MissingPartError
from simulator.sandbox.process import Child
from simulator.sandbox.ways import JOB, NONE, SANDBOX_EXEC, lent, possible

MISSING = {
    "network": "The code can reach the network.",
    "files": "The code can read and change your files.",
    "signals": "The code can end other programs of yours.",
    "processes": "The code can start other programs.",
}
"""What is said of a protection that cannot be had here."""
UNLIMITED_MEMORY = "How much memory the code takes is not limited."


@cache
def best_way() -> tuple[str, ShutIn]:
    """The best way of shutting code in here, and what it prevents.

    Raises `MissingPartError` when not even an unprotected process starts.
    """
    found = [(way, tried) for way in possible() if (tried := tried_out(way))]
    if not found:
        raise MissingPartError(
            "Code cannot be run here: Python could not be started as a process of its own."
        )
    return min(found, key=lambda pair: len(pair[1].missing))


def tried_out(way: str) -> ShutIn | None:
    """What a child that is shut in this way could not do; None when it does not even start."""
    with (
        tempfile.TemporaryDirectory(prefix="outside-") as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
    ):
        datagrams.bind(("127.0.0.1", 0))
        secret = Path(folder) / "secret"
        secret.write_text("nobody's business")
        probe = {
            "port": server.getsockname()[1],
            "datagrams": datagrams.getsockname()[1],
            "secret": str(secret),
            "folder": folder,
            "parent": os.getpid(),
        }
        try:
            child = Child(way, lent(()), "", 10.0, probe)
        except (MissingPartError, OSError):
            return None
        child.close()
        return _said(way, child.ready)


def _said(way: str, ready: dict[str, Any]) -> ShutIn:
    tried = ready["tried"]
    by = [*ready["in_place"], *([way] if way in (JOB, SANDBOX_EXEC) else [])]
    missing = [sentence for name, sentence in MISSING.items() if not tried[name]]
    if way in (SANDBOX_EXEC, NONE) and os.name == "posix" and os.uname().sysname == "Darwin":
        missing.append(UNLIMITED_MEMORY)
    where = " and ".join(by) or "limits only"
    return ShutIn(network=tried["network"], files=tried["files"], by=where, missing=tuple(missing))
