"""The real app in a pseudo-terminal of its own, to which things happen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping

import psutil
from virtual_sound import is_running, wait_for

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")
PATIENCE_S = 60.0


class Terminal:
    """`shown` is what was written since it was last waited for, `raw` everything."""

    def __init__(self, arguments: list[str], environment: Mapping[str, str], *, nohup: bool = False) -> None:
        """With `nohup` SIGHUP is ignored from the start, as by the command of that name."""
        self.raw = b""
        self.shown = b""
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGHUP, signal.SIG_IGN if nohup else signal.SIG_DFL)
            os.execvpe(sys.executable, [sys.executable, "-m", "simulator", *arguments], dict(environment))
        self.modes = termios.tcgetattr(self._master)[:4]
        self.resize(120, 40)
        self._closed = False

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def see(self, text: str) -> None:
        """Wait until `text` is written after what was last waited for."""
        deadline = time.monotonic() + PATIENCE_S
        while text.encode() not in self.shown:
            self._read()
            assert time.monotonic() < deadline, f"{text!r} did not appear after {self.shown[-400:]!r}"
        self.shown = self.shown[self.shown.index(text.encode()) + len(text) :]

    def signal(self, *numbers: int) -> None:
        """To the app's process group, as a terminal and a shell do."""
        for number in numbers:
            os.killpg(self.pid, number)

    def close(self) -> None:
        """The window is closed."""
        if not self._closed:
            self._closed = True
            os.close(self._master)

    @property
    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.pid).children(recursive=True)

    def state(self) -> str:
        return psutil.Process(self.pid).status()

    def ended(self, after: str = "", seconds: float = 20.0) -> int:
        """Its exit code, the terminal's output read to the end."""
        deadline = time.monotonic() + seconds
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._read()
                return os.waitstatus_to_exitcode(status)
            assert time.monotonic() < deadline, f"{after}: it goes on; {self.shown[-300:]!r}"
            self._read()

    def destroy(self, family: list[psutil.Process]) -> None:
        """Nothing is left behind by a test that failed."""
        for number in (self.pid, *(child.pid for child in family)):
            with contextlib.suppress(OSError):
                os.kill(number, 9)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        self.close()

    def is_as_before_when_read(self) -> bool:
        """The same, while the app stands still."""
        self._read()
        return self.is_as_before()

    def is_as_before(self) -> bool:
        """Whether keys are echoed again, the other screen is left and the cursor shown."""
        echo = termios.tcgetattr(self._master)[:4] == self.modes
        left = self.raw.rfind(b"\x1b[?1049l") > self.raw.rfind(b"\x1b[?1049h")
        return echo and left and self.raw.rfind(b"\x1b[?25h") > self.raw.rfind(b"\x1b[?25l")

    def _read(self) -> None:
        if self._closed:
            time.sleep(0.02)
            return
        if select.select([self._master], [], [], 0.05)[0]:
            with contextlib.suppress(OSError):
                piece = os.read(self._master, 65536)
                self.raw += piece
                self.shown = ESCAPES.sub(b"", self.shown + piece)


def all_ended(family: list[psutil.Process]) -> None:
    wait_for(lambda: not any(is_running(child.pid) for child in family), f"{family} end", 10)
