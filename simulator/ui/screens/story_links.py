"""Which questions does this story answer?"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.ui.page import Page, TitleBar
from simulator.use_cases.desk import Question, Story

LIKELY = 5
"""So many of those not linked are marked as a suggestion."""


class StoryLinksScreen(Page):
    HELP = (
        "Every behavioral question: ✓ is linked to the story, ◌ is suggested, by meaning and by what the "
        "question asks for; you decide. Space links and unlinks, and it is kept at once."
    )
    CSS_PATH = "story_links.tcss"
    AUTO_FOCUS = "#links"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "link", "Link or unlink", id="links.link", tooltip="It answers this question"),
        Binding("escape", "back", "Back", id="links.back", tooltip="Back"),
    ]

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story
        self.questions: tuple[Question, ...] = ()
        self.suggested: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        yield TitleBar(self.story.title, "which questions does it answer?")
        yield Static("◌ comparing the story with the questions …", id="links-state", markup=False)
        yield OptionList(id="links", markup=False)
        yield Static("", id="links-prompt", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.ask(lambda: self.studio.questions_for_story(self.story), self._show)

    def _show(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        fresh = [q.id for q in questions if q.id not in self.story.questions]
        self.suggested = frozenset(fresh[:LIKELY])
        table = self.query_one("#links", OptionList)
        table.add_options([Option(self._row(question), id=question.id) for question in questions])
        table.highlighted = 0 if questions else None
        self._say()

    def _row(self, question: Question) -> Content:
        if question.id in self.story.questions:
            return Content.assemble(("✓ ", "bold $accent"), question.prompt)
        if question.id in self.suggested:
            return Content.assemble(("◌ ", "$accent"), question.prompt)
        return Content.assemble("  ", (question.prompt, "$secondary"))

    def _say(self) -> None:
        linked = sum(question.id in self.story.questions for question in self.questions)
        self.query_one("#links-state", Static).update(
            Content.assemble((f"✓ {linked} linked", "bold"), ("   ◌ suggested", "$secondary"))
        )

    @property
    def chosen(self) -> Question | None:
        option = self.query_one("#links", OptionList).highlighted_option
        return next((q for q in self.questions if option and q.id == option.id), None)

    def on_option_list_option_highlighted(self) -> None:
        if self.chosen:
            self.query_one("#links-prompt", Static).update(self.chosen.prompt)

    def on_option_list_option_selected(self) -> None:
        self.action_link()

    def action_link(self) -> None:
        question = self.chosen
        if question is not None:
            self.ask(
                lambda: self.studio.link_story(self.story.id, question.id),
                lambda story: self._linked(story, question),
                lane="stories",
            )

    def _linked(self, story: Story, question: Question) -> None:
        self.story = story
        self.query_one("#links", OptionList).replace_option_prompt(question.id, self._row(question))
        self._say()
