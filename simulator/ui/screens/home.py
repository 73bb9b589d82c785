"""Home: what shall I do now?"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.counted import counted
from simulator.model.naming import clock
from simulator.model.signs import TROUBLE
from simulator.ui.page import Page, TitleBar
from simulator.ui.screens.at_home import AtHome, look
from simulator.ui.screens.home_more import more
from simulator.ui.widgets.bars import spark
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.ui.words import corrected_sign, day, facts, mean_sign, result, score_style

if TYPE_CHECKING:
    from simulator.model.records import AnswerRecord
    from simulator.use_cases.look_back.sessions import RecentTake
    from simulator.use_cases.look_back.unfinished import LeftProblem
    from simulator.use_cases.prepare.coach import Today

TODAY = ("Today", "Enter starts")
PROGRESS = "Clarity, last 30 days"
PAST = 24
"""How many answers the small chart shows."""
FEW = 5
"""How many answers' mean is compared with the mean of as many before them."""


class Card(Static, can_focus=True):
    """A box that Enter or a click acts on."""

    async def on_click(self) -> None:
        self.focus()
        await self.run_action("screen.start")


class NextCard(Card):
    """The one thing to do now."""


class UnfinishedCard(Card):
    """An answer that was cut off; Enter or a click hears and scores it."""


class LeftCodeCard(Card):
    """A coding problem that was left; Enter or a click opens it."""


