"""What the screens share: a title line, help, a question before a loss, and work in the background."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from simulator.ui.background import Fail
from simulator.ui.navigator import Navigator
from simulator.ui.screens.confirm import ConfirmScreen
from simulator.ui.terminal_clipboard import Taking, taking, told

if TYPE_CHECKING:
    from simulator.use_cases.copying import Copied
    from simulator.use_cases.desk import Desk

T = TypeVar("T")


class TitleBar(Static):
    """One line: where we are on the left, what it is about on the right."""

    def __init__(self, left: str, right: str = "") -> None:
        super().__init__(id="title-bar")
        self.left = left
        self.right = right

    def say(self, left: str, right: str = "") -> None:
        self.left, self.right = left, right
        self.refresh()

    @property
    def is_cut(self) -> bool:
        """Whether there is no room for all of what stands on the left."""
        room = self.content_size.width or self.app.size.width - self.gutter.width
        right = Content(self.right).cell_length
        return Content(self.left).cell_length > room - min(right, room * 3 // 4) - 2

    def in_words(self) -> tuple[str, ...]:
        return self.left, self.right

    def render(self) -> Content:
        room = self.content_size.width
        right = Content.styled(self.right, "$secondary").truncate(room * 3 // 4, ellipsis=True)
        left = Content.styled(self.left, "bold")
        left = left.truncate(max(0, room - right.cell_length - 2), ellipsis=True)
        gap = max(1, room - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)


class Page(Screen[Any]):
    """A screen of the app. F1 shows its `HELP`, and below that its bindings."""

    HELP: ClassVar[str] = ""
    HELP_ALSO: ClassVar[list[BindingType]] = []
    """Bindings of the screen's main list, which the help shows too."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (104, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-low"), (44, "-tall")]  # noqa: RUF012
    saved: Path | None = None
    """The report that was saved last on this screen."""

    @cached_property
    def host(self) -> Navigator:
        """The app, as far as a screen may know it."""
        app = self.app
        assert isinstance(app, Navigator)
        return app

    @property
    def desk(self) -> Desk:
        return self.host.desk

    def ask(
        self,
        work: Callable[[], T],
        receive: Callable[[T], None] | None = None,
        fail: Fail | None = None,
        *,
        lane: str | None = None,
    ) -> None:
        """Do `work` on a thread; then `receive` gets the result here, or `fail` (else `warn`) a sentence."""
        self.host.ask(self, work, receive, fail or self.warn, lane=lane)

    def every(self, times_a_second: float, poll: Callable[[], None]) -> None:
        """Call `poll` that often while this screen is open; never when the app does not tick."""
        if self.host.ticking:
            self.set_interval(1 / times_a_second, poll)

    def warn(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False, timeout=8)

    def write(self, selector: str, content: Content | str) -> None:
        """Show `content` in that part of the screen; a plain text is never read as markup."""
        self.query_one(selector, Static).update(Content(content) if isinstance(content, str) else content)

    def write_if_any(self, selector: str, content: Content | str) -> None:
        """Like `write`, but a part with nothing to show is hidden."""
        self.query_one(selector).display = bool(content)
        self.write(selector, content)

    def confirm(self, sentence: str, verb: str, then: Callable[[], None]) -> None:
        """Ask before something is lost; `then` happens only after a yes."""

        def answered(sure: bool | None) -> None:
            if sure:
                then()

        self.app.push_screen(ConfirmScreen(sentence, verb), answered)

    def save_report(self, identifier: str) -> None:
        """Keep a report of a session or an answer, and show where it is."""

        def saved(path: Path) -> None:
            self.saved = path
            self.notify(f"Saved: {path}\nShift+Y copies this path.", title="Report", markup=False, timeout=10)

        self.ask(lambda: self.desk.export.keep(identifier), saved, lane="report")

    def action_copy_path(self) -> None:
        """Copy the path of the report that was saved last on this screen."""
        if self.saved is None:
            self.notify("x saves a report first; Shift+Y then copies its path.", timeout=4)
        else:
            self.copy("the path", str(self.saved), "path")

    def copy(self, what: str, text: str | Callable[[], str], name: str) -> None:
        """Copy `text`, or what it makes on a thread, and say how that was done.

        `what` says what is copied ("the question"), `name` is that of the file which keeps it where neither
        the system nor the terminal can copy.
        """
        taken = taking(os.environ)

        def work() -> Copied:
            made = text if isinstance(text, str) else text()
            return self.desk.copying.copy(made, name, terminal_takes_it=taken is Taking.YES)

        def copied(done: Copied) -> None:
            if taken is not Taking.NO:
                self.app.copy_to_clipboard(done.text)
            self.notify(told(what, done, taken), title="Copy", markup=False, timeout=8)

        self.ask(work, copied, lane="copy")

    def action_back(self) -> None:
        self.host.back()

    def may_quit(self) -> str:
        """A sentence to confirm before `q` quits, or "" when nothing is at stake."""
        return ""
