"""The word lists scoring works with, loaded from `prompts/lexicon/*.toml`.

`fillers.toml` holds the closed list of fillers and the candidates for pet words, `hedges.toml` hedging
words, `terms*.toml` technical terms with plain definitions. Cues are read by `cues.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from simulator.model.errors import BadInputError
from simulator.model.scorecard import Audience
from simulator.model.tomlfile import TomlFile, read_toml
from simulator.scoring.language.text import REMEMBERED, normal, stem

NEEDS_EXPLAINING_BELOW = 2
"""A term needs a gloss for an audience whose familiarity is below this."""

_PIECES = re.compile(r"[^\W_]+(?:[+#]+)?", re.UNICODE)

Phrase = tuple[str, ...]


class Familiar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How well each audience knows a term: 0 never heard, 1 heard of, 2 roughly knows, 3 uses daily."""

    recruiter: int
    product_manager: int
    software_engineer: int
    ml_engineer: int
    researcher: int

    def of(self, audience: Audience) -> int:
        return int(getattr(self, audience.value))


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One technical term."""

    term: str
    definition: str
    topic: str
    familiar: Familiar
    aliases: tuple[str, ...] = ()
    expansion: str | None = None

    def needs_explaining(self, audience: Audience) -> bool:
        return self.familiar.of(audience) < NEEDS_EXPLAINING_BELOW

    @property
    def names(self) -> tuple[str, ...]:
        """Everything people call it."""
        return (self.term, *self.aliases, *((self.expansion,) if self.expansion else ()))


class _TermsFile(msgspec.Struct, forbid_unknown_fields=True):
    term: tuple[Term, ...]


class _FillersFile(msgspec.Struct, forbid_unknown_fields=True):
    filled_pauses: tuple[str, ...]
    discourse: tuple[str, ...]
    pet_words: tuple[str, ...] = ()


class _HedgesFile(msgspec.Struct, forbid_unknown_fields=True):
    hedges: tuple[str, ...]


@dataclass(frozen=True)
class FillerLexicon:
    """Filled pauses as patterns on the normalised word; the rest as phrases of normalised words."""

    filled_pauses: tuple[str, ...]
    discourse: tuple[Phrase, ...]
    pet_words: tuple[Phrase, ...] = ()

    @cached_property
    def _filled_pause(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.filled_pauses) or r"(?!)")

    def is_filled_pause(self, key: str) -> bool:
        """Whether a normalised word is spelled like a filled pause, of any length."""
        return bool(self._filled_pause.fullmatch(key))


@dataclass(frozen=True)
class Lexicon:
    """Terms by every way of writing them."""

    terms: tuple[Term, ...]

    @cached_property
    def by_key(self) -> dict[str, Term]:
        """Terms by `term_key` of each of their names; the first of two alike wins."""
        index: dict[str, Term] = {}
        for term in self.terms:
            for name in term.names:
                index.setdefault(term_key(name), term)
        return index

    @cached_property
    def longest(self) -> int:
        """Most pieces any name has."""
        return max((len(pieces(name)) for term in self.terms for name in term.names), default=0)

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for term in self.terms:
            for name in term.names:
                names.setdefault(term_key(name), name)
        return names

    def name_of(self, key: str) -> str:
        """The name, as the lexicon writes it, that has this key."""
        return self._names[key]

    def find(self, name: str) -> Term | None:
        return self.by_key.get(term_key(name))


def pieces(text: str) -> list[str]:
    """The words of a name or word, split at hyphens and slashes, case folded."""
    return _PIECES.findall(text.casefold().replace("’", "'").replace("'s", ""))


def term_key(name: str) -> str:
    """One key for "fine-tune", "fine tuning" and "finetuned"; for "AUC" and "AUCs"."""
    return joined_key(pieces(name))


def joined_key(parts: Sequence[str]) -> str:
    """The key of a name already split into pieces."""
    return _key("".join(parts))


@lru_cache(maxsize=REMEMBERED)
def _key(joined: str) -> str:
    if joined.isalpha():
        return stem(joined) if len(joined) > 4 else joined.removesuffix("s") if len(joined) == 4 else joined
    return joined.removesuffix("s") if len(joined) > 2 else joined


def phrase(text: str) -> Phrase:
    """A phrase of normalised words."""
    return tuple(key for word in text.split() if (key := normal(word)))


def load_fillers(path: Path) -> FillerLexicon:
    """The closed list of fillers. BadInputError names file, line, field."""
    file = read_toml(path)
    found = file.converted(_FillersFile)
    for index, pattern in enumerate(found.filled_pauses):
        try:
            re.compile(pattern)
        except re.error as error:
            what = f"`{pattern}` is not a pattern ({error})"
            raise file.fault(what, "filled_pauses", index) from error
    return FillerLexicon(found.filled_pauses, _phrases(found.discourse), _phrases(found.pet_words))


def load_hedges(path: Path) -> tuple[Phrase, ...]:
    """Hedging words and phrases, longest first. BadInputError names file, line, field."""
    return _phrases(read_toml(path).converted(_HedgesFile).hedges)


def load_terms(path: Path) -> tuple[Term, ...]:
    """The technical terms of one file. BadInputError names file, line, field; also for a term given twice."""
    file = read_toml(path)
    terms = file.converted(_TermsFile).term
    seen: dict[str, str] = {}
    for index, term in enumerate(terms):
        _check_term(term, index, file)
        key = term_key(term.term)
        if key in seen:
            what = f"`{term.term}` is there twice (also `{seen[key]}`)"
            raise file.fault(what, "term", index, "term")
        seen[key] = term.term
    return terms


def load_lexicon(folder: Path) -> Lexicon:
    """The terms of every `terms*.toml` of the folder. BadInputError names file, line, field."""
    files = sorted(folder.glob("terms*.toml"))
    if not files:
        raise BadInputError(f"{folder} has no terms.toml.", "Put the shipped prompts/lexicon folder back.")
    terms = tuple(term for file in files for term in load_terms(file))
    return Lexicon(terms)


def _check_term(term: Term, index: int, file: TomlFile) -> None:
    if not term_key(term.term):
        raise file.fault("a term needs letters", "term", index, "term")
    if not term.definition.strip():
        raise file.fault(f"`{term.term}` has an empty definition", "term", index, "definition")
    for audience in Audience:
        if not 0 <= term.familiar.of(audience) <= 3:
            what = f"familiarity of {audience.value} with `{term.term}` is not 0 to 3"
            raise file.fault(what, "term", index, "familiar", audience.value)


def _phrases(texts: Sequence[str]) -> tuple[Phrase, ...]:
    """Phrases of normalised words, the longest first."""
    return tuple(sorted({phrase(text) for text in texts if phrase(text)}, key=lambda p: (-len(p), p)))
