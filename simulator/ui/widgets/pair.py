"""A row that compares two takes: it can be focused, and its passage played in both."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from simulator.model.naming import clock
from simulator.model.scorecard import Quote
from simulator.model.signs import CHANGE_SIGNS
from simulator.ui.widgets.walking import WALKING
from simulator.use_cases.look_back.comparison import Finding

CHANGE_STYLES = {1: "$success", 0: "$secondary", -1: "$warning"}
"""By the verdict of a comparison: better, the same, worse."""


class PairRow(Horizontal, can_focus=True):
    """Enter or a click plays its passages; Up and Down go to the next row and the one before."""

    BINDINGS: ClassVar[list[BindingType]] = WALKING

    def __init__(self, cells: list[tuple[Content, str]], before: Quote | None, after: Quote | None) -> None:
        """`cells` are texts, each with its style class."""
        super().__init__(classes="pair")
        self._cells = cells
        self.before = before
        self.after = after

    def compose(self) -> ComposeResult:
        for content, look in self._cells:
            yield Static(content, classes=look)

    async def on_click(self) -> None:
        self.focus()
        await self.run_action("screen.play('both')")


def finding_row(finding: Finding) -> PairRow:
    """A row with a sign, what changed, and when it was said in each take."""
    sign = Content.styled(CHANGE_SIGNS[finding.verdict], CHANGE_STYLES[finding.verdict])
    cells = [
        (sign, "pair-sign"),
        (Content(finding.text), "pair-text"),
        (_when(finding.before, finding.after), "pair-when"),
    ]
    return PairRow(cells, finding.before, finding.after)


def _when(before: Quote | None, after: Quote | None) -> Content:
    starts = [quote.start_s if quote else None for quote in (before, after)]
    if starts == [None, None]:
        return Content("")
    said = " → ".join("–" if start is None else clock(start) for start in starts)
    return Content.assemble((said, "bold"), ("  ⏎", "$secondary"))
