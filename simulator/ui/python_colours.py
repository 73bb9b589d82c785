"""Colours of Python code, line by line: words, texts, numbers and comments. Knows no screen.

The screens' own few patterns: a parser that tells more comes with a compiled package for every language.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

KEYWORDS = frozenset(keyword.kwlist) | {"match", "case"}
NAMES_NEXT = ("def", "class")
TOKEN = re.compile(
    r"""(?P<comment>\#.*)
    |(?P<opens>[rbfuRBFU]{0,2}(?:\"{3}|'{3}))
    |(?P<text>[rbfuRBFU]{0,2}(?:"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?))
    |(?P<number>(?<![\w.])\d[\w.]*)
    |(?P<decorator>^\s*@[\w.]+)
    |(?P<word>[^\W\d]\w*)""",
    re.VERBOSE,
)


class Coloured(NamedTuple):
    """Columns `start` to before `end` are of a kind: `keyword`, `name`, `text`, `number` or `comment`."""

    start: int
    end: int
    kind: str


@lru_cache(maxsize=4096)
def coloured(line: str, inside: str = "") -> tuple[tuple[Coloured, ...], str]:
    """What of a line has a colour. `inside` are the quotes of a text that is open where the line begins.

    Returns too the quotes of the text that is open at its end; "" for none.
    """
    found: list[Coloured] = []
    at = 0
    while at < len(line):
        if inside:
            end = line.find(inside, at)
            if end < 0:
                found.append(Coloured(at, len(line), "text"))
                return tuple(found), inside
            found.append(Coloured(at, end + 3, "text"))
            at, inside = end + 3, ""
            continue
        token = TOKEN.search(line, at)
        if token is None:
            break
        at = token.end()
        if token.lastgroup == "opens":
            inside = token.group()[-3:]
            found.append(Coloured(token.start(), at, "text"))
        elif kind := _kind(token, line):
            found.append(Coloured(token.start(), at, kind))
    return tuple(found), inside


def _kind(token: re.Match[str], line: str) -> str:
    if token.lastgroup == "word":
        if token.group() in KEYWORDS:
            return "keyword"
        return "name" if line[: token.start()].rstrip().endswith(NAMES_NEXT) else ""
    return "name" if token.lastgroup == "decorator" else str(token.lastgroup)


def open_before(lines: Iterable[str]) -> Iterator[str]:
    """For each line the quotes of the text that is open where it begins."""
    inside = ""
    for line in lines:
        yield inside
        _, inside = coloured(line, inside)


STYLES = {
    "keyword": "$primary",
    "name": "bold",
    "text": "$success",
    "number": "$text-primary",
    "comment": "$secondary italic",
}
"""Styles of the kinds, as content markup has them; calm, because colour is for what matters now."""
