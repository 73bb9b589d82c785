"""What the app does when its process is told to end, or continued after it was stopped."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import Any


def when_told_to_end(leave: Callable[[], None]) -> None:
    """Call `leave` on SIGTERM, SIGHUP and SIGINT, from the running loop.

    An exception raised by the signal may come where it is swallowed, and the app would go on.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, leave)


def resume_only_what_was_suspended(driver: Any) -> None:
    """Textual takes the terminal over at each SIGCONT, also after a SIGSTOP, when it has never let go of it.

    It would then take raw mode for the shell's own, and leave the terminal in it. On the main thread.
    """
    number = getattr(signal, "SIGCONT", None)
    if number is None or not callable(resume := signal.getsignal(number)):
        return

    def continued(*arguments: Any) -> None:
        if getattr(driver, "_must_signal_resume", True):
            resume(*arguments)

    signal.signal(number, continued)
