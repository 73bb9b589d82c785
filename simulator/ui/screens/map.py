"""Knowledge map: what am I good at, and what rests on what?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.counted import counted
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.bars import joined
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.topic_grid import CONNECTION_SIGNS, DUE, TopicGrid
from simulator.ui.words import day, score_word
from simulator.use_cases.prepare.coach import WEAK_SPOTS, MapEntry
from simulator.use_cases.values import Standing

AFTER = 12
"""How many more questions of a topic a tall screen names."""
MOST_SCORES = 3
"""How many scores the sentence on mastery names."""


class MapScreen(Page):
    HELP = (
        "Every topic with its mastery: the last scores of its questions, faded by the time since, over at "
        f"least four questions. {DUE} marks a topic with questions that are due again. For the topic chosen, "
        f"{CONNECTION_SIGNS['needs']} marks what it builds on, {CONNECTION_SIGNS['leads']} what builds on "
        f"it, {CONNECTION_SIGNS['related']} what is related."
    )
    HELP_ALSO = TopicGrid.BINDINGS
    CSS_PATH = "map.tcss"
    AUTO_FOCUS = "#topic-grid"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "drill", "Drill this topic", id="map.drill", tooltip="Practise this topic"),
        Binding("w", "weak", "Weak spots", id="map.weak", tooltip="Practise what you answered badly"),
        Binding("p", "plan", "Plan", id="map.plan", tooltip="Write the plan until your interview as a page"),
        Binding("escape", "back", "Back", id="map.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, MapEntry] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar("Knowledge map")
        with VerticalScroll(id="map-scroll", can_focus=False):
            yield TopicGrid()
        yield Static("", id="map-mastery", classes="muted", markup=False)
        yield Static("Looking …", id="map-detail", markup=False)
        yield Keys()

    def on_screen_resume(self) -> None:
        self.ask(self.desk.coach.knowledge_map, self._show)

    def _show(self, places: tuple[MapEntry, ...]) -> None:
        grid = self.query_one(TopicGrid)
        chosen = grid.place.topic.id if grid.place else None
        self.places = {place.topic.id: place for place in places}
        grid.load(places, chosen)
        practised = sum(place.standing.mastery is not None for place in places)
        due = sum(place.standing.due for place in places)
        said = f"{practised} of {len(places)} topics practised" + (f" · {due} due {DUE}" if due else "")
        self.query_one(TitleBar).say("Knowledge map", said)
        if not places:
            self.write("#map-detail", "There are no questions: `simulator questions check` says why.")

    def action_plan(self) -> None:
        def kept(path: Path) -> None:
            self.notify(f"Saved: {path}", title="Plan", markup=False, timeout=10)

        self.ask(self.desk.schedules.keep, kept, lane="report")

    def on_topic_grid_moved(self) -> None:
        place = self.query_one(TopicGrid).place
        if place:
            self.write("#map-mastery", _mastery(place.standing))
            self.write("#map-detail", self._detail(place))

    def _detail(self, place: MapEntry) -> Content:
        lines = [
            Content.assemble((place.topic.title, "bold $accent"), "  ", _standing(place, self.host.today)),
            *(
                self._connected(sign, words, ids)
                for sign, words, ids in (
                    (CONNECTION_SIGNS["needs"], "builds on", place.needs),
                    (CONNECTION_SIGNS["leads"], "leads to", place.leads_to),
                    (CONNECTION_SIGNS["related"], "related", place.related),
                )
                if ids
            ),
        ]
        if place.following:
            lines.append(Content.assemble(("⏎ asks      ", "$secondary"), place.following.prompt))
        if self.has_class("-tall"):
            lines += [
                Content.assemble(("  then      ", "$secondary"), question.prompt)
                for question in place.after[:AFTER]
            ]
        return Content("\n").join(lines)

    def _connected(self, sign: str, words: str, ids: tuple[str, ...]) -> Content:
        names = joined((_named(self.places[topic]) for topic in ids), " · ")
        return Content.assemble((f"{sign} ", "$accent"), (f"{words:<10}", "$secondary"), names)

    def action_drill(self) -> None:
        place = self.query_one(TopicGrid).place
        if place:
            self.host.drill(place.topic.id)

    def action_weak(self) -> None:
        self.host.drill(WEAK_SPOTS)


def _named(place: MapEntry) -> Content:
    mastery = place.standing.mastery
    return Content.assemble(place.topic.title, (" –" if mastery is None else f" {mastery}", "$secondary"))


def _mastery(standing: Standing) -> str:
    """One sentence on where the number comes from."""
    if standing.mastery is None:
        return "Mastery is the mean of a topic's latest scores, faded by the time since."
    scores = ", ".join(map(str, standing.scores[:MOST_SCORES]))
    more = f" and {len(standing.scores) - MOST_SCORES} more" if standing.scores[MOST_SCORES:] else ""
    rest = standing.over - standing.practised
    other = f", and 0 for {counted(rest, 'question')} not practised" if rest else ""
    return (
        f"Mastery {standing.mastery} is the mean of the latest scores, faded by time: {scores}{more}{other}."
    )


def _standing(place: MapEntry, today: date) -> Content:
    standing = place.standing
    if standing.mastery is None or standing.last is None:
        return Content.styled(f"not practised yet · {counted(standing.questions, 'question')}", "$secondary")
    return Content.assemble(
        (f"{standing.mastery} ", "bold"),
        f"{score_word(standing.mastery)} · ",
        (f"{DUE} {standing.due} due" if standing.due else "", "$warning"),
        " · " if standing.due else "",
        f"{standing.practised} of {counted(standing.questions, 'question')} practised",
        f" · last {day(standing.last.isoformat(), today)}",
    )
