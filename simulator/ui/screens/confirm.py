"""A question before something is lost."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class ConfirmScreen(ModalScreen[bool]):
    """Dismissed with True by `y` alone, else with False."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n,escape,enter", "answer(False)", "No", id="confirm.no", tooltip="Leave it as it is"),
    ]

    def __init__(self, sentence: str, verb: str) -> None:
        super().__init__()
        self.sentence = sentence
        self.verb = verb

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm"):
            yield Static(Content(self.sentence), id="confirm-sentence")
            keys = Content.assemble(
                ("y ", "bold $error"), f"{self.verb}     ", ("n ", "bold $accent"), "Keep it"
            )
            yield Static(keys, id="confirm-keys")

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)
