"""Signals, a closed window, a jumping clock, odd terminals, in the middle of an answer: nothing is lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from terminal import Terminal, all_ended
from virtual_sound import VirtualSound, wait_for

from simulator.archive.store import Archive

pytestmark = pytest.mark.real

QUIT, SPACE = b"\x11", b" "
CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
int clock_gettime(clockid_t which, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    static volatile long long *ahead;
    if (!real) {
        ahead = mmap(0, 8, PROT_READ, MAP_SHARED, open(getenv("CLOCK_AHEAD"), O_RDONLY), 0);
        real = dlsym(RTLD_NEXT, "clock_gettime");
    }
    int code = real(which, at);
    if (which == CLOCK_REALTIME && ahead != MAP_FAILED) at->tv_sec += *ahead;
    return code;
}
"""
"""The clock on the wall, some seconds ahead: a closed lid stops processes, and this clock goes on."""


@pytest.fixture
def environment(virtual_sound: VirtualSound, short_interview: None, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "TERM": "xterm-256color",
        "SIMULATOR_VOICE": "off",
        "SIMULATOR_MICROPHONE_CHECKED": "true",
    }


def answering(environment: dict[str, str], *, nohup: bool = False) -> Terminal:
    """The app, two seconds into an answer."""
    terminal = Terminal(["practice", "--question", "overfit"], environment, nohup=nohup)
    terminal.see("your turn")
    terminal.press(SPACE)
    terminal.see("0:02")
    return terminal


def kept_s(tmp_path: Path) -> float:
    """Seconds of the one answer there is, which is offered to be finished."""
    archive = Archive(tmp_path / "recordings")
    archive.check()
    (answer,) = archive.unfinished()
    assert answer.audio is not None
    return answer.audio.stat().st_size / 2 / 16_000


ENDS: dict[str, tuple[Callable[[Terminal], None], tuple[int, ...]]] = {
    "the window is closed": (Terminal.close, (0, 1, 130)),
    "SIGTERM": (lambda t: os.kill(t.pid, signal.SIGTERM), (130,)),
    "SIGHUP": (lambda t: os.kill(t.pid, signal.SIGHUP), (130,)),
    "SIGINT": (lambda t: t.signal(signal.SIGINT), (130,)),
    "SIGTERM to all": (lambda t: t.signal(signal.SIGTERM), (130,)),
}


