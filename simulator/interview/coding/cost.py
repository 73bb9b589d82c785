"""What a cost is, said or written: "n log n", "O of n squared", "linear" and `O(n^2)` in one form each. Pure.

A form is a set of terms; a term is its factors in order, each a name with its power: `O(n k + d^2)` is
`{"k n", "d^2"}`. A cost in one size only has that size called n, whatever the speaker called it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Form = frozenset[str]
"""The terms of a sum."""

_PIECES = re.compile(r"[a-z]+|\d+|[()+*^²³/]")
_NUMBERS = {"one": "1", "two": "2", "three": "3"}
_WORDS = {
    "constant": "1",
    "logarithmic": "log n",
    "linear": "n",
    "linearly": "n",
    "linearithmic": "n log n",
    "quadratic": "n^2",
    "quadratically": "n^2",
    "cubic": "n^3",
    "exponential": "2^n",
    "exponentially": "2^n",
}
_POWERS = {"squared": 2, "square": 2, "²": 2, "cubed": 3, "³": 3}
_TIMES = {"times", "by", "*"}
_PLUS = {"plus", "+"}
_NO_SIZE = {"a", "i", "o"}
"""Single letters that are words, or the O of the notation."""
_BEFORE_A_NAME = {"the", "number", "of", "length", "size"}
_LETTERS = {"en": "n", "ell": "l", "em": "m", "kay": "k", "dee": "d"}
"""How a letter is sometimes heard."""


@dataclass(frozen=True)
class Stated:
    """A cost in a list of words: its form, and the first and last word, the last included."""

    form: Form
    first: int
    last: int


@dataclass(frozen=True)
class _Piece:
    text: str
    word: int


def costs(words: Sequence[str]) -> tuple[Stated, ...]:
    """Every cost named in the words, in order."""
    return tuple(_costs(list(_pieces(words))))


def forms(texts: Iterable[str]) -> frozenset[Form]:
    """The forms of all costs that the texts name."""
    return frozenset(stated.form for text in texts for stated in costs(text.split()))


def _pieces(words: Sequence[str]) -> Iterator[_Piece]:
    for number, word in enumerate(words):
        key = re.sub(r"['’]\w+", "", word.casefold().replace("-", " "))
        for piece in _PIECES.findall(key):
            yield _Piece(_LETTERS.get(piece, piece), number)


def _costs(pieces: list[_Piece]) -> Iterator[Stated]:
    at = 0
    while at < len(pieces):
        found = _cost_at(pieces, at)
        if found is None:
            at += 1
        else:
            form, after = found
            yield Stated(form, pieces[at].word, pieces[after - 1].word)
            at = after


def _cost_at(pieces: list[_Piece], at: int) -> tuple[Form, int] | None:
    """A cost that begins with this piece, and the piece after it."""
    text = pieces[at].text
    if text in _WORDS:
        return frozenset({_WORDS[text]}), at + 1
    begins = _after_o(pieces, at)
    found = _sum(pieces, at if begins is None else begins)
    if found is None and begins is not None and pieces[at].text == "o":
        found = _named_size(pieces, begins)
    if found is None:
        return None
    terms, after = found
    if begins is None and not _tells_a_cost(terms):
        return None
    if begins is not None and pieces[begins - 1].text == "(" and _text(pieces, after) == ")":
        after += 1
    return _one_size(terms), after


def _after_o(pieces: list[_Piece], at: int) -> int | None:
    """Where the cost begins after "O(", "O of" or "order"; None when none of these is here."""
    if pieces[at].text not in ("o", "order"):
        return None
    if _text(pieces, at + 1) in ("of", "("):
        return at + 2
    return at + 1 if pieces[at].text == "order" else None


def _named_size(pieces: list[_Piece], at: int) -> tuple[list[Counter[str]], int] | None:
    """A size by its name, as in "O of capacity" or "order of the number of points"; one name only."""
    while _text(pieces, at) in _BEFORE_A_NAME:
        at += 1
    name = _text(pieces, at)
    return ([Counter({name: 1})], at + 1) if name.isalpha() else None


def _tells_a_cost(terms: list[Counter[str]]) -> bool:
    """Whether it is a cost also without "O of": two terms or factors, a power, a logarithm or a root."""
    sized = [term for term in terms if any(not name.isdigit() for name in term)]
    return bool(sized) and (
        len(terms) > 1 or any(sum(term.values()) > 1 or any(len(name) > 1 for name in term) for term in sized)
    )


def _sum(pieces: list[_Piece], at: int) -> tuple[list[Counter[str]], int] | None:
    found = _product(pieces, at)
    if found is None:
        return None
    terms, at = [found[0]], found[1]
    while _text(pieces, at) in _PLUS and (more := _product(pieces, at + 1)):
        terms.append(more[0])
        at = more[1]
    return terms, at


def _product(pieces: list[_Piece], at: int) -> tuple[Counter[str], int] | None:
    found = _power(pieces, at)
    if found is None:
        return None
    factors, at = found
    while True:
        step = at + 1 if _text(pieces, at) in _TIMES else at
        more = _power(pieces, step)
        if more is None:
            return factors, at
        factors, at = factors + more[0], more[1]


def _power(pieces: list[_Piece], at: int) -> tuple[Counter[str], int] | None:
    found = _base(pieces, at)
    if found is None:
        return None
    name, at = found
    if (text := _text(pieces, at)) in _POWERS:
        return Counter({name: _POWERS[text]}), at + 1
    raised = _raised(pieces, at)
    if raised and name == "2" and (above := _base(pieces, raised)):
        return Counter({f"2^{above[0]}": 1}), above[1]
    if raised and (number := _number(pieces, raised)):
        return Counter({name: number}), raised + 1
    return Counter({name: 1}), at


def _base(pieces: list[_Piece], at: int) -> tuple[str, int] | None:
    """One factor, without its power: a size, a number, or the logarithm or root of a size."""
    text = _text(pieces, at)
    if text == "log":
        inner = _base(pieces, at + 2 if _text(pieces, at + 1) in ("of", "(") else at + 1)
        return (f"log {inner[0]}", inner[1] + (_text(pieces, inner[1]) == ")")) if inner else None
    if text in ("root", "sqrt"):
        inner = _base(pieces, at + 2 if _text(pieces, at + 1) in ("of", "(") else at + 1)
        return (f"root {inner[0]}", inner[1] + (_text(pieces, inner[1]) == ")")) if inner else None
    if text == "square" and _text(pieces, at + 1) == "root":
        return _base(pieces, at + 1)
    if len(text) == 1 and text.isalpha() and text not in _NO_SIZE:
        return text, at + 1
    number = _NUMBERS.get(text, text if text.isdigit() else "")
    return (number, at + 1) if number else None


def _raised(pieces: list[_Piece], at: int) -> int:
    """Where the power stands after "^", "to the" or "to the power of"; 0 when nothing is raised."""
    if _text(pieces, at) == "^":
        return at + 1
    if (_text(pieces, at), _text(pieces, at + 1)) != ("to", "the"):
        return 0
    long = (_text(pieces, at + 2), _text(pieces, at + 3)) == ("power", "of")
    return at + 4 if long else at + 2


def _number(pieces: list[_Piece], at: int) -> int:
    text = _text(pieces, at)
    digits = _NUMBERS.get(text, text)
    return int(digits) if digits.isdigit() and len(digits) == 1 else 0


def _text(pieces: list[_Piece], at: int) -> str:
    return pieces[at].text if at < len(pieces) else ""


def _one_size(terms: list[Counter[str]]) -> Form:
    sizes = {name.split()[-1].removeprefix("2^") for term in terms for name in term}
    sizes = {size for size in sizes if not size.isdigit()}
    only = sizes.pop() if len(sizes) == 1 else ""
    return frozenset(_written(term, only) for term in terms)


def _written(term: Counter[str], only: str) -> str:
    """A term in its one spelling: numbers left out, for they change no cost, unless nothing else is there."""
    named = Counter({_renamed(name, only): power for name, power in term.items() if not name.isdigit()})
    # A size comes before its logarithm, as everybody says it.
    order = sorted(named.items(), key=lambda item: (" " in item[0], item[0]))
    return " ".join(name if power == 1 else f"{name}^{power}" for name, power in order) or "1"


def _renamed(name: str, only: str) -> str:
    if not only:
        return name
    head, _, last = name.rpartition(" ")
    if last.startswith("2^"):
        return "2^n"
    return f"{head} n" if head else "n"
