"""Interviews: whole processes to go through, and those that were left half way."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.counted import counted
from simulator.model.naming import LISTENERS
from simulator.model.plan import Plan
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.practise.interview_session import LeftInterview
from simulator.use_cases.values import MOCK, MOCK_MINUTES, WHOLE, parts


class PlanList(Choices[LeftInterview | Plan]):
    """Interviews left half way, then every plan there is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Begin", id="interviews.begin", tooltip="Begin or go on")
    ]


class InterviewsScreen(Page):
    HELP = (
        "Each interview is a process at one kind of company: rounds with a named interviewer who listens as "
        "their role does, asks about what you left out, and keeps to the time. Questions are drawn anew each "
        "time; those you were asked before come last.\n\n"
        "In study mode you see each scorecard at once and may take it again; in real mode only at the end, "
        "as in life. o changes that. u lets tough interviewers stop you when you ramble; never otherwise.\n\n"
        "p chooses a part: one round alone, or a mock of 20 minutes.\n\n"
        "With y you keep a job description and "
        "your background: the recruiter and the hiring manager then ask about them."
    )
    HELP_ALSO = PlanList.BINDINGS
    CSS_PATH = "interviews.tcss"
    AUTO_FOCUS = "#plans"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "mode", "Study / real", id="interviews.mode", tooltip="When the scorecards are shown"),
        Binding("u", "interruptions", "Interruptions", id="interviews.rude", tooltip="May they stop you?"),
        Binding("p", "part", "Part", id="interviews.part", tooltip="All of it, one round, or 20 minutes"),
        Binding("y", "app.yours", "Your job", id="interviews.yours", tooltip="So that they ask about it"),
        Binding("escape", "back", "Back", id="interviews.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.mode = "study"
        self.interruptions = False
        self.part = WHOLE

    def compose(self) -> ComposeResult:
        yield TitleBar("Interviews")
        yield Static("", id="interview-choices")
        with Horizontal(id="interview-parts"):
            yield PlanList(id="plans")
            with VerticalScroll(id="plan-scroll", can_focus=False):
                yield Static("", id="plan", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        self._say_choices()

    def on_screen_resume(self) -> None:
        desk = self.desk
        self.ask(
            lambda: (desk.interviews.plans(), desk.interviews.left(), desk.interviews.problems()),
            self._received,
        )

    def _received(self, found: tuple[tuple[Plan, ...], tuple[LeftInterview, ...], tuple[str, ...]]) -> None:
        plans, left, problems = found
        self.query_one(PlanList).fill((*left, *plans), _row)
        for problem in problems[:1]:
            self.warn(problem)

    def _say_choices(self) -> None:
        when = "after each answer, and you may take it again" if self.mode == "study" else "only at the end"
        rude = "may stop a ramble" if self.interruptions else "let you finish"
        choices = Content.assemble(
            (f"{'◑' if self.mode == 'study' else '●'} {self.mode} mode", "bold $accent"),
            (f": scorecards {when}. Tough interviewers {rude}.", "$secondary"),
            (f"  {self._part_words()}", "bold"),
        )
        self.write("#interview-choices", choices)

    def _part_words(self) -> str:
        """What of the highlighted interview is held, "" for all of it."""
        chosen = self.query_one(PlanList).chosen
        if self.part == WHOLE or not isinstance(chosen, Plan):
            return ""
        if self.part == MOCK:
            return f"Only a mock of {MOCK_MINUTES} minutes."
        return f"Only round {self.part}: {chosen.rounds[int(self.part) - 1].who}."

    def action_part(self) -> None:
        """The next part of the highlighted interview."""
        chosen = self.query_one(PlanList).chosen
        if isinstance(chosen, Plan):
            every = parts(chosen)
            self.part = every[(every.index(self.part) + 1) % len(every)]
            self._say_choices()

    def on_option_list_option_highlighted(self) -> None:
        chosen = self.query_one(PlanList).chosen
        if self.part not in (WHOLE, MOCK):
            self.part = WHOLE
        self._say_choices()
        if isinstance(chosen, Plan):
            self.write("#plan", _about(chosen, tall=self.has_class("-tall"), wide=self.has_class("-wide")))
        elif chosen:
            self.write("#plan", "Goes on where you left it: the same interviewers, the same questions.")
        self.query_one("#plan-scroll").scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        chosen = self.query_one(PlanList).chosen
        if isinstance(chosen, Plan):
            self.host.interview(
                plan_id=chosen.id, mode=self.mode, interruptions=self.interruptions, part=self.part
            )
        elif chosen:
            self.host.interview(session_id=chosen.session_id)

    def action_mode(self) -> None:
        self.mode = "real" if self.mode == "study" else "study"
        self._say_choices()

    def action_interruptions(self) -> None:
        self.interruptions = not self.interruptions
        self._say_choices()


def _row(item: LeftInterview | Plan) -> Content:
    if isinstance(item, LeftInterview):
        return Content(f"▶ Continue: {item.words}")
    rounds = f"{counted(len(item.rounds), 'round')}, {item.minutes} min"
    return Content.assemble(f"{item.title}  ", (rounds, "$secondary"))


def _about(plan: Plan, *, tall: bool, wide: bool) -> Content:
    """What a candidate would want to know of it; who the interviewers are where there is room (`tall`).

    Beside the list (`wide`) there is less room in a line, and a round takes two.
    """
    between = "\n   " if wide else "   "
    rounds = [
        Content.assemble(
            (f"{at}  {item.who}", "bold"),
            (f"{between}{item.minutes} min · for {LISTENERS[item.audience]}", "$secondary"),
            (f"\n{' '.join(item.persona.split())}\n" if tall else ""),
        )
        for at, item in enumerate(plan.rounds, 1)
    ]
    return Content("\n").join([Content(" ".join(plan.about.split())), Content(""), *rounds])
