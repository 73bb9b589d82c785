"""The phrases and words that the rules of scoring listen for, from `prompts/lexicon/cues.toml`.

The file says what each of them means and how it is written. Classes of words that belong to the grammar of
English are in `grammar.py`; patterns of form (a number, the end of a sentence) are where they are used.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from simulator.model.cuefile import Cue, Words, read_cues
from simulator.model.settings import shipped
from simulator.scoring.language.grammar import CLASSES


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""


class Led(_Group, frozen=True):
    """How an answer is led."""

    detours: Cue
    examples: Cue
    analogies: Cue


class TakenBack(_Group, frozen=True):
    """Whether a claim is the speaker's own."""

    distanced: Cue
    called_wrong: Cue
    called_wrong_next: Cue


class Behind(_Group, frozen=True):
    """What stands behind a term when such an explanation follows."""

    how: Literal["definition", "expansion", "analogy", "example", "purpose"]
    cue: Cue


class Glosses(_Group, frozen=True):
    """Whether a technical term was explained."""

    behind: tuple[Behind, ...]
    loose: Cue
    naming: Cue
    topic_with: Cue
    comment_after_with: Cue
    comment: Cue
    general: Cue
    example: Cue
    consequence: Words
    opaque: Words


class Terms(_Group, frozen=True):
    """Which words a listener need not have explained, and which are terms by their shape."""

    everyday: Words
    product: Words
    engineers: Words
    researchers: Words
    ml_engineers: Words
    learned: Cue
    symbols: Words
    not_learned: Words
    ordinary: Words


class Questions(_Group, frozen=True):
    """The candidate's own questions."""

    asks: Cue
    lead_in: Cue


class Restarts(_Group, frozen=True):
    """Where a speaker corrects a word."""

    corrections: tuple[str, ...]
    single: Words
    not_after: Words


class NotAPause(_Group, frozen=True):
    """Words that are spelled like a filled pause, known by the word behind them."""

    hmm_before: Words
    er_before: Words


class Contradiction(_Group, frozen=True):
    """By which words a sentence denies a claim, or names the opposite."""

    negations: Words
    opposites: tuple[tuple[Words, Words], ...]


class Language(_Group, frozen=True):
    """By which words a text is known to be English, in sentences, or in another language."""

    english: Words
    after_article: Words
    others: dict[str, Words]


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, a field a table."""

    words: dict[str, str | tuple[str, ...]]
    led: Led
    taken_back: TakenBack
    glosses: Glosses
    terms: Terms
    questions: Questions
    restarts: Restarts
    not_a_pause: NotAPause
    contradiction: Contradiction
    language: Language


@cache
def cues() -> Cues:
    """The cues that are shipped with the program, read when they are first needed.

    Raises `BadInputError` naming file, line and field.
    """
    return load_cues(shipped("prompts") / "lexicon" / "cues.toml")


def load_cues(path: Path) -> Cues:
    """The cues in the file at `path`. Raises `BadInputError` naming file, line and field."""
    return read_cues(path, Cues, CLASSES)
