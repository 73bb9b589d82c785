"""Stories: what can I tell, how did it go last, and what do I have no story for?"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.signs import TROUBLE
from simulator.ui.page import Page, TitleBar
from simulator.ui.screens.story import StoryScreen
from simulator.ui.screens.story_links import StoryLinksScreen
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.ui.words import day
from simulator.use_cases.prepare.coach import STORY
from simulator.use_cases.prepare.stories import Shelf, Shelved
from simulator.use_cases.values import STORY_PARTS, Story

EMPTY = (
    "No stories yet. A handful of good ones answers most behavioral questions: the situation, your task, "
    "what you did, what came of it, what you learned.\n\nn writes the first."
)


class StoryList(Choices[Shelved]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Rehearse", id="stories.rehearse", tooltip="Answer its questions aloud")
    ]


class StoriesScreen(Page):
    HELP = (
        "Your own stories for behavioral questions, in STAR form. Enter asks the questions a story is linked "
        "to, one after another. ○ marks what has no story yet.\n\n"
        "After such an answer the app guesses by meaning which story you told: so a story shows when you "
        "last told it and how that scored. The stories are a text file of yours, its place is shown with "
        "the list; a backup carries it."
    )
    HELP_ALSO = StoryList.BINDINGS
    CSS_PATH = "stories.tcss"
    AUTO_FOCUS = "#stories"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", id="stories.new", tooltip="Write a new story"),
        Binding("e", "edit", "Edit", id="stories.edit", tooltip="Change this story"),
        Binding("l", "link", "Link", id="stories.link", tooltip="Which questions it answers"),
        Binding("d", "delete", "Delete", id="stories.delete", tooltip="Delete this story"),
        Binding("escape", "back", "Back", id="stories.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.shelf: Shelf | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Stories")
        yield Static("Looking …", id="stories-without", markup=False)
        with Horizontal(id="stories-parts"):
            yield StoryList(id="stories")
            with VerticalScroll(id="story-scroll", can_focus=False):
                yield Static("", id="story", markup=False)
        yield Keys()

    def on_screen_resume(self) -> None:
        self.ask(self.desk.stories.shelf, self._show, self._unreadable, lane="stories")

    def _unreadable(self, sentence: str) -> None:
        """Show where the file is broken; it is left as it is."""
        self.shelf = None
        self.query_one(StoryList).fill((), _row)
        self.write("#stories-without", Content.styled(f"{TROUBLE} {sentence}", "$warning"))
        self.write("#story", "Mend it in an editor, then come back: nothing was changed.")
        self.refresh_bindings()

    def _show(self, shelf: Shelf) -> None:
        table = self.query_one(StoryList)
        chosen = self.chosen.story.id if self.chosen else None
        self.shelf = shelf
        ids = [shelved.story.id for shelved in shelf.stories]
        table.fill(shelf.stories, _row, at=ids.index(chosen) if chosen in ids else 0)
        table.display = bool(ids)
        have = len(shelf.competencies) - len(shelf.without)
        self.query_one(TitleBar).say(
            "Stories", f"{len(ids)} · {have} of {len(shelf.competencies)} competencies" if ids else ""
        )
        self.write("#stories-without", _without(shelf))
        if not ids:
            self.write("#story", EMPTY)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a story is offered when there is one; a broken file is not written to."""
        if action in ("edit", "link", "delete"):
            return bool(self.shelf and self.shelf.stories)
        return action != "new" or self.shelf is not None

    @property
    def chosen(self) -> Shelved | None:
        return self.query_one(StoryList).chosen

    def on_option_list_option_highlighted(self) -> None:
        if self.chosen and self.shelf:
            self.write("#story", self._detail(self.chosen, self.shelf))
            self.query_one("#story-scroll").scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        if self.chosen and self.chosen.questions:
            self.host.drill(STORY + self.chosen.story.id)
        elif self.chosen:
            self.notify("Link it to a question first: choose with Space.", timeout=4)
            self.action_link()

    def action_new(self) -> None:
        self.app.push_screen(StoryScreen(Story(title="")))

    def action_edit(self) -> None:
        if self.chosen:
            self.app.push_screen(StoryScreen(self.chosen.story))

    def action_link(self) -> None:
        if self.chosen:
            self.app.push_screen(StoryLinksScreen(self.chosen.story))

    def action_delete(self) -> None:
        if self.chosen:
            story = self.chosen.story
            sentence = f"Delete the story “{story.title}”? Answers that told it stay."
            self.confirm(sentence, "Delete", lambda: self._delete(story))

    def _delete(self, story: Story) -> None:
        self.ask(
            lambda: self.desk.stories.delete(story.id), lambda _: self.on_screen_resume(), lane="stories"
        )

    def _detail(self, shelved: Shelved, shelf: Shelf) -> Content:
        story, titles = shelved.story, {c.id: c.title for c in shelf.competencies}
        shows = ", ".join(titles[c] for c in story.competencies) or "nothing named yet (e)"
        lines = [
            Content.styled(story.title, "bold $accent"),
            Content.assemble(("shows      ", "$secondary"), shows),
            Content.assemble(("told       ", "$secondary"), self._told(shelved)),
            Content(""),
            *(_part(story, name) for name in STORY_PARTS),
            Content(""),
            Content.styled("Questions it answers", "bold $secondary"),
            *(Content(f"✓ {question.prompt}") for question in shelved.questions),
        ]
        if not shelved.questions:
            lines.append(Content("○ none yet (l)"))
        return Content("\n").join(lines)

    def _told(self, shelved: Shelved) -> str:
        last = shelved.last
        if last is None:
            return "not yet"
        times = len(shelved.tellings)
        often = "once" if times == 1 else f"{times} times"
        score = "" if last.overall is None else f", scored {last.overall}"
        return f"{often}, last {day(last.at, self.host.today)}{score} (by a guess)"


def _part(story: Story, name: str) -> Content:
    text = getattr(story, name).strip()
    label = (f"{name:<11}", "$secondary")
    return Content.assemble(label, " ".join(text.split())) if text else Content.assemble(label, "○ –")


def _row(shelved: Shelved) -> Content:
    last = shelved.last
    score = f"{last.overall:>3}" if last and last.overall is not None else "  –"
    missing = len(shelved.story.missing)
    return Content.assemble(
        (score, "bold $accent" if last else "$secondary"),
        (f"  ○ {missing} to write", "$warning") if missing else "",
        f"  {shelved.story.title}",
        ("" if shelved.questions else "  not linked", "$secondary"),
    )


def _without(shelf: Shelf) -> Content:
    where = Content.styled(f"\n{shelf.path}", "$secondary") if shelf.stories else Content("")
    if not shelf.without:
        return Content.assemble(("● ", "$accent"), "There is a story for everything they ask.", where)
    names = ", ".join(c.title for c in shelf.without)
    return Content.assemble(("○ No story yet for: ", "bold"), names, where)
