"""How screens write values: times, dates, levels, names. What a colour says, a sign or a word says too."""

from __future__ import annotations

from datetime import date, datetime

from simulator.model.naming import FLAGS, with_unit
from simulator.model.question import Question
from simulator.model.records import AnswerRecord, AnswerState, SessionRecord
from simulator.model.scorecard import Audience, Measure

LEVEL_SIGNS = {1: "○", 2: "◔", 3: "◑", 4: "◕", 5: "●"}
LEVEL_WORDS = {1: "weak", 2: "shaky", 3: "fair", 4: "good", 5: "strong"}
LEVEL_STYLES = {1: "$warning", 2: "$warning", 3: "", 4: "$accent", 5: "$accent"}
"""Amber is for what needs a look; red is kept for loss."""

CORRECTED = "✎ corrected"
"""Shown wherever a score rests on words that were corrected by hand."""

LISTENERS = {
    Audience.RECRUITER: "a recruiter",
    Audience.PRODUCT_MANAGER: "a product manager",
    Audience.SOFTWARE_ENGINEER: "a software engineer",
    Audience.ML_ENGINEER: "an ML engineer",
    Audience.RESEARCHER: "a researcher",
}


def clock(seconds: float) -> str:
    """Seconds as `0:05` or `12:34`; less than none is `0:00`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


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


def value_with_unit(value: float | None, unit: str) -> str:
    """The number with its unit; `yes` and `no` for flags; a dash for what could not be taken."""
    if value is None:
        return "–"
    if unit in FLAGS:
        return "yes" if value else "no"
    return with_unit(value, unit)


def measure_value(measure: Measure) -> str:
    """A measure's value with its unit."""
    return value_with_unit(measure.value, measure.unit)


def level_word(score: int) -> str:
    """The word for a score of 0 to 100."""
    return LEVEL_WORDS[min(5, score // 20 + 1)]


def facts(question: Question) -> str:
    """A question in short: `explain · evaluation · phone · 3:00`."""
    parts = (question.kind.value, question.topic, question.stage.value, clock(question.time_limit_s))
    return " · ".join(parts)


def result(session: SessionRecord) -> str:
    """The overall score, or a dash, in three cells."""
    return f"{session.overall:>3}" if session.overall is not None else "  –"


def corrected_sign(session: SessionRecord) -> str:
    """What follows the title of a session with corrected words; "" for others."""
    return " ✎" if session.corrected else ""


def answer_state(answer: AnswerRecord) -> str:
    """Why an answer has no scorecard, in a sentence or two."""
    if answer.state in (AnswerState.RECORDING, AnswerState.RECORDED):
        return "This answer was cut off before it was heard. Home offers to finish it."
    return "This answer has no scorecard."
