"""Small faults put into a module on purpose, one at a time: the mutants that `benchmarks.mutants` runs.

A mutant changes one node of the syntax tree: a comparison, a number, a condition, a text, a statement left
out. Annotations, docstrings, decorators and the sentences of exceptions are left alone.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
METHODS = {"lower": "upper", "casefold": "upper", "startswith": "endswith", "endswith": "startswith"}
UNTOUCHED = {"annotation", "returns", "decorator_list", "bases", "format_spec"}
OWN_CONDITION = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
"""Comparisons whose swap is their negation already."""
LONGEST = 120
"""Characters of a printed line."""
WORD_TABLES = (ast.Set, ast.List, ast.Tuple, ast.Dict)


@dataclass(frozen=True)
class Mutant:
    """One changed node of one module.

    `first_line` to `last_line` is the statement it stands in (a compound one: its head); `names` are what
    that statement defines when it runs at import, and empty inside a function.
    """

    module: str
    number: int
    line: int
    first_line: int
    last_line: int
    names: frozenset[str]


@dataclass(frozen=True)
class _Change:
    statement: ast.stmt
    names: frozenset[str]
    parent: ast.AST
    field: str
    index: int | None
    line: int
    replacement: ast.AST

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node

    @property
    def original(self) -> ast.AST:
        value = getattr(self.parent, self.field)
        node: ast.AST = value if self.index is None else value[self.index]
        return node


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its source."""
    found = _changes(ast.parse(source))
    return [
        Mutant(module, number, change.line, *_head(change.statement), change.names)
        for number, change in enumerate(found)
    ]


def mutated(source: str, number: int) -> ast.Module:
    """The module's tree with that mutant in it, ready to compile."""
    tree = ast.parse(source)
    change = _changes(tree)[number]
    change.put(change.replacement)
    return ast.fix_missing_locations(tree)


def difference(source: str, number: int) -> list[str]:
    """What the mutant changed: `- old` and `+ new` lines, as Python prints them; of a long one the part."""
    change = _changes(ast.parse(source))[number]
    original, replacement = change.original, ast.fix_missing_locations(change.replacement)
    part = [f"- {ast.unparse(original)}", f"+ {ast.unparse(replacement)}"]
    if original is change.statement:
        return part
    before = ast.unparse(change.statement).splitlines()
    change.put(replacement)
    after = ast.unparse(ast.fix_missing_locations(change.statement)).splitlines()
    whole = [line for line in difflib.ndiff(before, after) if line[0] in "-+"]
    return whole if max(map(len, whole), default=LONGEST + 1) <= LONGEST else part


def _head(statement: ast.stmt) -> tuple[int, int]:
    """The lines that run when the statement itself does, without its body."""
    body = getattr(statement, "body", None)
    if body:
        return statement.lineno, max(statement.lineno, body[0].lineno - 1)
    return statement.lineno, statement.end_lineno or statement.lineno


def _changes(tree: ast.Module) -> list[_Change]:
    return list(_within(tree, None, frozenset(), in_function=False))


def _within(
    node: ast.AST, statement: ast.stmt | None, names: frozenset[str], *, in_function: bool
) -> Iterator[_Change]:
    """Changes of all that is below `node`, depth first."""
    for field, value in ast.iter_fields(node):
        if field in UNTOUCHED:
            continue
        inside = in_function or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and field == "body")
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(child, ast.AST) or _untouched(child):
                continue
            within = child if isinstance(child, ast.stmt) else statement
            known = frozenset() if inside else names | defined(child)
            if within is not None:
                if not inside and _is_data(child, node):
                    continue
                for replacement in _replacements(child):
                    line = getattr(child, "lineno", within.lineno)
                    yield _Change(within, known, node, field, index, line, replacement)
            yield from _within(child, within, known, in_function=inside)


def _is_data(node: ast.AST, parent: ast.AST) -> bool:
    """Whether it is a text of a table, or what a value in one says: `Advice("Say it once.")`."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    match parent:
        case ast.Call(func=ast.Name(id=name)):
            return name[0].isupper()
    return isinstance(parent, WORD_TABLES)


def _untouched(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name.endswith("Error"):
            return True
        case (
            ast.Import()
            | ast.ImportFrom()
            | ast.Expr(value=ast.Constant())
            | ast.keyword(arg="frozen" | "kw_only")
        ):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def defined(node: ast.AST) -> frozenset[str]:
    """The names that a statement defines in its module or class."""
    match node:
        case ast.Assign(targets=targets):
            return frozenset(n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return frozenset({name})
    return frozenset()


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of one node."""
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                changed = copy.deepcopy(node)
                changed.ops[index] = SWAPPED[type(op)]()  # type: ignore[call-overload]
                yield changed
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in SWAPPED:
            changed_op = copy.deepcopy(node)
            changed_op.op = SWAPPED[type(op)]()  # type: ignore[assignment]
            yield changed_op
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield copy.deepcopy(operand)
        case ast.Constant(value=value):
            yield from _other_constants(value)
        case ast.Return(value=ast.expr() as value) if not _is_plain(value):
            yield ast.copy_location(ast.Return(ast.Constant(None)), node)
        case ast.If(test=test) | ast.IfExp(test=test) if not _negated_elsewhere(test):
            changed_if = copy.copy(node)
            changed_if.test = ast.UnaryOp(ast.Not(), copy.deepcopy(test))
            yield changed_if
        case ast.comprehension(ifs=ifs):
            for index in range(len(ifs)):
                changed_for = copy.copy(node)
                changed_for.ifs = [*ifs[:index], *ifs[index + 1 :]]
                yield changed_for
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.Break():
            yield ast.copy_location(ast.Pass(), node)
        case ast.Continue():
            yield ast.copy_location(ast.Break(), node)
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)
        case ast.Call():
            yield from _other_calls(node)


def _other_constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
        case float():
            yield ast.Constant(value * 2 or 1.0)
        case str():
            yield ast.Constant(f"XX{value}XX")


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    match node.func:
        case ast.Name(id=name) if name in NAMES:
            yield ast.Call(ast.Name(NAMES[name], ast.Load()), node.args, node.keywords)
        case ast.Name(id="sorted"):
            yield ast.Call(ast.Name("list", ast.Load()), node.args, [])
        case ast.Name(id="abs"):
            yield node.args[0]
        case ast.Attribute(value=value, attr=attr) if attr in METHODS:
            yield ast.Call(ast.Attribute(value, METHODS[attr], ast.Load()), node.args, node.keywords)


def _is_plain(node: ast.expr) -> bool:
    """Whether it is None already, or as true or false as None and changed elsewhere."""
    return isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool))


def _negated_elsewhere(test: ast.expr) -> bool:
    match test:
        case ast.Compare(ops=[op]):
            return isinstance(op, OWN_CONDITION)
        case ast.UnaryOp(op=ast.Not()):
            return True
    return False
