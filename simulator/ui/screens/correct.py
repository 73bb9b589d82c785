"""Correct: one sentence of an answer as it was heard, to be written as it was said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from simulator.model.correction import WordChange
from simulator.model.naming import clock
from simulator.model.records import AnswerRecord
from simulator.model.signs import TROUBLE
from simulator.model.transcript import Transcript
from simulator.ui.page import TitleBar
from simulator.ui.sound import around
from simulator.ui.unsaved import WritingPage
from simulator.ui.widgets.keys import Keys
from simulator.ui.words import CORRECTED
from simulator.use_cases.desk import Desk

WORD_TAIL_S = 0.5
"""Seconds played after the sentence, so that its last word is whole."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An answer, its sentences, and what was corrected so far."""

    answer: AnswerRecord
    transcript: Transcript
    sentences: tuple[tuple[int, int], ...]
    """Indices of the first and last word of each."""
    changes: tuple[WordChange, ...]

    def text(self, index: int) -> str:
        """A sentence's words; "" before the first and after the last."""
        known = 0 <= index < len(self.sentences)
        return self.transcript.quote(*self.sentences[index]) if known else ""

    def holding(self, word: int) -> int:
        """Index of the sentence that the word belongs to."""
        firsts = [first for first, _ in self.sentences]
        return max(0, bisect_right(firsts, word) - 1)

    def word_at(self, position_s: float) -> int:
        """Index of the last word that had begun by that second; 0 before the first."""
        begun = [
            i
            for i, w in enumerate(self.transcript.words)
            if w.start_s is not None and w.start_s <= position_s
        ]
        return begun[-1] if begun else 0

    def changed_in(self, index: int) -> list[WordChange]:
        """What was corrected in a sentence, words deleted at its very end included."""
        first, last = self.sentences[index]
        return [c for c in self.changes if first <= c.first_word <= last + (not c.said)]


def draft(desk: Desk, answer: AnswerRecord) -> Draft:
    """Read what there is to correct; slow, so call it on a thread."""
    assert answer.transcript is not None
    return Draft(
        answer=answer,
        transcript=answer.transcript,
        sentences=desk.corrections.sentences(answer.transcript),
        changes=desk.corrections.of(answer),
    )


