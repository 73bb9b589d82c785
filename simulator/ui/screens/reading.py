"""A text to read, above whatever was there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class ReadingScreen(ModalScreen[None]):
    """Closed by Escape, Enter, m or q."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,m,q", "dismiss", "Close", id="reading.close", tooltip="Close the text")
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading = title
        self.text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="reading", can_focus=True) as box:
            box.border_title = self.heading
            box.border_subtitle = "Esc closes"
            yield Static(Content(self.text))
