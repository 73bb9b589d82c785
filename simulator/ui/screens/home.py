"""Home: what shall I do now?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.studio import AnswerRecord, SessionRecord, Studio, Suggestion
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.bars import spark
from simulator.ui.words import clock, day, facts, result

RECENT = 40
PAST = 24
"""How many sessions the small chart shows."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All that home shows."""

    suggestion: Suggestion | None
    sessions: tuple[SessionRecord, ...]
    unfinished: tuple[AnswerRecord, ...]
    problems: tuple[str, ...]


def look(studio: Studio) -> Desk:
    """Read it; on a thread. An empty bank has no suggestion."""
    return Desk(
        suggestion=studio.suggestion() if studio.questions() else None,
        sessions=studio.sessions(),
        unfinished=studio.unfinished(),
        problems=studio.bank_problems(),
    )


class Card(Static, can_focus=True):
    """A box that Enter or a click acts on."""

    async def on_click(self) -> None:
        self.focus()
        await self.run_action("screen.start")


class NextCard(Card):
    """The one thing to do now."""


class UnfinishedCard(Card):
    """An answer that was cut off; acting hears and scores it."""


class Recent(OptionList):
    """Sessions; Enter opens the scorecard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Scorecard", id="recent.open", tooltip="Open the scorecard")
    ]


class HomeScreen(Page):
    HELP = (
        "Home says what to do next: the question that will do you most good, an answer that was cut off, "
        "and what you answered lately. Enter does what is marked; Tab goes to the next part."
    )
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", id="home.start", tooltip="Answer the question shown"),
        Binding("b", "app.questions", "Questions", id="home.questions", tooltip="Choose a question"),
        Binding("i", "app.interviews", "Interviews", id="home.interviews", tooltip="A whole process"),
        Binding("h", "app.sessions", "History", id="home.sessions", tooltip="All your sessions"),
        Binding("t", "app.trends", "Trends", id="home.trends", tooltip="What changed over days and weeks"),
        Binding("s", "app.settings", "Settings", id="home.settings", tooltip="Voice, microphone, colours"),
        Binding("q", "app.leave", "Quit", id="home.quit", show=False, tooltip="Quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self._finishing = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Interview Simulator", self.host.today.strftime("%a %-d %b"))
        with VerticalScroll(id="home-body", can_focus=False):
            with Horizontal(id="home-top"):
                yield self._next_card()
                yield self._progress_card()
            yield self._unfinished_card()
            yield Static("", id="home-problem", classes="notice", markup=False)
            with Vertical(id="home-recent"):
                yield Static("Recent", classes="heading")
                yield Recent(id="recent", markup=False)
                yield Static("", id="recent-empty", classes="muted")
        yield Footer()

    def _next_card(self) -> NextCard:
        card = NextCard("Looking …", id="next", classes="card", markup=False)
        card.border_title, card.border_subtitle = "Next", "Enter starts"
        return card

    def _progress_card(self) -> Static:
        card = Static("", id="progress", classes="card")
        card.border_title = "So far"
        return card

    def _unfinished_card(self) -> UnfinishedCard:
        card = UnfinishedCard("", id="unfinished", classes="card", markup=False)
        card.border_title, card.border_subtitle = "Cut off", "Enter hears and scores it"
        card.display = False
        return card

    def on_mount(self) -> None:
        self.query_one("#next").focus()
        if not self.studio.settings.microphone_checked and self.host.start.screen == "home":
            self.call_after_refresh(self.host.action_microphone)

    def on_screen_resume(self) -> None:
        self.ask(partial(look, self.studio), self._show)

    # What is shown

    def _show(self, desk: Desk) -> None:
        self.desk = desk
        self.query_one("#next", NextCard).update(_next(desk.suggestion))
        self.query_one("#progress", Static).update(_progress(desk.sessions))
        self._show_unfinished(desk.unfinished)
        self._show_problems(desk.problems)
        self._show_recent(desk.sessions[:RECENT])

    def _show_unfinished(self, unfinished: tuple[AnswerRecord, ...]) -> None:
        card = self.query_one("#unfinished", UnfinishedCard)
        card.display = bool(unfinished)
        if not unfinished or self._finishing:
            return
        first = unfinished[0]
        more = f" (and {len(unfinished) - 1} more)" if len(unfinished) > 1 else ""
        length = f", {clock(first.duration_s)} long" if first.duration_s else ""
        when = day(first.started_at, self.host.today)
        card.update(
            Content.assemble(
                ("▲ ", "$warning"),
                f"An answer of {when}{length} was cut off before it was heard{more}. It is kept.",
            )
        )

    def _show_problems(self, problems: tuple[str, ...]) -> None:
        line = self.query_one("#home-problem", Static)
        line.display = bool(problems)
        if problems:
            more = f" (and {len(problems) - 1} more: `simulator questions check`)" if problems[1:] else ""
            line.update(Content(f"▲ {problems[0]}{more}"))

    def _show_recent(self, sessions: tuple[SessionRecord, ...]) -> None:
        recent = self.query_one("#recent", OptionList)
        at = recent.highlighted
        recent.clear_options()
        recent.add_options([Option(_row(session, self), id=session.id) for session in sessions])
        recent.highlighted = min(at or 0, len(sessions) - 1) if sessions else None
        recent.display = bool(sessions)
        empty = self.query_one("#recent-empty", Static)
        empty.display = not sessions
        empty.update("Nothing yet: your first answer will be here.")

    # What can be done

    def action_start(self) -> None:
        if isinstance(self.focused, UnfinishedCard):
            self._finish()
        elif self.desk and self.desk.suggestion:
            self.host.practise(self.desk.suggestion.question.id)
        else:
            self.host.practise(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.host.scorecard(event.option_id)

    def _finish(self) -> None:
        if self._finishing or not self.desk or not self.desk.unfinished:
            return
        self._finishing = True
        answer = self.desk.unfinished[0]
        self._say_progress(0.0)
        self.ask(
            lambda: self.studio.finish_unfinished(answer.id, self._on_progress), self._finished, self._failed
        )

    def _on_progress(self, progress: float) -> None:
        """Called on the thread that hears."""
        self.app.call_later(self._say_progress, progress)

    def _say_progress(self, progress: float) -> None:
        self.query_one("#unfinished", UnfinishedCard).update(
            Content(f"… Hearing the answer: {progress:.0%}. You can go on with something else.")
        )

    def _finished(self, answer: AnswerRecord) -> None:
        self._finishing = False
        if self.is_current:
            self.host.scorecard(answer.id)
        else:
            self.notify("The answer that was cut off is scored: it is under Recent.", markup=False)

    def _failed(self, sentence: str) -> None:
        self._finishing = False
        self.warn(sentence)
        self.on_screen_resume()


def _next(suggestion: Suggestion | None) -> Content:
    if suggestion is None:
        return Content("There are no questions: `simulator questions check` says why.")
    question = suggestion.question
    return Content.assemble(
        (question.prompt, "bold"),
        "\n\n",
        (facts(question), "$secondary"),
        "\n",
        ("▶ ", "$accent"),
        suggestion.reason[:1].upper() + suggestion.reason[1:] + ".",
    )


def _progress(sessions: tuple[SessionRecord, ...]) -> Content:
    scores = [
        session.overall for session in sessions if session.overall is not None and session.id != "sample"
    ]
    scores = scores[:PAST][::-1]
    if not scores:
        return Content.styled(
            "No scores yet. After your first answer you see here how it goes.", "$secondary"
        )
    last = scores[-5:]
    mean = sum(last) / len(last)
    lines = Content.assemble(
        ("overall ", "$secondary"), (spark(scores), "$accent"), f"  last {scores[-1]}, best {max(scores)}"
    )
    before = scores[-10:-5]
    if not before:
        return Content.assemble(lines, f"\nmean of the last {len(last)}: {mean:.0f}")
    change = mean - sum(before) / len(before)
    sign = "▲" if change >= 1 else "▼" if change <= -1 else "="
    return Content.assemble(
        lines, f"\nmean of the last 5: {mean:.0f}  {sign} {change:+.0f} against the 5 before"
    )


def _row(session: SessionRecord, screen: Page) -> Content:
    when = day(session.started_at, screen.host.today)
    return Content.assemble(
        (result(session), "bold $accent" if session.overall is not None else "$secondary"),
        (f"  {when:<12}", "$secondary"),
        session.title,
    )
