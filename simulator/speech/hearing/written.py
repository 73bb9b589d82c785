"""PURE: terms written as the field writes them, where only the writing differs from what was heard.

A decoder spells out what it does not know ("A U C", "A/UC", "a UC"), and splits or merges the rest
("XG boost", "word to vec", "batchnorm"). The sounds are the same, so that nothing is planted. "Drop out" and
"cat boost" may be meant as two words: the first is left alone, the second joined where the term is expected.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from simulator.speech.hearing.engine import Decoded, HeardWord

LONGEST = 6
"""Words that one term may have been split into."""
LEAST = 3
"""Letters of a term that is joined from words; of capitals alone, two will do."""
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_EDGES = re.compile(r"^([^\w]*)(.*?)([^\w+#]*)$", re.DOTALL)
_BREAKS = re.compile(r"[,;:?!…)\"”]$|\w{2,}\.$|'|’")
"""What a term has neither inside nor between its parts: the end of a clause, an apostrophe."""
_SAME_SOUND = {"to": "two", "too": "two", "for": "four"}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


class Writing:
    """Knows how each term is written."""

    def __init__(self, expected: Iterable[str], others: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        expected = tuple(expected)
        for name in (*expected, *others):
            key = said(name)
            if len(key) >= LEAST or name.isupper():
                self._names.setdefault(key, name)
        self._plain = {_plain(name) for name in self._names.values()}
        self._expected = frozenset(map(said, expected))

    def written(self, decoded: Decoded, before: Collection[str] = ()) -> Decoded:
        """The same words with terms in the field's writing; `before` are the terms named already."""
        words = tuple(self._rewritten(decoded.words, frozenset(before)))
        if words == decoded.words:
            return decoded
        return replace(decoded, words=words, text=" ".join(word.text for word in words))

    def named(self, texts: Sequence[str]) -> Iterator[str]:
        """The terms that stand in a text, as they are written, each as often as it is named."""
        for first in range(len(texts)):
            for last in range(first, min(first + LONGEST, len(texts))):
                if (name := self._names.get(said(" ".join(texts[first : last + 1])))) is not None:
                    yield name

    def _rewritten(self, words: Sequence[HeardWord], before: frozenset[str]) -> Iterator[HeardWord]:
        at = 0
        while at < len(words):
            size, name = self._found(words, at, before)
            yield from spread(words[at : at + size], name) if name else words[at : at + 1]
            at += size

    def _found(self, words: Sequence[HeardWord], at: int, before: frozenset[str]) -> tuple[int, str]:
        """How many words from `at` on are one term, and how it is written; 1 and "" for none."""
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            texts = [word.text for word in words[at : at + size]]
            if any(_BREAKS.search(text) for text in texts[:-1]) or "'" in texts[-1] or "’" in texts[-1]:
                continue
            whole = _EDGES.sub(r"\2", " ".join(texts))
            for heard, ending in ((said(whole), ""), (said(whole).removesuffix("s"), "s")):
                name = self._names.get(heard)
                if name is None or (ending and not whole.endswith("s")):
                    continue
                if _plain(whole) in (_plain(name + ending), *self._plain):
                    break  # it is written rightly, but perhaps for capitals
                if _plain(whole) == _plain(name.replace("'", "") + ending):
                    return size, name + ending
                if _is_spelled(whole) or self._is_split(
                    whole, name, heard in self._expected or name in before
                ):
                    return size, name + ending
        return 1, ""

    def _is_split(self, whole: str, name: str, expected: bool) -> bool:
        """Whether `name` may be meant by as many plain words, or by one that runs its words together."""
        if " " not in whole:
            return " " in name and whole.isalpha() and whole[1:].islower()
        return any(map(str.isdigit, name)) or (expected and name[1:] != name[1:].lower())


@cache
def said(text: str) -> str:
    """What a name and every way of writing it have in common: "word2vec" and "word to vec"."""
    return "".join(
        _number(t) if t.isdigit() else _SAME_SOUND.get(t, t) for t in _TOKENS.findall(text.lower())
    )


def _number(digits: str) -> str:
    """A number below a hundred in words; a longer one digit by digit."""
    value = int(digits)
    if len(digits) > 2 or (digits.startswith("0") and len(digits) > 1):
        return "".join(_ONES[int(digit)] for digit in digits)
    if value < len(_ONES):
        return _ONES[value]
    return _TENS[value // 10 - 2] + (_ONES[value % 10] if value % 10 else "")


def _plain(text: str) -> str:
    """A writing without capitals and hyphens: "fine-tuning" is no other way to write "fine tuning"."""
    return " ".join(re.split(r"[\s\-–/]+", text.lower()))


def _is_spelled(text: str) -> bool:
    """Whether letters were spelled out: capitals that are no word, or several single letters."""
    parts = re.split(r"[\W_]+", re.sub(r"(?<=[A-Z])s$", "", text.strip()))
    single = [part for part in parts if len(part) == 1 and part.isalpha()]
    if "." in text:
        return False  # "i.i.d." is a way to write it
    if any(part.isupper() and len(part) > 1 for part in parts):
        return len(parts) > 1
    return len(single) > 1 and {part.lower() for part in single} != {"a", "i"}


def spread(span: Sequence[HeardWord], name: str, term: str | None = None) -> Iterator[HeardWord]:
    """A term over the time of the words it replaces, each of its words as long as its letters."""
    opening, ending = _EDGES.sub(r"\1", span[0].text), _EDGES.sub(r"\3", span[-1].text)
    parts = f"{opening}{name}{ending}".split()
    start, length = span[0].start_s, span[-1].end_s - span[0].start_s
    letters, done = sum(map(len, parts)), 0
    sure = min(word.probability for word in span)
    for part in parts:
        since, done = done, done + len(part)
        yield HeardWord(part, start + length * since / letters, start + length * done / letters, sure, term)
