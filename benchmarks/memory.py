"""How much memory the app takes during an answer: python -m benchmarks.memory [--seconds N]

The real app in a pseudo-terminal; an answer comes through the virtual microphone and is heard live by `base`.
Each process counts with its proportional share (what two processes share counts once) where the system tells
it, else with its resident size. The peak is of the sum, from the start of the answer to the scorecard.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import threading
import time
from pathlib import Path

import psutil

from benchmarks.live import load, long_answer, virtual_sound
from benchmarks.quitting import ESCAPES, PATIENCE_S, PRACTICE, SPACE

GOAL_MB = 900
EVERY_S = 0.25
ROLES = {"hearing.child": "ear", "piper_child": "voice", "spawn_main": "audio", "resource_tracker": "tracker"}


class Peak:
    """The largest sum seen, by process, and each process's own largest."""

    def __init__(self, app: int) -> None:
        self.together: dict[str, float] = {}
        self.alone: dict[str, float] = {}
        self._app = psutil.Process(app)

    def look(self) -> None:
        now: dict[str, float] = {}
        for process in [self._app, *self._app.children(recursive=True)]:
            try:
                role = role_of(process) if process != self._app else "app"
                now[role] = now.get(role, 0.0) + megabytes(process)
            except psutil.Error:
                continue
        for role, size in now.items():
            self.alone[role] = max(self.alone.get(role, 0.0), size)
        if sum(now.values()) > sum(self.together.values()):
            self.together = now


def role_of(process: psutil.Process) -> str:
    command = " ".join(process.cmdline())
    return next((role for mark, role in ROLES.items() if mark in command), "other")


def megabytes(process: psutil.Process) -> float:
    known = process.memory_full_info()
    return float(getattr(known, "pss", known.rss)) / 1e6


class Screen:
    """The app in a pseudo-terminal whose output is read all the time, so that it never waits for us."""

    def __init__(self) -> None:
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.execvpe(
                sys.executable,
                [sys.executable, "-m", "simulator", *PRACTICE],
                {**os.environ, "TERM": "xterm-256color", "SIMULATOR_VOICE": "piper"},
            )
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._shown = b""
        threading.Thread(target=self._read, daemon=True).start()

    def wait_for(self, text: bytes) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not self.shows(text):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{text.decode()!r} did not appear: {self._shown[-300:]!r}")
            time.sleep(0.05)

    def shows(self, text: bytes) -> bool:
        """Whether it was drawn since the last key."""
        return text in self._shown

    def press(self, key: bytes) -> None:
        self._shown = b""
        os.write(self._terminal, key)

    def close(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def _read(self) -> None:
        while True:
            select.select([self._terminal], [], [])
            try:
                self._shown = ESCAPES.sub(b"", self._shown + os.read(self._terminal, 65536))[-100_000:]
            except OSError:
                return


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=120.0)
    seconds = arguments.parse_args().seconds
    with virtual_sound() as sound, tempfile.TemporaryDirectory() as folder:
        screen = Screen()
        peak = Peak(screen.process)
        try:
            screen.wait_for(b"interviewer speaks")
            screen.press(SPACE)
            screen.wait_for(b"0:01")
            speaking = sound.speak(long_answer(seconds, Path(folder)))
            while speaking.poll() is None:
                peak.look()
                time.sleep(EVERY_S)
            screen.press(SPACE)
            while not screen.shows(b"Do next"):
                peak.look()
                time.sleep(EVERY_S / 5)
        finally:
            screen.close()
    print(f"{'memory during an answer, MB':<32} {'at the peak':>12} {'its own peak':>13} {'goal':>6}")
    for role in sorted(peak.alone, key=lambda role: -peak.alone[role]):
        print(f"{role:<32} {peak.together.get(role, 0.0):>12.0f} {peak.alone[role]:>13.0f}")
    print(f"{'all together':<32} {sum(peak.together.values()):>12.0f} {'':>13} {GOAL_MB:>6}")
    print(load())


if __name__ == "__main__":
    main()
