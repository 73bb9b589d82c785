"""Practice: nothing but the question, the clock and your voice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from simulator.model.counted import counted
from simulator.model.errors import SimulatorError
from simulator.model.naming import LISTENERS, clock
from simulator.model.question import Question
from simulator.model.scorecard import Audience, SoFar
from simulator.model.signs import TROUBLE
from simulator.ui import garbage
from simulator.ui.page import Page, TitleBar
from simulator.ui.screens.practice_keys import PRACTICE_KEYS, SPEAKING, offered
from simulator.ui.screens.practice_states import ENDING, STATES, State
from simulator.ui.screens.practice_typing import MINIMUM_WORDS, TypedAnswer
from simulator.ui.widgets.captions import Captions
from simulator.ui.widgets.clock import AnswerClock
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.meter import LevelMeter
from simulator.ui.widgets.sketch_pane import SketchLines, SketchPane
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.values import Phase, View, intents

POLLS = 15
CONFIRM_AFTER_S = 5.0
"""A take longer than this is not dropped without asking."""
REPLIED = (Phase.REPLYING, *SPEAKING)


@dataclass
class ViewChanged(Message):
    """The rehearsal has a new view; posted from its thread."""

    view: View


class PracticeScreen(Page):
    HELP = (
        "The interviewer reads the question aloud; then it is your turn. Space starts your answer and Space "
        "ends it: nothing else cuts you off. The clock shows your time against the question's limit, and "
        "going over is allowed.\n\nThe strip of blocks is your microphone: when it stays flat nobody hears "
        "you. Everything you say is on disk within a second; leaving in the middle keeps it, and Home offers "
        "to finish it. No microphone? Press t and type the answer.\n\nc shows what was heard so far, with "
        "fillers and pace, at each of your pauses; Settings has it always. Real mode never shows it.\n\n"
        'a has the interviewer reply to what you just asked, say "how much data do we have". What they do '
        "not know is yours to assume. They keep the floor until they have spoken, your clock stands still, "
        "and nothing of it enters your transcript. Settings has it happen without the key.\n\n"
        "h gives a hint when you are stuck, one step at a time; the scorecard says how many you took.\n\n"
        "F4 opens a sketch for a design: lines such as client -> gateway: request are drawn as you type, and "
        "kept beside your voice. Esc or F4 goes back to the talk.\n\n"
        "Settings can also have a long silence end your answer: a countdown warns you, and any sound or key "
        "stops it."
    )
    CSS_PATH = "practice.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = PRACTICE_KEYS

    def __init__(self, question_id: str | None, audience: Audience | None, *, real: bool = False) -> None:
        super().__init__()
        self.question_id = question_id
        self.audience = audience
        self.rehearsal: Rehearsal | None = None
        self.view: View | None = None
        self.typing = False
        self.real = real
        self.captions = False
        self.typed = TypedAnswer()

    def compose(self) -> ComposeResult:
        yield TitleBar("Practice")
        with VerticalScroll(id="practice-body", can_focus=False):
            yield Static("", id="question", markup=False)
            yield Static("", id="hints", markup=False)
            with Vertical(id="stage"):
                with Horizontal(id="state-line"):
                    yield Static("", id="state")
                    yield LevelMeter(id="level")
                yield Static("", id="what-to-do")
                yield AnswerClock()
                yield Static("", id="reply")
                yield Captions()
            yield Static("", id="practice-notice", classes="notice")
            yield self.typed
        yield SketchPane()
        yield Keys()

    def on_mount(self) -> None:
        self.typed.area.cursor_blink = self.host.ticking
        self.captions = self.desk.settings.current.captions == "on" and not self.real
        self._show_state(STATES[None])
        self.ask(self._open, self._opened, self._could_not_open)
        self.every(POLLS, self.poll)

    def _open(self) -> Rehearsal:
        """Make the rehearsal; on a thread, because that may start processes."""
        desk = self.desk
        question = (
            desk.questions.get(self.question_id) if self.question_id else desk.coach.suggestion().question
        )
        return desk.rehearsals.rehearse(
            question, listener=lambda view: self._heard_of(view), audience=self.audience, hands_free=True
        )

    def _heard_of(self, view: View) -> None:
        self.post_message(ViewChanged(view))

    def _opened(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self._show(rehearsal.view)

    def _could_not_open(self, sentence: str) -> None:
        self._show_state(STATES[Phase.TROUBLE], f"{sentence}\n\nEsc goes back.")
        self._say_notice("")

    def on_unmount(self) -> None:
        self._keep_draft_now()
        garbage.search_all()
        if self.rehearsal is not None:
            self.host.leave_to_end(self.rehearsal.close)

    # What is shown

    def on_view_changed(self, message: ViewChanged) -> None:
        self._show(message.view)

    def _show(self, view: View) -> None:
        before, self.view = self.view, view
        garbage.follow(before, view)
        if before is None or before.question != view.question or before.take != view.take:
            self._show_question(view.question, view.take)
        sentence = f"{view.progress:.0%}" if view.phase is Phase.HEARING and view.progress else ""
        self._show_state(ENDING if view.ending else STATES[view.phase], self._advice(view), sentence)
        self._say_notice("" if view.phase is Phase.TROUBLE else view.notice)
        self._show_captions(view)
        self._show_reply(view)
        self._show_hints(view)
        self.query_one(SketchPane).follow(self.rehearsal, view, typing=self.typing)
        self.refresh_bindings()
        if view.phase is Phase.SCORED and (before is None or before.phase is not Phase.SCORED):
            self._scored(view)

    def _show_question(self, question: Question, take: int) -> None:
        self.question_id = question.id
        who = LISTENERS[self.rehearsal.audience if self.rehearsal else self.audience or question.audience]
        again = f"take {take} · " if take > 1 else ""
        self.query_one(TitleBar).say(
            "Practice", f"{again}{question.kind.value} · {question.topic} · for {who}"
        )
        self.write("#question", question.prompt)
        self.query_one(AnswerClock).limit_s = question.time_limit_s
        self.poll()

    def _advice(self, view: View) -> str:
        advice = STATES[view.phase].advice
        if view.ending:
            return ENDING.advice
        if view.phase is not Phase.TROUBLE:
            return advice
        if view.take_open:
            advice = "Space tries the microphone again. d hands in what was heard."
        return f"{view.notice}\n\n{advice}"

    def _show_state(self, state: State, advice: str | None = None, more: str = "") -> None:
        stage = self.query_one("#stage")
        stage.set_classes(state.look)
        self._say_state(state, more)
        self.write("#what-to-do", state.advice if advice is None else advice)
        self.query_one("#level").display = state.look in ("-listening", "-paused", "-ending")

    def _say_state(self, state: State, more: str) -> None:
        word = Content.assemble(
            (f"{state.sign} {state.word}", f"bold {state.style}"), f" {more}" if more else ""
        )
        self.write("#state", word)

    def _say_notice(self, sentence: str) -> None:
        self.write_if_any("#practice-notice", f"{TROUBLE} {sentence}" if sentence else "")

    def _show_reply(self, view: View) -> None:
        """What the interviewer said last stays in sight while the answer goes on."""
        line = self.query_one("#reply", Static)
        line.display = bool(view.replies) and view.phase in REPLIED
        if view.replies:
            style = "bold" if view.phase is Phase.REPLYING else "$secondary"
            line.update(Content.styled(f"♪ {view.replies[-1].said}", style))

    def _show_hints(self, view: View) -> None:
        """Each hint that was given, the latest last; they stay until the take is over."""
        count = len(view.question.hints)
        lines = [f"› hint {at} of {count}: {hint}" for at, hint in enumerate(view.hints, 1)]
        self.write_if_any("#hints", "\n".join(lines))

    def _show_captions(self, view: View) -> None:
        captions = self.query_one(Captions)
        captions.display = self.captions and view.phase in SPEAKING
        if not view.said:
            captions.clear()
        elif captions.display and captions.text != view.heard:
            self.ask(
                lambda: self.desk.scorer.so_far(view.said),
                lambda so_far: self._say_captions(view, so_far),
                lambda _sentence: None,
                lane="captions",
            )

    def _say_captions(self, view: View, so_far: SoFar) -> None:
        """Show the captions, unless the take was dropped meanwhile."""
        if self.view is not None and self.view.said:
            self.query_one(Captions).say(view.heard, so_far)

    def poll(self) -> None:
        """Show the level and the clock."""
        if self.rehearsal is None or self.view is None:
            return
        if self.view.phase is Phase.LISTENING:
            self.query_one(LevelMeter).push(self.rehearsal.level)
        if self._draws:
            self.rehearsal.stay()
        if self.view.ending:
            self._say_state(ENDING, f"in {ceil(self.rehearsal.ends_in_s)} s")
        self.query_one(AnswerClock).show(self.rehearsal.elapsed_s)

    def _scored(self, view: View) -> None:
        self._handed_in()
        if view.answer_id:
            self.host.scorecard(view.answer_id)

    def _handed_in(self) -> None:
        """Empty the page for the next take, because what was typed is stored now."""
        self._stop_typing()
        self.typed.clear()
        self._keep_draft()

    # What can be done

    def on_key(self, event: Key) -> None:
        """Any key stops the countdown, and does nothing else."""
        if self.view is not None and self.view.ending:
            event.stop()
            event.prevent_default()
            self._send(intents.Stay())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        offered = self._offers()
        return offered.get(action, True)

    @property
    def _draws(self) -> bool:
        """Whether the keyboard is in the sketch; keys are asked for before a pane has its parts."""
        return isinstance(self.focused, SketchLines)

    def _offers(self) -> dict[str, bool]:
        sketches = any(pane.sketching is not None for pane in self.query(SketchPane))
        return offered(self.view, typing=self.typing, real=self.real, draws=self._draws, sketches=sketches)

    def _send(self, intent: intents.Intent) -> None:
        if self.rehearsal is not None:
            self.rehearsal.send(intent)

    def action_begin(self) -> None:
        self.query_one(LevelMeter).clear()
        self._send(intents.Begin())

    def action_done(self) -> None:
        self._send(intents.Done())

    def action_floor(self) -> None:
        self._send(intents.Begin())

    def action_ask(self) -> None:
        self._send(intents.Ask())

    def action_hint(self) -> None:
        self._send(intents.Hint())

    def action_drawn(self) -> None:
        self.action_done()

    def action_sketch(self) -> None:
        self.query_one(SketchPane).turn()

    def action_retry(self) -> None:
        self._send(intents.Begin())

    def action_finish(self) -> None:
        self._send(intents.Done())

    def action_pause(self) -> None:
        self._send(intents.Pause())

    def action_captions(self) -> None:
        self.captions = not self.captions
        if self.view is not None:
            self._show_captions(self.view)

    def action_resume(self) -> None:
        self._send(intents.Resume())

    def action_skip(self) -> None:
        self._send(intents.Skip())

    def action_read(self) -> None:
        self._send(intents.ReadAgain())

    def action_copy(self) -> None:
        if self.view is not None:
            self.copy("the question", self.view.question.prompt, f"question-{self.view.question.id}")

    def action_discard(self) -> None:
        said = self.rehearsal.elapsed_s if self.rehearsal else 0.0
        if said <= CONFIRM_AFTER_S:
            self._send(intents.Discard())
            return
        sentence = f"Discard {clock(said)} of your answer? It cannot be brought back."
        self.confirm(sentence, "Discard it", lambda: self._send(intents.Discard()))

    def again(self) -> None:
        """Take the same question once more, in the same session."""
        self._send(intents.TakeAgain())

    def may_quit(self) -> str:
        taking = bool(self.view and self.view.taking)
        stays = "What is on the disk is kept, and Home offers to finish it."
        return f"Quit in the middle of an answer? {stays}" if taking else ""

    # Typing

    def action_type(self) -> None:
        self.typing = True
        self._send(intents.Skip())
        self.query_one("#stage").display = False
        if self.view is not None:
            self.query_one(SketchPane).follow(self.rehearsal, self.view, typing=True)
        self.typed.open(self.desk.drafts.of(self.question_id) if self.question_id else "")
        self.refresh_bindings()

    def action_untype(self) -> None:
        self._keep_draft()
        self._stop_typing()

    def _stop_typing(self) -> None:
        self.typing = False
        self.typed.display = False
        self.query_one("#stage").display = True
        self.set_focus(None)
        self.refresh_bindings()

    def on_typed_answer_waiting(self) -> None:
        self._keep_draft()

    def _keep_draft(self) -> None:
        """Keep what was typed on disk, so that it outlives the screen and the app."""
        question_id, typed = self.question_id, self.typed.unkept()
        if question_id and typed is not None:
            self.ask(lambda: self.desk.drafts.keep(question_id, typed), lane="draft")

    def _keep_draft_now(self) -> None:
        """Keep it on this thread, because the app may end before one in the background is done."""
        typed = self.typed.unkept()
        if self.question_id and typed is not None:
            with suppress(SimulatorError):
                self.desk.drafts.keep(self.question_id, typed)

    def action_hand_in(self) -> None:
        words = self.typed.words
        if words < MINIMUM_WORDS:
            self.warn(f"{counted(words, 'word')}: to be scored an answer needs at least {MINIMUM_WORDS}.")
            return
        self._send(intents.TypeAnswer(self.typed.text))
        self._stop_typing()
