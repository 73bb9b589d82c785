"""Coding: the problem, the code, its tests, and your voice."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from simulator.model.naming import clock
from simulator.model.scorecard import Audience
from simulator.model.signs import TROUBLE
from simulator.ui import garbage
from simulator.ui.page import Page
from simulator.ui.plain import is_plain, seldom
from simulator.ui.screens import coding_parts as parts
from simulator.ui.screens.practice import ViewChanged
from simulator.ui.widgets.code_editor import CodeEditor
from simulator.ui.widgets.coding_title import CodingTitle
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.practise.coding_rehearsal import PHASES, CodingRehearsal
from simulator.use_cases.values import CodingTestResult, Phase, Ran, ShutIn, View, intents

POLLS = 10
TWICE_S = 1.5
"""A second F6 within so many seconds is one that slipped: it ends no phase that just began."""
REPLY_STAYS_S = 20.0
"""Seconds for which a reply that told nothing can be read; a convention."""
TYPING = (Phase.LISTENING, Phase.CONSIDERING, Phase.REPLYING)
INTERVIEWER = (Phase.CONSIDERING, Phase.REPLYING)
BEFORE = (Phase.ASKING, Phase.YOUR_TURN)


@dataclass
class Tested(Message):
    """A test is over; posted from the thread that runs them."""

    result: CodingTestResult


class CodingScreen(Page):
    HELP = parts.HELP
    CSS_PATH = "coding.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "run", "Run tests", id="coding.run", priority=True, tooltip="Run the visible tests"),
        Binding("f6", "begin(True)", "Begin", id="coding.f-begin", priority=True, show=False),
        Binding("f6", "next", "Next", id="coding.next", priority=True, tooltip="Go to the next phase"),
        Binding("f6", "done", "Done", id="coding.done", priority=True, tooltip="Hand in talk and code"),
        Binding("f3", "pane", "Problem/code", id="coding.pane", priority=True, tooltip="The other pane"),
        Binding("f7", "hint", "Hint", id="coding.hint", priority=True, tooltip="Have the interviewer help"),
        Binding("f8", "ask", "Ask", id="coding.ask", priority=True, tooltip="Have your question answered"),
        Binding("space", "begin", "Begin", id="coding.begin", tooltip="Begin: from now on you are recorded"),
        Binding("space", "resume", "Go on", id="coding.resume", tooltip="Go on after a pause"),
        Binding("space", "floor", "Go on", id="coding.floor", tooltip="Stop the reply, speak on"),
        Binding("h", "hint", "Hint", id="coding.h", show=False, tooltip="The same, out of the editor"),
        Binding("a", "ask", "Ask", id="coding.a", show=False, tooltip="The same, out of the editor"),
        Binding("p", "pause", "Pause", id="coding.pause", tooltip="Pause recording and clock"),
        Binding("t", "type", "Type only", id="coding.type", tooltip="Type without talk"),
        Binding("s", "skip", "Skip the voice", id="coding.skip", show=False, tooltip="Stop the voice"),
        Binding("r", "read", "Repeat", id="coding.read", show=False, tooltip="Hear the problem again"),
        Binding("escape", "back", "Leave, kept", id="coding.leave", tooltip="Leave; all of it comes back"),
    ]

    def __init__(self, problem_id: str, audience: Audience | None = None) -> None:
        super().__init__()
        self.problem_id = problem_id
        self.audience = audience
        self.take: CodingRehearsal | None = None
        self.view: View | None = None
        self.results: dict[str, CodingTestResult] = {}
        self.running = False
        self._shown: dict[str, str] = {}
        self._told_missing = False
        self._moved_at = 0.0
        self._replied_at = 0.0

    def compose(self) -> ComposeResult:
        tab_width = int(self.desk.settings.current.tab_width)
        blinking = self.host.ticking and not is_plain(self)
        yield CodingTitle()
        with Horizontal(id="coding-panes"):
            with VerticalScroll(id="problem-pane"):
                yield Static("", id="problem")
            yield CodeEditor(id="editor", tab_width=tab_width, blinking=blinking)
        yield Static("", id="coding-notice", classes="notice")
        yield Static("", id="coding-said")
        with VerticalScroll(id="coding-tests-pane", can_focus=False):
            yield Static("", id="coding-tests")
        with Horizontal(id="coding-line"):
            yield Static("", id="coding-advice")
            yield Static("", id="coding-quiet")
        yield Static("", id="coding-too-small")
        yield Keys()

    def on_mount(self) -> None:
        self.locked = self.desk.settings.current.tests_locked == "yes"
        self.editor.border_title = "solution.py"
        self.add_class("-reading")
        self.ask(self._open, self._opened, self._could_not_open)
        self.every(POLLS, self.poll)

    @property
    def editor(self) -> CodeEditor:
        return self.query_one(CodeEditor)

    def _open(self) -> CodingRehearsal:
        """Make the rehearsal; on a thread, because that may start processes."""
        return self.desk.coding_rehearsals.begin(
            self.problem_id,
            listener=self._heard_of,
            audience=self.audience,
        )

    def _heard_of(self, view: View) -> None:
        self.post_message(ViewChanged(view))

    def _opened(self, take: CodingRehearsal) -> None:
        self.take = take
        self.query_one("#problem-pane").border_title = take.problem.title
        self.editor.load_text(take.text)
        self.editor.move_cursor(self.editor.document.end)
        self.write("#coding-tests", parts.tests_before(take.problem, locked=self.locked))
        self._lay_out()
        self._show(take.rehearsal.view)
        self.query_one("#problem-pane").focus()
        self.ask(self.desk.coding.shut_in, None, lambda _sentence: None, lane="code")

    def _could_not_open(self, sentence: str) -> None:
        self._say_notice(f"{sentence} Esc goes back.")

    def on_resize(self, event: events.Resize) -> None:
        too_small = "" if is_plain(self) else parts.too_small(*event.size)
        self.set_class(bool(too_small), "-too-small")
        self.write_if_any("#coding-too-small", too_small)
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        """Fill the problem's text anew for the width of its pane."""
        if self.take is not None:
            pane = self.query_one("#problem-pane")
            width = (pane.scrollable_content_region.width or self.size.width - 6) - 1
            self.write("#problem", parts.problem(self.take.problem, width, titled=is_plain(self)))

    def on_unmount(self) -> None:
        garbage.search_all()
        if self.take is not None:
            self.host.leave_to_end(self.take.close)

    # What is shown

    def on_view_changed(self, message: ViewChanged) -> None:
        self._show(message.view)

    def _show(self, view: View) -> None:
        before, self.view = self.view, view
        garbage.follow(before, view)
        self.editor.read_only = not self._may_type
        self._say_notice(view.notice)
        if view.phase is Phase.REPLYING or (before is not None and before.phase is Phase.REPLYING):
            self._replied_at = time.monotonic()
        self.poll()
        self.refresh_bindings()
        begun = self._may_type and not (before is not None and before.answer_id)
        if begun and view.answer_id and self.take is not None and self.take.phase == PHASES[1]:
            self._go_to(self.editor)  # it was left in the middle of the code
        if view.phase is Phase.SCORED and (before is None or before.phase is not Phase.SCORED):
            self._scored(view)

    @property
    def _may_type(self) -> bool:
        take, view = self.take, self.view
        if take is None or view is None or not take.begun or view.phase in (Phase.HEARING, Phase.SCORED):
            return False
        if take.silent:
            return True
        recorded = view.take_open and view.answer_id is not None
        return recorded and view.phase in (*TYPING, Phase.TROUBLE)

    def _say_notice(self, sentence: str) -> None:
        take = self.take
        trouble = (take.writing_trouble or take.trouble) if take else ""
        said = " ".join(filter(None, ("" if take and take.silent else sentence, trouble)))
        self.write_if_any("#coding-notice", f"{TROUBLE} {said}" if said else "")

    def poll(self) -> None:
        """Show the phase, the clock, and how long nothing was said."""
        take, view = self.take, self.view
        if take is None or view is None:
            return
        if view.phase is Phase.LISTENING:
            take.hear(take.rehearsal.level)
        state = parts.state_of(view, silent=take.silent)
        phase = f"Phase {PHASES.index(take.phase) + 1} of {len(PHASES)} · {parts.PHASE_NAMES[take.phase]}"
        if is_plain(self):
            phase = f"{'Code' if self.focused is self.editor else 'Problem'} · {phase}"
        elapsed_s = seldom(take.elapsed_s) if is_plain(self) else take.elapsed_s
        floor = parts.head(state, elapsed_s, take.problem.minutes * 60)
        self.query_one(CodingTitle).tell(self._where(phase), floor)
        left = parts.RESUMED if take.records_on else parts.RETYPED
        before = left if take.resumes else parts.BEFORE
        self._put("#coding-advice", parts.advice(view, take.phase, silent=take.silent, before=before))
        listening = view.phase is Phase.LISTENING
        shown = listening and not is_plain(self)  # it changes every second
        self._put("#coding-quiet", parts.quiet(take.quiet_s) if shown else "")
        over = time.monotonic() - self._replied_at > REPLY_STAYS_S
        said = parts.said(view, over=over)
        self.query_one("#coding-said").display = bool(said)
        self._put("#coding-said", said)
        if take.writing_trouble:
            self._say_notice(view.notice)

    def _where(self, phase: str) -> str:
        """What the title says on its left."""
        return phase

    def _put(self, selector: str, content: Content | str) -> None:
        """Like `write`, but only what changed is drawn again: this is asked for ten times a second."""
        if self._shown.get(selector) != str(content):
            self._shown[selector] = str(content)
            self.write(selector, content)

    def _scored(self, view: View) -> None:
        """The scorecard opens over home, because the problem is done."""
        if view.answer_id:
            self.host.home()
            self.host.scorecard(view.answer_id)

    def again(self) -> None:
        """Take the problem once more, from its beginning."""
        if (take := self.take) is not None:
            take.again()
            self.results = {}
            self.editor.load_text(take.text)
            self.write("#coding-tests", parts.tests_before(take.problem, locked=self.locked))
            self.query_one("#problem-pane").focus()
            self.poll()

    # Code

    def on_text_area_changed(self, changed: TextArea.Changed) -> None:
        changed.stop()
        if self.take is not None and self._may_type:
            self.take.edited(changed.text_area.text)

    def on_code_editor_let_go(self) -> None:
        self.query_one("#problem-pane").focus()

    def on_descendant_focus(self) -> None:
        """In a narrow terminal the pane with the keyboard is the one in sight."""
        self.set_class(self.focused is not self.editor, "-reading")
        self.poll()
        self.refresh_bindings()

    def action_pane(self) -> None:
        self._go_to(self.query_one("#problem-pane") if self.focused is self.editor else self.editor)

    def _go_to(self, pane: Widget) -> None:
        self.set_class(pane is not self.editor, "-reading")  # what is hidden takes no focus
        self.call_after_refresh(pane.focus)

    # Tests

    def action_run(self) -> None:
        if self.locked:
            self.notify("The tests are locked until you are done: your settings have it so.", timeout=4)
        elif self.take is not None and not self.running:
            self.running = True
            self.ask(self.desk.coding.shut_in, self._may_run, self._could_not_run, lane="code")

    def _may_run(self, shut_in: ShutIn) -> None:
        take = self.take
        if take is None:
            return
        if shut_in.missing and not self._told_missing:
            self._told_missing, self.running = True, False
            self.write("#coding-tests", parts.unprotected(shut_in.missing))
            return
        self.results = {}
        self._show_tests()
        self.ask(
            lambda: take.run_tests(self._tested),
            self._have_run,
            self._could_not_run,
            lane="code",
        )

    def _tested(self, result: CodingTestResult) -> None:
        self.post_message(Tested(result))

    def on_tested(self, message: Tested) -> None:
        self.results[message.result.name] = message.result
        self._show_tests()

    def _have_run(self, ran: Ran) -> None:
        self.running = False
        self.results = {result.name: result for result in ran.tests}
        self._show_tests()

    def _could_not_run(self, sentence: str) -> None:
        self.running = False
        self.warn(sentence)

    def _show_tests(self) -> None:
        if self.take is not None:
            shown = parts.tests(self.take.problem.visible, self.results, running=self.running)
            self.write("#coding-tests", shown)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        return self._offers().get(action, True)

    def _offers(self) -> dict[str, bool]:
        view, take = self.view, self.take
        phase = view.phase if view else None
        silent = bool(take and take.silent)
        waiting = take is not None and not silent and phase in (*BEFORE, Phase.TROUBLE)
        last = take is not None and take.phase == PHASES[-1]
        may_end = self._may_type or phase is Phase.PAUSED or self._opening
        return {
            "run": self._may_type,
            "begin": waiting,
            "next": may_end and not last,
            "done": may_end and last,
            "hint": bool(view and view.may_hint) and not silent,
            "ask": phase is Phase.LISTENING and bool(view and view.question.facts),
            "pause": phase is Phase.LISTENING,
            "resume": phase is Phase.PAUSED,
            "floor": phase in INTERVIEWER,
            "type": waiting and not (view and view.take_open),
            "skip": phase is Phase.ASKING,
            "read": phase in (Phase.YOUR_TURN, Phase.PAUSED) and not silent,
        }

    def _send(self, intent: intents.Intent) -> None:
        if self.take is not None:
            self.take.rehearsal.send(intent)

    def action_begin(self, by_f6: bool = False) -> None:
        if by_f6:
            self._moved_at = time.monotonic()
        self._send(intents.Begin())

    def action_resume(self) -> None:
        self._send(intents.Resume())

    def action_floor(self) -> None:
        self._send(intents.Begin())

    def action_hint(self) -> None:
        self._send(intents.Hint())

    def action_ask(self) -> None:
        self._send(intents.Ask())

    def action_pause(self) -> None:
        self._send(intents.Pause())

    def action_skip(self) -> None:
        self._send(intents.Skip())

    def action_read(self) -> None:
        self._send(intents.ReadAgain())

    def action_type(self) -> None:
        if (take := self.take) is not None:
            self.ask(take.begin_silently, lambda _none: self._typing())

    def _typing(self) -> None:
        if self.view is not None:
            self._show(self.view)
        self._go_to(self.editor)

    def action_next(self) -> None:
        if self.take is None or self._slipped():
            return
        self.take.move_on()
        self.poll()
        self.refresh_bindings()
        if self.take.phase == PHASES[1]:
            self._go_to(self.editor)

    def action_done(self) -> None:
        if self.take is not None and not self._slipped():
            self.take.edited(self.editor.text)
            self.editor.read_only = True
            self.take.finish()

    def _slipped(self) -> bool:
        """Whether F6 ends nothing now, which is said: it came twice, or before anything is recorded."""
        before, self._moved_at = self._moved_at, time.monotonic()
        slipped = self._moved_at - before < TWICE_S
        if slipped or self._opening:
            self.notify(parts.OPENING if self._opening else parts.TOO_SOON, timeout=4)
        return slipped or self._opening

    @property
    def _opening(self) -> bool:
        """Whether the candidate began, and the microphone is not open yet."""
        view, take = self.view, self.take
        silent = take is None or take.silent
        return not silent and view is not None and view.phase is Phase.LISTENING and view.answer_id is None

    def may_quit(self) -> str:
        taking = self.take is not None and self.take.begun
        said = f" at {clock(self.take.elapsed_s)}" if self.take and taking else ""
        return f"Quit in the middle of the problem{said}? Talk and code are kept." if taking else ""
