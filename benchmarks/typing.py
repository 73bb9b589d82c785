"""Typing in the real app while an answer is recorded and heard: what the benchmarks of code and sketch share.

The app runs in a pseudo-terminal, over the virtual microphone, into which a voice speaks; the ear hears it
live. A key is timed from the byte that is written to the terminal until the line with it has come back.
Between the keys a byte goes through a pseudo-terminal to a process that does nothing but send it back: what
that takes is the machine's share, and on a busy one it is most of the 99th of a hundred.
"""

from __future__ import annotations

import os
import pty
import re
import select
import statistics
import sys
import tempfile
import time
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.live import long_answer, virtual_sound
from simulator.model.settings import CHECKOUT

sys.path.insert(0, str(CHECKOUT / "tests" / "faults"))
from terminal import Terminal

EVERY_S = 0.03
"""Seconds from what a key brought to the next key."""
RECORDED = re.compile(rb"0:(0[2-9]|[1-5]\d) /")
"""The clock of a recording that is open."""
SPOKEN_S = 180.0
QUIT = b"\x11"
ECHO = "import os\nwhile piece := os.read(0, 64): os.write(1, piece)"


class Echo:
    """A process in a pseudo-terminal that sends back what it gets."""

    def __init__(self) -> None:
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", ECHO])
        tty.setraw(self._master)
        self.round_trip()

    def round_trip(self) -> float:
        """Milliseconds of one byte there and back."""
        began = time.perf_counter()
        os.write(self._master, b"x")
        select.select([self._master], [], [])
        os.read(self._master, 64)
        return 1000 * (time.perf_counter() - began)

    def close(self) -> None:
        os.close(self._master)
        os.waitpid(self._pid, 0)


@contextmanager
def answering(question: str) -> Iterator[Terminal]:
    """The app at that question, recorded and heard; somebody speaks until the end."""
    with virtual_sound() as sound, tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERM": "xterm-256color", "SIMULATOR_VOICE": "off"}
        terminal, family = Terminal(["practice", "--question", question], environment), []
        try:
            terminal.see("your turn")
            terminal.press(b" ")
            terminal.see("listening")
            while not RECORDED.search(terminal.shown):  # before that nothing can be typed
                terminal._read()
            family = terminal.family
            speaking = sound.speak(long_answer(SPOKEN_S, Path(folder)))
            yield terminal
            assert speaking.poll() is None, "The voice ended before the typing did."
            speaking.terminate()
            speaking.wait()
            terminal.press(QUIT)
            terminal.ended()
        finally:
            terminal.destroy(family)


@dataclass(frozen=True, kw_only=True)
class Typed:
    took: list[float]
    """Milliseconds of each key, from the terminal and back to it."""
    machine: list[float]
    """Milliseconds of a byte there and back after each key."""

    def show(self) -> None:
        """Two rows below `heading`."""
        row(f"a key to the screen, {len(self.took)} keys", self.took, 30)
        row("a byte there and back between the keys", self.machine)


def typed(terminal: Terminal, lines: Sequence[str]) -> Typed:
    """Type these lines, which differ in how they begin."""
    echo, took, machine = Echo(), [], []
    for line in lines:
        for end in range(1, len(line) + 1):
            terminal.shown = b""
            began = time.perf_counter()
            terminal.press(line[end - 1].encode())
            terminal.see(line[:end])
            took.append(1000 * (time.perf_counter() - began))
            machine.append(echo.round_trip())
            time.sleep(EVERY_S)
        terminal.press(b"\r")
        time.sleep(4 * EVERY_S)
    echo.close()
    return Typed(took=took, machine=machine)


def quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def heading() -> None:
    busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"{f'ms, {busy}':44} {'median':>8} {'p99':>8} {'goal p99':>9}")


def row(name: str, values: Sequence[float], goal: int | None = None) -> None:
    print(f"{name:44} {statistics.median(values):8.1f} {quantile(values, 0.99):8.1f} {goal or '':>9}")
