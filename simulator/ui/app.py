"""The app: builds the screens and takes people from one to the next, as `Navigator` promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.screen import Screen

from simulator.model.errors import ExitCode, SimulatorError
from simulator.ui.background import Fail, Lane, Settled, at_once, settle
from simulator.ui.continuing import resume_only_what_was_suspended, when_told_to_end
from simulator.ui.harmless import HARMLESS
from simulator.ui.page import Page
from simulator.ui.plainly import PlainApp
from simulator.ui.screens.home import HomeScreen
from simulator.ui.theme import THEMES

if TYPE_CHECKING:
    from simulator.model.question import Question
    from simulator.model.scorecard import Audience
    from simulator.use_cases.desk import Desk
    from simulator.use_cases.practise.interview_session import Interview

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Start:
    """The screen that the app opens with, and what that screen needs."""

    screen: str = "home"
    """`home`, `practice`, `interview` or `replay`."""
    question_id: str | None = None
    """For `practice`: the question to ask; None asks the suggested one."""
    drill: str = ""
    """For `practice`: the drill that the question belongs to and the next ones come from; "" for none."""
    answer_id: str | None = None
    """For `replay`: an answer, or a session, whose last answer is meant."""
    audience: Audience | None = None
    mode: str = "study"
    interview_id: str | None = None
    """For `interview`: the id of its plan."""
    seed: int | None = None
    interruptions: bool = False
    """Whether tough interviewers may stop a ramble."""
    part: str = ""
    """For `interview`: a round's number, or `mock`; "" for all of it."""


def build(desk: Desk, start: Start, *, today: date | None = None, ticking: bool = True) -> SimulatorApp:
    """Make the app. With `ticking` False nothing polls or blinks, so that pictures of it hold still."""
    return SimulatorApp(desk, start, today=today or date.today(), ticking=ticking)


