"""What scores and measures are called where people read them, and their units."""

from __future__ import annotations

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
SHARES = ("0-1", "share", "weight", "fraction", "ratio")
FLAGS = ("yes/no", "bool", "flag")
SCORE_UNIT = "0-100"


def measure_name(measure_id: str) -> str:
    """`unexplained terms` for `unexplained_terms`."""
    return MEASURE_NAMES.get(measure_id, measure_id.replace("_", " "))


def number(value: float) -> str:
    """At most one decimal, none for whole numbers."""
    return f"{value:.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.1f}"


def with_unit(value: float, unit: str) -> str:
    """The number as people say it: `6.2/min`, `80%`, `72`."""
    if unit in (*SHARES, *FLAGS):
        return f"{value:.0%}"
    if unit == SCORE_UNIT:
        return f"{value:.0f}"
    return number(value) + UNITS.get(unit, "")
