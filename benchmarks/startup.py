"""How soon the command line answers and the app paints: python -m benchmarks.startup [--runs N]

The app's first paint is timed beside a bare Textual app's, in turns, in a pseudo-terminal of 120x40,
from the start of the process until the title is on the screen.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

TITLE = b"Interview Simulator"
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("Interview Simulator")
Bare().run()
"""
DEADLINE_S = 20.0


def help_seconds() -> float:
    """Wall time of `simulator --help`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "simulator", "--help"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def first_paint_seconds(command: list[str], environment: dict[str, str]) -> float:
    """Seconds until the title is on the screen of a fresh pseudo-terminal."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    try:
        return _seen(terminal, start)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _seen(terminal: int, start: float) -> float:
    output = b""
    while time.perf_counter() - start < DEADLINE_S:
        if select.select([terminal], [], [], 0.5)[0]:
            output += os.read(terminal, 65536)
        if TITLE in output:
            return time.perf_counter() - start
    raise SystemExit(f"The title did not appear within {DEADLINE_S:.0f} s.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=9)
    runs = arguments.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "TERM": "xterm-256color",
            "SIMULATOR_RECORDINGS": f"{folder}/recordings",
            "SIMULATOR_CONFIG": f"{folder}/settings.toml",
            "SIMULATOR_MICROPHONE_CHECKED": "true",
        }
        help_s = [help_seconds() for _ in range(runs)]
        pairs = [
            (
                first_paint_seconds([sys.executable, "-m", "simulator"], environment),
                first_paint_seconds([sys.executable, "-c", BARE], environment),
            )
            for _ in range(runs)
        ]
    ours, bare = zip(*pairs, strict=True)
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{'measure':<34} {'median':>8} {'goal':>8}")
    print(f"{'simulator --help':<34} {statistics.median(help_s):>7.3f}s {'0.15s':>8}")
    print(f"{'first paint, a bare Textual app':<34} {statistics.median(bare):>7.3f}s")
    print(f"{'first paint, the app':<34} {statistics.median(ours):>7.3f}s")
    print(f"{'ratio, side by side':<34} {ratio:>8.2f} {'2.20':>8}")


if __name__ == "__main__":
    main()
