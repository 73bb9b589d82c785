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

Ways = tuple[str, ...]


class Wordings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The lists of the file."""

    unclear: Ways
    half: Ways
    missing: Ways
    wrong: Ways
    clearer: Ways
    try_missing: Ways
    try_clearer: Ways
    try_wrong: Ways
    kinds: Ways
    present: str
    past: str
    praised: str
    you: dict[str, str]


@cache
def wordings() -> Wordings:
    """What the file says. BadInputError names file, line and field."""
    return read_toml(shipped("prompts") / "lexicon" / "advice.toml").converted(Wordings)


def lack(point: KeyPointResult, answer: str, *, does: bool = False) -> str:
    """What is the matter with a point of this answer; nothing is called missing where that is not sure.

    `does` says that the question's points tell what a good answer does ("Names the result"), and not what is
    true or to be done.
    """
    said = wordings()
    if point.state is PointState.MADE:
        ways = said.clearer
    elif point.state is PointState.WRONG:
        ways = said.wrong
    elif point.state is PointState.HALF:
        ways = said.half
    else:
        ways = said.unclear if point.unclear else said.missing
    about = _as_clause(point.text, said.present) if does else point.text
    return _one_of(ways, f"{point.id} {answer}").format(point=about.rstrip("."))


def to_try(point: KeyPointResult, answer: str) -> str:
    """One thing to try with the point: what is missing is put in, what was said wrongly is turned round."""
    said = wordings()
    if point.state is PointState.WRONG:
        ways = said.try_wrong
    else:
        ways = (
            said.try_missing if point.state is PointState.MISSED and not point.unclear else said.try_clearer
        )
    return _one_of(ways, f"{answer} {point.id}")


def tells_what_it_does(kind: str) -> bool:
    """Whether the points of such questions tell what an answer does: `does` of `lack` and `made`."""
    return kind in wordings().kinds


def made(point: KeyPointResult, *, does: bool = False) -> str:
    """A point that was made, as it stands after "such as:"; `does` as in `lack`."""
    return (_as_clause(point.text, wordings().praised) if does else point.text).rstrip(".")


def _as_clause(text: str, subject: str) -> str:
    """`Names the result` as `a good answer names the result`, `Told them early` as `you told them early`."""
    said = wordings()
    for written, told in said.you.items():
        text = text.replace(written, told)
    first = text.split(maxsplit=1)[0]
    if not first.isalpha():
        return text
    return f"{subject if first.endswith('s') else said.past} {text[:1].lower()}{text[1:]}"


def _one_of(ways: Ways, seed: str) -> str:
    return ways[zlib.crc32(seed.encode()) % len(ways)]
