"""The waveform of an answer: where it is loud, where something happened, and where we are."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from simulator.ui.widgets.bars import BLOCKS, pooled

ROWS = 3


@dataclass(frozen=True, kw_only=True)
class Marker:
    """Something that happened; `simulator.ui.tape` says what each sign means."""

    at_s: float
    sign: str


STYLES = {
    "f": "$warning",
    "j": "$text-primary",
    "|": "$secondary",
    "i": "$secondary",
    "+": "$success",
    "!": "bold $warning",
    "b": "bold $accent",
}


class Waveform(Widget):
    """Peaks, a cursor and a line of markers. A click asks to seek."""

    DEFAULT_CSS = "Waveform { height: 4; width: 1fr; }"

    @dataclass
    class Sought(Message):
        """The second that was clicked."""

        at_s: float

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.peaks: tuple[float, ...] = ()
        self.markers: tuple[Marker, ...] = ()
        self.duration_s = 0.0
        self._cursor = 0

    def show(self, markers: tuple[Marker, ...], duration_s: float) -> None:
        self.markers, self.duration_s = markers, duration_s
        self.refresh()

    def draw(self, peaks: tuple[float, ...]) -> None:
        """Show these peaks, 0 to 1, which are spread evenly over the answer."""
        self.peaks = peaks
        self.refresh()

    def move(self, position_s: float) -> None:
        """Move the cursor to that second; it is drawn again only when it reaches another column."""
        column = self._column(position_s)
        if column != self._cursor:
            self._cursor = column
            self.refresh()

    def _column(self, at_s: float) -> int:
        width = self.content_size.width
        return min(width - 1, int(at_s / self.duration_s * width)) if self.duration_s and width else 0

    def render(self) -> Content:
        columns = pooled(self.peaks, self.content_size.width)
        lines = [self._row(columns, row) for row in range(ROWS - 1, -1, -1)]
        return Content("\n").join([*lines, self._marks()])

    def _row(self, columns: tuple[float, ...], row: int) -> Content:
        loudest = max(columns, default=0.0) or 1.0
        cells = "".join(_cell(peak / loudest, row) for peak in columns) or "─" * self.content_size.width
        at = self._cursor
        return Content.assemble(
            (cells[:at], "$accent"),
            (cells[at : at + 1], "$background on $accent"),
            (cells[at + 1 :], "$primary"),
        )

    def _marks(self) -> Content:
        signs = [" "] * self.content_size.width
        for marker in self.markers:
            if signs:
                signs[self._column(marker.at_s)] = marker.sign
        return Content.assemble(*((sign, STYLES.get(sign, "")) for sign in signs))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and self.duration_s:
            self.post_message(self.Sought(offset.x / max(1, self.content_size.width) * self.duration_s))


def _cell(share: float, row: int) -> str:
    eighths = round(share * ROWS * 8) - row * 8
    if row == 0:
        eighths = max(1, eighths)
    return BLOCKS[min(8, max(0, eighths))]
