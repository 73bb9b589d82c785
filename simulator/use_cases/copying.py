"""Copies text to the clipboard, and keeps it in a file where that may not have worked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model.harmless import harmless

if TYPE_CHECKING:
    from simulator.use_cases.look_back.export import Export


@dataclass(frozen=True)
class Copied:
    """A text, and where it is by now."""

    text: str
    """As it was copied: nothing in it can drive a terminal that it is pasted into."""
    tool: str = ""
    """The system's tool that put it on the clipboard; "" for none."""
    file: Path | None = None
    """Where it was kept, because the clipboard may not have it."""


class Copying:
    """Copies by the system's tool. What a terminal does with its own clipboard is for the screens."""

    def __init__(self, export: Export) -> None:
        """`export` knows where files are kept."""
        self._export = export

    def copy(self, text: str, name: str, *, terminal_takes_it: bool) -> Copied:
        """Copy `text`. Where no tool can, and `terminal_takes_it` is not sure, it is kept in a file `name`.

        Raises `ArchiveError` when that file cannot be written.
        """
        from simulator.clipboard import tools

        text = harmless(text)
        tool = tools.copy(text)
        file = None if tool or terminal_takes_it else self._export.keep_text(text, name)
        return Copied(text, tool, file)
