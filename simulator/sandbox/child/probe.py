"""Tries to break out, to see what is prevented: what is said of the sandbox is what was tried."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any

PATIENCE_S = 1.0


def attempts(probe: dict[str, Any]) -> dict[str, bool]:
    """For each protection whether every attempt against it failed."""
    return {
        "network": not (_did(_connect, probe["port"]) or _did(_send, probe["datagrams"])),
        "files": not (_did(_read, probe["secret"]) or _did(_write, probe["folder"])),
        "signals": not _did(_signal, probe["parent"]),
        "processes": not _did(_fork),
    }


def _did(attempt: Callable[..., None], *given: Any) -> bool:
    try:
        attempt(*given)
    except Exception:  # noqa: BLE001  (however it fails, it failed)
        return False
    return True


def _connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()


def _send(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.sendto(b"out", ("127.0.0.1", port))


def _read(path: str) -> None:
    with open(path) as file:
        file.read()


def _write(folder: str) -> None:
    with open(os.path.join(folder, "left-behind"), "w") as file:
        file.write("out")


def _signal(process: int) -> None:
    os.kill(process, 0)


def _fork() -> None:
    if not hasattr(os, "fork"):
        raise OSError
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
