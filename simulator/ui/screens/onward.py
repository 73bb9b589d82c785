"""From a turn that is scored to what an interview asks next; in study mode by way of its scorecard."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from simulator.ui.page import Page
from simulator.ui.screens.scorecard import ScorecardScreen
from simulator.use_cases.practise.interview_session import Interview
from simulator.use_cases.values import Course, CoursePhase, View, courses


class Onward:
    """Dismisses its page with True when the interview goes on."""

    def __init__(self, page: Page, interview: Interview, again: Callable[[], None]) -> None:
        """`again` takes the question on the page once more."""
        self.course: Course = interview.course
        """As it was when this page last heard of it."""
        self._page = page
        self._interview = interview
        self._again = again

    def scored(self, view: View) -> None:
        """The answer is stored and scored."""
        self._page.ask(lambda: self._interview.heard(view), lambda course: self._went_on(course, view))

    def passed(self) -> None:
        """The candidate has no answer."""
        self._page.ask(lambda: self._interview.send(courses.Pass()), self._left)

    def _left(self, _course: Course) -> None:
        self._page.dismiss(True)

    def _went_on(self, course: Course, view: View) -> None:
        self.course = course
        if course.phase is CoursePhase.REVIEW and view.answer_id:
            self._page.app.push_screen(ReviewScreen(view.answer_id), self._reviewed)
        else:
            self._page.dismiss(True)

    def _reviewed(self, again: bool | None) -> None:
        event = courses.Again() if again else courses.GoOn()
        self._page.ask(
            lambda: self._interview.send(event), lambda course: self._go(course, again=bool(again))
        )

    def _go(self, course: Course, *, again: bool) -> None:
        self.course = course
        if again:
            self._again()
        else:
            self._page.dismiss(True)


class ReviewScreen(ScorecardScreen):
    """The scorecard within an interview: dismissed with True to take the turn again, else to go on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Go on", id="review.next", tooltip="The interviewer goes on"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The turn can be taken again before its scorecard is read: no key is lost."""
        return action == "again" or super().check_action(action, parameters)

    def action_again(self) -> None:
        self.dismiss(True)

    def action_next(self) -> None:
        self.dismiss(False)

    def action_back(self) -> None:
        self.dismiss(False)
