"""Drives Firefox by Marionette, the protocol that every Firefox speaks: no driver has to be installed."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
PREFERENCES = {
    "marionette.port": 0,  # any that is free; the profile's MarionetteActivePort says which
    "media.autoplay.default": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
}
START_S = 60.0


class Firefox:
    """A page in Firefox. Scripts are run to their end; one that fails raises `AssertionError`."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=START_S)
        self._file = self._socket.makefile("rb")
        self._count = 0
        self._receive()
        self.ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})
        self.ask("WebDriver:SetTimeouts", {"script": int(1000 * START_S)})

    def ask(self, command: str, parameters: dict[str, object]) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, error, result = self._receive()
        assert error is None, f"{command}: {error['message']}"
        return result

    def go(self, file: Path) -> None:
        self.ask("WebDriver:Navigate", {"url": file.as_uri()})

    def run(self, body: str, *arguments: object) -> Any:
        """What the body of an asynchronous function returns in the page."""
        script = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...given) => {{ {body} }})(...[...arguments].slice(0, -1))"
            ".then((value) => done({ value }), (error) => done({ error: String(error) }));"
        )
        sent: dict[str, object] = {"script": script, "args": list(arguments), "sandbox": None}
        answer = self.ask("WebDriver:ExecuteAsyncScript", sent)["value"]
        assert "error" not in answer, answer["error"]
        return answer.get("value")

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def _receive(self) -> Any:
        """The next message, which has its length before it: `LENGTH:JSON`."""
        length = b""
        while (letter := self._file.read(1)) != b":":
            assert letter, "Firefox has gone"
            length += letter
        return json.loads(self._file.read(int(length)))


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A Firefox without a screen, in a profile of its own that is thrown away."""
    assert FIREFOX is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        written = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        )
        (profile / "user.js").write_text("\n".join(written))
        command = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", folder, "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            opened = Firefox(_port(profile / "MarionetteActivePort", process))
            try:
                yield opened
            finally:
                opened.close()
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _port(told: Path, process: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + START_S
    while not (told.is_file() and (port := told.read_text().strip())):
        assert process.poll() is None, f"Firefox ended with {process.returncode}"
        assert time.monotonic() < deadline, "Firefox did not start"
        time.sleep(0.05)
    return int(port)
