"""Reads the TOML files of the lexicon; every complaint names the file, the line and the field."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from simulator.errors import BadInputError

T = TypeVar("T")

_DECODE_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_COMPLAINT = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
_NAMED_FIELD = re.compile(r"field `([^`]+)`")
_PATH_PART = re.compile(r"\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[\.\.\.\]")


def read_text(path: Path) -> str:
    """The file's text. BadInputError when it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path} is not UTF-8 text.", f"Save {path.name} as UTF-8.") from error
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror or error}.") from error


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a dictionary. BadInputError names file and line of a syntax error."""
    return parse_toml(read_text(path), path)


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """Like `read_toml`, for text that was already read from `path`."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _DECODE_PLACE.search(str(error))
        line = int(place.group(1)) if place and place.group(1) else max(1, len(text.splitlines()))
        reason = _DECODE_PLACE.sub("", str(error)).rstrip(".")
        raise BadInputError(f"{path}, line {line}: {reason}.", f"Mend line {line} of {path.name}.") from error


def read_as(path: Path, shape: type[T]) -> T:
    """The file as a value of `shape` (a msgspec Struct or dataclass). BadInputError: file, line, field."""
    text = read_text(path)
    return convert(parse_toml(text, path), shape, text, path)


def convert(data: Any, shape: type[T], text: str, path: Path) -> T:
    """`data`, parsed from `text` of `path`, as a value of `shape`. BadInputError: file, line, field."""
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        array, index, field, what = _where(str(error))
        raise broken(path, text, array, index, field, what) from error


def broken(path: Path, text: str, array: str, index: int, field: str, what: str) -> BadInputError:
    """The error for a field of the `index`-th `[[array]]` table ("" for the top level), to be raised."""
    line = line_of(text, array, index, field)
    named = f", field `{field}`" if field else ""
    return BadInputError(
        f"{path}, line {line}{named}: {what.rstrip('.')}.", f"Mend line {line} of {path.name}."
    )


def line_of(text: str, array_name: str, index: int, field: str) -> int:
    """The line (from 1) of `field` in the `index`-th (from 0) `[[array_name]]` table.

    The table's header when the field is not written there, 1 when there is no such table. A field may be a
    sub-table (`[array_name.field]`) or, with `array_name` "", a key of the top level.
    """
    header_line = 1
    seen = -1 if array_name else index
    for number, line in _lines_outside_strings(text):
        header = re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line)
        if header and header.group(1) == array_name and line.lstrip().startswith("[["):
            seen += 1
            header_line = number if seen == index else header_line
            continue
        if array_name and re.match(rf"\s*{re.escape(array_name)}\s*=\s*\[", line):
            return _inline_line(text, number, index)
        if seen == index and _writes(line, array_name, field, header):
            return number
        if seen > index:
            break
    return header_line


def _inline_line(text: str, opened: int, index: int) -> int:
    """The line of the `index`-th inline table of an array that opens on a line, one table a line."""
    tables = (n for n, line in _lines_outside_strings(text) if n > opened and line.lstrip().startswith("{"))
    return next((number for place, number in enumerate(tables) if place == index), opened)


def _writes(line: str, array_name: str, field: str, header: re.Match[str] | None) -> bool:
    if not field:
        return False
    if header:
        return header.group(1) in (f"{array_name}.{field}", field if not array_name else "")
    return bool(re.match(rf"""\s*["']?{re.escape(field)}["']?\s*[=.]""", line))


def _lines_outside_strings(text: str) -> list[tuple[int, str]]:
    """Numbered lines, without those inside a multi-line string."""
    lines: list[tuple[int, str]] = []
    closing: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if closing is not None:
            closing = None if closing in line else closing
            continue
        lines.append((number, line))
        closing = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), None)
    return lines


def _where(complaint: str) -> tuple[str, int, str, str]:
    """Array, index, field and plain words of a msgspec complaint."""
    match = _COMPLAINT.match(complaint)
    what, path = (match.group("what"), match.group("path") or "") if match else (complaint, "")
    names: list[str] = []
    index = 0
    array = ""
    for name, number in _PATH_PART.findall(path):
        if number and not array and names:
            array, index, names = names[-1], int(number), []
        elif name:
            names.append(name)
    named = _NAMED_FIELD.search(what)
    field = names[0] if names else (named.group(1) if named else "")
    return array, index, field, what
