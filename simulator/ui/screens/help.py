"""F1: what a screen is for, in its own words, and its keys."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.ui.page import Page

GENERAL = (
    ("esc", "back"),
    ("F1", "this help"),
    ("F2", "settings"),
    ("F9", "the screen as text"),
    ("Ctrl+P", "all commands"),
    ("q", "quit"),
    ("Ctrl+Q", "quit at once; what was recorded is kept"),
)
KEY_CELLS = 12


class HelpScreen(ModalScreen[None]):
    """Closed by Escape, F1, Enter or q."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter,q", "dismiss", "Close", id="help.close", tooltip="Close the help")
    ]

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", can_focus=True) as box:
            box.border_title = "Help"
            box.border_subtitle = "Esc closes"
            yield Static(Content(self.page.HELP))
            yield Static("Keys of this screen", classes="heading help-heading")
            own = self._own()
            yield Static(_table(own))
            yield Static("Keys everywhere", classes="heading help-heading")
            listed = {key.casefold() for keys, _meaning in own for key in keys.split()}
            yield Static(_table([row for row in GENERAL if row[0].casefold() not in listed]))

    def _own(self) -> list[tuple[str, str]]:
        """The bindings the screen itself declares, one row for each meaning, and each key once."""
        rows: dict[str, list[str]] = {}
        listed: set[str] = set()
        for binding in (*self.page.HELP_ALSO, *type(self.page).BINDINGS):
            if isinstance(binding, Binding) and binding.tooltip:
                shown = [
                    self.app.get_key_display(replace(binding, key=key)) for key in binding.key.split(",")
                ]
                keys = [key for key in dict.fromkeys(shown) if key not in listed]
                listed.update(keys)
                if keys:
                    rows.setdefault(binding.tooltip, []).extend(keys)
        return [(" ".join(keys), meaning) for meaning, keys in rows.items()]


def _table(rows: list[tuple[str, str]]) -> Content:
    lines = [Content.assemble((f"{key:<{KEY_CELLS}}", "bold $accent"), meaning) for key, meaning in rows]
    return Content("\n").join(lines)
