"""Whether a terminal puts text on the clipboard when it is asked to (OSC 52). None of them says so itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.use_cases.copying import Copied

TAKES = {
    "TERM": ("xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "alacritty", "wezterm", "contour"),
    "TERM_PROGRAM": ("WezTerm", "ghostty", "vscode", "WarpTerminal"),
}
"""By variable, the terminals that take it unless their user switched it off."""
BETWEEN = ("TMUX", "STY", "ZELLIJ")
"""Set by programs between us and the terminal, which pass it on only where they are told to."""
REFUSES = {"TERM": ("linux", "dumb", "vt100", "vt220"), "TERM_PROGRAM": ("Apple_Terminal",)}
"""By variable, the terminals that have no clipboard, or would show the sequence as letters."""


class Taking(Enum):
    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


def taking(environment: Mapping[str, str]) -> Taking:
    """Whether the terminal that this environment tells of takes text for the clipboard."""
    if any(environment.get(name) in refusing for name, refusing in REFUSES.items()):
        return Taking.NO
    if any(name in environment for name in BETWEEN):
        return Taking.PERHAPS
    known = any(environment.get(name) in takers for name, takers in TAKES.items())
    return Taking.YES if known or "WT_SESSION" in environment else Taking.PERHAPS


def told(what: str, done: Copied, taken: Taking) -> str:
    """One sentence on how `what` was copied, or two where it is not sure that it was."""
    if done.tool:
        also = "" if taken is Taking.NO else ", and sent to the terminal (OSC 52)"
        return f"Copied {what} with {done.tool}{also}."
    if done.file is None:
        return f"Copied {what} through the terminal (OSC 52)."
    if taken is Taking.NO:
        return f"Nothing here can copy, so {what} was saved: {done.file}"
    return f"Sent {what} to the terminal (OSC 52), which may not take it, so it was also saved: {done.file}"
