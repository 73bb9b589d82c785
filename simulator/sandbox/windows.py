"""A job object: on Windows it ends a process with everything it started, and limits memory and processes."""

from __future__ import annotations

import subprocess
import sys


def put_into_job(process: subprocess.Popen[bytes], memory: int) -> object:
    """Put the process into a job of its own, which ends with what is returned. Raises OSError.

    The child waits for its first line before it does anything, so it is in the job before it runs code.
    """
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    job = kernel.CreateJobObjectW(None, None)
    limits = _limits(memory)
    handle = wintypes.HANDLE(int(process._handle))
    done = kernel.SetInformationJobObject(
        wintypes.HANDLE(job), EXTENDED_LIMITS, limits, len(limits)
    ) and kernel.AssignProcessToJobObject(wintypes.HANDLE(job), handle)
    if not done:
        raise ctypes.WinError(ctypes.get_last_error())
    return job


def end_job(job: object) -> None:
    """Close the job; what still runs in it ends."""
    if sys.platform == "win32" and job is not None:
        import ctypes
        from ctypes import wintypes

        ctypes.WinDLL("kernel32").CloseHandle(wintypes.HANDLE(job))


EXTENDED_LIMITS = 9
ACTIVE_PROCESSES, PROCESS_MEMORY, DIE_ON_EXCEPTION, KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000


def _limits(memory: int) -> bytes:
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, as winnt.h lays it out for 64 bits."""
    import struct

    flags = ACTIVE_PROCESSES | PROCESS_MEMORY | DIE_ON_EXCEPTION | KILL_ON_CLOSE
    basic = struct.pack("<qqIxxxxQQIxxxxQII", 0, 0, flags, 0, 0, 1, 0, 0, 0)
    counters = bytes(48)
    return basic + counters + struct.pack("<QQQQ", memory, 0, 0, 0)
