"""Loads questions from files. Pure: reads TOML, says in one sentence what is wrong in which line.

A broken question is left out and the rest of its file loads; an unknown field is reported and passed over.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import msgspec

from simulator.interview.bank.fields import (
    Fault,
    duplicates,
    id_faults,
    in_words,
    shape_faults,
    talk_faults,
    text_faults,
    toml_files,
    types_of,
)
from simulator.model.errors import BadInputError
from simulator.model.question import Question
from simulator.model.tomlfile import TomlFile, read_toml, shown, spelled

MOST_WORDS = {"short": 15}
"""The most words of a field that must be short."""
REQUIRED = ("id", "kind", "prompt", "key_points")
TYPES = {name: hint for name, hint in types_of(Question).items() if name not in ("source", "coded")}


def load_file(path: Path, source: str) -> tuple[list[Question], list[str]]:
    """The questions of one file, and a sentence for each problem. Raises nothing."""
    return _load([path], source)


def load_folder(path: Path, source: str) -> tuple[list[Question], list[str]]:
    """The questions of every `*.toml` in a folder, by file name, and a sentence for each problem."""
    files, problems = toml_files(path)
    questions, more = _load(files, source)
    return questions, problems + more


def load_table(table: object, source: str) -> Question:
    """One question from the fields of a question file. Raises `BadInputError` with the first fault."""
    for fault in _faults(table, {}):
        if fault.fatal:
            field = f" '{spelled(fault.keys)}'" if fault.keys else ""
            raise BadInputError(f"The question{field}: {fault.sentence}")
    assert isinstance(table, dict)
    return _convert(table, source)


def _load(files: list[Path], source: str) -> tuple[list[Question], list[str]]:
    questions: dict[str, Question] = {}
    problems: list[str] = []
    for file in files:
        try:
            _load_into(questions, problems, read_toml(file), source)
        except BadInputError as error:
            problems.append(in_words(error))
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
    return msgspec.convert({k: v for k, v in table.items() if k in TYPES} | {"source": source}, Question)


def _faults(table: object, loaded: Container[str]) -> Iterator[Fault]:
    if not isinstance(table, dict):
        yield Fault((), "it is not a table; write it as [[question]] with its fields below.")
        return
    for name in REQUIRED:
        if name not in table:
            yield Fault((), f"it has no '{name}'.")
    of_shape = True
    for fault in shape_faults(table, TYPES, "question"):
        of_shape = of_shape and not fault.fatal
        yield fault
    yield from text_faults((), table)
    if of_shape:
        yield from _sense_faults(table, loaded)


def _sense_faults(table: dict[str, Any], loaded: Container[str]) -> Iterator[Fault]:
    """Faults that show only when fields are seen together."""
    yield from id_faults(table, loaded, "question")
    yield from talk_faults(table)
    yield from duplicates("expected_moves", table.get("expected_moves", ()), ())
    yield from duplicates("hints", table.get("hints", ()), ())
    for name, most in MOST_WORDS.items():
        words = len((table.get(name) or "").split())
        if words > most:
            yield Fault((name,), f"it has {words} words, and at most {most} are allowed.")
