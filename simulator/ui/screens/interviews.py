"""Interviews: whole processes to go through, and the one that was left half way."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.ui.page import Page, TitleBar
from simulator.ui.words import LISTENERS
from simulator.use_cases.desk import LeftInterview, Plan

LEFT = "left:"
"""Before a session's id, in the list."""


class PlanList(OptionList):
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
        "With y you keep a job description and "
        "your background: the recruiter and the hiring manager then ask about them."
    )
    HELP_ALSO = PlanList.BINDINGS
    CSS_PATH = "interviews.tcss"
    AUTO_FOCUS = "#plans"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "mode", "Study / real", id="interviews.mode", tooltip="When the scorecards are shown"),
        Binding("u", "interruptions", "Interruptions", id="interviews.rude", tooltip="May they stop you?"),
        Binding("y", "app.yours", "Your job", id="interviews.yours", tooltip="So that they ask about it"),
        Binding("escape", "back", "Back", id="interviews.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.plans: tuple[Plan, ...] = ()
        self.left: tuple[LeftInterview, ...] = ()
        self.mode = "study"
        self.interruptions = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Interviews")
        yield Static("", id="interview-choices")
        with Horizontal(id="interview-parts"):
            yield PlanList(id="plans", markup=False)
            with VerticalScroll(id="plan-scroll", can_focus=False):
                yield Static("", id="plan", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self._say_choices()

    def on_screen_resume(self) -> None:
        studio = self.studio
        self.ask(lambda: (studio.plans(), studio.left_interviews(), studio.plan_problems()), self._received)

    def _received(self, found: tuple[tuple[Plan, ...], tuple[LeftInterview, ...], tuple[str, ...]]) -> None:
        self.plans, self.left, problems = found
        table = self.query_one(PlanList)
        at = table.highlighted or 0
        table.clear_options()
        table.add_options(
            [Option(f"▶ Continue: {item.words}", id=LEFT + item.session_id) for item in self.left]
        )
        table.add_options([Option(_row(plan), id=plan.id) for plan in self.plans])
        table.highlighted = min(at, table.option_count - 1) if table.option_count else None
        for problem in problems[:1]:
            self.warn(problem)

    def _say_choices(self) -> None:
        when = "after each answer, and you may take it again" if self.mode == "study" else "only at the end"
        rude = "may stop a ramble" if self.interruptions else "let you finish"
        self.query_one("#interview-choices", Static).update(
            Content.assemble(
                (f"{'◐' if self.mode == 'study' else '●'} {self.mode} mode", "bold $accent"),
                (f": scorecards {when}. Tough interviewers {rude}.", "$secondary"),
            )
        )

    @property
    def chosen(self) -> str | None:
        option = self.query_one(PlanList).highlighted_option
        return option.id if option else None

    def on_option_list_option_highlighted(self) -> None:
        chosen = self.chosen or ""
        plan = next((p for p in self.plans if p.id == chosen), None)
        shown = self.query_one("#plan", Static)
        if plan is not None:
            shown.update(_about(plan))
        elif chosen.startswith(LEFT):
            shown.update("Goes on where you left it: the same interviewers, the same questions.")
        self.query_one("#plan-scroll").scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.startswith(LEFT):
            self.host.interview(session_id=chosen.removeprefix(LEFT))
        else:
            self.host.interview(plan_id=chosen, mode=self.mode, interruptions=self.interruptions)

    def action_mode(self) -> None:
        self.mode = "real" if self.mode == "study" else "study"
        self._say_choices()

    def action_interruptions(self) -> None:
        self.interruptions = not self.interruptions
        self._say_choices()


def _row(plan: Plan) -> Content:
    rounds = f"{len(plan.rounds)} round{'s' * (len(plan.rounds) != 1)}"
    return Content.assemble(f"{plan.title}  ", (f"{rounds}, {plan.minutes} min", "$secondary"))


def _about(plan: Plan) -> Content:
    rounds = [
        Content.assemble(
            (f"{at}  {item.who}", "bold"),
            (f"   {item.minutes} min · for {LISTENERS[item.audience]}", "$secondary"),
        )
        for at, item in enumerate(plan.rounds, 1)
    ]
    return Content("\n").join([Content(" ".join(plan.about.split())), Content(""), *rounds])
