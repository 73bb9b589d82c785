"""The sketch beside the talk about a design question: its lines are kept as they are typed, like code.

Nothing is kept before a first line is there. The journal lies beside the sound, on the sound's clock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.interview.coding.edits import between, edit_line
from simulator.model.errors import SimulatorError
from simulator.model.question import Kind, Question
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.practise.takes import Takes

if TYPE_CHECKING:
    from simulator.archive.code import EditsWriter


class Sketching:
    """The sketch of one answer under way. Safe to use from any thread."""

    def __init__(self, question: Question, sessions: Sessions, *, text: str = "") -> None:
        """`text` is what is drawn already: at a follow-up, the sketch of the answer before."""
        self.text = text
        self.clock: Callable[[], float] = lambda: 0.0
        """The second of the recording."""
        self._question = question
        self._sessions = sessions
        self._begun_with = text
        self._lock = threading.RLock()
        self._answer: AnswerRecord | None = None
        self._writer: EditsWriter | None = None
        self._trouble = ""
        self._last_s = 0.0

    @property
    def trouble(self) -> str:
        """Why what is drawn is not on the disk; "" when it is."""
        return (self._writer.trouble if self._writer else "") or self._trouble

    @property
    def begun(self) -> bool:
        """Whether there is an answer that the lines belong to."""
        return self._answer is not None

    def for_follow_up(self, question: Question) -> str:
        """What a follow-up to this question begins with; "" for another question."""
        root = self._question.id if self._question.follows is None else self._question.id.rpartition(".")[0]
        return self.text if question.follows is not None and question.id.startswith(f"{root}.") else ""

    def beside(self, made: Takes) -> Takes:
        """What the rehearsal of the question needs, with the sketch beside it."""

        def opened(has_audio: bool) -> AnswerRecord:
            answer = made.open(has_audio)
            self._opened(answer)
            return answer

        def dropped(answer: AnswerRecord) -> None:
            self._over()
            self.text = self._begun_with
            made.drop(answer)

        def judged(answer: AnswerRecord, transcript: Transcript) -> tuple[Transcript, Scorecard]:
            self._over()
            return made.judge(answer, transcript)

        return replace(made, open=opened, drop=dropped, judge=judged)

    def edited(self, text: str) -> None:
        """The lines read so now. Returns at once."""
        with self._lock:
            edit = between(self.text, text, self._now_s())
            if edit is None:
                return
            before, self.text = self.text, text
            if self._answer is None:  # it is written when the answer begins
                return
            if self._writer is None and not self._write_on(self._answer, before):
                return
            if self._writer is not None:
                self._writer.add(edit_line(edit))

    def again(self) -> None:
        """The next take begins with what was there at first."""
        with self._lock:
            self.text = self._begun_with

    def close(self) -> None:
        """Stop; what was drawn is kept."""
        self._over()

    def _now_s(self) -> float:
        self._last_s = max(self._last_s, self.clock())
        return self._last_s

    def _opened(self, answer: AnswerRecord) -> None:
        with self._lock:
            self._answer, self._last_s, self._trouble = answer, 0.0, ""
            if self.text != self._begun_with:
                self._write_on(answer, self.text)

    def _write_on(self, answer: AnswerRecord, before: str) -> bool:
        """Begin the journal with what stands there; False, and trouble, when the disk does not take it."""
        from simulator.archive.code import EditsWriter

        try:
            self._writer = EditsWriter(self._sessions.archive.code.sketch_path(answer.id))
            self._trouble = ""
        except SimulatorError as error:
            self._trouble = f"{error} {error.mend}".strip()
            return False
        if edit := between("", before, 0.0):
            self._writer.add(edit_line(edit))
        return True

    def _over(self) -> None:
        with self._lock:
            writer, self._writer, self._answer = self._writer, None, None
        if writer is not None:
            writer.close()


def is_drawn(question: Question) -> bool:
    """Whether a sketch belongs to the answer: a design is drawn in an interview too."""
    return question.kind is Kind.DESIGN
