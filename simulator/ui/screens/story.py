"""One story: write it down in the parts in which it is told."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from simulator.model.signs import TROUBLE
from simulator.ui.page import TitleBar
from simulator.ui.unsaved import WritingPage
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.values import STORY_PARTS, Competency, Story

PART_HEADINGS = {
    "situation": "Situation: where and when, and what was at stake",
    "task": "Task: what was yours to do",
    "action": "Action: what you did, with I and not we",
    "result": "Result: what came of it, with a number",
    "learned": "Learned: what you do differently since",
}


class Shows(Choices[Competency]):
    """Competencies; ✓ marks those the story shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "It shows this", id="shows.choose", tooltip="It shows this, or not"),
    ]

    def __init__(self, competencies: tuple[Competency, ...], chosen: tuple[str, ...]) -> None:
        super().__init__(id="story-shows")
        self.competencies = competencies
        self.shown = set(chosen)

    def on_mount(self) -> None:
        self.fill(self.competencies, self._row)

    def _row(self, competency: Competency) -> Content:
        if competency.id in self.shown:
            return Content.assemble(("✓ ", "bold $accent"), competency.title)
        return Content.assemble("○ ", (competency.title, "$secondary"))

    def on_option_list_option_selected(self) -> None:
        if competency := self.chosen:
            self.shown ^= {competency.id}
            self.redraw(competency, self._row(competency))


class StoryScreen(WritingPage):
    HELP = (
        "A story in its five parts, a few sentences each, and what it shows. Tab goes on, Shift+Tab back; "
        "Space chooses a competency. Ctrl+S keeps it; it may be kept half written."
    )
    CSS_PATH = "story.tcss"
    AUTO_FOCUS = "#story-title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="story.keep", priority=True, tooltip="Keep the story"),
        Binding("tab", "app.focus_next", "Next part", id="story.next", tooltip="The next part"),
        Binding("shift+tab", "app.focus_previous", "Part before", id="story.before", show=False),
        Binding("escape", "back", "Back", id="story.back", tooltip="Back"),
    ]

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story

    def compose(self) -> ComposeResult:
        yield TitleBar("A new story" if not self.story.id else "Story", "Ctrl+S keeps it")
        with VerticalScroll(id="story-form", can_focus=False):
            yield Static("", id="story-problem", classes="notice", markup=False)
            yield Static("Title: a few words that remind you", classes="heading")
            yield Input(self.story.title, id="story-title", compact=True)
            for name in STORY_PARTS:
                with Vertical(classes="story-part"):
                    yield Static(PART_HEADINGS[name], classes="heading", markup=False)
                    yield TextArea(getattr(self.story, name), id=f"story-{name}", compact=True)
            yield Static("What it shows (Space chooses)", classes="heading")
            yield Shows(self.desk.stories.competencies, self.story.competencies)
        yield Keys()

    def on_mount(self) -> None:
        self.write_if_any("#story-problem", "")
        self.query_one(Input).cursor_blink = self.host.ticking
        for area in self.query(TextArea):
            area.cursor_blink = self.host.ticking
        self.call_after_refresh(self.query_one("#story-form").scroll_home, animate=False)
        if self.story.id:
            self.ask(lambda: self.desk.stories.may_show(self.story), self._suggest)

    def _suggest(self, found: tuple[Competency, ...]) -> None:
        """Name what the story may also show. Nothing is chosen: the user decides."""
        names = " or ".join(competency.title for competency in found)
        if names:
            heading = self.query(".heading").last(Static)
            heading.update(f"What it shows (Space chooses; it may also show: {names})")

    def written(self) -> Story:
        """The story as the form has it."""
        shown = self.query_one(Shows).shown
        return msgspec.structs.replace(
            self.story,
            title=self.query_one(Input).value.strip(),
            competencies=tuple(c.id for c in self.desk.stories.competencies if c.id in shown),
            **{name: self.query_one(f"#story-{name}", TextArea).text.strip() for name in STORY_PARTS},
        )

    def action_keep(self) -> None:
        story = self.written()
        self.ask(lambda: self.desk.stories.keep(story), self._kept, self._refused, lane="stories")

    def _kept(self, story: Story) -> None:
        self.notify(f"✓ Kept: {story.title}", markup=False, timeout=3)
        self.host.back()

    def _refused(self, sentence: str) -> None:
        self.write_if_any("#story-problem", f"{TROUBLE} {sentence}")
        self.query_one("#story-form").scroll_home(animate=False)

    @property
    def unsaved(self) -> bool:
        story, form = self.story, self.written()
        return any(
            getattr(form, name) != getattr(story, name).strip() for name in ("title", *STORY_PARTS)
        ) or set(form.competencies) != set(story.competencies)