class Recent(Choices["RecentTake"]):
    """Sessions; Enter opens the scorecard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Scorecard", id="recent.open", tooltip="Open the scorecard")
    ]


class HomeScreen(Page):
    HELP = (
        "Home says what to do next: the question that will do you most good, an answer that was cut off, "
        "and what you answered lately: the number of an interview, or of an answer, or the mean of several "
        "takes. Enter does what is marked; Tab goes to the next part."
    )
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", id="home.start", show=False, tooltip="Answer the question shown"),
        Binding("c", "go_on", "Continue", id="home.go_on", show=False, tooltip="Go on with an interview"),
        Binding("b", "app.questions", "Questions", id="home.questions", tooltip="Choose a question"),
        Binding("i", "app.interviews", "Interviews", id="home.interviews", tooltip="A whole process"),
        Binding("w", "weak", "Weak", id="home.weak", tooltip="What you answered badly"),
        Binding("h", "app.sessions", "History", id="home.sessions", tooltip="All your sessions"),
        Binding("t", "app.trends", "Trends", id="home.trends", tooltip="What changed over days and weeks"),
        Binding("m", "app.map", "Map", id="home.map", tooltip="Topics, how they connect, what is due"),
        Binding("s", "app.settings", "Settings", id="home.settings", tooltip="Voice, microphone, colours"),
        Binding("q", "app.leave", "Quit", id="home.quit", show=False, tooltip="Quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.shown: AtHome | None = None
        self._finishing = False
        self._in_trouble = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Interview Simulator", self._date())
        with VerticalScroll(id="home-body", can_focus=False):
            with Horizontal(id="home-top"):
                yield self._next_card()
                yield Static(PROGRESS, id="progress-title", classes="heading")
                yield self._progress_card()
            yield self._unfinished_card()
            yield self._left_code_card()
            yield Static("", id="home-problem", classes="notice", markup=False)
            with Horizontal(id="home-lower"):
                with Vertical(id="home-recent"):
                    yield Static("Recent", classes="heading")
                    yield Recent(id="recent")
                    yield Static("", id="recent-empty", classes="muted")
                yield Static("", id="home-more", markup=False)
        yield Keys()

    def _date(self, streak: int = 0, days_left: int | None = None) -> str:
        """`Tue 24 Nov · 6-day streak · interview in 9 days`; a single day is no streak."""
        parts = [f"{self.host.today:%a} {self.host.today.day} {self.host.today:%b}"]
        parts += [f"{streak}-day streak"] if streak > 1 else []
        if days_left is not None:
            parts.append(f"interview in {counted(days_left, 'day')}" if days_left else "interview today")
        return " · ".join(parts)

    def _next_card(self) -> NextCard:
        card = NextCard("Looking …", id="next", classes="card", markup=False)
        card.border_title, card.border_subtitle = TODAY
        return card

    def _progress_card(self) -> Static:
        card = Static("", id="progress", classes="card")
        card.border_title = PROGRESS
        return card

    def _unfinished_card(self) -> UnfinishedCard:
        card = UnfinishedCard("", id="unfinished", classes="card", markup=False)
        card.border_title, card.border_subtitle = "Cut off", "Enter hears and scores it"
        card.display = False
        return card

    def _left_code_card(self) -> LeftCodeCard:
        card = LeftCodeCard("", id="left-code", classes="card", markup=False)
        card.border_title, card.border_subtitle = "Not finished", "Enter goes on with it"
        card.display = False
        return card

    def on_mount(self) -> None:
        self.query_one("#next").focus()

    def on_screen_resume(self) -> None:
        self.ask(partial(look, self.desk), self._show, self._say_trouble)

    # What is shown

    def _show(self, shown: AtHome) -> None:
        self.shown, self._in_trouble = shown, False
        card = self.query_one("#next", NextCard)
        card.border_title, card.border_subtitle = TODAY
        card.update(_today(shown))
        self.write("#progress", _clarity(shown.today.clarity))
        self.query_one(TitleBar).say(
            "Interview Simulator", self._date(shown.today.streak, shown.today.days_left)
        )
        self.write("#home-more", more(shown))
        self._show_unfinished(shown.unfinished)
        self._show_left_code(shown.code)
        self._show_problems(shown.problems)
        self._show_recent(shown.recent)

    def _say_trouble(self, sentence: str) -> None:
        """Keep in sight that the archive cannot be read, and what mends it."""
        self.shown, self._in_trouble = None, True
        card = self.query_one("#next", NextCard)
        card.border_title, card.border_subtitle = "Your archive", "Enter looks again"
        card.update(Content.assemble((f"{TROUBLE} ", "$warning"), sentence))

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
                (f"{TROUBLE} ", "$warning"),
                f"An answer of {when}{length} was cut off before it was heard{more}. It is kept.",
            )
        )

    def _show_left_code(self, left: tuple[LeftProblem, ...]) -> None:
        card = self.query_one("#left-code", LeftCodeCard)
        card.display = bool(left)
        if left:
            card.update(Content.assemble((f"{TROUBLE} ", "$warning"), _left_code(left, self.host.today)))

    def _show_problems(self, problems: tuple[str, ...]) -> None:
        more = f" (and {len(problems) - 1} more: `simulator questions check`)" if problems[1:] else ""
        self.write_if_any("#home-problem", f"{TROUBLE} {problems[0]}{more}" if problems else "")

    def _show_recent(self, rows: tuple[RecentTake, ...]) -> None:
        recent = self.query_one(Recent)
        recent.fill(rows, lambda row: _row(row, self.host.today))
        recent.display = bool(rows)
        self.write_if_any("#recent-empty", "" if rows else "Nothing yet: your first answer will be here.")

    # What can be done

    def action_start(self) -> None:
        if isinstance(self.focused, UnfinishedCard):
            self._finish()
        elif isinstance(self.focused, LeftCodeCard) and self.shown and self.shown.code:
            self.host.practise(self.shown.code[0].answer.question_id)
        elif self.shown and self.shown.today.suggestion:
            self.host.practise(self.shown.today.suggestion.question.id)
        elif self._in_trouble:
            self.on_screen_resume()
        else:
            self.host.practise(None)

    def action_go_on(self) -> None:
        if self.shown and self.shown.left:
            self.host.interview(session_id=self.shown.left[0].session_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Continue is offered only when an interview was left half way."""
        return action != "go_on" or bool(self.shown and self.shown.left)

    def action_weak(self) -> None:
        from simulator.use_cases.prepare.coach import WEAK_SPOTS

        self.host.drill(WEAK_SPOTS)

    def on_option_list_option_selected(self) -> None:
        if chosen := self.query_one(Recent).chosen:
            self.host.scorecard(chosen[0].id)

    def _finish(self) -> None:
        if self._finishing or not self.shown or not self.shown.unfinished:
            return
        self._finishing = True
        answer = self.shown.unfinished[0]
        self._say_progress(0.0)
        self.ask(
            lambda: self.desk.unfinished.finish(answer.id, self._on_progress), self._finished, self._failed
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


def _today(shown: AtHome) -> Content:
    today = shown.today
    if today.suggestion is None:
        return Content("There are no questions: `simulator questions check` says why.")
    question, reason = today.suggestion.question, today.suggestion.reason
    return Content.assemble(
        ("▶ ", "$accent"),
        (question.prompt, "bold"),
        (f"\n{facts(question)}\n", "$secondary"),
        f"{reason[:1].upper()}{reason[1:]}.",
        *(f"\n{line}" for line in _plan(today)),
        *((f"\n▶ Continue: {item.words} (c goes on)", "$accent") for item in shown.left[:1]),
    )


def _left_code(left: tuple[LeftProblem, ...], today: date) -> str:
    """Which problem was left, and what opening it goes on with."""
    answer, title = left[0].answer, left[0].title
    more = f" (and {counted(len(left) - 1, 'more problem')})" if left[1:] else ""
    length = f", {clock(answer.duration_s)} long" if answer.duration_s else ""
    rest = "your code, in the same recording" if answer.audio else "your code"
    when = day(answer.started_at, today)
    return (
        f"The coding problem \u201c{title}\u201d of {when}{length} is not finished{more}. "
        f"Opening it goes on with {rest}."
    )


def _plan(today: Today) -> list[str]:
    """What is due, the weak spot, and the plan as a whole; what does not apply is left out."""
    agenda, lines = today.agenda, [""]
    if agenda.due:
        are = "question is" if agenda.due == 1 else "questions are"
        from simulator.use_cases.values import Why

        shown = sum(step.why is Why.DUE for step in agenda.steps)
        some = f", {shown} of them today" if shown < agenda.due else ""
        lines.append(f"! {agenda.due} {are} due again{some} ({agenda.minutes_for(Why.DUE)} min)")
    if today.weak_spot:
        lines.append(f"◔ Weak spot: {today.weak_spot} (w drills what went badly)")
    done = f"✓ {agenda.done} done today" if agenda.done else ""
    left = len(agenda.steps)
    plan = f"Today's plan: {counted(left, 'question')}, {agenda.minutes} min" if left else ""
    summary = " · ".join(filter(None, (plan, done)))
    return [*lines, summary] if summary else lines


def _clarity(scores: tuple[int, ...]) -> Content:
    if not scores:
        return Content.styled(
            "No scores yet. After your first answer you see here how clear you are.", "$secondary"
        )
    last, before = scores[-FEW:], scores[-2 * FEW : -FEW]
    mean = sum(last) / len(last)
    drawn = Content.assemble(
        ("latest ", "$secondary"), (f"{scores[-1]} ", "bold"), (spark(scores[-PAST:]), "$accent")
    )
    if len(before) < FEW:
        return Content.assemble(drawn, f"\nmean clarity of the last {len(last)}: {mean:.0f}")
    change = round(mean - sum(before) / FEW)
    return Content.assemble(
        drawn, f"\nmean clarity of the last {FEW}: {mean:.0f}  {signed(change)} against the {FEW} before"
    )


def signed(change: int) -> str:
    """A change as `▲ 12`, `▼ 3` or `= 0`."""
    return f"{'▲' if change > 0 else '▼' if change < 0 else '='} {abs(change)}"


def _row(row: RecentTake, today: date) -> Content:
    session, take, change = row
    when = day(session.started_at, today)
    return Content.assemble(
        (result(session), score_style(session.overall)),
        (f" {mean_sign(session)}", "$secondary"),
        f"  {'' if change is None else signed(change):<5}",
        (f"  {when:<12}", "$secondary"),
        session.title,
        (f" (take {take})" if take > 1 else "", "$secondary"),
        (corrected_sign(session), "$secondary"),
    )
