"""The measures of an answer as a coach says them: in words from `prompts/lexicon/measures.toml`, the
weightiest first.

A measure is fine from a level called good on, and inside its target where it counts and has one. The others
stand in the order of what the overall would gain if they were good; what does not count by itself comes last.
How an answer sounds is told without a level, for no rubric of ours has a scale for it. What the card says to
do next is never called fine. A move that was not heard is told here only where the score counts it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import msgspec

from simulator.model.measure_line import MeasureLine
from simulator.model.measures import EXAMPLES, IMPACT, MISCONCEPTIONS, TRADEOFFS, UNEXPLAINED_TERMS
from simulator.model.naming import clock, measure_name, number, value_with_unit
from simulator.model.scorecard import Measure, Scorecard
from simulator.model.settings import shipped
from simulator.model.signs import level_word
from simulator.model.tomlfile import read_toml
from simulator.scoring.verdict.feedback import gain
from simulator.scoring.verdict.overall import counting, taken
from simulator.scoring.verdict.rubric import POINTS, Rubric, Scale, level_of

COUNTED = ("count",)
"""Units of which there are only whole ones."""
OF_MOVES = (EXAMPLES, TRADEOFFS, IMPACT)
"""Measures that count the sentences of a move; where there is none, the parts that were not heard say so."""
GOOD_LEVEL = 4
GOOD_EDGE = POINTS.index(60.0)
"""The edge of a scale from which on a level is called good."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one measure is told; the file says what each field is for."""

    id: str
    name: str = ""
    says: str = ""
    none: str = ""
    one: str = ""
    look: str = ""
    fine: str = ""
    below: str = ""
    above: str = ""
    told: bool = True
    strict: bool = False
    unweighed: bool = False
    negative: str = ""


class _MeasuresFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    degrees: dict[str, str]
    measure: tuple[Words, ...]


@cache
def _file() -> _MeasuresFile:
    return read_toml(shipped("prompts") / "lexicon" / "measures.toml").converted(_MeasuresFile)


@cache
def words_of() -> dict[str, Words]:
    """How measures are told, by id. BadInputError names file, line and field."""
    return {words.id: words for words in _file().measure}


def told(card: Scorecard, rubric: Rubric) -> tuple[MeasureLine, ...]:
    """The measures of a card in words, what counts most first, then what is fine, then what has no weight.

    `rubric` is that of the card. Of several measures with the same name only the first is told.
    """
    listening = rubric.for_listener(card.audience)
    values = taken(card.measures)
    lines: dict[str, tuple[tuple[float, ...], MeasureLine]] = {}
    unweighed: list[MeasureLine] = []
    to_do = {one.measure for one in card.improvements}
    for measure in card.measures:
        scale, words = listening.by_measure.get(measure.id), words_of().get(measure.id, Words(id=measure.id))
        if scale is None and words.unweighed and measure.value is not None:
            unweighed.append(_unweighed(words, measure, values))
        if scale is None or measure.value is None or not words.told:
            continue
        counts = scale in counting(scale.dimension, values, listening)
        if measure.id in OF_MOVES and not measure.value and not counts:
            continue
        if measure.id == UNEXPLAINED_TERMS:
            measure = replace(measure, value=_named_terms(card, measure.value))
        line = _line(words, scale, measure, values, counts=counts, to_do=measure.id in to_do)
        lines.setdefault(line.name, (_rank(line, scale, card.measures, listening), line))
    return (*(line for _, line in sorted(lines.values(), key=lambda pair: pair[0])), *unweighed)


def _named_terms(card: Scorecard, counted: float) -> float:
    """How many unexplained terms the card names; the others are doubtful."""
    doubtful = sum(not term.explained for term in card.jargon.terms) - len(card.open_terms)
    return max(0.0, counted - doubtful)


def _rank(
    line: MeasureLine, scale: Scale, measures: Iterable[Measure], rubric: Rubric
) -> tuple[float, float, float]:
    """Sorts lines: what is worth a look, then what it would gain, then what it weighs in its dimension."""
    if scale.id == MISCONCEPTIONS and not line.fine:
        return (0.0, float("-inf"), 0.0)
    weighs = rubric.overall.weights[scale.dimension] * scale.weight
    return (float(line.fine), -gain(tuple(measures), scale, rubric), -weighs)


def _line(
    words: Words, scale: Scale, measure: Measure, values: dict[str, float], *, counts: bool, to_do: bool
) -> MeasureLine:
    value = measure.value or 0.0
    level = level_of(scale.points(value))
    outside = _outside(words, scale, value, level)
    good = scale.points(value) >= POINTS[0] if words.strict else level >= GOOD_LEVEL
    fine = good and not (outside and counts) and not to_do
    says = {0.0: words.none, 1.0: words.one}.get(value, "") or words.says
    remark = outside or (
        (words.fine if fine else "" if good else words.look) if words.says else level_word(level)
    )
    sentence = ", ".join(filter(None, (says or value_with_unit(value, measure.unit), remark)))
    return MeasureLine(
        id=measure.id,
        name=words.name or measure_name(measure.id),
        says=sentence.format(**_numbers(scale, measure, values)) if words.says else sentence,
        level=level if fine else min(level, GOOD_LEVEL),
        fine=fine,
    )


def _unweighed(words: Words, measure: Measure, values: dict[str, float]) -> MeasureLine:
    value = measure.value or 0.0
    says = words.negative if value < 0 else words.says
    others = {name: number(other) for name, other in values.items()}
    return MeasureLine(
        id=measure.id,
        name=words.name,
        says=says.format(**others | {"value": number(abs(value))}),
        level=None,
        fine=True,
    )


def _outside(words: Words, scale: Scale, value: float, level: int) -> str:
    """`a little fast`, where the value lies outside the scale's target; else ""."""
    if scale.target is None or scale.target[0] <= value <= scale.target[1]:
        return ""
    said = words.below if value < scale.target[0] else words.above
    return said and f"{_file().degrees[str(level)]} {said}"


def _numbers(scale: Scale, measure: Measure, values: dict[str, float]) -> dict[str, str]:
    low, high = scale.target or (0.0, 0.0)
    value, good = measure.value or 0.0, scale.edges[GOOD_EDGE]
    if measure.unit in COUNTED:
        good = math.ceil(good)
    others = {name: number(other) for name, other in values.items()}
    return others | {
        "value": number(value), "percent": f"{value:.0%}", "clock": clock(value),
        "good": number(good), "good_percent": f"{good:.0%}",
        "low": number(low), "high": number(high), "low_clock": clock(low), "high_clock": clock(high),
    }  # fmt: skip
