"""How an interview went: each round with its signal and reasons, and two things to work on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.curiosity import AskedQuestion
from simulator.model.naming import clock
from simulator.model.report import InterviewReport, RoundReport, Signal, WorkOn
from simulator.model.signs import SIGNAL_SIGNS, TROUBLE
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.bars import score_bar
from simulator.ui.widgets.keys import Keys
from simulator.ui.words import CORRECTED

SIGNAL_STYLES = {
    Signal.STRONG_YES: "$success",
    Signal.YES: "$accent",
    Signal.LEANING_NO: "$warning",
    Signal.NO: "$warning",
}


class InterviewReportScreen(Page):
    HELP = (
        "Each round with what that interviewer would signal, and why; what to work on next with your own "
        "words. The first number is the interview's, the same on every screen: the mean of the rounds, in "
        "which a question that was passed counts 0; the three beside it are about what you answered. "
        "It is practice: a rule of thumb from the published rubric, not a prediction. "
        "s lists the answers with their scorecards; x saves the whole interview as a page with its sound."
    )
    CSS_PATH = "interview_report.tcss"
    AUTO_FOCUS = "#report-scroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "scorecards", "Scorecards", id="report.scorecards", tooltip="Each answer's scorecard"),
        Binding("x", "export", "Save", id="report.export", tooltip="Save a report to keep"),
        Binding("y", "copy", "Copy", id="report.copy", tooltip="Copy this report as text"),
        Binding(
            "Y", "copy_path", "Copy path", id="report.path", show=False, tooltip="The saved report's path"
        ),
        Binding("escape", "back", "Home", id="report.back", tooltip="Home"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id

    def compose(self) -> ComposeResult:
        yield TitleBar("Interview report")
        yield VerticalScroll(id="report-scroll")
        yield Keys()

    def on_mount(self) -> None:
        self.ask(self._load, self._show)

    def _load(self) -> tuple[InterviewReport, bool]:
        """The report, and whether words of its answers were corrected by hand."""
        corrected = self.desk.sessions.session(self.session_id).corrected > 0
        return self.desk.interviews.report(self.session_id), corrected

    def _show(self, loaded: tuple[InterviewReport, bool]) -> None:
        report, corrected = loaded
        state = ["so far"] * (not report.complete) + [CORRECTED] * corrected
        self.query_one(TitleBar).say(f"How it went: {report.title}", " · ".join(state))
        self.query_one("#report-scroll").mount_all(written(report))

    def action_scorecards(self) -> None:
        self.host.scorecard(self.session_id)

    def action_export(self) -> None:
        self.save_report(self.session_id)

    def action_copy(self) -> None:
        lines = self.query_one("#report-scroll").query(Static)
        said = "\n".join(str(line.content) for line in lines)
        self.copy("the report", said, f"interview-{self.session_id}")

    def action_back(self) -> None:
        self.host.home()


def written(report: InterviewReport) -> list[Static]:
    """The whole report, each line a widget: numbers, rounds, what to work on, questions asked, the label."""
    lines = [_line(_numbers(report), "numbers")]
    if report.unanswered:
        lines.append(_line(f"{report.unanswered[:1].upper()}{report.unanswered[1:]}.", "reason"))
    for item in report.rounds:
        lines.append(_line(_round(item), "head"))
        lines += [_line(item.count, "muted")] if item.asked else []
        lines += [_line(f"○ passed: {ask}", "reason") for ask in item.passed]
        lines += [_line(reason, "reason") for reason in item.reasons]
    if report.work_on:
        lines.append(_line("Work on next", "head"))
        lines += [_line(text, look) for item in report.work_on for text, look in _work_on(item)]
    if report.questions_asked:
        lines += [_line("Your questions", "head"), _line(report.questions_asked.sentence, "reason")]
        lines += [_line(_asked(question), "reason") for question in report.questions_asked.questions]
    return [*lines, _line(report.label, "label")]


def _line(text: str | Content, look: str) -> Static:
    return Static(
        text if isinstance(text, Content) else Content(text), classes=f"report-{look}", markup=False
    )


def _numbers(report: InterviewReport) -> Content:
    if report.overall is None or report.signal is None:
        return Content("No answer could be scored.")
    named = (("clarity", report.clarity), ("structure", report.structure), ("content", report.content))
    sign = SIGNAL_SIGNS[report.signal]
    parts = [Content.styled(f"{report.overall}  {sign} {report.signal}", "bold $accent")]
    for name, score in named:
        if score is not None:
            parts.append(Content.assemble(f"{name} ", (f"{score} ", "bold"), score_bar(score, 8)))
    return Content("   ").join(parts)


def _round(item: RoundReport) -> Content:
    style = SIGNAL_STYLES[item.signal] if item.signal else "$secondary"
    word = f"{SIGNAL_SIGNS[item.signal] if item.signal else '–'} {item.verdict}"
    who = f"Round {item.round}, {item.name}, the {item.role.words}   "
    return Content.assemble((who, "bold"), (word, f"bold {style}"))


def _work_on(item: WorkOn) -> list[tuple[str, str]]:
    lines = [(f"{TROUBLE} {item.text}", "reason"), (f"Try: {item.try_}", "more")]
    if item.quote:
        second = f"{clock(item.start_s)} " if item.start_s is not None else ""
        lines.append((f"{second}“{item.quote}”", "more"))
    return lines


def _asked(question: AskedQuestion) -> Content:
    remarks = "; ".join((*question.good, *question.bad))
    return Content.assemble((f"{question.word}  ", "bold"), f"{question.text}  ", (remarks, "$secondary"))
