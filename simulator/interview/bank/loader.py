"""Loads questions from files. Pure: reads TOML, says in one sentence what is wrong in which line.

A broken question is left out and the rest of its file loads; an unknown field is reported and passed over.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from simulator.model.errors import BadInputError
from simulator.model.question import Fact, FollowUp, KeyPoint, Misconception, Question
from simulator.model.tomlfile import UNSAFE, Keys, TomlFile, read_toml, shown, spelled, unsafe_character

ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
LONGEST_ID = 80
LONGEST_TEXT = 10_000
LIMITS: dict[str, tuple[float, float]] = {
    "difficulty": (1, 5),
    "time_limit_s": (10, 7200),
    "weight": (0, 100),
}
"""Smallest and largest value of a numeric field, both allowed."""
MOST_PARTS = 100
"""The most key points, follow-ups and so on that one question may have."""
MOST_WORDS = {"short": 15}
"""The most words of a field that must be short."""

PARTS: dict[str, type] = {
    "key_points": KeyPoint,
    "misconceptions": Misconception,
    "follow_ups": FollowUp,
    "facts": Fact,
}
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
REQUIRED = ("id", "kind", "prompt", "key_points")
_types_of = cache(get_type_hints)
TYPES = _types_of(Question)
KNOWN = tuple(name for name in TYPES if name != "source")


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something wrong at `keys` below a question's table; the question is left out when it is fatal."""

    keys: Keys
    sentence: str
    fatal: bool = True


def load_file(path: Path, source: str) -> tuple[list[Question], list[str]]:
    """The questions of one file, and a sentence for each problem. Raises nothing."""
    return _load([path], source)


def load_folder(path: Path, source: str) -> tuple[list[Question], list[str]]:
    """The questions of every `*.toml` in a folder, by file name, and a sentence for each problem."""
    try:
        if not path.is_dir():
            return [], [f"{shown(str(path))} is not a folder."]
        files = sorted(file for file in path.iterdir() if _is_question_file(file))
    except OSError as error:
        return [], [f"{shown(str(path))} cannot be read: {error.strerror}."]
    return _load(files, source)


def load_table(table: object, source: str) -> Question:
    """One question from the fields of a question file. Raises `BadInputError` with the first fault."""
    for fault in _faults(table, {}):
        if fault.fatal:
            field = f" '{spelled(fault.keys)}'" if fault.keys else ""
            raise BadInputError(f"The question{field}: {fault.sentence}")
    assert isinstance(table, dict)
    return _convert(table, source)


def _is_question_file(file: Path) -> bool:
    return file.suffix == ".toml" and not file.name.startswith(".")


def _load(files: list[Path], source: str) -> tuple[list[Question], list[str]]:
    questions: dict[str, Question] = {}
    problems: list[str] = []
    for file in files:
        try:
            _load_into(questions, problems, read_toml(file), source)
        except BadInputError as error:
            problems.append(f"{error} {error.mend}".strip())
    return list(questions.values()), problems


def _load_into(questions: dict[str, Question], problems: list[str], file: TomlFile, source: str) -> None:
    name = shown(str(file.path))
    for key in file.values.keys() - {"question"}:
        problems.append(
            f"{name}:{file.line_of(key)}: unknown '{shown(key, 60)}'; questions go in [[question]]."
        )
    tables = file.values.get("question", [])
    if not isinstance(tables, list) or not tables:
        problems.append(f"{name}:{file.line_of('question')}: there is no [[question]] in it.")
        return
    for index, table in enumerate(tables):
        faults = list(_faults(table, questions))
        lines = {fault: file.line_of("question", index, *fault.keys) for fault in faults}
        for fault, line in sorted(lines.items(), key=lambda item: item[1]):
            field = f" '{spelled(fault.keys)}'" if fault.keys else ""
            problems.append(f"{name}:{line}: question {index + 1}{field}: {fault.sentence}")
        if not any(fault.fatal for fault in faults):
            questions[table["id"]] = _convert(table, source)


def _convert(table: dict[str, Any], source: str) -> Question:
    return msgspec.convert({k: v for k, v in table.items() if k in KNOWN} | {"source": source}, Question)


# What can be wrong with one question


