"""One story: write it down in the parts in which it is told."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from simulator.ui.page import Page, TitleBar
from simulator.use_cases.desk import STORY_PARTS, Competency, Story

ASKS = {
    "situation": "Situation: where and when, and what was at stake",
    "task": "Task: what was yours to do",
    "action": "Action: what you did, with I and not we",
    "result": "Result: what came of it, with a number",
    "learned": "Learned: what you do differently since",
}


class Shows(OptionList):
    """Competencies; ✓ marks those the story shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "It shows this", id="shows.choose", tooltip="It shows this, or not"),
    ]

    def __init__(self, competencies: tuple[Competency, ...], chosen: tuple[str, ...]) -> None:
        super().__init__(id="story-shows", markup=False)
        self.competencies = competencies
        self.chosen = set(chosen)

    def on_mount(self) -> None:
        self.add_options([Option(self._row(c), id=c.id) for c in self.competencies])
        self.highlighted = 0

    def _row(self, competency: Competency) -> Content:
        if competency.id in self.chosen:
            return Content.assemble(("✓ ", "bold $accent"), competency.title)
        return Content.assemble("○ ", (competency.title, "$secondary"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        competency = self.competencies[event.option_index]
        self.chosen ^= {competency.id}
        self.replace_option_prompt(competency.id, self._row(competency))


class StoryScreen(Page):
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
                    yield Static(ASKS[name], classes="heading", markup=False)
                    yield TextArea(getattr(self.story, name), id=f"story-{name}", compact=True)
            yield Static("What it shows (Space chooses)", classes="heading")
            yield Shows(self.studio.competencies, self.story.competencies)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#story-problem").display = False
        self.query_one(Input).cursor_blink = self.host.ticking
        for area in self.query(TextArea):
            area.cursor_blink = self.host.ticking
        self.call_after_refresh(self.query_one("#story-form").scroll_home, animate=False)
        if self.story.id:
            self.ask(lambda: self.studio.story_may_show(self.story), self._suggest)

    def _suggest(self, found: tuple[Competency, ...]) -> None:
        """Said, not chosen: the user decides."""
        names = " or ".join(competency.title for competency in found)
        if names:
            heading = self.query(".heading").last(Static)
            heading.update(f"What it shows (Space chooses; it may also show: {names})")

    def written(self) -> Story:
        """The story as the form has it."""
        chosen = self.query_one(Shows).chosen
        return msgspec.structs.replace(
            self.story,
            title=self.query_one(Input).value.strip(),
            competencies=tuple(c.id for c in self.studio.competencies if c.id in chosen),
            **{name: self.query_one(f"#story-{name}", TextArea).text.strip() for name in STORY_PARTS},
        )

    def action_keep(self) -> None:
        story = self.written()
        self.ask(lambda: self.studio.keep_story(story), self._kept, self._refused, lane="stories")

    def _kept(self, story: Story) -> None:
        self.notify(f"✓ Kept: {story.title}", markup=False, timeout=3)
        self.host.back()

    def _refused(self, sentence: str) -> None:
        line = self.query_one("#story-problem", Static)
        line.display = True
        line.update(f"▲ {sentence}")
        self.query_one("#story-form").scroll_home(animate=False)

    @property
    def changed(self) -> bool:
        story, form = self.story, self.written()
        return any(
            getattr(form, name) != getattr(story, name).strip() for name in ("title", *STORY_PARTS)
        ) or set(form.competencies) != set(story.competencies)

    def may_quit(self) -> str:
        return "What you wrote is not kept yet." if self.changed else ""

    def action_back(self) -> None:
        from simulator.ui.screens.confirm import ConfirmScreen

        if not self.changed:
            self.host.back()
            return
        sentence = "What you wrote is not kept yet. Throw it away?"
        self.app.push_screen(ConfirmScreen(sentence, "Throw away"), self._back_if)

    def _back_if(self, sure: bool | None) -> None:
        if sure:
            self.host.back()
