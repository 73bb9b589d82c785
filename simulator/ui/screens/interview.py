"""An interview under way: says between rounds who comes next, and leads to each turn and to the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.naming import LISTENERS
from simulator.model.signs import TROUBLE
from simulator.ui.page import Page, TitleBar
from simulator.ui.screens.coding_turn import CodingTurnScreen
from simulator.ui.screens.interview_report import InterviewReportScreen
from simulator.ui.screens.turn import TurnScreen
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.practise.interview_session import Interview
from simulator.use_cases.values import Course, CoursePhase, courses


class InterviewScreen(Page):
    HELP = (
        "Between rounds you see who comes next and how they listen; Space begins when you are ready. "
        "Leaving keeps everything: Home and Interviews offer to go on where you were."
    )
    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "Begin", id="interview.begin", tooltip="Meet the interviewer, or go on"),
        Binding("escape", "back", "Leave", id="interview.leave", tooltip="Leave; you can go on later"),
    ]

    def __init__(self, begin: Callable[[], Interview]) -> None:
        """`begin` makes or continues the interview; it runs on a thread."""
        super().__init__()
        self._begin = begin
        self.interview: Interview | None = None
        self.left = False
        """Whether the interview was left in the middle, so that the screen offers to go on with it."""

    def compose(self) -> ComposeResult:
        yield TitleBar("Interview")
        with VerticalScroll(id="interview-body", can_focus=False):
            yield Static("", id="interviewer", markup=False)
            yield Static("", id="rounds", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        self.ask(self._begin, self._begun, self._could_not)

    def _could_not(self, sentence: str) -> None:
        self.write("#interviewer", f"{TROUBLE} {sentence}\n\nEsc goes back.")

    def _begun(self, interview: Interview) -> None:
        self.interview = interview
        self.left = interview.course.phase is not CoursePhase.WAITING
        self._show()

    @property
    def course(self) -> Course | None:
        return self.interview.course if self.interview else None

    def _show(self) -> None:
        course = self.course
        if course is None:
            return
        at = f"Round {course.round + 1} of {len(course.plan.rounds)}"
        self.query_one(TitleBar).say(course.plan.title, f"{at} · {course.mode.value} mode")
        self.write("#interviewer", _card(course, left=self.left))
        self.write("#rounds", _rounds(course))
        self.refresh_bindings()

    def action_go_on(self) -> None:
        interview = self.interview
        if interview is None:
            return
        if interview.course.phase is CoursePhase.ASKING:
            self._turn()
        else:
            self.ask(lambda: interview.send(courses.GoOn()), lambda _course: self._advance())

    def _advance(self) -> None:
        """Go to what the course says comes now."""
        course = self.course
        if course is None:
            return
        if course.phase is CoursePhase.ASKING:
            self._turn()
        elif course.phase is CoursePhase.OVER:
            self._over()
        else:
            self.left = False
            self._show()

    def _turn(self) -> None:
        assert self.interview is not None
        self._show()
        turn = self.interview.course.turn
        coded = turn is not None and turn.question.coded
        screen = CodingTurnScreen(self.interview) if coded else TurnScreen(self.interview)
        self.app.push_screen(screen, self._turn_over)

    def _turn_over(self, went_on: bool | None) -> None:
        if went_on:
            self._advance()
        else:
            self.left = True
            self._show()

    def _over(self) -> None:
        session_id = self.interview.session_id if self.interview else None
        if session_id is None:
            self.host.back()
            return
        self.app.switch_screen(InterviewReportScreen(session_id))


def _card(course: Course, *, left: bool) -> Content:
    """Who comes, how they listen, and what to press."""
    item = course.interviewer
    facts = f"{item.minutes} min · {item.manner.value} · listens as {LISTENERS[item.audience]} does"
    what = "You stepped out. Space goes on." if left else "Space begins when you are ready."
    if left and course.phase is CoursePhase.ASKING:
        what = "You stepped out; the question waits. Space goes on."
    before = f"“{course.farewell}”\n\n" if course.farewell else ""
    return Content.assemble(
        before, (item.who, "bold"), "\n", (facts, "$secondary"), "\n\n", " ".join(item.persona.split()),
        "\n\n", (what, "bold $accent"),
    )  # fmt: skip


def _rounds(course: Course) -> Content:
    """Every round with a sign: over, now, to come."""
    lines = []
    for at, item in enumerate(course.plan.rounds):
        sign, style = ("▶", "bold $accent") if at == course.round else ("·", "$secondary")
        if at < course.round:
            sign, style = "✓", "$success"
        lines.append(
            Content.assemble(
                (f"{sign} {at + 1}  {item.who}", style), (f"   {item.minutes} min", "$secondary")
            )
        )
    return Content("\n").join(lines)
