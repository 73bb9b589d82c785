"""The wordings of remarks on key points, from `prompts/lexicon/advice.toml`.

Which one is taken depends on the answer and the point alone, so that the same answer gets the same remark and
the next answer most likely another.
"""

from __future__ import annotations

import zlib
from functools import cache

import msgspec

from simulator.model.scorecard import KeyPointResult, PointState
from simulator.model.settings import shipped
from simulator.model.tomlfile import read_toml

UNSURE_FROM = 0.3
"""A point is called missing only up to this probability of having been made."""

Ways = tuple[str, ...]


class Wordings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The lists of the file."""

    unclear: Ways
    half: Ways
    missing: Ways
    wrong: Ways
    clearer: Ways
    try_: Ways = msgspec.field(name="try")


@cache
def wordings() -> Wordings:
    """What the file says. BadInputError names file, line and field."""
    return read_toml(shipped("prompts") / "lexicon" / "advice.toml").converted(Wordings)


def lack(point: KeyPointResult, answer: str) -> str:
    """What is the matter with a point of this answer; nothing is called missing where that is not sure."""
    said = wordings()
    if point.state is PointState.MADE:
        ways = said.clearer
    elif point.state is PointState.WRONG:
        ways = said.wrong
    elif point.state is PointState.HALF:
        ways = said.half
    else:
        ways = said.missing if point.confidence <= UNSURE_FROM else said.unclear
    return _one_of(ways, f"{point.id} {answer}").format(point=point.text.rstrip("."))


def to_try(point: KeyPointResult, answer: str) -> str:
    """One thing to try with the point."""
    return _one_of(wordings().try_, f"{answer} {point.id}")


def _one_of(ways: Ways, seed: str) -> str:
    return ways[zlib.crc32(seed.encode()) % len(ways)]
