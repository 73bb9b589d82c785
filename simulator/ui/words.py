"""How values are said: times, dates, levels, names. Every colour is doubled by a sign or a word."""

from __future__ import annotations

from datetime import date, datetime

from simulator.records import AnswerRecord, AnswerState, SessionRecord
from simulator.scorecard import Audience, Measure
from simulator.studio import Question

LEVEL_SIGNS = {1: "○", 2: "◔", 3: "◑", 4: "◕", 5: "●"}
LEVEL_WORDS = {1: "weak", 2: "shaky", 3: "fair", 4: "good", 5: "strong"}
LEVEL_STYLES = {1: "$warning", 2: "$warning", 3: "", 4: "$accent", 5: "$accent"}
"""Amber is for what needs a look; red is kept for loss."""

LISTENERS = {
    Audience.RECRUITER: "a recruiter",
    Audience.PRODUCT_MANAGER: "a product manager",
    Audience.ENGINEER: "an engineer",
    Audience.RESEARCHER: "a researcher",
}

MEASURE_NAMES = {
    "fillers_per_minute": "fillers",
    "filled_pauses_per_minute": "um and uh",
    "fillers_per_100_words": "fillers",
    "words_per_minute": "pace",
    "long_pauses_inside": "long pauses",
    "restarts_per_100_words": "restarts",
    "hedges_per_100_words": "hedging",
    "jargon_density": "jargon",
    "unexplained_terms": "unexplained terms",
    "sentence_length": "sentence length",
    "moves_made": "moves made",
    "framed_before_detail": "framed first",
    "key_points_weight": "key points made",
    "answer_length_s": "length",
}
UNITS = {"1/min": "/min", "words/min": " words/min", "1/100 words": "/100 words", "s": " s"}


def clock(seconds: float) -> str:
    """`0:05`, `12:34`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def day(iso: str, today: date) -> str:
    """`today`, `22 Nov`, `22 Nov 2024`: six to eleven cells."""
    try:
        then = datetime.fromisoformat(iso).date()
    except ValueError:
        return iso[:10]
    if then == today:
        return "today"
    short = f"{then.day} {then:%b}"
    return short if then.year == today.year else f"{short} {then.year}"


def number(value: float) -> str:
    """At most one decimal, none for whole numbers."""
    return f"{value:.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.1f}"


def measure_name(measure: Measure) -> str:
    return MEASURE_NAMES.get(measure.id, measure.id.replace("_", " "))


def measure_value(measure: Measure) -> str:
    """The number with its unit; `yes` and `no` for flags; a dash for what cannot be taken."""
    if measure.value is None:
        return "–"
    if measure.unit in ("0-1", "share", "weight", "fraction", "ratio"):
        return f"{measure.value:.0%}"
    if measure.unit in ("yes/no", "bool", "flag"):
        return "yes" if measure.value else "no"
    return number(measure.value) + UNITS.get(measure.unit, "")


def level_word(score: int) -> str:
    """The word for a score of 0 to 100."""
    return LEVEL_WORDS[min(5, score // 20 + 1)]


def facts(question: Question) -> str:
    """`explain · evaluation · phone · 3:00`."""
    parts = (question.kind.value, question.topic, question.stage.value, clock(question.time_limit_s))
    return " · ".join(parts)


def result(session: SessionRecord) -> str:
    """The overall, or a dash, in three cells."""
    return f"{session.overall:>3}" if session.overall is not None else "  –"


def answer_state(answer: AnswerRecord) -> str:
    """What an answer without a scorecard is waiting for."""
    if answer.state in (AnswerState.RECORDING, AnswerState.RECORDED):
        return "This answer was cut off before it was heard. Home offers to finish it."
    return "This answer has no scorecard."