class CorrectScreen(WritingPage):
    """Dismissed with whether the answer was changed."""

    HELP = (
        "What was heard, sentence by sentence, to be put right: change, delete or insert words, and Enter "
        "keeps them. Words that stay keep their seconds, new ones share those of the words they replace. "
        "The answer is scored again, and wherever its score is shown it says that it was corrected. "
        "What was heard is kept beside it: Ctrl+R goes back to it."
    )
    CSS_PATH = "correct.tcss"
    AUTO_FOCUS = "#correct-text"
    LEAVING = ("Leave without keeping what you changed here?", "Leave")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "Keep", id="correct.keep", priority=True, tooltip="Keep it and score again"),
        Binding("f5", "play", "Hear it", id="correct.play", tooltip="Play this sentence"),
        Binding(
            "pageup", "step(-1)", "Before", id="correct.before", priority=True, tooltip="The sentence before"
        ),
        Binding("pagedown", "step(1)", "Next", id="correct.next", priority=True, tooltip="The next sentence"),
        Binding(
            "ctrl+r",
            "as_heard",
            "As heard",
            id="correct.heard",
            tooltip="Drop all corrections of this answer",
        ),
        Binding("escape", "back", "Back", id="correct.back", priority=True, tooltip="Back to the replay"),
    ]

    def __init__(self, answer: AnswerRecord, position_s: float) -> None:
        super().__init__()
        self.answer = answer
        self.position_s = position_s
        self.draft: Draft | None = None
        self.at = 0
        self.changed = False
        self.busy = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Correct what was heard")
        with VerticalScroll(id="correct-body", can_focus=False):
            yield Static("", id="correct-before", classes="muted")
            yield TextArea(id="correct-text", soft_wrap=True, show_line_numbers=False)
            yield Static("", id="correct-after", classes="muted")
            yield Static("", id="correct-state")
            yield Static("", id="correct-changes", classes="muted")
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(TextArea).cursor_blink = self.host.ticking
        self.ask(lambda: draft(self.desk, self.answer), self._opened)

    def _opened(self, found: Draft) -> None:
        word = found.word_at(self.position_s)
        self._show(found, found.holding(word))
        first = found.sentences[self.at][0]
        before = found.transcript.quote(first, word - 1) if word > first else ""
        self.query_one(TextArea).move_cursor((0, len(before) + bool(before)))

    def _show(self, found: Draft, at: int) -> None:
        self.draft, self.answer, self.busy = found, found.answer, False
        self.at = min(max(0, at), len(found.sentences) - 1)
        start_s = found.transcript.seconds(*found.sentences[self.at])[0]
        where = f"sentence {self.at + 1} of {len(found.sentences)}"
        parts = [where, *([clock(start_s)] if start_s is not None else [])]
        parts += [CORRECTED] if found.answer.corrected else []
        self.query_one(TitleBar).say("Correct what was heard", " · ".join(parts))
        self.write("#correct-before", found.text(self.at - 1))
        self.write("#correct-after", found.text(self.at + 1))
        area = self.query_one(TextArea)
        area.load_text(found.text(self.at))
        area.focus()
        self._say(_score(found.answer))
        lines = [f"✎ heard “{c.heard or '–'}”, said “{c.said or '–'}”" for c in found.changed_in(self.at)]
        self.write("#correct-changes", "\n".join(lines))
        self.refresh_bindings()

    def _say(self, sentence: str) -> None:
        self.write("#correct-state", Content.styled(sentence, "$secondary"))

    @property
    def text(self) -> str:
        return " ".join(self.query_one(TextArea).text.split())

    @property
    def unsaved(self) -> bool:
        """Whether the sentence as written differs from the one that is kept."""
        return self.draft is not None and self.text != self.draft.text(self.at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "as_heard":
            return self.answer.corrected
        return True

    # Keys

    def action_keep(self) -> None:
        if self.unsaved:
            self._keep(self._done)
        elif not self.busy:
            self.dismiss(self.changed)

    def _done(self, _first: int, _end: int) -> None:
        self.dismiss(True)

    def action_step(self, by: int) -> None:
        """Go to the sentence beside; what was changed in this one is kept."""
        if self.draft is None or self.busy:
            return
        if not self.unsaved:
            self._show(self.draft, self.at + by)
            return

        def then(first: int, end: int) -> None:
            if self.draft is not None:
                self._show(self.draft, self.draft.holding(end if by > 0 else first - 1))

        self._keep(then)

    def _keep(self, then: Callable[[int, int], None]) -> None:
        """Keep the sentence and score again; `then` gets the index of its first word and of the one after."""
        if self.draft is None or self.busy:
            return
        self.busy = True
        self._say("… scoring again")
        answer_id, text = self.answer.id, self.text
        first, last = self.draft.sentences[self.at]

        def work() -> tuple[Draft, tuple[str, ...]]:
            found = draft(self.desk, self.desk.corrections.correct(answer_id, first, last, text))
            return found, self.desk.vocabulary.learn(found.changes, found.transcript)

        def kept(done: tuple[Draft, tuple[str, ...]]) -> None:
            found, learned = done
            self.changed = True
            before, self.draft, self.answer, self.busy = self.answer, found, found.answer, False
            outcome = _outcome(before, found.answer)
            if learned:
                outcome += f" The ear knows {', '.join(learned)} from now on; Settings lists what it learned."
            self.app.notify(outcome, title="Corrected", markup=False, timeout=6)
            then(first, first + len(text.split()))

        self.ask(work, kept, self._failed, lane="correct")

    def _failed(self, sentence: str) -> None:
        self.busy = False
        self._say(f"{TROUBLE} {sentence}")

    def action_play(self) -> None:
        if self.draft is None:
            return
        answer = self.answer
        start_s, end_s = self.draft.transcript.seconds(*self.draft.sentences[self.at])
        if start_s is None or end_s is None:
            self.notify("This answer was typed: there is nothing to hear.", timeout=4)
            return
        low, high = around(start_s, end_s, WORD_TAIL_S)
        self.ask(lambda: self.desk.player.play(answer, low, high), lane="sound")

    def action_as_heard(self) -> None:
        sentence = "Drop all corrections of this answer and go back to what was heard?"
        self.confirm(sentence, "Go back", self._go_back_to_heard)

    def _go_back_to_heard(self) -> None:
        if self.busy:
            return
        self.busy = True
        self._say("… scoring again")
        answer_id, at = self.answer.id, self.at

        def back(found: Draft) -> None:
            self.changed = True
            self._show(found, at)

        def work() -> Draft:
            return draft(self.desk, self.desk.corrections.go_back(answer_id))

        self.ask(work, back, self._failed, lane="correct")

    def leave(self) -> None:
        self.dismiss(self.changed)

    def on_unmount(self) -> None:
        self.host.leave_to_end(self.desk.player.stop, lane="sound")


def _score(answer: AnswerRecord) -> str:
    overall = answer.scorecard.overall if answer.scorecard else None
    return "" if overall is None else f"overall {overall}"


def _outcome(before: AnswerRecord, after: AnswerRecord) -> str:
    low, high = (a.scorecard.overall if a.scorecard else None for a in (before, after))
    if high is None:
        reason = after.scorecard.reason if after.scorecard else None
        return f"Not scored any more: {reason}"
    return f"Scored again: {high}, as before." if low == high else f"Scored again: {low} → {high}."
