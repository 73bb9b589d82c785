"""A TOML file of many questions, read with the exact line of every field in it, nested ones too.

Pure: it reads a file and knows nothing else. Made for files from strangers: huge, deep, hostile.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from simulator.errors import BadInputError

MAXIMUM_BYTES = 4_000_000
SHOWN_CHARACTERS = 320

Keys = tuple[str | int, ...]
"""Where something is: ("question", 2, "key_points", 0, "text"); list indices from 0."""


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


def read_toml(path: Path) -> TomlFile:
    """The file at `path`.

    Raises `BadInputError` with one sentence that names file and line: not a file, unreadable, over 4 MB,
    not UTF-8, not TOML, nested too deep.
    """
    name = shown(str(path))
    try:
        if path.exists() and not path.is_file():
            raise BadInputError(f"{name} is not a file.")
        if path.stat().st_size > MAXIMUM_BYTES:
            raise BadInputError(f"{name} is over {MAXIMUM_BYTES // 1_000_000} MB, too large to be read.")
        text = path.read_text(encoding="utf-8-sig")
        return TomlFile(path, tomllib.loads(text), text)
    except UnicodeDecodeError as error:
        raise BadInputError(f"{name} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error
    except RecursionError as error:
        raise BadInputError(f"{name} is nested too deep to be read.") from error
    except OSError as error:
        raise BadInputError(f"{name} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise BadInputError(_not_toml(name, str(error))) from error


def shown(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """`text` from a file, fit to be printed: nothing in it can drive a terminal, and it has an end."""
    printable = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return printable if len(printable) <= limit else printable[: limit - 1] + "…"


def lines(text: str) -> dict[Keys, int]:
    """The line, from 1, of every key, table and list element of `text`, which must be valid TOML."""
    return _Scanner(text).scan()


def _not_toml(name: str, message: str) -> str:
    """tomllib says "Expected '=' (at line 3, column 5)"; the line belongs to the file's name."""
    what, _, where = message.rpartition(" (at line ")
    line = where.partition(",")[0]
    if what and line.isdigit():
        return f"{name}:{line}: not valid TOML: {shown(what)}."
    return f"{name}: not valid TOML: {shown(message)}."


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
