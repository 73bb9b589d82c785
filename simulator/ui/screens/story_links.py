"""Which questions does this story answer?"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from simulator.model.question import Question
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.values import Story

LIKELY = 5
"""How many of the questions that are not linked are marked as suggestions."""


class LinkList(Choices[Question]):
    """Behavioral questions, the likeliest first."""


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
        self.suggested: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        yield TitleBar(self.story.title, "which questions does it answer?")
        yield Static("◌ comparing the story with the questions …", id="links-state", markup=False)
        yield LinkList(id="links")
        yield Static("", id="links-prompt", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        self.ask(lambda: self.desk.stories.fitting(self.story), self._show)

    def _show(self, questions: tuple[Question, ...]) -> None:
        fresh = [q.id for q in questions if q.id not in self.story.questions]
        self.suggested = frozenset(fresh[:LIKELY])
        self.query_one(LinkList).fill(questions, self._row)
        self._say()

    def _row(self, question: Question) -> Content:
        if question.id in self.story.questions:
            return Content.assemble(("✓ ", "bold $accent"), question.prompt)
        if question.id in self.suggested:
            return Content.assemble(("◌ ", "$accent"), question.prompt)
        return Content.assemble("  ", (question.prompt, "$secondary"))

    def _say(self) -> None:
        linked = sum(question.id in self.story.questions for question in self.query_one(LinkList).values)
        state = Content.assemble((f"✓ {linked} linked", "bold"), ("   ◌ suggested", "$secondary"))
        self.write("#links-state", state)

    def on_option_list_option_highlighted(self) -> None:
        if chosen := self.query_one(LinkList).chosen:
            self.write("#links-prompt", chosen.prompt)

    def on_option_list_option_selected(self) -> None:
        self.action_link()

    def action_link(self) -> None:
        question = self.query_one(LinkList).chosen
        if question is not None:
            self.ask(
                lambda: self.desk.stories.link(self.story.id, question.id),
                lambda story: self._linked(story, question),
                lane="stories",
            )

    def _linked(self, story: Story, question: Question) -> None:
        self.story = story
        self.query_one(LinkList).redraw(question, self._row(question))
        self._say()
