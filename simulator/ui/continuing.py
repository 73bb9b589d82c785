"""What the app does when its process is told to end, or continued after it was stopped."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import Any


def when_told_to_end(leave: Callable[[], None]) -> None:
    """Call `leave` on SIGTERM, SIGHUP and SIGINT, from the running loop.

    Outside the app these signals raise an exception (`simulator.cli.terminal.stoppable`). In the app it could
    be raised where it is swallowed, and the app would go on.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
                loop.add_signal_handler(number, leave)


def resume_only_what_was_suspended(driver: Any) -> None:
    """Let Textual take the terminal over at SIGCONT only where it gave it up before. Call on the main thread.

    By itself it does so at every SIGCONT. After a SIGSTOP it has never given the terminal up: it would take
    its own raw mode for the shell's, and leave the terminal in it at the end.
    """
    number = getattr(signal, "SIGCONT", None)
    if number is None or not callable(resume := signal.getsignal(number)):
        return

    def continued(*arguments: Any) -> None:
        if getattr(driver, "_must_signal_resume", True):
            resume(*arguments)

    signal.signal(number, continued)
