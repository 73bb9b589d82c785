"""Whether an answer gives the amount of a key point in another order of magnitude.

The trained reader does not read numbers: "four hundred megabytes" makes it as sure of "about six hundred
gigabytes" as the right amount does. In an estimate what counts is the order of magnitude, so an amount is
another where no amount of its kind in the whole answer comes within a factor of ten of the point's largest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from simulator.model.settings import shipped

APART = 10.0
"""An order of magnitude."""


class Amounts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How amounts are said; see `prompts/lexicon/amounts.toml`."""

    numbers: dict[str, float]
    factors: dict[str, float]
    units: dict[str, dict[str, float]]
    """Kinds with their units, each unit as a multiple of the kind's smallest."""


@cache
def how_said() -> Amounts:
    """The shipped words."""
    path = shipped("prompts") / "lexicon" / "amounts.toml"
    return msgspec.toml.decode(path.read_bytes(), type=Amounts)


def is_of_another_size(said: str, point: str) -> bool:
    """Whether an answer has amounts of a kind that the point has, and none is near the point's largest."""
    wanted, found = amounts(point), amounts(said)
    return any(
        all(max(size, max(wanted[kind])) >= APART * min(size, max(wanted[kind])) for size in found[kind])
        for kind in wanted.keys() & found.keys()
    )


def where_largest(sentences: Sequence[str], point: str) -> int:
    """The place of the sentence with the largest amount of a kind that the point has; 0 if there is none."""
    kinds = amounts(point).keys()
    largest = [
        max((size for kind, sizes in amounts(text).items() if kind in kinds for size in sizes), default=0.0)
        for text in sentences
    ]
    return largest.index(max(largest))


def amounts(text: str) -> dict[str, list[float]]:
    """Every amount with a unit, by its kind, in the kind's smallest unit; zero is none."""
    found: dict[str, list[float]] = {}
    for kind, size in _amounts(text.lower().replace(",", "")):
        if size > 0:
            found.setdefault(kind, []).append(size)
    return found


def _amounts(text: str) -> Iterator[tuple[str, float]]:
    for match in _pattern().finditer(text):
        value = _value(match["number"])
        for kind, units in how_said().units.items():
            if match["unit"] in units:
                yield kind, value * units[match["unit"]]


@cache
def _pattern() -> re.Pattern[str]:
    said = how_said()
    units = sorted({unit for some in said.units.values() for unit in some}, key=len, reverse=True)
    words = sorted([*said.numbers, *said.factors], key=len, reverse=True)
    number = rf"(?:\d+(?:\.\d+)?|{'|'.join(words)})"
    return re.compile(
        rf"\b(?P<number>{number}(?:(?:[ -]| and )(?:{number}))*)[ -]*(?P<unit>{'|'.join(units)})s?\b"
    )


def _value(words: str) -> float:
    """The value of "four hundred and six" or "1.5 million"."""
    said = how_said()
    whole, part = 0.0, 0.0
    for word in re.split(r"[ -]+", words):
        if word in said.factors:
            factor = said.factors[word]
            part = max(part, 1.0) * factor
            if factor > said.factors["hundred"]:  # "two hundred" may go on, as in "two hundred and six"
                whole, part = whole + part, 0.0
        elif word != "and" and not (word == "a" and part):  # "half a megabyte"
            part += said.numbers[word] if word in said.numbers else float(word)
    return whole + part
