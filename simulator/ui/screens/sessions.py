"""Sessions: everything you answered, to look at, hear and delete."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from simulator.model.counted import counted
from simulator.model.naming import clock
from simulator.model.records import SessionRecord
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.keys import Keys
from simulator.ui.words import corrected_sign, day, mean_sign, result

HEADER = f"{'score':>5}             {'day':<12} {'length':>6}  {'takes':>5}  question"


class SessionList(Choices[SessionRecord]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Scorecard", id="sessions.open", tooltip="Open the scorecard")
    ]


class SessionsScreen(Page):
    HELP = (
        "Every session, newest first; the sample that came with the app is last. Type after / to "
        "search in the questions. A score is the interview's number, or that of the answer; where there are "
        "several takes it is their mean, and is called so. ✎ means that misheard words were corrected by "
        "hand. "
        "Deleting removes audio, words and scores for good, after a question."
    )
    HELP_ALSO = SessionList.BINDINGS
    CSS_PATH = "sessions.tcss"
    AUTO_FOCUS = "#sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "replay", "Replay", id="sessions.replay", tooltip="Hear and read the answer"),
        Binding("x", "export", "Save", id="sessions.export", show=False, tooltip="Save a report to keep"),
        Binding("d", "delete", "Delete", id="sessions.delete", tooltip="Delete the session for good"),
        Binding(
            "g", "give_up", "Give up", id="sessions.give_up", tooltip="End this interview: see its scores"
        ),
        Binding("slash", "search", "Search", id="sessions.search", key_display="/", tooltip="Search"),
        Binding("escape", "back", "Back", id="sessions.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.sessions: tuple[SessionRecord, ...] = ()

    def compose(self) -> ComposeResult:
        yield TitleBar("History")
        yield Input(placeholder="search in questions", id="sessions-search", compact=True)
        yield Static(Content(HEADER), id="sessions-header")
        yield SessionList(id="sessions")
        yield Static("", id="sessions-empty", classes="muted")
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = self.host.ticking

    def on_screen_resume(self) -> None:
        self.ask(self.desk.sessions.all, self._received)

    def _received(self, sessions: tuple[SessionRecord, ...]) -> None:
        self.sessions = sessions
        self._fill()

    def _fill(self) -> None:
        words = self.query_one(Input).value.casefold().split()
        shown = [s for s in self.sessions if all(word in s.title.casefold() for word in words)]
        self.query_one(SessionList).fill(shown, self._row)
        self.write("#sessions-empty", "" if shown else "No session matches.")
        self.query_one(TitleBar).say("History", f"{len(shown)} of {counted(len(self.sessions), 'session')}")

    def _row(self, session: SessionRecord) -> Content:
        length = clock(session.duration_s) if session.duration_s else "–"
        return Content.assemble(
            (f"{result(session):>5}", "bold $accent" if session.overall is not None else "$secondary"),
            (f" {mean_sign(session)}", "$secondary"),
            (
                f"  {day(session.started_at, self.host.today):<12} {length:>6}  {session.answers:>5}  ",
                "$secondary",
            ),
            session.title,
            (corrected_sign(session), "$secondary"),
        )

    @property
    def chosen(self) -> SessionRecord | None:
        """The session under the cursor."""
        return self.query_one(SessionList).chosen

    def on_input_changed(self) -> None:
        self._fill()

    def on_input_submitted(self) -> None:
        self.query_one(SessionList).focus()

    def on_option_list_option_selected(self) -> None:
        if self.chosen:
            self.host.scorecard(self.chosen.id)

    def action_replay(self) -> None:
        if self.chosen:
            self.host.replay(self.chosen.id)

    def action_export(self) -> None:
        if self.chosen:
            self.save_report(self.chosen.id)

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_back(self) -> None:
        if isinstance(self.focused, Input):
            self.query_one(SessionList).focus()
        else:
            self.host.back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Giving up is offered only for an interview whose scores wait for its end."""
        return action != "give_up" or bool(self.chosen and self.chosen.held)

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_bindings()

    def action_give_up(self) -> None:
        session = self.chosen
        if session is None:
            return
        sentence = "Give up this interview and see its scores? You cannot go on with it then."
        self.confirm(sentence, "Give it up", lambda: self._give_up(session.id))

    def _give_up(self, session_id: str) -> None:
        self.ask(
            lambda: self.desk.interviews.give_up(session_id),
            lambda _none: self.on_screen_resume(),
            lane="give up",
        )

    def action_delete(self) -> None:
        session = self.chosen
        if session is None:
            return
        when = day(session.started_at, self.host.today)
        what = "its answer" if session.answers == 1 else counted(session.answers, "answer")
        sentence = f"Delete the session of {when} for good, with {what}, audio, words and scores?"
        self.confirm(sentence, "Delete it", lambda: self._delete(session.id))

    def _delete(self, session_id: str) -> None:
        self.ask(lambda: self.desk.housekeeping.delete(session_id), lambda _freed: self.on_screen_resume())
