"""How good was this answer? One key keeps what a person thinks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.model.signs import LEVEL_SIGNS, LEVEL_WORDS


class RateScreen(ModalScreen[int | None]):
    """Dismissed with 1 to 5, or None when cancelled."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"answer({n})", LEVEL_WORDS[n], id=f"rate.{n}") for n in LEVEL_WORDS),
        Binding("escape", "answer(0)", "Cancel", id="rate.cancel"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm"):
            yield Static("How good was this answer, in your own opinion?", id="confirm-sentence")
            keys = [
                Content.assemble((f"{n} ", "bold $accent"), f"{LEVEL_SIGNS[n]} {word}   ")
                for n, word in LEVEL_WORDS.items()
            ]
            yield Static(Content("").join(keys), id="confirm-keys")
            yield Static(Content.styled("Esc keeps it to yourself.", "$secondary"))

    def action_answer(self, rating: int) -> None:
        self.dismiss(rating or None)
