"""Answers with a sketch: how it was drawn, and which of the parts that the design needs are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.model.records import AnswerRecord
from simulator.model.transcript import Transcript
from simulator.use_cases.look_back.sessions import Sessions

if TYPE_CHECKING:
    from simulator.interview.coding.edits import Journal
    from simulator.interview.coding.notes import Note


class Sketches:
    """Finds the sketches of answers, and what is noted about them."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def journal(self, answer: AnswerRecord) -> Journal | None:
        """The lines as they were typed, on the clock of the sound; None where nothing was drawn."""
        archive = self._sessions.archive
        return archive.code.sketch(answer.id) if self._sessions.store_of(answer.id) is archive else None

    def notes(self, answer: AnswerRecord) -> tuple[Note, ...]:
        """A line for each part that the design needs; none without a sketch, or for a follow-up.

        They are made anew each time, so they follow corrections made by hand.
        """
        from simulator.interview.sketch.parts import sketch_notes

        journal, question = self.journal(answer), self._sessions.question_of(answer)
        if journal is None or question is None or question.follows is not None:
            return ()
        heard = answer.transcript or Transcript(words=(), text="")
        return sketch_notes(question, heard, journal)
