"""A TOML file that people write, read with the exact line of every field in it, nested ones too.

Pure: it reads a file and knows nothing else. Made for files from strangers: huge, deep, hostile.
Every complaint is one sentence that names the file, and the line and field where there is one.
"""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from simulator.model.errors import BadInputError
from simulator.model.textfile import read_text
from simulator.model.textfile import shown as shown

MAXIMUM_BYTES = 4_000_000
DEEPEST = 40
"""Tables and lists inside each other; nothing that people write here has a quarter of that."""
MOST_DOTS = 1000
"""The most dots in one key; a longer one would keep tomllib busy for hours."""
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters (tab and line feed are fine) and marks that reorder text on screen."""

T = TypeVar("T")

Keys = tuple[str | int, ...]
"""Where something is: ("question", 2, "key_points", 0, "text"); list indices from 0."""

_SYNTAX_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_COMPLAINT = re.compile(r"(?P<what>.*) - at (?:`key` in )?`\$(?P<place>[^`]*)`", re.DOTALL)
_STEP = re.compile(r"\.(\w+)|\[(\d{1,9})\]")
_FIELD = re.compile(r"Object (?:missing required|contains unknown) field `(.*)`", re.DOTALL)


@dataclass(frozen=True)
class TomlFile:
    """A file that was read: its values, and its text to find lines in."""

    path: Path
    values: dict[str, Any]
    text: str

    @cached_property
    def _lines(self) -> dict[Keys, int]:
        try:
            return lines(self.text)
        except RecursionError:  # nested nearly too deep for tomllib as well
            return {}

    def line_of(self, *keys: str | int) -> int:
        """The line, from 1, of what `keys` lead to.

        What is not in the file gets the line of the nearest thing around it that is.
        """
        while keys and keys not in self._lines:
            keys = keys[:-1]
        return self._lines.get(keys, 1)

    def converted(self, shape: type[T], made: Callable[[Any, Any], Any] | None = None) -> T:
        """The values as a `shape` (a msgspec Struct or dataclass).

        `made(kind, value)` makes what msgspec cannot, and raises `ValueError` for a value that does not fit.

        Raises `BadInputError` that names file, line and field of the first thing that does not fit, could
        drive a terminal, or is no finite number.
        """
        try:
            found = msgspec.convert(self.values, shape, dec_hook=made)
        except msgspec.ValidationError as error:
            what, keys = _complaint(str(error))
            raise self.fault(what, *keys) from error
        self.check_values()
        return found

    def check_values(self) -> None:
        """Raises `BadInputError` for a text that could drive a terminal, and for a number without an end."""
        for keys, value in _leaves(self.values):
            if isinstance(value, float) and not math.isfinite(value):
                raise self.fault(f"{value} is no number that can be used", *keys)
            if isinstance(value, str) and (unsafe := UNSAFE.search(value)):
                raise self.fault(unsafe_character(unsafe[0]), *keys)

    def fault(self, what: str, *keys: str | int) -> BadInputError:
        """The error, to be raised, that says what is wrong with what `keys` lead to."""
        line = self.line_of(*keys)
        field = f", field `{spelled(_below_table(keys))}`" if keys else ""
        sentence = f"{shown(str(self.path))}, line {line}{field}: {shown(what.rstrip('.'))}."
        return BadInputError(sentence, _mend(self.path, line))


def read_toml(path: Path) -> TomlFile:
    """The file at `path`.

    Raises `BadInputError` with one sentence that names file and line: not a file, unreadable, over 4 MB,
    not UTF-8, not TOML, nested too deep.
    """
    text = read_text(path, most=MAXIMUM_BYTES)
    try:
        return TomlFile(path, _parsed(path, text), text)
    except RecursionError as error:
        raise BadInputError(f"{shown(str(path))} is nested too deep to be read.") from error


def unsafe_character(character: str) -> str:
    """Why a character is not allowed, for people."""
    return f"the character U+{ord(character):04X} could drive a terminal and is not allowed"


def spelled(keys: Keys) -> str:
    """Keys for people: `key_points[2].text`, counted from 1."""
    pieces = (f"[{key + 1}]" if isinstance(key, int) else f".{shown(key, 60)}" for key in keys)
    return "".join(pieces).removeprefix(".")


def lines(text: str) -> dict[Keys, int]:
    """The line, from 1, of every key, table and list element of `text`, which must be valid TOML."""
    return _Scanner(text).scan()


def _parsed(path: Path, text: str) -> dict[str, Any]:
    if any(stretch.count(".") > MOST_DOTS for stretch in re.split(r"[,=\n]", text)):
        raise RecursionError
    try:
        values = tomllib.loads(text)
    except ValueError as error:
        raise _not_toml(path, text, str(error)) from error
    if _is_deep(values):
        raise RecursionError
    return values


def _is_deep(values: dict[str, Any]) -> bool:
    level: list[Any] = [values]
    for _ in range(DEEPEST):
        below = [item for one in level for item in (one.values() if isinstance(one, dict) else one)]
        level = [item for item in below if isinstance(item, (dict, list))]
    return bool(level)


def _leaves(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Every key (as a text), and every value that holds no others, with where it is."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield (*keys, name), name
            yield from _leaves(item, (*keys, name))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _leaves(item, (*keys, at))
    else:
        yield keys, value


def _not_toml(path: Path, text: str, message: str) -> BadInputError:
    """tomllib says "Expected '=' (at line 3, column 5)"; the line belongs to the file's name."""
    name = shown(str(path))
    place = _SYNTAX_PLACE.search(message)
    if place is None:  # a number too long to be read, by Python's own limit
        return BadInputError(f"{name}: not valid TOML: {shown(message)}.", f"Mend {shown(path.name)}.")
    line = int(place["line"] or text.rstrip().count("\n") + 1)
    what = message[: place.start()] if place["line"] else message
    return BadInputError(f"{name}:{line}: not valid TOML: {shown(what)}.", _mend(path, line))


