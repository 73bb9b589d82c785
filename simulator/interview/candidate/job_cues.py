"""How job descriptions are written, from `prompts/lexicon/job.toml`: what in them asks for something.

The file says what each cue means and how it is written.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from simulator.model.cuefile import Cue, Words, read_cues
from simulator.model.settings import shipped


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""


class Heads(_Group, frozen=True):
    """The headings over what the job asks for, and over the rest."""

    asks: Cue
    other: Cue


class Needs(_Group, frozen=True):
    """What the job asks for."""

    none: Cue
    before: Cue
    addressed: Cue
    duties: Words
    demands: Words
    tools: Words
    before_a_skill: Cue
    no_skill: Cue
    ends: Cue


class Title(_Group, frozen=True):
    """What the job is called."""

    cue: Cue
    """Its groups `named` and `sought` hold the title."""
    ends: Cue
    jobs: Cue


class Topics(_Group, frozen=True):
    """Which topics the job weighs."""

    generic: Words


class Answer(_Group, frozen=True):
    """What is listened for in the answer to a question about the job."""

    speaks_of_the_role: Cue


class JobCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, a field a table."""

    words: dict[str, str | tuple[str, ...]]
    heads: Heads
    needs: Needs
    title: Title
    topics: Topics
    answer: Answer


@cache
def cues() -> JobCues:
    """The cues that are shipped with the program, read when they are first needed.

    Raises `BadInputError` naming file, line and field.
    """
    return load_job_cues(shipped("prompts") / "lexicon" / "job.toml")


def load_job_cues(path: Path) -> JobCues:
    """The cues in the file at `path`. Raises `BadInputError` naming file, line and field."""
    return read_cues(path, JobCues, {}, ignore_case=True)