def _faults(table: object, loaded: dict[str, Question]) -> Iterator[Fault]:
    if not isinstance(table, dict):
        yield Fault((), "it is not a table; write it as [[question]] with its fields below.")
        return
    for name in REQUIRED:
        if name not in table:
            yield Fault((), f"it has no '{name}'.")
    of_shape = True
    for fault in _shape_faults(table):
        of_shape = of_shape and not fault.fatal
        yield fault
    yield from _text_faults((), table)
    if of_shape:
        yield from _sense_faults(table, loaded)


def _shape_faults(table: dict[str, Any]) -> Iterator[Fault]:
    """Unknown fields, and values of the wrong type; every field is judged by itself."""
    for name, value in table.items():
        if name not in KNOWN:
            yield Fault((name,), f"unknown field; known are {', '.join(KNOWN)}.", fatal=False)
        elif isinstance(value, list) and len(value) > MOST_PARTS:
            yield Fault((name,), f"it has {len(value)} entries, and {MOST_PARTS} are enough for a question.")
        elif name in PARTS and isinstance(value, list):
            for index, part in enumerate(value):
                yield from _part_faults((name, index), part, PARTS[name])
        else:
            yield from _type_faults((name,), value, TYPES[name])


def _part_faults(keys: Keys, part: object, shape: type) -> Iterator[Fault]:
    if not isinstance(part, dict):
        yield Fault(keys, f"it must be a table such as {{ {_example(shape)} }}.")
        return
    hints = _types_of(shape)
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


def _text_faults(keys: Keys, value: object) -> Iterator[Fault]:
    """Texts that are empty, endless, or could drive a terminal; numbers out of bounds."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _text_faults((*keys, name), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _text_faults((*keys, index), item)
    elif isinstance(value, str):
        yield from (Fault(keys, sentence) for sentence in _about_text(value))
    elif isinstance(value, (int, float)) and keys[-1] in LIMITS and not isinstance(value, bool):
        low, high = LIMITS[str(keys[-1])]
        if not low <= value <= high:  # false for NaN too
            yield Fault(keys, f"it must be from {low:g} to {high:g}.")


def _about_text(text: str) -> Iterator[str]:
    if not text.strip():
        yield "it is empty."
    if len(text) > LONGEST_TEXT:
        yield f"it is longer than {LONGEST_TEXT} characters."
    if unsafe := UNSAFE.search(text):
        yield f"{unsafe_character(unsafe[0])}."


def _sense_faults(table: dict[str, Any], loaded: dict[str, Question]) -> Iterator[Fault]:
    """Faults that show only when fields are seen together."""
    yield from _id_faults(table, loaded)
    if not table.get("key_points", True):
        yield Fault(("key_points",), "there must be at least one.")
    points = [point["id"] for point in table.get("key_points", ())]
    yield from _duplicates("key_points", points)
    yield from _duplicates("misconceptions", [item["id"] for item in table.get("misconceptions", ())])
    for index, follow_up in enumerate(table.get("follow_ups", ())):
        missing = follow_up.get("when_missing")
        if missing is not None and missing not in points:
            keys: Keys = ("follow_ups", index, "when_missing")
            yield Fault(keys, f"there is no key point '{shown(missing, 60)}'.")
    yield from _duplicates("expected_moves", table.get("expected_moves", ()), ())
    yield from _duplicates("hints", table.get("hints", ()), ())
    for name, most in MOST_WORDS.items():
        words = len((table.get(name) or "").split())
        if words > most:
            yield Fault((name,), f"it has {words} words, and at most {most} are allowed.")


def _id_faults(table: dict[str, Any], loaded: dict[str, Question]) -> Iterator[Fault]:
    identifier = table.get("id")
    if identifier is None:
        return
    if not ID.fullmatch(identifier) or len(identifier) > LONGEST_ID:
        yield Fault(("id",), f"'{shown(identifier, 60)}' must be small letters, digits, dots and dashes.")
    if identifier in loaded:
        yield Fault(("id",), f"'{shown(identifier, 60)}' is the id of an earlier question.")


def _duplicates(name: str, values: Sequence[str], below: Keys = ("id",)) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield Fault((name, index, *below), f"'{shown(value, 60)}' is there already.")
        seen.add(value)
