"""The phrases and words that the rules of scoring listen for, from `prompts/lexicon/cues.toml`.

The file says what each of them means and how it is written. Classes of words that belong to the grammar of
English are in `grammar.py`; patterns of form (a number, the end of a sentence) are where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from simulator.model.settings import shipped
from simulator.model.tomlfile import read_toml
from simulator.scoring.language.grammar import BE, DO, HAVE, MODALS, QUESTION_WORDS, alternatives

_CLASSES = {
    "be": alternatives(BE),
    "do": alternatives(DO),
    "have": alternatives(HAVE),
    "modals": alternatives(MODALS),
    "question_words": alternatives(QUESTION_WORDS),
}
_NAME = re.compile(r"<(\w+)>")

Cue = re.Pattern[str]
"""Looked for in lower-cased text."""


class Words(frozenset[str]):
    """Single words; in the file one text."""


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""


class Led(_Group, frozen=True):
    """How an answer is led."""

    detours: Cue
    examples: Cue
    analogies: Cue
    stumbles: Cue


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


class _SharedWords(msgspec.Struct):
    words: dict[str, str | tuple[str, ...]]


@cache
def cues() -> Cues:
    """The cues that are shipped with the program, read when they are first needed.

    Raises `BadInputError` naming file, line and field.
    """
    return load_cues(shipped("prompts") / "lexicon" / "cues.toml")


def load_cues(path: Path) -> Cues:
    """The cues in the file at `path`. Raises `BadInputError` naming file, line and field."""
    file = read_toml(path)
    groups = dict(_CLASSES)
    for name, written in file.converted(_SharedWords).words.items():
        try:
            groups[name] = f"(?:{_pattern(written, groups)})"
        except ValueError as error:
            raise file.fault(str(error), "words", name) from error

    def made(kind: Any, written: Any) -> Any:
        """What msgspec cannot make of a value by itself: a set of words, or a pattern."""
        if kind is Words:
            return Words(_text(written).split())
        whole_words = isinstance(written, list)
        pattern = _pattern(written, groups)
        return _compiled(rf"\b(?:{pattern})\b" if whole_words else pattern)

    return file.converted(Cues, made)


def _pattern(written: Any, groups: Mapping[str, str]) -> str:
    """A phrase, or a list of alternative ones, with the named groups in it spelled out."""
    text = "|".join(map(_text, written)) if isinstance(written, (list, tuple)) else _text(written)
    for name in _NAME.findall(text):
        if name not in groups:
            raise ValueError(f"`<{name}>` is neither in [words] above it nor a class of words")
    return _NAME.sub(lambda name: groups[name[1]], text)


def _text(written: Any) -> str:
    if not isinstance(written, str):
        raise ValueError("must be a text, or a list of texts")
    return written


def _compiled(pattern: str) -> Cue:
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is not a regular expression ({error})") from error