def test_told_to_end_in_the_middle_of_an_answer(
    environment: dict[str, str],
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    ends = [*ENDS.items(), *[("the window is closed", ENDS["the window is closed"])] * 20][: many(1, 99)]
    for at, (name, (end, codes)) in enumerate(ends):
        terminal = answering(environment, nohup=at >= len(ENDS) and at % 2 == 0)
        family = terminal.family
        try:
            end(terminal)
            began = time.monotonic()
            assert terminal.ended(name) in codes, name
            assert time.monotonic() - began < 10, name
            all_ended(family)
            assert b"Traceback" not in terminal.raw, name
            assert name == "the window is closed" or terminal.is_as_before(), name
        finally:
            terminal.destroy(family)
        assert kept_s(tmp_path) >= 1.0, name
        shutil.rmtree(tmp_path / "recordings")
    tally("told to end", len(ends), ", ".join(ENDS))


def _stopped_and_back(terminal: Terminal) -> None:
    """As `kill -TSTP` and `fg` do it."""
    os.kill(terminal.pid, signal.SIGTSTP)
    wait_for(lambda: terminal.state() == psutil.STATUS_STOPPED, "it stops")
    assert terminal.is_as_before_when_read()
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.see("listening")


def _lid_closed(terminal: Terminal) -> None:
    """Every process stands still for longer than a microphone may be silent; an hour passes on the wall."""
    family = [terminal.pid, *(child.pid for child in terminal.family)]
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(2.0)
    for pid in family:
        os.kill(pid, signal.SIGCONT)


def _tiny_and_back(terminal: Terminal) -> None:
    terminal.resize(20, 5)
    terminal.see("Done")
    terminal.resize(120, 40)
    terminal.see("listening")


GOES_ON: dict[str, Callable[[Terminal], None]] = {
    "the lid closed": _lid_closed,
    "20x5 and back": _tiny_and_back,
    "Ctrl-C": lambda t: t.press(b"\x03"),
    "Ctrl-Z": lambda t: t.press(b"\x1a"),
    "stopped and continued": _stopped_and_back,
}
LOOKS: dict[str, dict[str, str]] = {
    "no colour": {"NO_COLOR": "1"},
    "not UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a dumb terminal": {"TERM": "vt100"},
}


def test_where_screens_are_plain_the_terminals_cursor_is_seen_and_goes_where_the_keyboard_is(
    environment: dict[str, str],
) -> None:
    problem = ["practice", "--question", "kmeans-rounds"]
    terminal = Terminal(problem, {**environment, "SIMULATOR_SCREENS": "plain"})
    family = terminal.family
    try:
        terminal.see("your turn")
        terminal.press(b"t")
        terminal.see("f6 Next")
        terminal.press(b"\x1b[17~")  # F6: to the code
        terminal.see("Code · Phase 2 of 3")
        for typed in ("q", "qz", "qzx"):
            terminal.press(typed[-1:].encode())
            terminal.see(f"3  {typed}")
        cursor = re.findall(rb"\x1b\[(\d+);(\d+)H\x1b\[\?25h", terminal.raw)
        assert {(b"4", b"4"), (b"4", b"5")} <= set(cursor), "in the third line of the code, then a letter on"
        assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
        terminal.press(QUIT)
        assert terminal.ended() == 0
    finally:
        terminal.destroy(family)


def test_whatever_happens_to_the_terminal_it_goes_on(
    environment: dict[str, str],
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    if not many(0, 1):
        pytest.skip("in the long run only")
    for name, happens in GOES_ON.items():
        terminal = answering(environment)
        family = terminal.family
        try:
            happens(terminal)
            terminal.see("0:05")
            terminal.press(QUIT)
            assert terminal.ended(name) == 0, name
            all_ended(family)
            assert terminal.is_as_before(), name
        finally:
            terminal.destroy(family)
        assert kept_s(tmp_path) >= 4.0, name
        shutil.rmtree(tmp_path / "recordings")
    tally("things happen to the terminal", len(GOES_ON), ", ".join(GOES_ON))


def test_odd_terminals_show_a_screen_that_can_be_used(
    environment: dict[str, str],
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    if not many(0, 1):
        pytest.skip("in the long run only")
    for name, odd in LOOKS.items():
        terminal = answering(environment | odd)
        family = terminal.family
        try:
            assert b"\\u25cf" not in terminal.raw, f"{name}: escapes where signs belong"
            if name == "no colour":
                assert not [c for c in (b"\x1b[38;2", b"\x1b[48;2", b"\x1b[31m") if c in terminal.raw]
            terminal.press(QUIT)
            assert terminal.ended(name) == 0, name
            all_ended(family)
        finally:
            terminal.destroy(family)
        assert kept_s(tmp_path) >= 1.0, name
        shutil.rmtree(tmp_path / "recordings")
    tally("odd terminals", len(LOOKS), ", ".join(LOOKS))


def test_the_clock_on_the_wall_jumps(
    environment: dict[str, str],
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    jumps = (3600, -3600, 86_400 * 400)
    if not many(0, 1):
        pytest.skip("in the long run only")
    if not shutil.which("gcc"):
        pytest.skip("without a compiler no clock can be made to jump")
    (tmp_path / "clock.c").write_text(CLOCK)
    library = str(tmp_path / "clock.so")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, str(tmp_path / "clock.c"), "-ldl"], check=True)
    ahead = tmp_path / "ahead"
    for jump in jumps:
        ahead.write_bytes(struct.pack("q", 0))
        terminal = answering(environment | {"LD_PRELOAD": library, "CLOCK_AHEAD": str(ahead)})
        family = terminal.family
        try:
            with ahead.open("r+b") as file:
                file.write(struct.pack("q", jump))
            terminal.see("0:04")
            terminal.press(QUIT)
            assert terminal.ended() == 0
            all_ended(family)
        finally:
            terminal.destroy(family)
        assert 3.0 <= kept_s(tmp_path) <= 8.0
        shutil.rmtree(tmp_path / "recordings")
    tally("the clock jumps", len(jumps), "an hour forwards, an hour back, 400 days")
