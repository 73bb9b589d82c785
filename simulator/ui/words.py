"""How screens write dates, levels and names. What a colour says, a sign or a word says too."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from simulator.model.naming import clock
from simulator.model.signs import LEVEL_WORDS, level_of_score

if TYPE_CHECKING:
    from simulator.model.question import Question
    from simulator.model.records import AnswerRecord, SessionRecord

LEVEL_STYLES = {1: "$warning", 2: "$warning", 3: "", 4: "$accent", 5: "$accent"}
"""Amber is for what needs a look; red is kept for loss."""

CORRECTED = "✎ corrected"
"""Shown wherever a score rests on words that were corrected by hand."""

BY_HAND = "✎ corrected by you"
"""Shown at every judgement that was corrected by hand."""


def day(iso: str, today: date) -> str:
    """The day of an ISO time as `today`, `22 Nov` or `22 Nov 2024`: at most eleven cells."""
    try:
        then = datetime.fromisoformat(iso).date()
    except ValueError:
        return iso[:10]
    if then == today:
        return "today"
    short = f"{then.day} {then:%b}"
    return short if then.year == today.year else f"{short} {then.year}"


def score_word(score: int) -> str:
    """The word for a score of 0 to 100."""
    return LEVEL_WORDS[level_of_score(score)]


def score_style(score: int | None) -> str:
    """The colour of a score is that of its level, as on its scorecard; muted where there is none."""
    return "$secondary" if score is None else f"bold {LEVEL_STYLES[level_of_score(score)]}".strip()


def facts(question: Question) -> str:
    """A question in short: `explain · evaluation · phone · 3:00`."""
    parts = (question.kind.value, question.topic, question.stage.value, clock(question.time_limit_s))
    return " · ".join(parts)


def result(session: SessionRecord) -> str:
    """The overall score, or a dash, in three cells."""
    return f"{session.overall:>3}" if session.overall is not None else "  –"


def mean_sign(session: SessionRecord) -> str:
    """`mean of 3` after a number that is the mean of several takes, `at the end` for scores that wait for it,
    else blank: ten cells.
    """
    word = f"mean of {session.scored}" if session.is_mean else "at the end" if session.held else ""
    return f"{word:<10}"


def corrected_sign(session: SessionRecord) -> str:
    """What follows the title of a session with corrected words; "" for others."""
    return " ✎" if session.corrected else ""


def answer_state(answer: AnswerRecord) -> str:
    """Why an answer has no scorecard, in a sentence or two."""
    if answer.is_unheard:
        return "This answer was cut off before it was heard. Home offers to finish it."
    return "This answer has no scorecard."
