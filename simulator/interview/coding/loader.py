"""Loads coding problems from files, a problem a file. Pure: reads TOML, and runs nothing of what it reads.

A broken problem is left out; an unknown field is reported and passed over. Every complaint names file, line
and field, as those about questions do.
"""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator, Mapping
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
from simulator.interview.coding.problem import Problem
from simulator.interview.coding.python import fault_in
from simulator.interview.coding.values import literal
from simulator.model.errors import BadInputError
from simulator.model.tomlfile import Keys, TomlFile, read_toml, shown, spelled

ALLOWED = ("numpy",)
"""The packages that the sandbox can lend to a solution."""
WRITTEN = {"tests": "test"}
"""Fields whose name in a file is another: a file has a [[test]] after the other."""
REQUIRED = ("id", "title", "prompt", "statement", "start", "reference", "key_points", "test")
TYPES = {WRITTEN.get(name, name): hint for name, hint in types_of(Problem).items() if name != "source"}


def load_file(path: Path, source: str) -> tuple[list[Problem], list[str]]:
    """The problem of one file, and a sentence for each fault. Raises nothing."""
    return _load([path], source)


def load_folder(path: Path, source: str) -> tuple[list[Problem], list[str]]:
    """The problems of every `*.toml` in a folder, by file name, and a sentence for each fault."""
    files, faults = toml_files(path)
    problems, more = _load(files, source)
    return problems, faults + more


def is_problem(path: Path) -> bool:
    """Whether a file holds a coding problem, and not questions; False when it cannot be read."""
    try:
        values = read_toml(path).values
    except BadInputError:
        return False
    return "question" not in values and not {"test", "reference", "statement"}.isdisjoint(values)


def _load(files: list[Path], source: str) -> tuple[list[Problem], list[str]]:
    problems: dict[str, Problem] = {}
    sentences: list[str] = []
    for file in files:
        try:
            _load_into(problems, sentences, read_toml(file), source)
        except BadInputError as error:
            sentences.append(in_words(error))
    return list(problems.values()), sentences


def _load_into(problems: dict[str, Problem], sentences: list[str], file: TomlFile, source: str) -> None:
    faults = list(_faults(file.values, problems))
    lines = {fault: file.line_of(*fault.keys) for fault in faults}
    for fault, line in sorted(lines.items(), key=lambda item: item[1]):
        field = f" '{spelled(fault.keys)}'" if fault.keys else ""
        sentences.append(f"{shown(str(file.path))}:{line}: problem{field}: {fault.sentence}")
    if not any(fault.fatal for fault in faults):
        problem = _converted(file.values, source)
        problems[problem.id] = problem


def _converted(table: Mapping[str, Any], source: str) -> Problem:
    fields = {written: name for name, written in WRITTEN.items()}
    known = {fields.get(name, name): value for name, value in table.items() if name in TYPES}
    return msgspec.convert(known | {"source": source}, Problem)


def _faults(table: Mapping[str, Any], loaded: Container[str]) -> Iterator[Fault]:
    for name in REQUIRED:
        if name not in table:
            yield Fault((), f"it has no '{name}'.")
    of_shape = True
    for fault in shape_faults(table, TYPES, "problem"):
        of_shape = of_shape and not fault.fatal
        yield fault
    yield from text_faults((), dict(table))
    if of_shape:
        yield from _sense_faults(table, loaded)


def _sense_faults(table: Mapping[str, Any], loaded: Container[str]) -> Iterator[Fault]:
    """Faults that show only when fields are seen together, or when texts are read as Python."""
    yield from id_faults(table, loaded, "problem")
    yield from talk_faults(table)
    yield from duplicates("hints", table.get("hints", ()), ())
    for index, name in enumerate(table.get("allowed", ())):
        if name not in ALLOWED:
            yield Fault(("allowed", index), f"'{shown(name, 60)}' cannot be lent; {', '.join(ALLOWED)} can.")
    yield from _test_faults(table)
    yield from _code_faults(table)


def _test_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    tests = table.get("test", ())
    names = [test["name"] for test in tests]
    yield from duplicates("test", names, ("name",))
    yield from duplicates("wrong", [wrong["name"] for wrong in table.get("wrong", ())], ("name",))
    yield from duplicates("edge_cases", [case["id"] for case in table.get("edge_cases", ())])
    if "test" in table and not any(test.get("visible") for test in tests):
        yield Fault(("test",), "one of the tests must be visible.")
    for keys, name in _named_tests(table):
        if name not in names:
            yield Fault(keys, f"there is no test '{shown(name, 60)}'.")


def _named_tests(table: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
    for index, case in enumerate(table.get("edge_cases", ())):
        if case.get("test") is not None:
            yield ("edge_cases", index, "test"), case["test"]
    for index, wrong in enumerate(table.get("wrong", ())):
        yield ("wrong", index, "fails"), wrong["fails"]


def _code_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    for keys, code in _codes(table):
        if fault := fault_in(code):
            yield Fault(keys, f"it is no Python: {shown(fault)}")
    for index, test in enumerate(table.get("test", ())):
        if not _is_expression(test["call"]):
            yield Fault(("test", index, "call"), "it must be one Python expression.")
        try:
            literal(test["gives"])
        except ValueError as error:
            yield Fault(("test", index, "gives"), f"{error}.")


def _codes(table: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
    for name in ("start", "reference", "slow"):
        if table.get(name) is not None:
            yield (name,), table[name]
    for index, wrong in enumerate(table.get("wrong", ())):
        yield ("wrong", index, "code"), wrong["code"]
    for index, test in enumerate(table.get("test", ())):
        yield ("test", index, "setup"), test.get("setup", "")


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True
