"""A report as one HTML file: sound, style and script are inside, and no request leaves it."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from functools import cache
from pathlib import Path

import jinja2

from simulator import __version__
from simulator.interview.planning.schedule import Schedule
from simulator.model.measure_line import UNWEIGHED, fine, how_many_fine, unweighed, worth_a_look
from simulator.model.naming import FLAGS, LISTENERS, SCORE_UNIT, SHARES, clock, with_hints, with_unit
from simulator.model.signs import (
    MOVE_LETTERS,
    SIGNAL_SIGNS,
    level_sign,
    level_word,
    sign_of_point,
    word_of_point,
)
from simulator.model.trends import Overview, Trend
from simulator.reports.subject import SessionReport

TEMPLATES = Path(__file__).parent / "templates"
STEPS = {"again": "again", "weak": "weak spot", "new": "new", "mock": "mock"}
"""What a plan calls each kind of step."""
WIDTH, HEIGHT = 720, 220
"""Size of a chart, in SVG units."""


def report(subject: SessionReport) -> str:
    """The page of a session or an answer."""
    return _environment().get_template("report.html").render(report=subject)


def trends(overview: Overview) -> str:
    """The page of all trends, with charts."""
    return _environment().get_template("trends.html").render(overview=overview)


def plan(made: Schedule, role: str = "") -> str:
    """The page of a plan until an interview, which is made to be printed."""
    return (
        _environment().get_template("plan.html").render(plan=made, role=role, names=STEPS, written=_written)
    )


def _written(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


@cache
def _environment() -> jinja2.Environment:
    """The environment of the templates: values are escaped, and a missing one is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (_asset(name) for name in ("report.css", "report.js"))
    environment.globals.update(
        version=__version__,
        style=style,
        script=script,
        policy=_policy(style, script),
        clock=clock,
        listeners=LISTENERS,
        worth_a_look=worth_a_look,
        how_many_fine=how_many_fine,
        fine=fine,
        unweighed=unweighed,
        unweighed_heading=UNWEIGHED,
        with_hints=with_hints,
        with_unit=with_unit,
        level_word=level_word,
        level_sign=level_sign,
        sign_of_point=sign_of_point,
        word_of_point=word_of_point,
        signal_signs=SIGNAL_SIGNS,
        move_letters=MOVE_LETTERS,
        waveform=_waveform,
        chart=chart_paths,
        width=WIDTH,
        height=HEIGHT,
    )
    return environment


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A content security policy that allows this style and script and sound as data, and no request."""
    return (
        f"default-src 'none'; media-src data: blob:; style-src {_digest(style)};"
        f" script-src {_digest(script)};"
        " base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _waveform(peaks: tuple[float, ...]) -> str:
    """An SVG path of 100 units' height, one unit a peak, mirrored at the middle."""
    return "".join(f"M{i + 0.5:g} {50 - 48 * p:.1f}V{50 + 48 * p:.1f}" for i, p in enumerate(peaks))


def _scale(low: float, high: float, least: float, unit: str) -> tuple[float, float]:
    """Where a chart begins and ends: with room round a single value, below 0 only where a value is, and no
    score above 100 and no share above the whole.
    """
    share = unit in (*SHARES, *FLAGS)
    most = 1.0 if share else 100.0 if unit == SCORE_UNIT else float("inf")
    if high == low:
        margin = max(0.05 if share else 1.0, abs(high) / 1e6)
        low, high = low - margin, high + margin
    return max(low, min(0.0, least)), max(least, min(high, most))


def chart_paths(trend: Trend) -> dict[str, object]:
    """Paths and dots of a chart of `WIDTH` by `HEIGHT` units, and its scale."""
    values = [p.value for p in trend.points]
    lows = [*values, *(p.low for p in trend.drawn)]
    highs = [*values, *(p.high for p in trend.drawn)]
    low, high = _scale(min(lows), max(highs), min(values), trend.unit)
    first, last = trend.points[0].at_s, trend.points[-1].at_s

    def x(at: float) -> float:
        return WIDTH / 2 if last == first else WIDTH * (at - first) / (last - first)

    def y(value: float) -> float:
        return HEIGHT * (high - value) / (high - low)

    def path(points: list[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points) if points else ""

    upper = [(x(p.at), y(p.high)) for p in trend.drawn]
    lower = [(x(p.at), y(p.low)) for p in reversed(trend.drawn)]
    return {
        "line": path([(x(p.at), y(p.value)) for p in trend.drawn]),
        "band": path(upper + lower) + "Z" if trend.drawn else "",
        "dots": [(round(x(p.at_s), 1), round(y(p.value), 1), p) for p in trend.points],
        "low": with_unit(low, trend.unit),
        "high": with_unit(high, trend.unit),
    }
