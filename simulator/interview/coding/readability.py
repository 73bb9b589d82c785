"""What an interviewer would mention about how the code reads: names, length, leftovers. Pure.

Only what everybody agrees on: long functions, many one-letter names, names that are never used, a bare
`except`, and a default that all calls share.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.interview.coding.python import parsed

LONGEST_FUNCTION = 40
"""Lines; about what a screen shows at once. A convention."""
FEW_LETTERS = 4
"""One-letter names in one function before they are mentioned; fewer are habit."""


@dataclass(frozen=True)
class Remark:
    line: int
    text: str
    code: str
    """The line itself."""


def remarks(code: str) -> tuple[Remark, ...]:
    """What would be mentioned, by line; nothing for what is no Python."""
    try:
        tree = parsed(code)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ()
    found = sorted({*_of_functions(tree), *_unused_imports(tree), *_traps(tree)})
    lines = code.splitlines()
    return tuple(Remark(line, text, lines[line - 1].strip()) for line, text in found)


_Found = tuple[int, str]
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _of_functions(tree: ast.Module) -> Iterator[_Found]:
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            yield from _length(node)
            yield from _letters(node)
            yield from _unused(node)


def _length(function: _Function) -> Iterator[_Found]:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if lines > LONGEST_FUNCTION:
        yield function.lineno, f"`{function.name}` is {lines} lines long; parts of it could have names."


def _letters(function: _Function) -> Iterator[_Found]:
    """Many one-letter names that are assigned outside loops and comprehensions."""
    letters = sorted({name for name, _ in _assigned(function) if len(name) == 1 and name != "_"})
    if len(letters) >= FEW_LETTERS:
        names = ", ".join(letters)
        yield function.lineno, f"`{function.name}` has {len(letters)} names of one letter: {names}."


def _unused(function: _Function) -> Iterator[_Found]:
    used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    declared = {
        name for n in ast.walk(function) if isinstance(n, (ast.Global, ast.Nonlocal)) for name in n.names
    }
    for name, line in _assigned(function):
        if name not in used and name not in declared and not name.startswith("_"):
            yield line, f"`{name}` is never used."


def _assigned(function: _Function) -> Iterator[tuple[str, int]]:
    """Names that a plain assignment gives, with the line; those unpacked together are left out."""
    for node in ast.walk(function):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, target.lineno


def _unused_imports(tree: ast.Module) -> Iterator[_Found]:
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                name = (alias.asname or alias.name).split(".")[0]
                if name not in used and name != "*" and getattr(node, "module", "") != "__future__":
                    yield node.lineno, f"`{name}` is imported and never used."


def _traps(tree: ast.Module) -> Iterator[_Found]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno, "`except:` also hides mistakes of one's own; name the error."
        if isinstance(node, _Function) and _shares_default(node):
            yield node.lineno, f"All calls of `{node.name}` share its default list or dictionary."


def _shares_default(function: _Function) -> bool:
    defaults = (*function.args.defaults, *function.args.kw_defaults)
    return any(isinstance(default, (ast.List, ast.Dict, ast.Set)) for default in defaults)
