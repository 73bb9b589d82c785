"""A coding round of an interview: the coding screen, with an interviewer who goes on afterwards."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.ui.screens.coding import CodingScreen
from simulator.ui.screens.onward import Onward
from simulator.use_cases.practise.coding_rehearsal import CodingRehearsal
from simulator.use_cases.practise.interview_session import Interview
from simulator.use_cases.values import View


class CodingTurnScreen(CodingScreen):
    """Dismissed with True when the interview goes on, with False when the candidate steps out."""

    HELP = (
        "A round with code, as in the room: talk it through, write it, review it. What follows is asked and "
        "answered aloud. k passes when you have no answer; Esc steps out, and everything is kept: the round "
        "comes back with your code, in the same recording.\n\n" + CodingScreen.HELP
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "pass", "Pass", id="coding-turn.pass", tooltip="You have no answer to this one"),
    ]

    def __init__(self, interview: Interview) -> None:
        turn = interview.course.turn
        super().__init__(turn.question.id if turn else "", turn.audience if turn else None)
        self.interview = interview
        self.missing = False
        """Whether the problem cannot be asked, such as one whose file is gone since the interview began."""
        self._onward = Onward(self, interview, self.again)

    def _open(self) -> CodingRehearsal:
        return self.desk.coding_rehearsals.in_interview(self.interview, listener=self._heard_of)

    def _could_not_open(self, sentence: str) -> None:
        self.missing = True
        self._say_notice(f"{sentence} Esc steps out, k passes.")
        self.refresh_bindings()

    def _where(self, phase: str) -> str:
        course = self._onward.course
        at = f"Round {course.round + 1} of {len(course.plan.rounds)} · {course.interviewer.name}"
        return f"{at} · {phase}"

    def _scored(self, view: View) -> None:
        self._onward.scored(view)

    def _offers(self) -> dict[str, bool]:
        offers = super()._offers()
        begun = bool(self.take and self.take.begun)
        return offers | {"pass": self.missing or (offers["begin"] and not begun)}

    def action_pass(self) -> None:
        self._onward.passed()

    def action_back(self) -> None:
        self.dismiss(False)
