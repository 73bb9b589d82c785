"""Code or sketch of two takes side by side, each as it was at the same second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from simulator.model.naming import clock
from simulator.model.records import AnswerRecord
from simulator.ui.code_tape import CodeTape
from simulator.ui.page import Page, TitleBar
from simulator.ui.screens.compare_parts import taken
from simulator.ui.sound import Sounding
from simulator.ui.widgets.code_view import CodeView
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.sketch_view import SketchReplay

STEP_S = 5.0
POLLS = 20
PATIENCE = 60
"""Polls to wait for sound to begin before playing counts as over."""


@dataclass(frozen=True, kw_only=True)
class TypedTake:
    """One of the two takes."""

    answer: AnswerRecord
    tape: CodeTape
    passed: str = ""
    """`passed 7 of 9`; "" for a sketch, or before its tests ran."""

    @property
    def lasts_s(self) -> float:
        """The second at which nothing changes any more."""
        edits = self.tape.journal.edits
        return max(self.answer.length_s, edits[-1].at_s if edits else 0.0)


class CompareCodeScreen(Page):
    HELP = (
        "What was typed in two takes of the same problem, the earlier one on the left, both as they were at "
        "the same second of their answer. Left and Right go by five seconds, . and , to the next edit in "
        "either, Home and End to where they began and ended. 1 plays the earlier take from here, 2 the later "
        "one, and the code of both grows with it.\n\nA + beside a line: the other take lacks it."
    )
    CSS_PATH = "compare_code.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "seek(-1)", "Back", id="compare-code.left", show=False, tooltip="Five seconds back"),
        Binding("right", "seek(1)", "5 s", key_display="←→", id="compare-code.right", tooltip="5 seconds"),
        Binding(
            "full_stop", "edit(1)", "Edits", key_display=", .", id="compare-code.edit", tooltip="An edit"
        ),
        Binding("comma", "edit(-1)", "Edit back", id="compare-code.unedit", show=False, tooltip="One back"),
        Binding("1", "play(0)", "Play earlier", id="compare-code.first", tooltip="Hear the earlier take"),
        Binding("2", "play(1)", "Play later", id="compare-code.second", tooltip="Hear the later take"),
        Binding("home", "go(0)", "Start", id="compare-code.home", show=False, tooltip="Where they began"),
        Binding("end", "go(1)", "End", id="compare-code.end", tooltip="Where they ended"),
        Binding("escape", "back", "Back", id="compare-code.back", tooltip="Back"),
    ]

    def __init__(self, earlier: TypedTake, later: TypedTake, prompt: str) -> None:
        super().__init__()
        self.takes = (earlier, later)
        self.prompt = prompt
        self.position_s = 0.0
        self.playing: int | None = None
        """Which of the takes is heard; None while neither is."""
        self._sounding = Sounding(PATIENCE)

    def compose(self) -> ComposeResult:
        yield TitleBar(self.prompt)
        yield Static("", id="compare-code-line")
        with Horizontal(id="compare-code-panes"):
            for at, take in enumerate(self.takes):
                yield SketchReplay(id=f"take-{at}") if take.tape.drawn else CodeView(id=f"take-{at}")
        yield Keys()

    def on_mount(self) -> None:
        for pane, take in zip(self.panes, self.takes, strict=True):
            pane.show(take.tape)
            pane.border_title = " · ".join(filter(None, (taken(take.answer, self.host.today), take.passed)))
        self._place(self.lasts_s)
        self.every(POLLS, self.poll)

    @property
    def panes(self) -> list[CodeView | SketchReplay]:
        return [*self.query(CodeView), *self.query(SketchReplay)]

    @property
    def lasts_s(self) -> float:
        return max(take.lasts_s for take in self.takes)

    def _place(self, position_s: float) -> None:
        self.position_s = min(max(0.0, position_s), self.lasts_s)
        views = [pane for pane in self.panes if isinstance(pane, CodeView)]
        for pane in self.panes:
            pane.move(self.position_s)
        if len(views) == len(self.takes):
            views[0].set_beside(views[1].code)
            views[1].set_beside(views[0].code)
        state = ("▶ playing", "bold $accent") if self.playing is not None else ("‖ paused", "bold $secondary")
        where = f"   {clock(self.position_s)} / {clock(self.lasts_s)}"
        self.write("#compare-code-line", Content.assemble(state, (where, "bold")))

    def poll(self) -> None:
        """Follow the sound."""
        if self.playing is None:
            return
        player = self.desk.player
        if player.playing:
            self._sounding.over(True)
            self._place(player.position_s)
        elif self._sounding.over(False):
            self.playing = None
            self._place(self.position_s)

    def action_seek(self, steps: int) -> None:
        self._stop()
        self._place(self.position_s + steps * STEP_S)

    def action_go(self, end: int) -> None:
        self._stop()
        self._place(end * self.lasts_s)

    def action_edit(self, steps: int) -> None:
        """Go to the next edit in either take, or to the one before."""
        found = [take.tape.step(self.position_s, steps) for take in self.takes]
        seconds = [at_s for at_s in found if at_s is not None]
        if seconds:
            self._stop()
            self._place(min(seconds) if steps > 0 else max(seconds))

    def action_play(self, which: int) -> None:
        if self.playing is not None:
            self._stop()
            return
        answer, from_s = self.takes[which].answer, self.position_s
        if answer.audio is None or answer.audio_missing:
            self.notify("This take has no sound: it was typed, or its sound is gone.", timeout=4)
            return
        if from_s >= answer.length_s:
            from_s = 0.0
        self.playing = which
        self._sounding.restart()
        self._place(from_s)
        self.ask(lambda: self.desk.player.play(answer, from_s, None, 1.0), None, self._silent, lane="sound")

    def _silent(self, sentence: str) -> None:
        self.playing = None
        self._place(self.position_s)
        self.warn(sentence)

    def _stop(self) -> None:
        if self.playing is not None:
            self.playing = None
            self._place(self.position_s)
            self.ask(self.desk.player.stop, lane="sound")

    def on_unmount(self) -> None:
        if self.playing is not None:
            self.host.leave_to_end(self.desk.player.stop, lane="sound")
