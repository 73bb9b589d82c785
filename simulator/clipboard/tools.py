"""Puts text on the clipboard by the tool that the system has for it.

The tools are run here rather than by a library: pyperclip neither looks whether a tool succeeded nor ends one
that hangs, and what they print would be written over the screen.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

PATIENCE_S = 3.0
"""A tool that takes longer is ended: it waits for a display that does not answer."""


@dataclass(frozen=True)
class Tool:
    """A command that takes the text on its standard input."""

    command: tuple[str, ...]
    needs: str = ""
    """The environment variable without which it can reach no clipboard; "" where it needs none."""
    encoding: str = "utf-8"


TOOLS = (
    Tool(("wl-copy",), needs="WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard"), needs="DISPLAY"),
    Tool(("xsel", "--clipboard", "--input"), needs="DISPLAY"),
    Tool(("pbcopy",)),
    Tool(("clip.exe",), encoding="utf-16-le"),  # Windows, and Linux inside it
    Tool(("termux-clipboard-set",)),
)


def copy(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Put `text` on the clipboard; returns the name of the tool that did, "" where none could.

    Over SSH only a display that is forwarded reaches the clipboard of who sits in front.
    """
    for tool in TOOLS:
        there = tool.needs in environment if tool.needs else "SSH_CONNECTION" not in environment
        if there and _ran(tool, text, environment):
            return tool.command[0].removesuffix(".exe")
    return ""


def _ran(tool: Tool, text: str, environment: Mapping[str, str]) -> bool:
    found = shutil.which(tool.command[0], path=environment.get("PATH"))
    if found is None:
        return False
    try:
        done = subprocess.run(
            [found, *tool.command[1:]],
            input=text.encode(tool.encoding, "replace"),
            stdout=subprocess.DEVNULL,  # xclip stays to hand the text out, and would keep a pipe open
            stderr=subprocess.DEVNULL,
            env={**environment, "LC_CTYPE": "UTF-8"},  # or pbcopy reads another encoding
            timeout=PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
