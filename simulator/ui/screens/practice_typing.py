"""An answer that is typed: its page, the count of its words, and what of it was kept."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea

from simulator.model.counted import counted

KEPT_AFTER_S = 1.0
"""Seconds after which what was typed is on the disk."""
MINIMUM_WORDS = 15


class TypedAnswer(Vertical):
    """Posts `Waiting` when there is something to keep; whoever receives that keeps what `unkept` returns."""

    class Waiting(Message):
        """What was typed should be kept now."""

    def __init__(self) -> None:
        super().__init__(id="typed")
        self.text = ""
        self._kept = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="typed-count")
        yield TextArea(id="typed-text", soft_wrap=True, show_line_numbers=False)

    @property
    def area(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def words(self) -> int:
        return len(self.text.split())

    def open(self, kept: str) -> None:
        """Show the page with the draft `kept`, unless something is written there already."""
        self.display = True
        if kept and not self.area.text:
            self.area.text = self._kept = kept
            self.area.move_cursor(self.area.document.end)
        self.area.focus()
        self._count()

    def clear(self) -> None:
        """Empty the page, after what was on it was handed in."""
        self.area.clear()
        self.text = ""

    def unkept(self) -> str | None:
        """The text that is to be kept now, which counts as kept from then on; None when it did not change."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.text == self._kept:
            return None
        self._kept = self.text
        return self.text

    def on_text_area_changed(self, changed: TextArea.Changed) -> None:
        changed.stop()
        self.text = changed.text_area.text
        self._count()
        if self._timer is None:
            self._timer = self.set_timer(KEPT_AFTER_S, lambda: self.post_message(self.Waiting()))

    def _count(self) -> None:
        short = f", at least {MINIMUM_WORDS} are needed" if self.words < MINIMUM_WORDS else ""
        line = Content.assemble(
            ("✎ Type your answer", "bold $accent"),
            (f"   {counted(self.words, 'word')}{short}   Ctrl+S hands it in", "$secondary"),
        )
        self.query_one("#typed-count", Static).update(line)
