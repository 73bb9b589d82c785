"""One turn of an interview: the practice screen, with an interviewer who goes on afterwards."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.model.question import Question
from simulator.ui.page import TitleBar
from simulator.ui.screens.onward import Onward
from simulator.ui.screens.practice import PracticeScreen
from simulator.use_cases.practise.interview_session import Interview
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.values import Course, Phase, TurnKind, View, intents

STOPPED = "{} stops you there, and comes to the point."
KEPT = ("hint", "discard", "untype")
"""Actions whose keys are taken over as they are: Escape has several, and the help is to name the hint's."""
TURN_WORDS = {
    TurnKind.QUESTION: "",
    TurnKind.FOLLOW_UP: "follow-up · ",
    TurnKind.CLOSING: "your questions · ",
}


class TurnScreen(PracticeScreen):
    """Dismissed with True when the interview goes on, with False when the candidate steps out."""

    HELP = (
        "The interviewer asks; press Space and answer as you would in the room. What you leave out may be "
        "asked about. h gives a hint, which the scorecard notes; k passes when you have no answer. Esc steps "
        "out: the question waits for you."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "pass", "Pass", id="turn.pass", tooltip="You have no answer to this one"),
        *(b for b in PracticeScreen.BINDINGS if isinstance(b, Binding) and b.action in KEPT),
        Binding("escape", "step_out", "Step out", id="turn.leave", tooltip="The question waits for you"),
    ]

    def __init__(self, interview: Interview) -> None:
        turn = interview.course.turn
        super().__init__(None, turn.audience if turn else None, real=interview.course.mode.value == "real")
        self.interview = interview
        self._onward = Onward(self, interview, self.again)
        self._time_note = ""

    def _open(self) -> Rehearsal:
        return self.interview.rehearse(lambda view: self._heard_of(view), hands_free=True)

    def _show_question(self, question: Question, take: int) -> None:
        super()._show_question(question, take)
        self._say_title(take)

    def _say_title(self, take: int = 1) -> None:
        course = self._course
        item = course.interviewer
        kind = TURN_WORDS[course.turn.kind] if course.turn else ""
        again = f"take {take} · " if take > 1 else ""
        mode = "● real mode · " if self.real else ""
        left = self.query_one(TitleBar)
        title = f"Round {course.round + 1} of {len(course.plan.rounds)} · {item.who}"
        left.say(title, f"{again}{kind}{mode}{self._time_left()}")

    def _time_left(self) -> str:
        """What is left of the round's time, in words."""
        spoken = self.rehearsal.elapsed_s if self.rehearsal else 0.0
        minutes = (self._course.left_s - spoken) / 60
        return f"{minutes:.0f} min left" if minutes >= 1 else ("last minute" if minutes > 0 else "over time")

    def poll(self) -> None:
        super().poll()
        if self.view is not None:
            self._say_title(self.view.take)
            self._watch_time(self.view)

    def _watch_time(self, view: View) -> None:
        """Show a note when time runs short; a tough interviewer who was allowed to stops a long ramble."""
        if self.rehearsal is None or view.phase is not Phase.LISTENING:
            return
        moment = self.interview.moment(view, self.rehearsal.elapsed_s, self.rehearsal.level)
        if moment.interrupted:
            self._time_note = STOPPED.format(self._course.interviewer.name)
            self._send(intents.Done())
        elif self._time_note != moment.note:
            self._time_note = moment.note
            self._say_notice(view.notice)

    def _say_notice(self, sentence: str) -> None:
        super()._say_notice(sentence or self._time_note)

    @property
    def _course(self) -> Course:
        return self._onward.course

    def _scored(self, view: View) -> None:
        self._handed_in()
        self._onward.scored(view)

    def _offers(self) -> dict[str, bool]:
        taking = bool(self.view and self.view.taking)
        phase = self.view.phase if self.view else None
        can_pass = not self.typing and not taking and phase in (Phase.ASKING, Phase.YOUR_TURN, Phase.TROUBLE)
        offers = super()._offers()
        discard = offers["discard"] and not self.real
        return offers | {"pass": can_pass, "step_out": offers["back"], "back": False, "discard": discard}

    def action_pass(self) -> None:
        self._onward.passed()

    def action_step_out(self) -> None:
        self.dismiss(False)
