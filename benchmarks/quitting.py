"""How soon the app is gone when it is told to quit, at any moment: python -m benchmarks.quitting [--runs N]

The real app in a pseudo-terminal, with whatever microphone there is; Ctrl-Q at each moment.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

QUIT = b"\x11"
SPACE = b" "
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")
PATIENCE_S = 60.0
PRACTICE = ["practice", "--question", "churn-model"]

Step = tuple[bytes, bytes]
"""What must be on the screen, and the keys pressed then; hearing may be over before it is ever drawn."""
MOMENTS: dict[str, tuple[list[str], Sequence[Step]]] = {
    "at home": ([], [(b"Recent", QUIT)]),
    "while the question is read": (PRACTICE, [(b"interviewer speaks", QUIT)]),
    "at your turn": (PRACTICE, [(b"interviewer speaks", b"s"), (b"your turn", QUIT)]),
    "while listening": (PRACTICE, [(b"interviewer speaks", SPACE), (b"0:02", QUIT)]),
    "while paused": (PRACTICE, [(b"interviewer speaks", SPACE), (b"0:01", b"p"), (b"paused", QUIT)]),
    "while hearing": (PRACTICE, [(b"interviewer speaks", SPACE), (b"0:05", SPACE + QUIT)]),
}


@dataclass(frozen=True)
class Quit:
    seconds: float
    """From the key to the end of the process."""
    code: int
    left: tuple[str, ...]
    """Command lines of children that outlived it by more than a second."""


def quit_at(moment: str, environment: Mapping[str, str]) -> Quit:
    """Run the app to that moment and quit it there."""
    arguments, steps = MOMENTS[moment]
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(sys.executable, [sys.executable, "-m", "simulator", *arguments], dict(environment))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    try:
        for text, key in steps:
            _wait_for(terminal, text)
            children = psutil.Process(process).children(recursive=True)
            os.write(terminal, key)
        pressed = time.perf_counter()
        code = _ended(process, terminal)
        seconds = time.perf_counter() - pressed
    finally:
        os.close(terminal)
    _, alive = psutil.wait_procs(children, timeout=1.0)
    return Quit(seconds, code, tuple(" ".join(child.cmdline()) for child in alive if _runs(child)))


def _runs(process: psutil.Process) -> bool:
    """A zombie has ended; who has to collect it is the system's business."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _wait_for(terminal: int, text: bytes) -> None:
    deadline = time.perf_counter() + PATIENCE_S
    shown = b""
    while text not in shown:
        if time.perf_counter() > deadline:
            raise TimeoutError(f"{text.decode()!r} did not appear; the screen last said {shown[-300:]!r}")
        if select.select([terminal], [], [], 0.2)[0]:
            shown = ESCAPES.sub(b"", shown + os.read(terminal, 65536))


def _ended(process: int, terminal: int) -> int:
    """Drain the terminal until the process is gone; its exit code."""
    deadline = time.perf_counter() + PATIENCE_S
    while time.perf_counter() < deadline:
        if select.select([terminal], [], [], 0.02)[0]:
            with contextlib.suppress(OSError):
                os.read(terminal, 65536)
        pid, status = os.waitpid(process, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
    raise TimeoutError("The app did not quit.")


def guest(folder: str) -> dict[str, str]:
    """An environment in which nothing of the user's is touched."""
    return {
        **os.environ,
        "TERM": "xterm-256color",
        "SIMULATOR_RECORDINGS": f"{folder}/recordings",
        "SIMULATOR_CONFIG": f"{folder}/settings.toml",
        "SIMULATOR_MICROPHONE_CHECKED": "true",
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    runs = arguments.parse_args().runs
    print(f"{'quit':<30} {'median':>8} {'most':>8} {'goal':>8}  children left")
    for moment in MOMENTS:
        with tempfile.TemporaryDirectory() as folder:
            done = [quit_at(moment, guest(folder)) for _ in range(runs)]
        took = [one.seconds for one in done]
        left = sum(len(one.left) for one in done)
        print(f"{moment:<30} {statistics.median(took):>7.2f}s {max(took):>7.2f}s {'1.00s':>8}  {left}")


if __name__ == "__main__":
    main()
