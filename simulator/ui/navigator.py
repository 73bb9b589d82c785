"""What a screen may ask of the app. Screens know this, and never the app itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from textual.dom import DOMNode

from simulator.ui.background import Fail

if TYPE_CHECKING:
    from simulator.model.question import Question
    from simulator.model.scorecard import Audience
    from simulator.use_cases.desk import Desk

T = TypeVar("T")


@runtime_checkable
class Navigator(Protocol):
    """Takes people from one screen to the next, and has slow work done in the background."""

    @property
    def desk(self) -> Desk:
        """The use cases: everything that a person can do with the program."""

    @property
    def today(self) -> date: ...

    @property
    def ticking(self) -> bool:
        """False when nothing may poll or blink, so that pictures of the screens hold still."""

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
        """Do `work` on a daemon thread; work of one `lane` is done in order.

        Unless `owner` has gone by then, `receive` gets the result, or `fail` a sentence on what went wrong.
        """

    def leave_to_end(self, work: Callable[[], object], *, lane: str | None = None) -> None:
        """Do `work` in the background for a screen that is closing; nobody hears how it went."""

    # From screen to screen

    def back(self) -> None:
        """Go back one screen; home always stays."""

    def home(self) -> None:
        """Go all the way back to home."""

    def practise(
        self,
        question_id: str | None = None,
        *,
        drill: str = "",
        audience: Audience | None = None,
        series: tuple[Audience, ...] = (),
    ) -> None:
        """Ask a question, by default the suggested one. It opens over home, so that Escape leads there.

        `drill` names the drill that the question belongs to; `go_on` then stays in it. `series` are the
        listeners for whom `go_on` asks the same question next.
        """

    def drill(self, name: str) -> None:
        """Ask the next question of a drill: of the weak spots, a topic, or a story."""

    @property
    def drilling(self) -> str:
        """The drill that the last question belonged to; "" for none."""

    def go_on(self) -> None:
        """Ask what comes next: the same question in a series, the drill's next one, or the suggested one."""

    def strong_answer(self, question: Question) -> None:
        """Show how a strong answer to the question may sound."""

    def scorecard(self, answer_id: str) -> None:
        """Show the scorecard of an answer, or of a session's last answer."""

    def replay(self, answer_id: str) -> None:
        """Let an answer, or a session's last answer, be heard and read."""

    def compare(self, answer_id: str) -> None:
        """Show an answer beside another take of its question."""

    def listeners(self, question_id: str) -> None:
        """Show how one question was answered for each listener."""

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
        """Begin a plan or a part of it, or go on with an interview's session.

        It opens over home, so that leaving leads there.
        """

    def interviewing(self) -> bool:
        """Whether a turn of an interview is among the open screens."""
