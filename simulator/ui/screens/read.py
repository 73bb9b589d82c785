"""What a screen shows as lines of text, to be gone through with the arrow keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea


class ReadScreen(ModalScreen[None]):
    """Closed by Escape, F9 or Enter."""

    CSS_PATH = "read.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9,enter", "dismiss", "Close", id="read.close", priority=True, tooltip="Go back")
    ]

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        yield TextArea(
            "\n".join(self.lines),
            id="read",
            read_only=True,
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        yield Static("The screen as text. The arrow keys go through it, Esc goes back.", id="read-how")

    def on_mount(self) -> None:
        self.query_one(TextArea).cursor_blink = False
