"""Replay: hear an answer again, find the way by its waveform, and see its words light up as they sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.naming import LISTENERS, clock
from simulator.model.records import Bookmark
from simulator.model.signs import TROUBLE
from simulator.ui.code_tape import CODE_PLACES
from simulator.ui.page import Page, TitleBar
from simulator.ui.screens.correct import CorrectScreen
from simulator.ui.screens.note import NoteScreen
from simulator.ui.screens.replay_parts import ALL_PLACES, Loop, jumps, legend, load, why_silent
from simulator.ui.sound import Sounding
from simulator.ui.tape import SAME_S, Tape
from simulator.ui.widgets.code_view import CodeView
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.moveband import MoveBand
from simulator.ui.widgets.sketch_view import SketchReplay
from simulator.ui.widgets.transcript_view import TranscriptView
from simulator.ui.widgets.waveform import Waveform
from simulator.ui.words import CORRECTED, day

STEP_S = 5.0
SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
POLLS = 20
PATIENCE = 60
"""Polls to wait for sound to begin before playing counts as over."""
LEAST_LOOP_S = 0.5


class ReplayScreen(Page):
    HELP = (
        "The answer as it was said. Under the waveform: f a filler, j a term this listener may not know, + a "
        "point made, ! a point lost (half made, or a wrong claim), | a pause of more than a second, i the "
        "interviewer, b a bookmark. The band below them names the moves of the answer, such as a frame or an "
        "example. In the words, ⟨um⟩ is a filler and ‹SMOTE› a term that was not explained. Capitals go "
        "back: f the next filler, F the one before. l marks where a stretch begins, l again where it ends: "
        "it is repeated until the third l. A click on a word or on the waveform goes there.\n\n"
        "An answer with code shows it as it was: c goes to where typing begins again, . and , go an edit on "
        "and back, t goes to the next run of the tests (t below the waveform), k to the next remark."
    )
    CSS_PATH = "replay.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "play_pause", "Play", id="replay.toggle", tooltip="Play or pause"),
        Binding("left", "seek(-1)", "−5 s", id="replay.back5", show=False, tooltip="Five seconds back"),
        Binding(
            "right", "seek(1)", "5 s", key_display="← →", id="replay.forward5", tooltip="Five seconds on"
        ),
        *jumps("f", "fillers", "Filler", show=True),
        *jumps("j", "terms", "Term"),
        *jumps("m", "lost", "Lost", "The next point lost"),
        *jumps("p", "made", "Made", "The next point made"),
        *jumps("w", "words", "Word"),
        *jumps("s", "sentences", "Sentence"),
        *jumps("c", "edits", "Typed", "The next time that something is typed", show=True),
        *jumps("t", "runs", "Tests", show=True),
        *jumps("k", "notes", "Remark", "The next remark about the code"),
        Binding("full_stop", "edit(1)", "Edit on", id="replay.edit", show=False, tooltip="One edit on"),
        Binding("comma", "edit(-1)", "Edit back", id="replay.unedit", show=False, tooltip="One edit back"),
        Binding("less_than_sign", "speed(-1)", "Slower", key_display="<", id="replay.slower", show=False),
        Binding(
            "greater_than_sign", "speed(1)", "Speed", key_display="< >", id="replay.faster", tooltip="Faster"
        ),
        Binding("l", "loop", "Loop", id="replay.loop", show=False, tooltip="Play a stretch over and over"),
        Binding("b", "bookmark", "Mark", id="replay.bookmark", tooltip="Remember this second"),
        *jumps("n", "bookmarks", "Next bookmark"),
        Binding(
            "delete", "forget", "Forget", id="replay.forget", show=False, tooltip="Forget the bookmark here"
        ),
        Binding(
            "i", "question", "Interviewer", id="replay.question", show=False, tooltip="Hear the interviewer"
        ),
        Binding("home", "start", "Start", id="replay.start", show=False, tooltip="Back to the start"),
        Binding("e", "correct", "Fix", id="replay.correct", tooltip="Put misheard words right"),
        Binding("x", "export", "Save", id="replay.export", show=False, tooltip="Save a report to keep"),
        Binding("y", "copy", "Copy", id="replay.copy", tooltip="Copy what you said"),
        Binding(
            "Y", "copy_path", "Copy path", id="replay.path", show=False, tooltip="The saved report's path"
        ),
        Binding("escape", "back", "Back", id="replay.back", tooltip="Back"),
    ]

    def __init__(self, answer_id: str) -> None:
        super().__init__()
        self.answer_id = answer_id
        self.tape: Tape | None = None
        self.position_s = 0.0
        self.wants_sound = False
        self.speed = 1.0
        self.loop: Loop | None = None
        self._sounding = Sounding(PATIENCE)

    def compose(self) -> ComposeResult:
        yield TitleBar("Replay")
        yield Waveform(id="waveform")
        yield MoveBand(id="tape-moves")
        yield Static("", id="tape-line")
        yield Static("", id="tape-legend")
        yield Static("", id="tape-bookmarks")
        yield Static("", id="replay-notice", classes="notice")
        with Container(id="replay-panes"):
            yield CodeView(id="code")
            yield SketchReplay(id="drawn")
            with VerticalScroll(id="transcript-scroll", can_focus=False):
                yield TranscriptView(id="transcript")
        yield Keys()

    def on_mount(self) -> None:
        self._say_notice("")
        self.ask(lambda: load(self.desk, self.answer_id), self._show)
        self.every(POLLS, self.poll)

    def _show(self, tape: Tape) -> None:
        self.tape = tape
        when = day(tape.answer.started_at, self.host.today)
        when += f" · {CORRECTED}" if tape.answer.corrected else ""
        when += f" · for {LISTENERS[tape.answer.audience]}"
        prompt = tape.question.prompt if tape.question else ""
        self.query_one(TitleBar).say("Replay", f"{when} · {prompt}" if prompt else when)
        moves = tape.answer.scorecard.moves if tape.answer.scorecard else ()
        band = self.query_one(MoveBand)
        band.display = bool(moves)
        band.show(moves, len(tape.words), tape.duration_s)
        self.query_one(TranscriptView).show(tape.words, tape.term_words)
        drawn = tape.code is not None and tape.code.drawn
        self.query_one(CodeView).show(None if drawn else tape.code)
        self.query_one(SketchReplay).show(tape.code if drawn else None)
        self.refresh_bindings()
        self._say_notice(why_silent(tape.answer))
        self._show_marks()
        self._place(0.0)
        self.ask(lambda: self.desk.player.waveform(tape.answer), self.query_one(Waveform).draw)

    def _show_marks(self) -> None:
        if (tape := self.tape) is None:
            return
        self.query_one(Waveform).show(tape.markers(), tape.duration_s)
        self.write("#tape-legend", legend(tape))
        marks = [f"b {clock(mark.at_s)} {mark.note}".rstrip() for mark in tape.bookmarks]
        self.write_if_any("#tape-bookmarks", Content.styled("   ".join(marks), "$text-accent"))

    def _say_notice(self, sentence: str) -> None:
        self.write_if_any("#replay-notice", f"{TROUBLE} {sentence}" if sentence else "")

    def _place(self, position_s: float) -> None:
        """Move the cursor and the marked word to this second."""
        self.position_s = position_s
        self.query_one(Waveform).move(position_s)
        self.query_one(CodeView).move(position_s)
        self.query_one(SketchReplay).move(position_s)
        self.query_one(TranscriptView).mark(self.tape.word_at(position_s) if self.tape else None)
        self.write("#tape-line", self._tape_line())

    def _tape_line(self) -> Content:
        tape = self.tape
        if tape is None:
            return Content("")
        state = ("▶ playing", "bold $accent") if self.wants_sound else ("‖ paused", "bold $secondary")
        where = f"   {clock(self.position_s)} / {clock(tape.duration_s)}   "
        return Content.assemble(
            state, (where, "bold"), (f"{self.speed:g}x   ", "$secondary"), (self._loop_words(), "$warning")
        )

    def _loop_words(self) -> str:
        if self.loop is None:
            return ""
        end = "… l marks its end" if self.loop.end_s is None else clock(self.loop.end_s)
        return f"↻ {clock(self.loop.start_s)}–{end}"

    # Sound

    def poll(self) -> None:
        """Follow the sound, and notice when it ends or fails."""
        if not self.wants_sound:
            return
        player = self.desk.player
        over = self._sounding.over(player.playing)
        if player.playing:
            self._place(player.position_s)
        elif player.trouble:
            self._cannot_play(player.trouble)
        elif over and self._sounding.begun:
            self._ended()
        elif over:
            self._pause()

    def _ended(self) -> None:
        duration_s = self.tape.duration_s if self.tape else 0.0
        if self.loop is not None and self.loop.end_s is not None:
            self._play_from(self.loop.start_s)
            return
        self.wants_sound = False
        self._place(0.0 if duration_s - self.position_s < 1.0 else self.position_s)

    def _play_from(self, position_s: float) -> None:
        if self.tape is None:
            return
        answer, speed = self.tape.answer, self.speed
        end_s = self.loop.end_s if self.loop is not None else None
        if end_s is not None and position_s >= end_s - SAME_S:
            self.loop = end_s = None  # what begins past its end leaves the loop
        self.wants_sound = True
        self._sounding.restart()
        self._place(position_s)
        self.ask(
            lambda: self.desk.player.play(answer, position_s, end_s, speed),
            None,
            self._cannot_play,
            lane="sound",
        )

    def _cannot_play(self, sentence: str) -> None:
        self.wants_sound = False
        self._place(self.position_s)
        self._say_notice(sentence)

    def _pause(self) -> None:
        self.wants_sound = False
        self._place(self.position_s)
        self.ask(self.desk.player.stop, lane="sound")

    def on_unmount(self) -> None:
        if self.wants_sound:
            self.host.leave_to_end(self.desk.player.stop, lane="sound")

    # Keys and clicks

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for code mean nothing in an answer without any; a sketch has no tests."""
        about_code = action == "edit" or (action == "jump" and parameters[0] in CODE_PLACES)
        code = self.tape.code if self.tape else None
        runs = action == "jump" and parameters[0] == "runs"
        return not about_code or (code is not None and not (runs and code.drawn))

    def go(self, position_s: float) -> None:
        """Go to that second; what plays goes on from there."""
        if self.tape is None:
            return
        position_s = min(max(0.0, position_s), self.tape.duration_s)
        if self.wants_sound:
            self._play_from(position_s)
        else:
            self._place(position_s)

    def action_play_pause(self) -> None:
        if self.wants_sound:
            self._pause()
        else:
            self._play_from(self.position_s)

    def action_seek(self, steps: int) -> None:
        self.go(self.position_s + steps * STEP_S)

    def action_correct(self) -> None:
        """Put right what was misheard, at the place where we are."""
        if self.tape is None or not self.tape.words:
            return
        if self.wants_sound:
            self._pause()
        self.app.push_screen(CorrectScreen(self.tape.answer, self.position_s), self._corrected)

    def _corrected(self, changed: bool | None) -> None:
        position_s = self.position_s

        def again(tape: Tape) -> None:
            self._show(tape)
            self.go(position_s)

        if changed:
            self.ask(lambda: load(self.desk, self.answer_id), again)

    def action_export(self) -> None:
        self.save_report(self.answer_id)

    def action_copy(self) -> None:
        """Copy the words as they were said."""
        if self.tape is not None and self.tape.words:
            said = " ".join(word.text for word in self.tape.words)
            self.copy("the transcript", said, f"transcript-{self.answer_id}")

    def action_start(self) -> None:
        self.go(0.0)

    def action_jump(self, kind: str, steps: int) -> None:
        if self.tape is None:
            return
        found = self.tape.next(kind, self.position_s, steps)
        if found is None:
            typed = self.tape.answer.audio is None
            why = (
                "It was typed, and has no times."
                if typed
                else f"There is no {ALL_PLACES[kind]} in this answer."
            )
            self.notify(why, timeout=3)
        else:
            self.go(found)

    def action_edit(self, steps: int) -> None:
        """Go to the edit after the code that is shown, or before it."""
        at_s = self.tape.code.step(self.position_s, steps) if self.tape and self.tape.code else None
        if at_s is not None:
            self.go(at_s)

    def action_speed(self, steps: int) -> None:
        at = SPEEDS.index(self.speed) + steps
        self.speed = SPEEDS[min(max(0, at), len(SPEEDS) - 1)]
        self.go(self.position_s)

    def action_loop(self) -> None:
        """The first time mark where a loop starts, the second where it ends; the third time leave it."""
        loop, here = self.loop, self.position_s
        if loop is None:
            self.loop = Loop(here)
        elif loop.end_s is None and here - loop.start_s >= LEAST_LOOP_S:
            self.loop = Loop(loop.start_s, here)
            self._play_from(loop.start_s)
        else:
            self.loop = None
            self.go(here)
        self._place(self.position_s)

    def action_question(self) -> None:
        """Read aloud what the interviewer had said last by this second."""
        said = self.tape.asked_before(self.position_s) if self.tape else None
        if said is None:
            self.notify("The question is not known any more.", timeout=3)
            return
        if self.wants_sound:
            self._pause()
        self.ask(lambda: self.desk.player.say(said), None, self._cannot_play, lane="sound")

    def action_bookmark(self) -> None:
        if self.tape is None:
            return
        tape, at_s = self.tape, self.position_s

        def keep(note: str | None) -> None:
            if note is not None:
                self._remembering(lambda: self.desk.player.bookmark(tape.answer, at_s, note))

        self.app.push_screen(NoteScreen(f"Bookmark at {clock(at_s)}", blinking=self.host.ticking), keep)

    def action_forget(self) -> None:
        mark = self.tape.near(self.position_s) if self.tape else None
        if mark is None:
            self.notify("There is no bookmark here; n goes to the next one.", timeout=3)
        else:
            self._remembering(lambda: self.desk.player.forget(mark))

    def _remembering(self, change: Callable[[], None]) -> None:
        """Change the bookmarks, then show them."""
        if (tape := self.tape) is None:
            return

        def changed() -> tuple[Bookmark, ...]:
            change()
            return self.desk.player.bookmarks(tape.answer)

        def show(bookmarks: tuple[Bookmark, ...]) -> None:
            self.tape = tape.with_bookmarks(bookmarks)
            self._show_marks()

        self.ask(changed, show, self._say_notice)

    def on_waveform_sought(self, message: Waveform.Sought) -> None:
        self.go(message.at_s)

    def on_transcript_view_sought(self, message: TranscriptView.Sought) -> None:
        start_s = self.tape.start_of(message.index) if self.tape else None
        if start_s is not None:
            self.go(start_s)
