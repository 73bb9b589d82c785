"""Replay: the waveform is the map, the words light up as they sound."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from simulator.studio import AnswerRecord, Question, Studio
from simulator.transcript import PausePlace, Word
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.transcript_view import TranscriptView
from simulator.ui.widgets.waveform import Marker, Waveform
from simulator.ui.words import CORRECTED, clock, day

PEAKS = 600
"""Columns asked of the studio; squeezed to the width there is."""
STEP_S = 5.0
LONG_PAUSE_S = 1.0
LEAD_S = 0.2
POLLS = 20
PATIENCE = 60
"""Polls to wait for sound to begin before playing counts as over."""


@dataclass(frozen=True, kw_only=True)
class Tape:
    """All that the screen shows."""

    answer: AnswerRecord
    question: Question | None
    peaks: tuple[float, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return self.answer.transcript.words if self.answer.transcript else ()

    @property
    def duration_s(self) -> float:
        heard = self.answer.transcript.duration_s if self.answer.transcript else None
        return self.answer.duration_s or heard or 0.0

    @property
    def fillers_s(self) -> list[float]:
        card = self.answer.scorecard
        return [item.start_s for item in card.fillers.items if item.start_s is not None] if card else []

    @property
    def terms_s(self) -> list[float]:
        terms = self.answer.scorecard.jargon.terms if self.answer.scorecard else ()
        return [term.start_s for term in terms if not term.explained and term.start_s is not None]

    @property
    def term_words(self) -> frozenset[int]:
        terms = self.answer.scorecard.jargon.terms if self.answer.scorecard else ()
        spans = [(t.first_word, t.last_word) for t in terms if not t.explained]
        return frozenset(
            i for low, high in spans if low is not None and high is not None for i in range(low, high + 1)
        )

    def markers(self) -> tuple[Marker, ...]:
        """Pauses first, so that a filler or a term in the same column wins."""
        pauses = self.answer.transcript.pauses if self.answer.transcript else ()
        long = [p for p in pauses if p.end_s - p.start_s > LONG_PAUSE_S and p.place in PausePlace]
        return (
            *(Marker(at_s=pause.start_s, sign="|") for pause in long),
            *(Marker(at_s=at_s, sign="f") for at_s in self.fillers_s),
            *(Marker(at_s=at_s, sign="j") for at_s in self.terms_s),
        )


def load(studio: Studio, answer_id: str) -> Tape:
    """Read it; on a thread."""
    answer = studio.answer(answer_id)
    return Tape(answer=answer, question=studio.question_of(answer), peaks=studio.waveform(answer, PEAKS))


class ReplayScreen(Page):
    HELP = (
        "The answer as it was said. The waveform shows where you are; f marks a filler, j a term "
        "this listener may not know, | a pause of more than a second. In the words, ⟨um⟩ is a filler "
        "and ‹SMOTE› a term that was not explained. A click on a word or on the waveform goes there."
    )
    CSS_PATH = "replay.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "play_pause", "Play / pause", id="replay.toggle", tooltip="Play or pause"),
        Binding("left", "seek(-1)", "−5 s", id="replay.back5", tooltip="Five seconds back"),
        Binding("right", "seek(1)", "+5 s", id="replay.forward5", tooltip="Five seconds on"),
        Binding("f", "jump('fillers')", "Filler", id="replay.filler", tooltip="The next filler"),
        Binding("j", "jump('terms')", "Term", id="replay.term", tooltip="The next unexplained term"),
        Binding("home", "start", "Start", id="replay.start", show=False, tooltip="Back to the start"),
        Binding("e", "correct", "Fix", id="replay.correct", tooltip="Put misheard words right"),
        Binding("x", "export", "Save", id="replay.export", show=False, tooltip="Save a report to keep"),
        Binding("escape", "back", "Back", id="replay.back", tooltip="Back"),
    ]

    def __init__(self, answer_id: str) -> None:
        super().__init__()
        self.answer_id = answer_id
        self.tape: Tape | None = None
        self.position_s = 0.0
        self.wants_sound = False
        self._sounded = False
        self._waited = 0
        self._starts: list[float] = []

    def compose(self) -> ComposeResult:
        yield TitleBar("Replay")
        yield Waveform(id="waveform")
        yield Static("", id="tape-line")
        yield Static("", id="replay-notice", classes="notice")
        with VerticalScroll(id="transcript-scroll", can_focus=False):
            yield TranscriptView(id="transcript")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#replay-notice").display = False
        self.ask(lambda: load(self.studio, self.answer_id), self._show)
        self.every(POLLS, self.poll)

    def _show(self, tape: Tape) -> None:
        self.tape = tape
        when = day(tape.answer.started_at, self.host.today)
        when += f" · {CORRECTED}" if tape.answer.corrected else ""
        prompt = tape.question.prompt if tape.question else ""
        self.query_one(TitleBar).say("Replay", f"{when} · {prompt}" if prompt else when)
        self._starts = [word.start_s for word in tape.words if word.start_s is not None]
        self.query_one(Waveform).show(tape.peaks, tape.markers(), tape.duration_s)
        self.query_one(TranscriptView).show(tape.words, tape.term_words)
        self._say_notice(_why_silent(tape.answer))
        self._place(0.0)

    def _say_notice(self, sentence: str) -> None:
        line = self.query_one("#replay-notice", Static)
        line.display = bool(sentence)
        line.update(Content(f"▲ {sentence}"))

    def _place(self, position_s: float) -> None:
        """Show where we are."""
        self.position_s = position_s
        self.query_one(Waveform).move(position_s)
        self.query_one(TranscriptView).mark(self._word_at(position_s))
        self.query_one("#tape-line", Static).update(self._tape_line())

    def _tape_line(self) -> Content:
        tape = self.tape
        if tape is None:
            return Content("")
        state = ("▶ playing", "bold $accent") if self.wants_sound else ("‖ paused", "bold $secondary")
        legend = f"f filler {len(tape.fillers_s)}   j unexplained term {len(tape.terms_s)}   | long pause"
        where = f"   {clock(self.position_s)} / {clock(tape.duration_s)}   "
        return Content.assemble(state, (where, "bold"), (legend, "$secondary"))

    def _word_at(self, position_s: float) -> int | None:
        """The word that sounds at that second; between words, the one before."""
        if not self._starts or len(self._starts) != len(self.tape.words if self.tape else ()):
            return None
        index = bisect_right(self._starts, position_s + 0.05) - 1
        return index if index >= 0 else None

    # Sound

    def poll(self) -> None:
        """Follow the sound."""
        if not self.wants_sound:
            return
        sounding = self.studio.playing
        self._sounded = self._sounded or sounding
        self._waited += 1
        if sounding:
            self._place(self.studio.position_s)
        elif self._sounded:
            self._ended()
        elif self._waited > PATIENCE:
            self._pause()

    def _ended(self) -> None:
        duration_s = self.tape.duration_s if self.tape else 0.0
        self.wants_sound = False
        self._place(0.0 if duration_s - self.position_s < 1.0 else self.position_s)

    def _play_from(self, position_s: float) -> None:
        if self.tape is None:
            return
        answer = self.tape.answer
        self.wants_sound, self._sounded, self._waited = True, False, 0
        self._place(position_s)
        self.ask(lambda: self.studio.play_answer(answer, position_s), None, self._cannot_play, lane="sound")

    def _cannot_play(self, sentence: str) -> None:
        self.wants_sound = False
        self._place(self.position_s)
        self._say_notice(sentence)

    def _pause(self) -> None:
        self.wants_sound = False
        self._place(self.position_s)
        self.ask(self.studio.stop_playing, lane="sound")

    def on_unmount(self) -> None:
        if self.wants_sound:
            self.host.ask(self.host, self.studio.stop_playing, None, lambda _sentence: None, lane="sound")

    # Keys and clicks

    def go(self, position_s: float) -> None:
        """To that second; what plays goes on from there."""
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
        from simulator.ui.screens.correct import CorrectScreen

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
            self.ask(lambda: load(self.studio, self.answer_id), again)

    def action_export(self) -> None:
        self.save_report(self.answer_id)

    def action_start(self) -> None:
        self.go(0.0)

    def action_jump(self, what: str) -> None:
        if self.tape is None:
            return
        seconds = sorted(self.tape.fillers_s if what == "fillers" else self.tape.terms_s)
        if not seconds:
            self.notify("There is none in this answer.", timeout=3)
            return
        after = bisect_left(seconds, self.position_s + LEAD_S + 0.05)
        self.go(max(0.0, seconds[after % len(seconds)] - LEAD_S))

    def on_waveform_sought(self, message: Waveform.Sought) -> None:
        self.go(message.at_s)

    def on_transcript_view_sought(self, message: TranscriptView.Sought) -> None:
        if message.index < len(self._starts):
            self.go(self._starts[message.index])


def _why_silent(answer: AnswerRecord) -> str:
    if answer.audio is None:
        return "This answer was typed: there is nothing to hear, only to read."
    if answer.audio_missing:
        return f"The audio is not where it was: {answer.audio}. The words are kept."
    return "" if answer.transcript else "This answer was not heard yet: Home offers to finish it."
