"""A filter of system calls: no sockets, no processes, no signals to others. Linux on x86_64 and aarch64.

Python starts threads with `clone`, which stays allowed for threads only; `clone3` pretends not to exist, and
the C library falls back to `clone`. Everything refused fails with EPERM, in Python a PermissionError.
"""

from __future__ import annotations

import ctypes
import platform
import struct

from . import kernel

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64 of include/uapi/linux/audit.h."""
REFUSED: dict[str, dict[str, tuple[int, ...]]] = {
    "x86_64": {
        "socket": (41,),
        "fork vfork": (57, 58),
        "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal": (
            62,
            200,
            234,
            129,
            297,
            424,
        ),
        "ptrace process_vm_readv process_vm_writev": (101, 310, 311),
        "io_uring_setup memfd_create shmget": (425, 319, 29),
        "mount umount2 pivot_root unshare setns chroot": (165, 166, 155, 272, 308, 161),
        "bpf perf_event_open add_key keyctl": (321, 298, 248, 250),
    },
    "aarch64": {
        "socket": (198,),
        "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal": (
            129,
            130,
            131,
            138,
            240,
            424,
        ),
        "ptrace process_vm_readv process_vm_writev": (117, 270, 271),
        "io_uring_setup memfd_create shmget": (425, 279, 194),
        "mount umount2 pivot_root unshare setns chroot": (40, 39, 41, 97, 268, 51),
        "bpf perf_event_open add_key keyctl": (280, 241, 217, 219),
    },
}
"""System calls and their numbers, from the same tables as in `kernel`; aarch64 has neither fork nor vfork."""
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435
A_THREAD = 0x10000
SECOND_TABLE = 0x40000000
"""From here on x86_64 has the same calls a second time (x32); all of them are refused."""

LOAD, JUMP_EQUAL, JUMP_FROM, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, REFUSE, ABSENT = 0x7FFF0000, 0x80000000, 0x50001, 0x50026
NUMBER_AT, ARCHITECTURE_AT, FIRST_ARGUMENT_AT = 0, 4, 16


def restrict() -> bool:
    """Put the filter in place; returns whether this machine and kernel have it."""
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        return False
    program = b"".join(struct.pack("HBBI", *step) for step in _steps(machine))
    held = ctypes.create_string_buffer(program)
    given = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held))
    try:
        kernel.prctl(kernel.NO_NEW_PRIVILEGES, 1)
        kernel.call(kernel.number("seccomp"), ctypes.c_uint(1), ctypes.c_uint(0), given)
    except OSError:
        return False
    return True


def _steps(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter's program: code, steps to jump if so, steps to jump if not, value."""
    steps = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (JUMP_EQUAL, 1, 0, ARCHITECTURES[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
        (JUMP_FROM, 0, 1, SECOND_TABLE),
        (RETURN, 0, 0, REFUSE),
        (JUMP_EQUAL, 0, 1, CLONE3),
        (RETURN, 0, 0, ABSENT),
        (JUMP_EQUAL, 0, 4, CLONE[machine]),
        (LOAD, 0, 0, FIRST_ARGUMENT_AT),
        (JUMP_ANY_BIT, 1, 0, A_THREAD),
        (RETURN, 0, 0, REFUSE),
        (RETURN, 0, 0, ALLOW),
    ]
    for number in (number for numbers in REFUSED[machine].values() for number in numbers):
        steps += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE)]
    return [*steps, (RETURN, 0, 0, ALLOW)]
