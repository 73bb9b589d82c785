"""PURE: how a word or a term sounds, roughly: letters that sound alike become one, silent ones go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "ei",
            "bi",
            "si",
            "di",
            "i",
            "ef",
            "dji",
            "eitS",
            "ai",
            "djei",
            "kei",
            "el",
            "em",
            "en",
            "ou",
            "pi",
            "kju",
            "ar",
            "es",
            "ti",
            "ju",
            "vi",
            "dablju",
            "eks",
            "wai",
            "zi",
        ],
        strict=True,
    )
)
"""Their names as they are said, in the letters of `sound`."""
DIGITS = dict(
    zip(
        "0123456789",
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        strict=True,
    )
)
_PARTS = re.compile(r"[A-Z]?[a-z']+|[A-Z]+(?![a-z])|\d")
_ALIKE: tuple[tuple[str, str], ...] = (
    (r"'", ""),
    (r"^kn|^gn|^pn", "n"),
    (r"^wr", "r"),
    (r"^ps", "s"),
    (r"^x", "z"),
    (r"ght", "t"),
    (r"tion|sion|cian", "San"),
    (r"ture", "tSa"),
    (r"tch|ch", "tS"),
    (r"sch|sh", "S"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"wh", "w"),
    (r"ck|q", "k"),
    (r"c(?=[eiy])", "s"),
    (r"dge|g(?=[ey]$)", "dj"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"mb$", "m"),
    (r"(?<=[^aeiou])e$", ""),
    (r"(?<=[aeiou])gh", ""),
    (r"ee|ea|ie|y$", "i"),
    (r"oo|ou|ew", "u"),
    (r"oa|ow|au|aw", "o"),
    (r"ay|ai|ei|ey", "ei"),
    (r"h", ""),
    (r"z", "s"),
    (r"(.)\1+", r"\1"),
)
_COMPILED = tuple((re.compile(pattern), to) for pattern, to in _ALIKE)
_VOWELS = frozenset("aeiouy")
_KIN = tuple(frozenset(pair) for pair in ("bp", "dt", "gk", "vf", "sS", "mn", "jS", "wv"))
VOWEL_COST = 0.5
KIN_COST = 0.5
"""Sounds that are easily taken for each other count half; so do vowels among themselves."""


@cache
def sound(text: str) -> str:
    """The sounds of a phrase, without spaces. Capitals are said letter by letter: "AUC" as "ay you see"."""
    return re.sub(r"(.)\1+", r"\1", "".join(_part(part) for part in _PARTS.findall(_plain(text))))


@cache
def ways(term: str) -> tuple[str, ...]:
    """How a term may be said: as it is written, and as one word ("SMOTE", "LoRA", "t-SNE")."""
    letters = re.sub(r"[^A-Za-z0-9]+", " ", _plain(term))
    as_word = re.sub(r"\s+", "", letters) if any(map(str.isupper, term[1:])) else letters
    return tuple(dict.fromkeys(way for way in (sound(term), sound(as_word.lower())) if way))


def _plain(text: str) -> str:
    """The text without accents and apostrophes."""
    return re.sub(r"[\u0300-\u036f'’]", "", unicodedata.normalize("NFKD", text))


def _part(part: str) -> str:
    if part.isdigit():
        return _word(DIGITS[part])
    if len(part) == 1 or (part.isupper() and len(part) > 1):
        return "".join(_spelled(letter) for letter in part.lower())
    return _word(part.lower())


def _spelled(letter: str) -> str:
    return LETTERS[letter].replace("z", "s")


@cache
def _word(word: str) -> str:
    for pattern, to in _COMPILED:
        word = pattern.sub(to, word)
    return word


def distance(one: str, other: str) -> float:
    """How differently two phrases sound: 0 alike, 1 nothing in common."""
    if not one or not other:
        return 1.0
    row: Sequence[float] = [0.0, *accumulate(_skip(letter) for letter in other)]
    for mine in one:
        now = [row[0] + _skip(mine)]
        for j, its in enumerate(other, 1):
            now.append(min(row[j] + _skip(mine), now[-1] + _skip(its), row[j - 1] + _swap(mine, its)))
        row = now
    return min(1.0, row[-1] / max(len(one), len(other)))


def _skip(letter: str) -> float:
    return VOWEL_COST if letter in _VOWELS else 1.0


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return VOWEL_COST
    return KIN_COST if any(one in kin and other in kin for kin in _KIN) else 1.0
