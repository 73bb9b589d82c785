"""Landlock, since Linux 5.13: files can be read below some paths only, and none can be written."""

from __future__ import annotations

import ctypes
import os
import struct

from . import kernel

EXECUTE, READ_FILE, READ_FOLDER = 1, 4, 8
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version of Landlock handles (include/uapi/linux/landlock.h)."""
NETWORK_SINCE, SCOPES_SINCE = 4, 6
BIND_AND_CONNECT, SOCKETS_AND_SIGNALS = 3, 3
ASK_VERSION, PATH_BENEATH = 1, 1


def restrict(readable: list[str]) -> None:
    """Allow nothing but to read below these paths. Raises OSError where there is no Landlock."""
    create = kernel.number("landlock")
    version = kernel.call(create, None, ctypes.c_size_t(0), ctypes.c_uint(ASK_VERSION))
    rights = (1 << FILE_RIGHTS.get(version, FILE_RIGHTS[max(FILE_RIGHTS)])) - 1
    network = BIND_AND_CONNECT if version >= NETWORK_SINCE else 0
    scopes = SOCKETS_AND_SIGNALS if version >= SCOPES_SINCE else 0
    size = 24 if scopes else 16 if network else 8
    asked = struct.pack("QQQ", rights, network, scopes)[:size]
    rules = kernel.call(create, asked, ctypes.c_size_t(size), ctypes.c_uint(0))
    for path in readable:
        _allow(rules, create + 1, path)
    kernel.prctl(kernel.NO_NEW_PRIVILEGES, 1)
    kernel.call(create + 2, ctypes.c_int(rules), ctypes.c_uint(0))
    os.close(rules)


def _allow(rules: int, add: int, path: str) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # a path that is not there need not be allowed
    rights = EXECUTE | READ_FILE | (READ_FOLDER if os.path.isdir(path) else 0)
    rule = struct.pack("=Qi", rights, handle)
    kernel.call(add, ctypes.c_int(rules), ctypes.c_int(PATH_BENEATH), rule, ctypes.c_uint(0))
    os.close(handle)
