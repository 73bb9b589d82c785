"""The topics as a grid that is walked with the arrows: a block and a number each, group after group."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from simulator.model.signs import level_of_score
from simulator.ui.widgets.bars import BAR_STYLES, block
from simulator.use_cases.prepare.coach import MapEntry

COLUMNS = 3
GROUP_CELLS = 11
BAR_FROM = 30
"""The width in cells from which a column shows a bar instead of a block."""
BAR, TITLE = 8, 15
"""Cells of a bar at most, and of the longest title, for which a bar makes room."""
BESIDE = 10
"""Cells of all else that stands in a column with a bar."""
SHAKY = 2
"""The highest level whose block is not coloured."""
AIRY_FROM = 34
"""The height of the terminal in lines from which groups have a blank line between them."""
CONNECTION_SIGNS = {"needs": "◂", "leads": "▸", "related": "≈", "here": "▌"}
DUE = "!"

Rows = list[list[MapEntry]]


class TopicGrid(Static, can_focus=True):
    """The topic selected is `place`; `Moved` says that it may be another one now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(0,-1)", "Up", id="map.up", show=False, tooltip="The topic above"),
        Binding("down", "walk(0,1)", "Down", id="map.down", show=False, tooltip="The topic below"),
        Binding("left", "walk(-1,0)", "Left", id="map.left", show=False, tooltip="The topic before"),
        Binding("right", "walk(1,0)", "Right", id="map.right", show=False, tooltip="The next topic"),
    ]

    class Moved(Message):
        """The grid was drawn, perhaps with another topic selected."""

    def __init__(self) -> None:
        super().__init__("", id="topic-grid", markup=False)
        self._rows: Rows = []
        self._row = self._column = 0

    @property
    def place(self) -> MapEntry | None:
        """The selected topic."""
        return self._rows[self._row][self._column] if self._rows else None

    def load(self, places: Sequence[MapEntry], at: str | None = None) -> None:
        """Show these, group after group, and select the topic with the id `at`, else the first."""
        self._rows = rows(places)
        self._row = self._column = 0
        for y, row in enumerate(self._rows):
            for x, place in enumerate(row):
                if place.topic.id == at:
                    self._row, self._column = y, x
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def action_walk(self, right: int, down: int) -> None:
        """Select the topic beside; left and right run on into the next row, up and down keep the column."""
        if not self._rows:
            return
        if down:
            self._row = min(max(self._row + down, 0), len(self._rows) - 1)
            self._column = min(self._column, len(self._rows[self._row]) - 1)
        else:
            flat = [(y, x) for y, row in enumerate(self._rows) for x in range(len(row))]
            at = flat.index((self._row, self._column)) + right
            self._row, self._column = flat[min(max(at, 0), len(flat) - 1)]
        self._draw()

    def on_click(self, event: events.Click) -> None:
        y = event.y
        for index, top in enumerate(self._tops()):
            column = (event.x - GROUP_CELLS) // self._cells
            if y == top and 0 <= column < len(self._rows[index]):
                self._row, self._column = index, column
                self._draw()

    @property
    def _cells(self) -> int:
        """The width of one column."""
        return max(1, (self.size.width - GROUP_CELLS) // COLUMNS)

    def _tops(self) -> list[int]:
        """The line on which each row is drawn."""
        airy = self.screen.size.height >= AIRY_FROM
        tops: list[int] = []
        line = 0
        for index, row in enumerate(self._rows):
            if airy and index and row[0].topic.group != self._rows[index - 1][0].topic.group:
                line += 1
            tops.append(line)
            line += 1
        return tops

    def _draw(self) -> None:
        if not self._rows or not self.size.width:
            return
        tops = self._tops()
        lines = [Content("")] * (tops[-1] + 1)
        for index, row in enumerate(self._rows):
            first = not index or row[0].topic.group != self._rows[index - 1][0].topic.group
            group = row[0].topic.group if first else ""
            lines[tops[index]] = Content.assemble(
                (f"{group:<{GROUP_CELLS}}"[:GROUP_CELLS], "$secondary"),
                *(self._cell(place) for place in row),
            )
        self.update(Content("\n").join(lines))
        self.call_after_refresh(self._reveal, tops[self._row])
        self.post_message(self.Moved())

    def _reveal(self, line: int) -> None:
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, line, 1, 1), animate=False)

    def _cell(self, place: MapEntry) -> Content:
        """A topic as `◂▆ 72!Evaluation`, or where there is room as `◂ ██████░░  72 ! Evaluation`."""
        cells, mastery = self._cells, place.standing.mastery
        number = "  –" if mastery is None else f"{mastery:>3}"
        due = DUE if place.standing.due else " "
        wide = cells >= BAR_FROM
        bar = (
            _bar(mastery, bar_cells(cells))
            if wide
            else block((mastery or 0) / 100)
            if mastery is not None
            else "·"
        )
        gap = " " if wide else ""
        title = _cut(place.topic.title, cells - 1 - len(f"{gap}{bar}{gap}{number}{gap}{due}{gap}") - 1)
        chosen = place is self.place
        style = "reverse" if chosen else ""
        return Content.assemble(
            (CONNECTION_SIGNS.get(self._connection(place), " "), "$accent"),
            (f"{gap}{bar}", _bar_style(mastery)),
            (f"{gap}{number}", "" if mastery is not None else "$secondary"),
            (f"{gap}{due}{gap}", "bold $warning"),
            (title, f"bold {style}" if chosen else "bold" if mastery is not None else ""),
            " " * (cells - 1 - len(f"{gap}{bar}{gap}{number}{gap}{due}{gap}") - cell_len(title)),
        )

    def _connection(self, place: MapEntry) -> str:
        here = self.place
        if here is None:
            return ""
        if place is here:
            return "here"
        if place.topic.id in here.needs:
            return "needs"
        if place.topic.id in here.leads_to:
            return "leads"
        return "related" if place.topic.id in here.related else ""


def _bar_style(mastery: int | None) -> str:
    """Green is for what is good; what is weak stays grey here, for at first that is nearly all."""
    level = level_of_score(mastery or 0)
    return BAR_STYLES[level] if level > SHAKY else "$secondary"


def bar_cells(column: int) -> int:
    """The length of a bar in a column so wide: it is shortened before a title is cut."""
    return max(1, min(BAR, column - TITLE - BESIDE))


def _bar(mastery: int | None, cells: int) -> str:
    full = round((mastery or 0) * cells / 100)
    return "█" * full + "░" * (cells - full)


def _cut(title: str, cells: int) -> str:
    return title if cell_len(title) <= cells else set_cell_size(title, max(0, cells - 1)) + "…"


def rows(places: Sequence[MapEntry]) -> Rows:
    """The topics in rows of at most `COLUMNS`; every group begins a new row."""
    found: Rows = []
    for _, members in groupby(places, key=lambda place: place.topic.group):
        group = list(members)
        found += [group[i : i + COLUMNS] for i in range(0, len(group), COLUMNS)]
    return found
