"""How much of the machine the code may use, as far as the system counts it."""

from __future__ import annotations

import os
import sys


def limit(memory: int, file: int, cpu: int, handles: int, *, forks: bool) -> None:
    """Bytes of memory more than now, bytes of one file, seconds of the processor, open files.

    `forks` says that starting processes is prevented otherwise; else it is by their number, which on Linux
    counts threads as well. Windows has none of these: there the parent's job object counts.
    """
    if sys.platform == "win32":
        return
    import resource

    def at_most(what: int, most: int) -> None:
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))

    at_most(resource.RLIMIT_FSIZE, file)
    at_most(resource.RLIMIT_CORE, 0)
    at_most(resource.RLIMIT_NOFILE, handles)
    at_most(resource.RLIMIT_CPU, cpu)
    if sys.platform == "linux":
        at_most(resource.RLIMIT_AS, _in_use() + memory)
    if not forks:
        at_most(resource.RLIMIT_NPROC, 0)


OUT_OF_TIME = 75
"""The exit code of a process whose call took too much of the processor."""


def stop_after(seconds: float) -> None:
    """End this process when it has used so many seconds of the processor; 0 takes that back.

    In time of the processor, so that the same code gets as far on a busy machine. Code in one long call of a
    library, or code that takes this back, is stopped by the parent's clock.
    """
    if sys.platform == "win32":
        return
    import signal

    signal.signal(signal.SIGPROF, lambda *_: os._exit(OUT_OF_TIME))
    signal.setitimer(signal.ITIMER_PROF, seconds)


_taken = 0


def note_in_use() -> None:
    """Remember the address space taken now; in a new root it cannot be read any more."""
    global _taken
    try:
        with open("/proc/self/statm") as file:
            pages = int(file.read().split()[0])
    except (OSError, ValueError):
        return
    import resource

    _taken = pages * resource.getpagesize()


def _in_use() -> int:
    note_in_use()
    return _taken
