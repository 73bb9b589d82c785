"""The clock of an answer: the time taken against the time there is."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from simulator.model.naming import clock
from simulator.model.signs import TROUBLE
from simulator.ui.plain import is_plain, seldom


class AnswerClock(Widget):
    """`1:24 / 3:00 ━━━━━━━╸───`; past the limit it says by how much."""

    DEFAULT_CSS = "AnswerClock { height: 1; width: 1fr; }"

    def __init__(self, limit_s: int = 0) -> None:
        super().__init__()
        self.limit_s = limit_s
        self.elapsed_s = 0.0

    def show(self, elapsed_s: float) -> None:
        self.elapsed_s = elapsed_s
        self.refresh()

    def in_words(self) -> tuple[str, ...]:
        return (f"{clock(self.elapsed_s)} of {clock(self.limit_s)}",)

    def render(self) -> Content:
        if is_plain(self):
            return Content(f"{clock(seldom(self.elapsed_s))} of {clock(self.limit_s)}")
        over = self.elapsed_s - self.limit_s
        style = "$warning" if over > 0 else "$accent"
        said = Content.assemble(
            (f"{clock(self.elapsed_s):>5}", "bold"), (f" / {clock(self.limit_s)}  ", "$secondary")
        )
        late = f"  {TROUBLE} {clock(over)} over" if over >= 1 else ""
        room = max(0, self.content_size.width - said.cell_length - len(late))
        full = min(room, round(room * self.elapsed_s / self.limit_s)) if self.limit_s else 0
        return Content.assemble(
            said, ("━" * full, style), ("─" * (room - full), "$secondary"), (late, "$warning")
        )
