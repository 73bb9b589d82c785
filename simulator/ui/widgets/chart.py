"""A trend as a chart that fills its room: raw values, the smoothed line, its uncertainty."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from simulator.model import plot
from simulator.model.plot import Ink
from simulator.model.trends import Trend

STYLES = {
    Ink.NOTHING: "",
    Ink.POINT: "$primary",
    Ink.LINE: "bold $accent",
    Ink.BAND: "$secondary 60%",
    Ink.AXIS: "$secondary",
}
ANSWERS, LINE = "• one answer", "  ⣀ smoothed  ░ likely range"


class Chart(Widget):
    """Shows one trend, drawn anew for every size."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._trend: Trend | None = None

    def show(self, trend: Trend | None) -> None:
        self._trend = trend
        self.refresh()

    def render(self) -> Content:
        if self._trend is None:
            return Content("")
        at, values = self._trend.points.at_s, self._trend.points.values
        width, height = self.content_size.width, self.content_size.height - 1
        rows = plot.chart(at, values, self._trend.drawn, self._trend.unit, width=width, height=height)
        drawn = [Content.assemble(*((char, STYLES[ink]) for char, ink in row)) for row in rows]
        legend = ANSWERS + (LINE if self._trend.drawn else "")
        return Content("\n").join([*drawn, Content.styled(legend, "$secondary")])
