"""What a replay reads and says, and its keys for jumping. Made from values, without widgets."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content

from simulator.model.records import AnswerRecord
from simulator.ui.code_tape import CODE_PLACES, CodeTape
from simulator.ui.tape import PLACE_NAMES, WAVEFORM_SIGNS, Tape
from simulator.use_cases.desk import Desk

ALL_PLACES = PLACE_NAMES | CODE_PLACES


def load(desk: Desk, answer_id: str) -> Tape:
    """Read the answer with its question and bookmarks; slow, so call it on a thread."""
    answer = desk.sessions.answer(answer_id)
    return Tape(
        answer=answer,
        question=desk.sessions.question_of(answer),
        bookmarks=desk.player.bookmarks(answer),
        code=read_code(desk, answer),
    )


def read_code(desk: Desk, answer: AnswerRecord) -> CodeTape | None:
    """What was typed beside the talk, code or a sketch; None for an answer without either."""
    journal = desk.code_answers.journal(answer)
    if journal is None:
        sketch = desk.sketches.journal(answer)
        return CodeTape(journal=sketch, notes=desk.sketches.notes(answer), drawn=True) if sketch else None
    kept = desk.code_answers.of(answer)
    return CodeTape(journal=journal, notes=kept.report.notes if kept else ())


@dataclass(frozen=True)
class Loop:
    """A stretch that is played over and over; without an end it is still being marked."""

    start_s: float
    end_s: float | None = None


def jumps(
    key: str, kind: str, label: str, tooltip: str = "", *, show: bool = False
) -> tuple[Binding, Binding]:
    """A key for the next of a kind, its capital for the one before."""
    said = tooltip or f"The next {ALL_PLACES[kind]}"
    return (
        Binding(
            key,
            f"jump('{kind}', 1)",
            label,
            id=f"replay.{kind}",
            show=show,
            tooltip=said,
        ),
        Binding(
            key.upper(),
            f"jump('{kind}', -1)",
            f"{label} before",
            id=f"replay.{kind}-before",
            show=False,
            tooltip=said.replace("The next", "The one before:"),
        ),
    )


def legend(tape: Tape) -> Content:
    """The signs that occur in this answer, with their counts."""
    counted = [(sign, name, len(tape.places[kind])) for sign, (kind, name) in WAVEFORM_SIGNS.items()]
    parts = [f"{sign} {name} {count}" for sign, name, count in counted if count]
    return Content.styled("   ".join([*parts, "| pause"]), "$secondary")


def why_silent(answer: AnswerRecord) -> str:
    if answer.audio is None:
        return "This answer was typed: there is nothing to hear, only to read."
    if answer.audio_missing:
        return f"The audio is not where it was: {answer.audio}. The words are kept."
    return "" if answer.transcript else "This answer was not heard yet: Home offers to finish it."
