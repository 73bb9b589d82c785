"""The clipboard's tools, as executables that stand in for the real ones and write down what they get."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from simulator.clipboard import tools
from simulator.clipboard.tools import copy

TEXT = "Why is [bold]F1[/bold] low? Größe, 学习 🙂\nline two"
X11 = {"DISPLAY": ":0"}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


def tool(folder: Path, name: str, ends: str = "exit 0") -> Path:
    """An executable of that name; returns where it writes what it was given, after its arguments."""
    given = folder / f"{name}.given"
    script = folder / name
    script.write_text(
        f'#!/bin/sh\n{{ echo "$@"; /bin/cat; }} > "{given}"\necho noise; echo noise >&2\n{ends}\n'
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return given


def given(file: Path) -> tuple[str, bytes]:
    """What a tool was given: its arguments, and its standard input."""
    arguments, _, text = file.read_bytes().partition(b"\n")
    return arguments.decode(), text


@pytest.mark.parametrize(
    ("name", "variable", "arguments"),
    [
        ("xclip", "DISPLAY", "-selection clipboard"),
        ("xsel", "DISPLAY", "--clipboard --input"),
        ("wl-copy", "WAYLAND_DISPLAY", ""),
        ("pbcopy", "HOME", ""),
        ("termux-clipboard-set", "HOME", ""),
    ],
)
def test_each_tool_is_given_the_whole_text(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, variable: str, arguments: str
) -> None:
    file = tool(tmp_path, name)
    assert copy(TEXT, {"PATH": str(tmp_path), variable: "0"}) == name
    assert given(file) == (arguments, TEXT.encode())
    assert capfd.readouterr() == ("", ""), "what a tool prints would be written over the screen"


def test_windows_is_given_what_it_reads(tmp_path: Path) -> None:
    file = tool(tmp_path, "clip.exe")
    assert copy(TEXT, {"PATH": str(tmp_path)}) == "clip"
    assert given(file)[1].decode("utf-16-le") == TEXT


def test_one_that_fails_gives_way_to_the_next(tmp_path: Path) -> None:
    tool(tmp_path, "wl-copy", "exit 1")
    tool(tmp_path, "xclip")
    assert copy(TEXT, {"PATH": str(tmp_path), "WAYLAND_DISPLAY": "w", **X11}) == "xclip"


def test_one_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "PATIENCE_S", 0.3)
    tool(tmp_path, "xclip", "exec /bin/sleep 60")
    began = time.monotonic()
    assert copy(TEXT, {"PATH": str(tmp_path), **X11}) == ""
    assert time.monotonic() - began < 20


def test_one_that_stays_to_hand_the_text_out_is_not_waited_for(tmp_path: Path) -> None:
    tool(tmp_path, "xclip", "/bin/sleep 30 &\nexit 0")
    began = time.monotonic()
    assert copy(TEXT, {"PATH": str(tmp_path), **X11}) == "xclip"
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("environment", [{}, {"SSH_CONNECTION": "1.2.3.4 22"}])
def test_without_a_display_none_is_asked(tmp_path: Path, environment: dict[str, str]) -> None:
    files = [tool(tmp_path, name) for name in ("xclip", "xsel", "wl-copy")]
    assert copy(TEXT, {"PATH": str(tmp_path), **environment}) == ""
    assert not any(file.exists() for file in files)


def test_over_ssh_the_clipboard_of_the_far_machine_is_left_alone(tmp_path: Path) -> None:
    file = tool(tmp_path, "pbcopy")
    assert copy(TEXT, {"PATH": str(tmp_path), "SSH_CONNECTION": "1.2.3.4 22"}) == ""
    assert not file.exists()
    tool(tmp_path, "xclip")
    forwarded = {"SSH_CONNECTION": "1.2.3.4 22", "DISPLAY": "localhost:10"}
    assert copy(TEXT, {"PATH": str(tmp_path), **forwarded}) == "xclip"
