"""What scores and measures are called where people read them, and how numbers and seconds are written."""

from __future__ import annotations

import textwrap

from simulator.model.counted import counted

UNITS = {"1/min": "/min", "words/min": " words/min", "1/100 words": "/100 words", "s": " s"}
SHARES = ("0-1", "share", "weight", "fraction", "ratio")
FLAGS = ("yes/no", "bool", "flag")
SCORE_UNIT = "0-100"
LISTENERS = {
    "recruiter": "a recruiter",
    "product_manager": "a product manager",
    "software_engineer": "a software engineer",
    "ml_engineer": "an ML engineer",
    "researcher": "a researcher",
}
"""Who listens, by the value of an `Audience`."""


def likely(score_range: tuple[int, int] | None) -> str:
    """`likely 62 to 79`; "" where no range was measured."""
    return f"likely {score_range[0]} to {score_range[1]}" if score_range else ""


def with_hints(count: int) -> str:
    """`with 2 hints`; "" for an answer that was given without any."""
    return f"with {counted(count, 'hint')}" if count else ""


def measure_name(measure_id: str) -> str:
    """What people call a score or a measure; of one that is in no table, its id in words."""
    from simulator.model.measures import MEASURES

    return MEASURES[measure_id].name if measure_id in MEASURES else measure_id.replace("_", " ")


def number(value: float) -> str:
    """A number with at most one decimal; none for whole numbers and from 100 on."""
    return f"{value:.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.1f}"


def shortened(quote: str, most: int = 150) -> str:
    """A quote of at most that many letters, cut between words."""
    return textwrap.shorten(quote, most, placeholder=" …")


def clock(seconds: float | None) -> str:
    """Seconds as `0:05` or `12:34`; "" for typed words, which have no times; less than none is `0:00`."""
    if seconds is None:
        return ""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def with_unit(value: float, unit: str) -> str:
    """The number as people say it: `6.2/min`, `80%`, `72`."""
    if unit in (*SHARES, *FLAGS):
        return f"{value:.0%}"
    if unit == SCORE_UNIT:
        return f"{value:.0f}"
    return number(value) + UNITS.get(unit, "")


def value_with_unit(value: float | None, unit: str) -> str:
    """`with_unit`, with `yes` and `no` for flags and a dash for what could not be taken."""
    if value is None:
        return "–"
    if unit in FLAGS:
        return "yes" if value else "no"
    return with_unit(value, unit)
