"""Trends: one line, one sentence, then detail."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.model.counted import counted
from simulator.model.naming import LISTENERS, with_unit
from simulator.model.records import GroupMean, Value
from simulator.model.trends import Overview, PetWordTrend, Trend
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.bars import pooled, spark
from simulator.ui.widgets.chart import Chart
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.ui.words import day
from simulator.use_cases.look_back.agreement import Agreement
from simulator.use_cases.look_back.trends import GROUPS

SPARK_CELLS = 8
NAME_CELLS = 17
MOST_ROWS = 200
"""The most rows that the table shows, the latest first."""
VIEWS = ("chart", "table", *(f"by {group}" for group in GROUPS), "own words")


class MeasureList(Choices[Trend]):
    """Each trend small; the highlighted one is shown large."""


class TrendsScreen(Page):
    HELP = (
        "Up and down choose a score or a measure; the chart shows every answer and, once there are enough to "
        "compare, the smoothed line. 19 of 20 times the true line lies in the shaded range. "
        "The sentence says what the last week changed, and "
        "only when your answers carry it: otherwise it says so. T shows the values as a table that a screen "
        "reader can read; V goes on to means by topic, kind, audience and interview, and to your own pet "
        "words. `simulator trends --csv` writes them to a file."
    )
    CSS_PATH = "trends.tcss"
    AUTO_FOCUS = "#measures"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "table", "Table", id="trends.table", tooltip="The values as a table, and back"),
        Binding("v", "next_view", "Other views", id="trends.view", tooltip="By topic, kind, audience ..."),
        Binding("escape", "back", "Back", id="trends.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.overview: Overview | None = None
        self.view = VIEWS[0]

    def compose(self) -> ComposeResult:
        yield TitleBar("Trends")
        yield Static("", id="trend-sentence", markup=False)
        with Vertical(id="trend-parts"):
            yield MeasureList(id="measures")
            yield Chart(id="chart")
            yield OptionList(id="trend-rows", markup=False)
        yield Static("", id="trend-agreement", classes="muted", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        self._show_view()

    def on_screen_resume(self) -> None:
        self.ask(self.desk.trends.overview, self._received)
        self.ask(self.desk.ratings.agreement, self._agreed)

    def _agreed(self, agreement: Agreement) -> None:
        """Say how far to trust the lines above, once somebody has rated or corrected an answer."""
        told = agreement.ratings or agreement.corrected
        self.write_if_any("#trend-agreement", agreement.sentence if told else "")

    def _received(self, overview: Overview) -> None:
        self.overview = overview
        self.query_one(MeasureList).fill(overview.trends, _small)
        if not overview.trends:
            nothing = "Nothing to show yet. Answer a question: each answer becomes a point here."
            self.write("#trend-sentence", nothing)

    @property
    def trend(self) -> Trend | None:
        """The trend that is shown large."""
        return self.query_one(MeasureList).chosen

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list.id == "measures":
            self._show_view()

    def action_table(self) -> None:
        self.view = "chart" if self.view == "table" else "table"
        self._show_view()

    def action_next_view(self) -> None:
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self._show_view()

    def _show_view(self) -> None:
        trend = self.trend
        chart, rows = self.query_one(Chart), self.query_one("#trend-rows", OptionList)
        chart.display, rows.display = self.view == "chart", self.view != "chart"
        self.query_one(TitleBar).say(self._title(trend), self._practised())
        if trend is None or self.overview is None:
            return
        self.write("#trend-sentence", trend.sentence)
        chart.show(trend)
        rows.clear_options()
        if self.view == "table":
            rows.add_options(
                [_value_row(trend, point, self.host.today) for point in trend.points[-MOST_ROWS:]][::-1]
            )
        elif self.view == "own words":
            rows.add_options(_pet_rows(self.overview.pet_words))
        elif self.view.startswith("by "):
            self._ask_means(trend, self.view.removeprefix("by "))

    def _ask_means(self, trend: Trend, group: str) -> None:
        view = self.view

        def receive(means: tuple[GroupMean, ...]) -> None:
            if self.view == view and self.trend is trend:
                rows = self.query_one("#trend-rows", OptionList)
                rows.clear_options()
                rows.add_options(_mean_rows(trend, group, means))

        self.ask(lambda: self.desk.trends.group_means(trend.measure, group), receive, lane="means")

    def _title(self, trend: Trend | None) -> str:
        view = f"means {self.view}" if self.view.startswith("by ") else self.view
        parts = ["Trends", trend.name if trend else "", view if view != "chart" else ""]
        return " · ".join(part for part in parts if part)

    def _practised(self) -> str:
        if self.overview is None or not self.overview.trends:
            return ""
        minutes = round(self.overview.spoken_s / 60)
        answers = counted(max(len(trend.points) for trend in self.overview.trends), "answer")
        return f"{minutes} min practised in {answers}" if minutes else answers


def _small(trend: Trend) -> Content:
    """Name, small picture (lowest to highest), the value now, an arrow where the week's change is clear."""
    heights = [p.value for p in trend.drawn] or trend.points.values.tolist()
    low, range_ = min(heights), (max(heights) - min(heights)) or 1.0
    small = spark([round(100 * (h - low) / range_) for h in pooled(heights, SPARK_CELLS)])
    return Content.assemble(
        f"{trend.name[:NAME_CELLS]:<{NAME_CELLS}} ",
        (f"{small:<{SPARK_CELLS}}", "$accent"),
        (f" {with_unit(heights[-1], trend.unit):>13}", "bold"),
        (f" {_arrow(trend)}", "$accent" if _good(trend) else "$warning"),
    )


def _arrow(trend: Trend) -> str:
    if not (trend.change.enough and trend.change.clear):
        return " "
    return "↑" if trend.change.now > trend.change.before else "↓"


def _good(trend: Trend) -> bool:
    return (trend.change.now - trend.change.before) * trend.better >= 0


def _value_row(trend: Trend, point: Value, today: date) -> Content:
    value = with_unit(point.value, trend.unit)
    when = f"{day(point.at, today):<12} {point.at[11:16]}"
    return Content.assemble((f"{value:>11}", "bold"), (f"   {when}   {point.answer_id}", "$secondary"))


def _mean_rows(trend: Trend, group: str, means: tuple[GroupMean, ...]) -> list[Content]:
    if not means:
        return [Content(f"No answer has a {group}.")]
    return [
        Content.assemble(
            (f"{with_unit(round(mean.mean, 1), trend.unit):>11}", "bold"),
            f"   {LISTENERS.get(mean.name, mean.name.replace('_', ' ')):<26}",
            (counted(mean.answers, "answer"), "$secondary"),
        )
        for mean in means
    ]


def _pet_rows(pets: tuple[PetWordTrend, ...]) -> list[Content | Option]:
    """A line that says what is shown, then each habit with how often it was said in the last answers."""
    if not pets:
        return [Content("No word of your own that you lean on, so far.")]
    most = max(max(pet.counts) for pet in pets)
    heading = Content.styled(f"{'times':>6}   {'word':<16}in each answer, oldest first", "$secondary")
    return [
        Option(heading, disabled=True),
        *(
            Content.assemble(
                (f"{sum(pet.counts):>6}", "bold"),
                f"   {pet.text:<16}",
                (spark([round(100 * c / most) for c in pooled(pet.counts, 24)]), "$accent"),
            )
            for pet in pets
        ),
    ]
