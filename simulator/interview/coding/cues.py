"""What the report of a coding answer listens for, from `prompts/lexicon/coding.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from simulator.model.cuefile import Cue, read_cues
from simulator.model.settings import shipped
from simulator.scoring.language.grammar import CLASSES


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""


class Complexity(_Group, frozen=True):
    """Whether a sentence is about what the code costs, and whether it is memory."""

    cost: Cue
    memory: Cue


class Example(_Group, frozen=True):
    """Whether a case is gone through."""

    walked: Cue
    case: Cue


class DeadEnd(_Group, frozen=True):
    """Whether the listener is told that something is given up."""

    told: Cue


class CodingCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, a field a table."""

    words: dict[str, str | tuple[str, ...]]
    complexity: Complexity
    example: Example
    dead_end: DeadEnd


@cache
def cues() -> CodingCues:
    """The cues that are shipped with the program. Raises `BadInputError` naming file, line and field."""
    return load_coding_cues(shipped("prompts") / "lexicon" / "coding.toml")


def load_coding_cues(path: Path) -> CodingCues:
    """The cues in the file at `path`. Raises `BadInputError` naming file, line and field."""
    return read_cues(path, CodingCues, CLASSES, ignore_case=True)
