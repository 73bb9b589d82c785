"""What scores and measures are called where people read them, and how their numbers are written."""

from __future__ import annotations

from simulator.model.measures import MEASURES

UNITS = {"1/min": "/min", "words/min": " words/min", "1/100 words": "/100 words", "s": " s"}
SHARES = ("0-1", "share", "weight", "fraction", "ratio")
FLAGS = ("yes/no", "bool", "flag")
SCORE_UNIT = "0-100"


def likely(score_range: tuple[int, int] | None) -> str:
    """`likely 62 to 79`; "" where no range was measured."""
    return f"likely {score_range[0]} to {score_range[1]}" if score_range else ""


def measure_name(measure_id: str) -> str:
    """What people call a score or a measure; of one that is in no table, its id in words."""
    return MEASURES[measure_id].name if measure_id in MEASURES else measure_id.replace("_", " ")


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
