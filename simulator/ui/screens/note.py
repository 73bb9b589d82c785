"""Asks for one line of text, such as a bookmark's note."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class NoteScreen(ModalScreen[str | None]):
    """Dismissed with the text (maybe empty), or None when cancelled."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", id="note.cancel")]

    def __init__(self, sentence: str, *, blinking: bool = True) -> None:
        super().__init__()
        self._sentence = sentence
        self._blinking = blinking

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm"):
            yield Static(Content(self._sentence), id="confirm-sentence")
            yield Input(placeholder="a note, or nothing", max_length=200, compact=True)
            yield Static(Content.styled("Enter keeps it, Esc does not.", "$secondary"))

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = self._blinking

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_cancel(self) -> None:
        self.dismiss(None)
