"""Calls to the Linux kernel that Python has no name for."""

from __future__ import annotations

import ctypes
import os
import platform

NUMBERS = {
    "x86_64": {"pivot_root": 155, "capset": 126, "mount_setattr": 442, "landlock": 444, "seccomp": 317},
    "aarch64": {"pivot_root": 41, "capset": 91, "mount_setattr": 442, "landlock": 444, "seccomp": 277},
}
"""Of system calls, by machine: the tables of the Linux kernel (arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h)."""
NO_NEW_PRIVILEGES = 38
DIE_WITH_PARENT = 1
"""Of prctl: be ended when the thread that started this process ends, however it does."""

_libc = ctypes.CDLL(None, use_errno=True)


def number(name: str) -> int:
    """The number of a system call. Raises OSError on a machine that is not in the table."""
    try:
        return NUMBERS[platform.machine()][name]
    except KeyError as error:
        raise OSError(f"no number known for {name} on {platform.machine()}") from error


def call(what: int, *arguments: object) -> int:
    """A system call by its number. Raises OSError."""
    return _checked(_libc.syscall(ctypes.c_long(what), *arguments))


def prctl(option: int, value: int) -> None:
    """Raises OSError."""
    _checked(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0))


def unshare(flags: int) -> None:
    """Raises OSError."""
    _checked(_libc.unshare(flags))


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Raises OSError."""
    texts = [text.encode() if text else None for text in (source, target, kind)]
    _checked(_libc.mount(*texts, ctypes.c_ulong(flags), data.encode() if data else None))


def unmount(target: str, flags: int) -> None:
    """Raises OSError."""
    _checked(_libc.umount2(target.encode(), flags))


def _checked(result: int) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
