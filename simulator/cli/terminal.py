"""What the command line writes, and how it is told to stop.

Nothing written can drive a terminal, whatever an answer, a question or a file's name contains.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import signal
import sys
import threading
import unicodedata
from collections.abc import Iterator
from typing import Any, NoReturn

from simulator.model.harmless import AS_ESCAPE, harmless

ASCII_SIGNS = dict(zip("●○◌▶▸›⟩→‹⟨◂←▲▼▾↑↓✓✗‖■♪✎“”–−•·≈", '*oo>>>>><<<<^vv^v+x=#~>""--*.~', strict=True))
"""What stands for each sign of our screens on a terminal that has ASCII only."""


def show(text: str) -> None:
    """Write `text` to stdout, with "?" for what its encoding does not have."""
    _write(sys.stdout, harmless(text))


def say(sentence: str) -> None:
    """Write `sentence` to stderr, on one line."""
    _write(sys.stderr, harmless(" ".join(sentence.split("\n"))))


def show_json(document: Any) -> None:
    """Write one JSON document to stdout; escaped to ASCII where stdout is not UTF-8."""
    ascii_only = not _is_utf8(sys.stdout)
    text = json.dumps(document, ensure_ascii=ascii_only, allow_nan=False)
    _write(sys.stdout, text.translate(AS_ESCAPE))


def use_any_encoding(screen: Any) -> None:
    """Let `screen` write a plain sign where it cannot encode one; it is as wide, so that nothing shifts."""
    if not _is_utf8(screen) and hasattr(screen, "reconfigure"):
        codecs.register_error("plain", _plain)
        screen.reconfigure(errors="plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(_plain_sign(sign) for sign in error.object[error.start : error.end]), error.end


def _plain_sign(sign: str) -> str:
    """A letter without its accent, a sign of `ASCII_SIGNS`, a line of the same direction, or a dot."""
    letter = unicodedata.normalize("NFKD", sign)[0]
    plain = letter if letter.isascii() else ASCII_SIGNS.get(sign) or _plain_line(sign)
    return plain * 2 if unicodedata.east_asian_width(sign) in "WF" else plain


def _plain_line(sign: str) -> str:
    name = unicodedata.name(sign, "")
    if "BOX DRAWINGS" in name:
        across, down = "HORIZONTAL" in name, "VERTICAL" in name
        return "-" if across and not down else "|" if down and not across else "+"
    return "#" if "BLOCK" in name or "SQUARE" in name else "."


def flush() -> None:
    """Flush stdout. Raises `OSError` when it cannot take what was written."""
    if sys.stdout is not None:
        sys.stdout.flush()


def leave(code: int) -> NoReturn:
    """End the process here, with `code`.

    Model libraries have threads of their own that can crash while Python is taken down around them, and
    unloading them takes a third of a second.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # it is closed, or there is none
            stream.flush()
    os._exit(code)


def _is_utf8(stream: Any) -> bool:
    return (getattr(stream, "encoding", None) or "utf-8").casefold().replace("-", "") == "utf8"


def _write(stream: Any, text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=stream)


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM and a closed terminal end the work as Ctrl-C does: processes ended, recordings kept."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours = [s for s in (getattr(signal, n) for n in names) if signal.getsignal(s) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


class ProgressLine:
    """A percentage on stderr for what takes over a second; silent when stderr is no terminal."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = False

    def __call__(self, share: float) -> None:
        if sys.stderr.isatty():
            self._shown = True
            print(f"\r{self._label} {share:4.0%}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