def _mend(path: Path, line: int) -> str:
    return f"Mend line {line} of {shown(path.name)}."


def _complaint(message: str) -> tuple[str, Keys]:
    """msgspec says "Expected `int`, got `str` - at `$.term[0].familiar`": what is wrong, and where."""
    placed = _COMPLAINT.fullmatch(message)
    what, place = (placed["what"], placed["place"]) if placed else (message, "")
    keys: Keys = tuple(name or int(index) for name, index in _STEP.findall(place))
    named = _FIELD.fullmatch(what)
    return what, (*keys, named[1]) if named else keys


def _below_table(keys: Keys) -> Keys:
    """The keys below the outermost `[[...]]`, which the line tells: ("term", 2, "topic") becomes `topic`."""
    tables = (at + 1 for at, key in enumerate(keys[:-1]) if isinstance(key, int))
    return keys[next(tables, 0) :]


class _Scanner:
    """Walks text that tomllib has accepted, and notes where things start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Keys, int] = {}
        self.breaks = [i for i, character in enumerate(text) if character == "\n"]
        self.elements: dict[Keys, int] = {}
        """How many `[[...]]` each array of tables has so far."""

    def scan(self) -> dict[Keys, int]:
        table: Keys = ()
        while self._to_content():
            table = self._statement(table)
        return self.found

    def _statement(self, table: Keys) -> Keys:
        """One header or one `key = value`; returns the table that what follows belongs to."""
        start = self.at
        if self.text.startswith("[[", start):
            self.at += 2
            array = self._resolved(self._key(), start)
            index = self.elements.get(array, 0)
            self.elements[array] = index + 1
            self.at += 2
            self._note(array, start)
            self._note((*array, index), start)
            return (*array, index)
        if self.text[start] == "[":
            self.at += 1
            table = self._resolved(self._key(), start)
            self.at += 1
            self._note(table, start)
            return table
        self._pair(table)
        return table

    def _resolved(self, key: Keys, start: int) -> Keys:
        """`a.b` is inside the latest element of `a` where `a` is an array of tables."""
        resolved: Keys = ()
        for part in key[:-1]:
            resolved = (*resolved, part)
            self._note(resolved, start)
            if resolved in self.elements:
                resolved = (*resolved, self.elements[resolved] - 1)
        return (*resolved, key[-1])

    def _pair(self, table: Keys) -> None:
        start = self.at
        keys = (*table, *self._key())
        self.at += 1  # the equals sign
        for depth in range(len(table) + 1, len(keys) + 1):
            self._note(keys[:depth], start)
        self._value(keys)

    def _key(self) -> Keys:
        """A dotted key, up to the `=` or `]` after it."""
        parts: list[str] = []
        while True:
            self._blanks()
            start = self.at
            if self.text[start] in "\"'":
                self._string()
                parts.append(next(iter(tomllib.loads(self.text[start : self.at] + "=0"))))
            else:
                self._until(" \t.=]")
                parts.append(self.text[start : self.at])
            self._blanks()
            if self.text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    def _value(self, keys: Keys) -> None:
        self._blanks()
        match self.text[self.at]:
            case '"' | "'":
                self._string()
            case "[":
                self._array(keys)
            case "{":
                self._inline_table(keys)
            case _:
                self._until(",]}\r\n#")

    def _array(self, keys: Keys) -> None:
        self.at += 1
        index = 0
        while self._to_content(",") and self.text[self.at] != "]":
            self._note((*keys, index), self.at)
            self._value((*keys, index))
            index += 1
        self.at += 1

    def _inline_table(self, keys: Keys) -> None:
        self.at += 1
        while self._to_content(",") and self.text[self.at] != "}":
            self._pair(keys)
        self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        long = self.text.startswith(quote * 3, self.at)
        self.at += 3 if long else 1
        ending = quote * 3 if long else quote
        while not self.text.startswith(ending, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(ending)
        while long and self.text.startswith(quote, self.at):  # up to two quotes may end the content
            self.at += 1

    def _to_content(self, also: str = "") -> bool:
        """Skip white space, comments and the characters in `also`; False at the end."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                self._until("\n")
            elif self.text[self.at] in " \t\r\n" + also:
                self.at += 1
            else:
                return True
        return False

    def _blanks(self) -> None:
        while self.text[self.at] in " \t":
            self.at += 1

    def _until(self, stops: str) -> None:
        while self.at < len(self.text) and self.text[self.at] not in stops:
            self.at += 1

    def _note(self, keys: Keys, start: int) -> None:
        self.found.setdefault(keys, bisect_left(self.breaks, start) + 1)
