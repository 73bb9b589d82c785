"""How people put a question to somebody, and what else sounds like one, from `prompts/lexicon/asking.toml`.

The file says what each of them means and how it is written.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from simulator.model.cuefile import Cue, read_cues
from simulator.model.settings import shipped
from simulator.scoring.language.grammar import CLASSES

Cues = tuple[Cue, ...]


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""


class Asks(_Group, frozen=True):
    """What speaks for a question to the interviewer."""

    direct: Cues
    yes_no: Cue
    """Its group `onset` is where the question begins."""
    checks: Cues
    indirect: Cues
    open_matter: Cue
    project: Cue


class Doubts(_Group, frozen=True):
    """What speaks against one."""

    of_others: Cues
    of_the_talk: Cues
    plan: Cue
    answered: Cues
    to_oneself: Cues
    why: Cue
    in_general: Cue
    story: Cue
    defines: Cue


class Around(_Group, frozen=True):
    """What stands in a question and around it."""

    fillers: Cue
    reason_to_ask: tuple[str, ...]
    tail: Cue
    again: Cue
    asks_again: Cue


class AskingCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, a field a table."""

    words: dict[str, str | tuple[str, ...]]
    asks: Asks
    doubts: Doubts
    around: Around
    sorts: dict[str, Cue]


@cache
def cues() -> AskingCues:
    """The cues that are shipped with the program, read when they are first needed.

    Raises `BadInputError` naming file, line and field.
    """
    return load_asking_cues(shipped("prompts") / "lexicon" / "asking.toml")


def load_asking_cues(path: Path) -> AskingCues:
    """The cues in the file at `path`. Raises `BadInputError` naming file, line and field."""
    return read_cues(path, AskingCues, CLASSES)


def first(some: Cues, text: str) -> re.Match[str] | None:
    """The match that begins earliest."""
    found = [match for cue in some if (match := cue.search(text))]
    return min(found, key=lambda match: match.start(), default=None)


def said(some: Cues, text: str, start: int = 0) -> bool:
    """Whether any of them is in `text`."""
    return any(cue.search(text, start) for cue in some)
