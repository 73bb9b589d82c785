"""A root folder, a network, processes of one's own: Linux namespaces, for which no privilege is needed.

Raises OSError wherever the system does not allow it, as in many containers and on Ubuntu since 24.04.
"""

from __future__ import annotations

import ctypes
import os
import struct

from . import kernel
from .limits import note_in_use

NEW_MOUNTS, NEW_UTS, NEW_IPC = 0x20000, 0x4000000, 0x8000000
NEW_USER, NEW_PIDS, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 4096, 16384, 1 << 18
DETACH = 2
AT_RECURSIVE, AT_FOLDER = 0x8000, -100
SOMEBODY = 1000
"""The user inside; outside it is whoever runs the program."""


def enter(readable: list[str], folder: str, disk: int) -> None:
    """Go on in a new root that has the `readable` paths, read-only, and an empty `/tmp` of `disk` bytes.

    `folder` is an empty folder on which the new root is built. What is there outside stays as it is. The
    process that called waits outside until the one inside, in which this returns, ends.
    """
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(NEW_USER | NEW_MOUNTS | NEW_NETWORK | NEW_PIDS | NEW_IPC | NEW_UTS)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{SOMEBODY} {user} 1")
    _write("/proc/self/gid_map", f"{SOMEBODY} {group} 1")
    inside = os.fork()
    if inside:
        _wait_for(inside)
    kernel.prctl(kernel.DIE_WITH_PARENT, 9)
    note_in_use()
    kernel.mount("", "/", "", RECURSIVE | PRIVATE)
    kernel.mount("tmpfs", folder, "tmpfs", NO_SETUID | NO_DEVICES, "size=1m,mode=755")
    for path in readable:
        _lend(path, folder)
    os.mkdir(f"{folder}/tmp")
    kernel.mount("tmpfs", f"{folder}/tmp", "tmpfs", NO_SETUID | NO_DEVICES, f"size={disk},mode=700")
    _read_only(folder, 0)
    os.chdir(folder)
    kernel.call(kernel.number("pivot_root"), b".", b".")
    kernel.unmount(".", DETACH)
    os.chdir("/tmp")
    drop_capabilities()


def _wait_for(inside: int) -> None:
    """Stay outside, without the pipes, until the process inside ends; end as it did."""
    kernel.prctl(kernel.DIE_WITH_PARENT, 9)
    for handle in range(3, 64):
        try:
            os.close(handle)
        except OSError:
            continue
    for handle in (0, 1, 2):
        os.close(handle)
    _, status = os.waitpid(inside, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _lend(path: str, root: str) -> None:
    """The same path in the new root, read-only; a link as the link that it is."""
    target = root + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.lexists(target):
        return
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.mkdir(target)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
    kernel.mount(path, target, "", BIND | RECURSIVE)
    _read_only(target, AT_RECURSIVE)


def _read_only(target: str, flags: int) -> None:
    attributes = struct.pack("QQQQ", READ_ONLY | NO_SETUID, 0, 0, 0)
    kernel.call(
        kernel.number("mount_setattr"),
        ctypes.c_int(AT_FOLDER),
        target.encode(),
        ctypes.c_uint(flags),
        attributes,
        ctypes.c_size_t(len(attributes)),
    )


def drop_capabilities() -> None:
    """Give up what the user namespace gave: nothing in it may be mounted or changed any more."""
    kernel.prctl(kernel.NO_NEW_PRIVILEGES, 1)
    version_3 = struct.pack("Ii", 0x20080522, 0)
    kernel.call(kernel.number("capset"), version_3, struct.pack("6I", *[0] * 6))


def _write(path: str, text: str) -> None:
    handle = os.open(path, os.O_WRONLY)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)
