"""The faults that `make mutants` puts in: which there are, that each is one, and what it knows of itself."""

from __future__ import annotations

import ast

from benchmarks.mutations import difference, mutants_of, mutated

SOURCE = '''\
"""A module."""
LIMIT = 3
WORDS = {"so", "and"}


def few(items: list[int], most: int = LIMIT) -> bool:
    """Whether there are few."""
    if not items:
        raise ValueError("none")
    return len(items) <= most and all(i for i in items if i > 0.5)
'''


def test_each_fault_changes_one_thing_and_compiles() -> None:
    found = mutants_of("m.py", SOURCE)
    changes = [tuple(difference(SOURCE, mutant.number)) for mutant in found]
    assert len(set(changes)) == len(changes)
    shown = {after.removeprefix("+ ").strip() for _, after in changes}
    assert {"LIMIT = 4", "if items:", "pass", "return None"} <= shown
    for part in (
        "len(items) < most and",
        "most or all(",
        "and any(",
        "if i >= 0.5",
        "if i > 1.0",
        "(i for i in items))",
    ):
        assert any(part in line for line in shown), part
    original = ast.dump(ast.parse(SOURCE))
    for mutant in found:
        tree = mutated(SOURCE, mutant.number)
        assert ast.dump(tree) != original
        compile(tree, "m.py", "exec")


def test_words_of_tables_docstrings_annotations_and_exceptions_are_left_alone() -> None:
    printed = [line for m in mutants_of("m.py", SOURCE) for line in difference(SOURCE, m.number)]
    assert not any(word in line for line in printed for word in ("XX", "Whether", "A module"))


def test_a_fault_knows_its_lines_and_what_it_defines() -> None:
    (limit, *inside) = mutants_of("m.py", SOURCE)
    assert (limit.line, limit.first_line, limit.last_line, limit.names) == (2, 2, 2, {"LIMIT"})
    assert {mutant.names for mutant in inside} == {frozenset()}
    heads = {(mutant.first_line, mutant.last_line) for mutant in inside}
    assert heads == {(8, 8), (9, 9), (10, 10)}
