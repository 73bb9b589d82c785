"""What the second judge thinks, beside our score and no part of it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.model.counted import counted
from simulator.model.opinion import Opinion
from simulator.model.signs import level_sign, level_word


class SecondScreen(ModalScreen[None]):
    """Closed by Escape, o or Enter."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,enter", "dismiss", "Close", id="second.close", tooltip="Back to the scorecard")
    ]

    def __init__(self, opinion: Opinion, ours: int | None) -> None:
        super().__init__()
        self.opinion = opinion
        self.ours = ours

    def compose(self) -> ComposeResult:
        theirs = self.opinion
        with VerticalScroll(id="help", can_focus=True) as box:
            box.border_title = "A second judge"
            box.border_subtitle = "Esc closes"
            yield Static(
                Content(f"{theirs.model}: content {_level(theirs.level)}. Ours: {_level(self.ours)}.")
            )
            yield Static(Content.styled("It is no part of the score, and it is kept nowhere.", "$secondary"))
            for heading, lines in self._parts():
                yield Static(heading, classes="heading help-heading")
                yield Static(Content("\n".join(lines)))

    def _parts(self) -> list[tuple[str, list[str]]]:
        theirs = self.opinion
        parts = [
            ("It heard", [f"✓ {claim.text}\n  “{claim.quote}”" for claim in theirs.made]),
            ("It did not hear, or could not show", [f"○ {text}" for text in theirs.missed]),
            ("It would ask", [f"? {ask}" for ask in theirs.follow_ups]),
        ]
        if theirs.thrown_away:
            claims = counted(theirs.thrown_away, "claim")
            parts.append(("Thrown away", [f"{claims} quoting words that were not said"]))
        return [(heading, lines) for heading, lines in parts if lines]


def _level(level: int | None) -> str:
    return "not judged" if level is None else f"{level_sign(level)} {level_word(level)}, {level} of 5"
