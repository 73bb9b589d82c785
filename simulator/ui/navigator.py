"""What a screen may ask of the app. Screens know this, and never the app itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from textual.dom import DOMNode

from simulator.model.question import Question
from simulator.model.scorecard import Audience
from simulator.ui.background import Fail

if TYPE_CHECKING:
    from simulator.use_cases.desk import Desk

T = TypeVar("T")


@runtime_checkable
class Navigator(Protocol):
    """Who takes people from one screen to the next, and has work done meanwhile."""

    @property
    def desk(self) -> Desk:
        """Everything a person can do here."""

    @property
    def today(self) -> date: ...

    @property
    def ticking(self) -> bool:
        """False stops all polling and blinking (pictures must not move)."""

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
        """Do `work` on a daemon thread; its outcome reaches `owner` unless that has gone."""

    def leave_to_end(self, work: Callable[[], object], *, lane: str | None = None) -> None:
        """Do `work` in the background although the screen that wants it goes; nobody waits for it."""

    # From screen to screen

    def back(self) -> None:
        """One screen back; home stays."""

    def home(self) -> None:
        """All the way back."""

    def practise(
        self,
        question_id: str | None = None,
        *,
        drill: str = "",
        audience: Audience | None = None,
        series: tuple[Audience, ...] = (),
    ) -> None:
        """Ask a question, the suggested one by default; from home, so that Escape leads back there.

        `drill` is what it belongs to: `go_on` then stays in it. `series` are the listeners for whom the
        same question comes next.
        """

    def drill(self, name: str) -> None:
        """Ask the first question of a drill: the weak spots, a topic, or a story."""

    @property
    def drilling(self) -> str:
        """The drill the last question belonged to."""

    def go_on(self) -> None:
        """The next question: of the drill, or what is suggested."""

    def strong_answer(self, question: Question) -> None:
        """How an answer to the question may sound."""

    def scorecard(self, answer_id: str) -> None:
        """An answer's scorecard; a session's id is taken too."""

    def replay(self, answer_id: str) -> None:
        """An answer to hear and read; a session's id is taken too."""

    def compare(self, answer_id: str) -> None:
        """An answer beside another take of its question."""

    def listeners(self, question_id: str) -> None:
        """One question for each listener."""

    def interview(
        self,
        *,
        plan_id: str = "",
        session_id: str = "",
        mode: str = "study",
        interruptions: bool = False,
        seed: int | None = None,
    ) -> None:
        """Begin a plan, or go on with the session of an interview; from home, so that leaving leads there."""

    def interviewing(self) -> bool:
        """Whether a turn of an interview is open below."""
