"""What can be wrong with one field of a file that people write: unknown, missing, of the wrong type, unsafe.

Pure. The loaders of questions and of coding problems share it, so that both complain in the same words.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from simulator.model.errors import BadInputError
from simulator.model.tomlfile import UNSAFE, Keys, shown, unsafe_character

ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
LONGEST_ID = 80
LONGEST_TEXT = 10_000
LIMITS: dict[str, tuple[float, float]] = {
    "difficulty": (1, 5),
    "minutes": (5, 120),
    "seconds": (0.1, 10),
    "time_limit_s": (10, 7200),
    "weight": (0, 100),
    "within": (0, 1),
}
"""Smallest and largest value of a numeric field, both allowed."""
MOST_PARTS = 100
"""The most key points, follow-ups and so on that one question may have."""
PLAIN = {
    " | null": "",
    "`array`": "a list",
    "`bool`": "true or false",
    "`float`": "a number",
    "`int`": "a whole number",
    "`object`": "a table",
    "`str`": "a text in quotes",
}
"""msgspec's words for types, and ours."""

types_of = cache(get_type_hints)
"""The types of a shape's fields, by name."""


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something wrong at `keys` below a table; what the table describes is left out when it is fatal."""

    keys: Keys
    sentence: str
    fatal: bool = True


def toml_files(path: Path) -> tuple[list[Path], list[str]]:
    """The `*.toml` files of a folder by name, and a sentence when the folder cannot be read."""
    try:
        if not path.is_dir():
            return [], [f"{shown(str(path))} is not a folder."]
        return sorted(f for f in path.iterdir() if f.suffix == ".toml" and not f.name.startswith(".")), []
    except OSError as error:
        return [], [f"{shown(str(path))} cannot be read: {error.strerror}."]


def in_words(error: BadInputError) -> str:
    """What is wrong, and how it is mended."""
    return f"{error} {error.mend}".strip()


def shape_faults(table: Mapping[str, Any], types: Mapping[str, Any], whole: str) -> Iterator[Fault]:
    """Unknown fields, and values of the wrong type; every field is judged by itself.

    `types` has each field that is known; `whole` says what the table describes.
    """
    for name, value in table.items():
        if name not in types:
            yield Fault((name,), f"unknown field; known are {', '.join(types)}.", fatal=False)
            continue
        if isinstance(value, list) and len(value) > MOST_PARTS:
            yield Fault((name,), f"it has {len(value)} entries, and {MOST_PARTS} are enough for a {whole}.")
            continue
        part, many = _part_of(types[name])
        if part and many and isinstance(value, list):
            for index, item in enumerate(value):
                yield from _part_faults((name, index), item, part)
        elif part and not many:
            yield from _part_faults((name,), value, part)
        else:
            yield from _type_faults((name,), value, types[name])


def text_faults(keys: Keys, value: object) -> Iterator[Fault]:
    """Texts that are empty, endless, or could drive a terminal; numbers out of bounds."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from text_faults((*keys, name), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from text_faults((*keys, index), item)
    elif isinstance(value, str):
        yield from (Fault(keys, sentence) for sentence in _about_text(value))
    elif isinstance(value, (int, float)) and keys[-1] in LIMITS and not isinstance(value, bool):
        low, high = LIMITS[str(keys[-1])]
        if not low <= value <= high:  # false for NaN too
            yield Fault(keys, f"it must be from {low:g} to {high:g}.")


def id_faults(table: Mapping[str, Any], loaded: Container[str], whole: str) -> Iterator[Fault]:
    """An id that is misspelt, or that an earlier one has."""
    identifier = table.get("id")
    if identifier is None:
        return
    if not ID.fullmatch(identifier) or len(identifier) > LONGEST_ID:
        yield Fault(("id",), f"'{shown(identifier, 60)}' must be small letters, digits, dots and dashes.")
    if identifier in loaded:
        yield Fault(("id",), f"'{shown(identifier, 60)}' is the id of an earlier {whole}.")


def duplicates(name: str, values: Sequence[str], below: Keys = ("id",)) -> Iterator[Fault]:
    """Values that came before, in the list `name`."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield Fault((name, index, *below), f"'{shown(value, 60)}' is there already.")
        seen.add(value)


def talk_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    """What does not fit together in the key points, the wrong claims and the follow-ups."""
    if not table.get("key_points", True):
        yield Fault(("key_points",), "there must be at least one.")
    points = [point["id"] for point in table.get("key_points", ())]
    yield from duplicates("key_points", points)
    yield from duplicates("misconceptions", [item["id"] for item in table.get("misconceptions", ())])
    for index, follow_up in enumerate(table.get("follow_ups", ())):
        missing = follow_up.get("when_missing")
        if missing is not None and missing not in points:
            keys: Keys = ("follow_ups", index, "when_missing")
            yield Fault(keys, f"there is no key point '{shown(missing, 60)}'.")


def _part_of(hint: Any) -> tuple[type | None, bool]:
    """The dataclass that a field holds, None for every other field; and whether it holds a list of them."""
    parts = (part for part in get_args(hint) if isinstance(part, type) and dataclasses.is_dataclass(part))
    return next(parts, None), get_origin(hint) is tuple


def _part_faults(keys: Keys, part: object, shape: Any) -> Iterator[Fault]:
    if not isinstance(part, dict):
        yield Fault(keys, f"it must be a table such as {{ {_example(shape)} }}.")
        return
    hints = types_of(shape)
    for field in dataclasses.fields(shape):
        if field.default is dataclasses.MISSING and field.name not in part:
            yield Fault(keys, f"it has no '{field.name}'.")
    for name, value in part.items():
        if name not in hints:
            yield Fault((*keys, name), f"unknown field; known are {', '.join(hints)}.", fatal=False)
        else:
            yield from _type_faults((*keys, name), value, hints[name])


def _example(shape: type) -> str:
    required = (field.name for field in dataclasses.fields(shape) if field.default is dataclasses.MISSING)
    return ", ".join(f'{name} = "..."' for name in required)


def _type_faults(keys: Keys, value: object, hint: Any) -> Iterator[Fault]:
    try:
        msgspec.convert(value, hint)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        element = re.match(r"\[(\d+)\]", where)
        yield Fault((*keys, int(element[1])) if element else keys, _said(what, hint))


def _said(what: str, hint: Any) -> str:
    """msgspec's "Expected `int`, got `str`" in words for someone who writes TOML."""
    if what.startswith("Invalid enum value"):
        choices = get_args(hint)[0] if get_args(hint) else hint
        return f"{shown(what.replace('Invalid enum value ', ''), 60)} is none of {', '.join(choices)}."
    for technical, plain in PLAIN.items():
        what = what.replace(technical, plain)
    return f"{shown(what.replace('Expected', 'expected'))}."


def _about_text(text: str) -> Iterator[str]:
    if not text.strip():
        yield "it is empty."
    if len(text) > LONGEST_TEXT:
        yield f"it is longer than {LONGEST_TEXT} characters."
    if unsafe := UNSAFE.search(text):
        yield f"{unsafe_character(unsafe[0])}."
