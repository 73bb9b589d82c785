"""Rows that are walked through with Up and Down, on screens that show more than a list."""

from __future__ import annotations

from typing import ClassVar

from simulator.ui.page import Page


class RowsPage(Page):
    """A screen with rows that take the focus one after the other."""

    ROW: ClassVar[str]
    """Selects the rows."""
    BODY: ClassVar[str]
    """Selects what scrolls. Past the last row it scrolls to its end, before the first to its top."""

    def action_next_row(self) -> None:
        self._step(1)

    def action_previous_row(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = list(self.query(self.ROW))
        body = self.query_one(self.BODY)
        at = next((index for index, row in enumerate(rows) if row is self.focused), -1)
        if 0 <= at + by < len(rows):
            rows[at + by].focus()
        elif by > 0:
            body.scroll_end(animate=False)
        else:
            body.scroll_home(animate=False)
