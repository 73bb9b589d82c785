"""Sessions: everything you answered, to look at, hear and delete."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

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
from simulator.ui.words import corrected_sign, day, mean_sign, result, score_style
from simulator.use_cases.look_back.sessions import Page as Found

HEADER = f"{'score':>5}             {'day':<12} {'length':>6}  {'takes':>5}  question"


PAGE = 200
"""How many sessions are read at a time."""


class Listed(NamedTuple):
    """A page, and what was looked for."""

    words: str
    after: str | None
    """The session that it is below; None for the first page."""
    page: Found


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
        Binding(
            "Y", "copy_path", "Copy path", id="sessions.path", show=False, tooltip="The saved report's path"
        ),
        Binding("d", "delete", "Delete", id="sessions.delete", tooltip="Delete the session for good"),
        Binding(
            "g", "give_up", "Give up", id="sessions.give_up", tooltip="End this interview: see its scores"
        ),
        Binding("slash", "search", "Search", id="sessions.search", key_display="/", tooltip="Search"),
        Binding("escape", "back", "Back", id="sessions.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._more = False
        """Whether the archive has sessions below those in the list."""

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
        self._look_anew()

    def _look_anew(self) -> None:
        """Read what matches, from the newest on, as far as it was read before."""
        words, read = self.query_one(Input).value, len(self.query_one(SessionList).values)
        self.ask(
            lambda: Listed(words, None, self.desk.sessions.page(max(PAGE, read), words=words)),
            self._received,
            lane="sessions",
        )

    def _look_further(self) -> None:
        """Read the page below the list."""
        words, after = self.query_one(Input).value, self.query_one(SessionList).values[-1].id
        self.ask(
            lambda: Listed(words, after, self.desk.sessions.page(PAGE, after=after, words=words)),
            self._received,
            lane="sessions",
        )

    def _received(self, listed: Listed) -> None:
        sessions = self.query_one(SessionList)
        last = sessions.values[-1].id if sessions.values else None
        if listed.words != self.query_one(Input).value or listed.after not in (None, last):
            return  # meanwhile something else was looked for
        if listed.after is None:
            sessions.fill(listed.page.sessions, self._row)
        else:
            sessions.extend(listed.page.sessions, self._row)
        self._more = listed.page.more
        self.write("#sessions-empty", "" if sessions.values else "No session matches.")
        matching, all_ = listed.page.matching, counted(listed.page.all, "session")
        self.query_one(TitleBar).say("History", f"{matching} of {all_}")

    def _row(self, session: SessionRecord) -> Content:
        length = clock(session.duration_s) if session.duration_s else "–"
        return Content.assemble(
            (f"{result(session):>5}", score_style(session.overall)),
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
        self._look_anew()

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
        if self._more and self.query_one(SessionList).near_end:
            self._more = False  # until that page says whether there are still more
            self._look_further()

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