class SimulatorApp(PlainApp):
    """The app. `Navigator` documents what its screens may ask of it."""

    TITLE = "Interview Simulator"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="app.help", tooltip="What this screen is for, and its keys"),
        Binding("f2", "settings", "Settings", id="app.settings", show=False, tooltip="Change the settings"),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", show=False, priority=True, tooltip="Quit at once"),
        Binding("q", "leave", "Quit", id="app.leave", show=False, tooltip="Quit"),
    ]

    def __init__(self, desk: Desk, start: Start, *, today: date, ticking: bool) -> None:
        super().__init__()
        self.desk = desk
        self.start = start
        self.today = today
        self.ticking = ticking
        self.drilling = ""
        """The drill that the last question belonged to; "" for none."""
        self.series: tuple[str, tuple[Audience, ...]] | None = None
        """The id of a question, and the listeners it is still to be asked for; None outside a series."""
        self.pending = 0
        """How many pieces of work are under way in the background."""
        self._lanes: dict[str, Lane] = {}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add ours to Textual's own, so that no text can drive the terminal."""
        return [*super().get_line_filters(), HARMLESS]

    def on_mount(self) -> None:
        if not self.is_headless:
            resume_only_what_was_suspended(self._driver)
            when_told_to_end(lambda: self.exit(return_code=ExitCode.INTERRUPTED))
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.desk.settings.current.theme
        self.draw_as_set(self.desk.settings)
        self.push_screen(HomeScreen())
        for problem in self.desk.settings.problems:
            self.notify(problem, severity="warning", markup=False, timeout=15)
        self._open(self.start)

    def _open(self, start: Start) -> None:
        """Open over home what was asked for, or the microphone check until it has been done once."""
        if start.screen == "practice":
            self.practise(start.question_id, drill=start.drill)
        elif start.screen == "interview" and start.interview_id:
            self.interview(
                plan_id=start.interview_id,
                mode=start.mode,
                seed=start.seed,
                interruptions=start.interruptions,
                part=start.part,
            )
        elif start.screen == "replay" and start.answer_id:
            self.replay(start.answer_id)
        elif start.screen == "home" and not self.desk.settings.current.microphone_checked:
            self._first_start()

    def _first_start(self) -> None:
        """The microphone check, then what the candidate prepares for, unless that was said already."""
        from simulator.ui.screens.about import AboutScreen

        now = self.desk.settings.current
        if not (now.role or now.interview_on or now.weak_areas):
            self.push_screen(AboutScreen())
        self.action_microphone()

    # Work in the background

    def ask(
        self,
        owner: DOMNode,
        work: Callable[[], T],
        receive: Callable[[T], None] | None,
        fail: Fail,
        *,
        lane: str | None = None,
    ) -> None:
        self.pending += 1
        run = settle(owner, work, receive, fail)
        add = self._lanes.setdefault(lane, Lane()).add if lane else at_once
        add(lambda: self._post(run()))

    def leave_to_end(self, work: Callable[[], object], *, lane: str | None = None) -> None:
        def look_again(_done: object) -> None:
            """What was left half way is complete only now, and home offers it."""
            if not lane and isinstance(self.screen, HomeScreen):
                self.screen.on_screen_resume()

        self.ask(self, work, look_again, lambda _sentence: None, lane=lane)

    def _post(self, outcome: Settled) -> None:
        self.post_message(outcome)

    def on_settled(self, message: Settled) -> None:
        self.pending -= 1
        if message.owner.is_attached:
            message.deliver()

    # From screen to screen

    def back(self) -> None:
        if len(self.screen_stack) > 2:  # Textual's blank screen and home always stay
            self.pop_screen()

    def home(self) -> None:
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def practise(
        self,
        question_id: str | None = None,
        *,
        drill: str = "",
        audience: Audience | None = None,
        series: tuple[Audience, ...] = (),
    ) -> None:
        self.drilling = drill
        self.series = (question_id, series) if question_id and series else None
        self.home()
        who = audience or self.start.audience

        def which() -> tuple[str | None, bool]:
            found = question_id or self._suggested()
            return found, bool(found) and self.desk.questions.is_coding(str(found))

        # The bank may have to be read.
        self.ask(self.screen, which, lambda found: self._ask_question(found[0], who, found[1]), self._warn)

    def _suggested(self) -> str | None:
        """The id of what to do next; None when there is nothing, which the practice screen then explains."""
        try:
            return self.desk.coach.suggestion().question.id
        except SimulatorError:
            return None

    def _ask_question(self, question_id: str | None, audience: Audience | None, coding: bool) -> None:
        from simulator.ui.screens.coding import CodingScreen
        from simulator.ui.screens.practice import PracticeScreen

        if coding and question_id is not None:
            self.push_screen(CodingScreen(question_id, audience))
        else:
            self.push_screen(PracticeScreen(question_id, audience, real=self.start.mode == "real"))

    def drill(self, name: str) -> None:
        def found(question: Question) -> None:
            self.practise(question.id, drill=name)

        self.ask(self.screen, lambda: self.desk.coach.drill(name), found, self._warn)

    def go_on(self) -> None:
        if self.series:
            question_id, (following, *rest) = self.series
            self.practise(question_id, audience=following, series=tuple(rest))
        elif self.drilling:
            self.drill(self.drilling)
        else:
            self.practise()

    def strong_answer(self, question: Question) -> None:
        from simulator.ui.screens.strong import StrongScreen

        self.push_screen(StrongScreen(question))

    def scorecard(self, answer_id: str) -> None:
        from simulator.ui.screens.scorecard import ScorecardScreen

        self.push_screen(ScorecardScreen(answer_id))

    def compare(self, answer_id: str) -> None:
        from simulator.ui.screens.compare import CompareScreen

        self.push_screen(CompareScreen(answer_id))

    def listeners(self, question_id: str) -> None:
        from simulator.ui.screens.listeners import ListenersScreen

        self.push_screen(ListenersScreen(question_id))

    def replay(self, answer_id: str) -> None:
        from simulator.ui.screens.replay import ReplayScreen

        self.push_screen(ReplayScreen(answer_id))

    def action_sessions(self) -> None:
        from simulator.ui.screens.sessions import SessionsScreen

        self._go(SessionsScreen)

    def action_questions(self) -> None:
        from simulator.ui.screens.questions import QuestionsScreen

        self._go(QuestionsScreen)

    def action_interviews(self) -> None:
        from simulator.ui.screens.interviews import InterviewsScreen

        self._go(InterviewsScreen)

    def interview(
        self,
        *,
        plan_id: str = "",
        session_id: str = "",
        mode: str = "study",
        interruptions: bool = False,
        seed: int | None = None,
        part: str = "",
    ) -> None:
        from simulator.ui.screens.interview import InterviewScreen

        def begin() -> Interview:
            if session_id:
                return self.desk.interviews.go_on(session_id)
            return self.desk.interviews.begin(
                plan_id, mode=mode, seed=seed, interruptions=interruptions, part=part
            )

        self.home()
        self.push_screen(InterviewScreen(begin))

    def interviewing(self) -> bool:
        from simulator.ui.screens.coding_turn import CodingTurnScreen
        from simulator.ui.screens.turn import TurnScreen

        return any(isinstance(screen, (TurnScreen, CodingTurnScreen)) for screen in self.screen_stack)

    def action_stories(self) -> None:
        from simulator.ui.screens.stories import StoriesScreen

        self._go(StoriesScreen)

    def action_yours(self) -> None:
        from simulator.ui.screens.yours import YoursScreen

        self._go(YoursScreen)

    def action_trends(self) -> None:
        from simulator.ui.screens.trends import TrendsScreen

        self._go(TrendsScreen)

    def action_map(self) -> None:
        from simulator.ui.screens.map import MapScreen

        self._go(MapScreen)

    def action_settings(self) -> None:
        from simulator.ui.screens.settings import SettingsScreen

        self._go(SettingsScreen)

    def action_microphone(self) -> None:
        from simulator.ui.screens.microphone import MicrophoneScreen

        self._go(MicrophoneScreen)

    def _go(self, kind: type[Page]) -> None:
        if not isinstance(self.screen, kind):
            self.push_screen(kind())

    def action_help(self) -> None:
        from simulator.ui.screens.help import HelpScreen

        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen))

    def action_leave(self) -> None:
        """Quit; ask first when the screen says that something is at stake."""
        page = self.screen
        if isinstance(page, Page) and (stake := page.may_quit()):
            page.confirm(stake, "Quit", self.exit)
        else:
            self.exit()

    def change_theme(self, name: str) -> None:
        """Show a theme and keep it in the settings."""
        self.theme = name
        self.ask(self.screen, lambda: self.desk.settings.change(theme=name), None, self._warn)

    def picture(self) -> None:
        """Keep what the screen shows now as an SVG file, and say where."""

        def kept(path: Path) -> None:
            self.notify(f"Saved: {path}", title="Screenshot", markup=False, timeout=10)

        def take() -> None:
            drawn = self.export_screenshot(title=self.TITLE)
            self.ask(self.screen, lambda: self.desk.export.keep_picture(drawn), kept, self._warn)

        self.call_after_refresh(take)  # when the palette is gone

    def _warn(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The entries of the command palette."""
        yield SystemCommand("Practise", "Answer the suggested question", self.practise)
        yield SystemCommand("Home", "What to do next", self.home)
        yield SystemCommand("Questions", "Search the bank and choose", self.action_questions)
        yield SystemCommand("Interviews", "Go through a whole process", self.action_interviews)
        yield SystemCommand("Stories", "Your own, for behavioral questions", self.action_stories)
        yield SystemCommand("Your job", "The job you want and your background", self.action_yours)
        yield SystemCommand("Sessions", "Look back at what you answered", self.action_sessions)
        yield SystemCommand("Trends", "What changed over days and weeks", self.action_trends)
        yield SystemCommand("Knowledge map", "Topics, how they connect, what is due", self.action_map)
        yield SystemCommand("Settings", "Voice, microphone, hearing, colours", self.action_settings)
        yield SystemCommand("Microphone check", "See whether you are heard", self.action_microphone)
        for theme in THEMES:
            yield SystemCommand(
                f"Theme: {theme.name}",
                f"{'Dark' if theme.dark else 'Light'} colours",
                lambda name=theme.name: self.change_theme(name),
            )
        yield SystemCommand("Screenshot", "Keep a picture of this screen", self.picture)
        yield SystemCommand("Read", "This screen as text, for a screen reader", self.action_read)
        yield SystemCommand("Help", "What this screen is for, and its keys", self.action_help)
        yield SystemCommand("Quit", "Leave the app", self.action_leave)
