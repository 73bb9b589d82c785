"""One child process that runs a candidate's code, and the pipes to it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.model.errors import MissingPartError
from simulator.sandbox import windows
from simulator.sandbox.child.limits import OUT_OF_TIME
from simulator.sandbox.output import Printed, Replies
from simulator.sandbox.ways import DISK, JOB, Lent, command

START_S = 60.0
"""The longest that starting may take, numpy included: a fifth of a second is usual, but a full machine with a
slow disk has needed more than fifteen."""
PATIENCE = 4.0
"""How many times a test's seconds may pass on the clock: on a machine that hears and records meanwhile, code
gets a part of a processor. Only code that sleeps, or is in one long call of a library, takes so long."""
MEMORY = 512 * 2**20
"""Bytes that the code may take beside what Python and numpy have taken."""
FILE = 16 * 2**20
"""Bytes of one file."""
HANDLES = 64
"""Open files."""
MARK_S = 2.0
"""How long to wait for the end of what was printed, which is under way when the reply is there."""


@dataclass(frozen=True)
class Reply:
    """What came back from one call: a value, or else a sentence's end that says what happened."""

    value: Any = None
    error: str = ""
    ms: float = 0.0
    printed: str = ""


class Child:
    """A child that is shut in and ready for calls. Raises `MissingPartError` when it does not start."""

    def __init__(
        self, way: str, lent: Lent, code: str, cpu_s: float, probe: Mapping[str, Any] | None = None
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="code-")).resolve()
        self._job: object = None
        self.usable = True
        """Whether another call may be made."""
        self._process = _started(command(way, lent, self._folder), self._folder)
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._printed = Printed(self._process.stderr.fileno())
        self._replies = Replies(self._process.stdout.fileno())
        try:
            self._job = windows.put_into_job(self._process, MEMORY) if way == JOB else None
            self.ready = self._boot(way, lent, code, cpu_s, probe)
        except BaseException:
            self.close()
            raise

    def _boot(
        self, way: str, lent: Lent, code: str, cpu_s: float, probe: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        self._write(
            {
                "way": way,
                "packages": lent.packages,
                "site": lent.site,
                "readable": lent.readable,
                "folder": str(self._folder),
                "code": code,
                "memory": MEMORY,
                "file": FILE,
                "disk": DISK,
                "handles": HANDLES,
                "cpu": int(cpu_s) + 5,
                "probe": probe,
            }
        )
        try:
            line = self._replies.lines.get(timeout=START_S)
        except queue.Empty:
            raise MissingPartError(f"The code's process did not start in {START_S:.0f} seconds.") from None
        if not line:
            said = self._printed.taken("", 0.0).strip().rpartition("\n")[2]
            why = said or f"it {self._how_it_ended(START_S, 0.0)}"
            raise MissingPartError(f"The code's process could not be started: {why}.")
        ready: dict[str, Any] = json.loads(line)["ready"]
        return ready

    def ask(self, setup: str, call: str, seconds: float) -> Reply:
        """Run one test's call, which may take so many seconds of the processor.

        Whatever the code does, this returns soon after `PATIENCE` times as many on the clock.
        """
        token = secrets.token_hex(16)
        began = time.monotonic()
        self._write({"token": token, "setup": setup, "call": call, "seconds": seconds})
        found = self._reply(token, began + seconds * PATIENCE)
        ms = (time.monotonic() - began) * 1000
        if isinstance(found, str):
            self.usable = False
            error = found or self._how_it_ended(seconds, ms / 1000)
            self._kill()
            return Reply(error=error, ms=ms, printed=self._printed.taken(token, 0.0))
        self.usable = found.get("tidy") is True
        printed = self._printed.taken(token, MARK_S)
        return Reply(found.get("value"), str(found.get("error") or ""), ms, printed)

    def _reply(self, token: str, until: float) -> dict[str, Any] | str:
        """The line that answers; else what happened, "" when the child ended or the time is over."""
        while (left := until - time.monotonic()) > 0:
            try:
                line = self._replies.lines.get(timeout=left)
            except queue.Empty:
                return ""
            if line is None:
                return ""
            if line == b"":
                return "gave a value that is too long to be sent back"
            with contextlib.suppress(
                ValueError, RecursionError
            ):  # else the code wrote it, and it is passed over
                found = json.loads(line)
                if isinstance(found, dict) and found.get("token") == token:
                    return found
        return ""

    def _how_it_ended(self, seconds: float, took_s: float) -> str:
        too_long = f"ran longer than {seconds:g} s and was stopped"
        if took_s >= seconds * PATIENCE:
            return too_long
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(START_S)
            if code == OUT_OF_TIME:
                return too_long
            if code not in (0, 1):
                return f"ended its process ({_named(code)})"
        return "ended its process before there was a value"

    def _write(self, line: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended: the reply that does not come says so
            self._process.stdin.write(json.dumps(line).encode() + b"\n")
            self._process.stdin.flush()

    def _kill(self) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(OSError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)
        windows.end_job(self._job)
        self._job = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(START_S)

    def close(self) -> None:
        """End it and everything that it started, and remove its folder."""
        self._kill()
        self._close_pipes()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _close_pipes(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()


def _started(argv: list[str], folder: Path) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            argv,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            cwd=folder,
            env=_environment(),
            start_new_session=True,
            close_fds=True,
        )
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise MissingPartError(f"The code's process could not be started: {error.strerror}.") from error


def _environment() -> dict[str, str]:
    """Nothing, but for what Windows needs to start any program, and where bubblewrap is found."""
    kept = ("SYSTEMROOT",) if sys.platform == "win32" else ()
    return {name: os.environ[name] for name in kept if name in os.environ}


def _named(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
