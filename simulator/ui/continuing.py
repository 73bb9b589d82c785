"""What a screen does when its process is continued after it was stopped."""

from __future__ import annotations

import signal
from typing import Any


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
