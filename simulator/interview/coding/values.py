"""What a call gave, beside what it should give. Pure.

Values are compared as plain data: a tuple is the same as a list, a set the same as its sorted list.
"""

from __future__ import annotations

import ast
import math
from typing import Any

SAME_SHARE = 1e-9
"""How far numbers may be apart, as a share of them, when a test says nothing: adding up in another order is
no mistake, and moves a sum by less."""
SAME_NEAR_ZERO = 1e-12
"""The same near zero, where a share says nothing."""


def literal(text: str) -> Any:
    """The plain value that a Python literal stands for. Raises ValueError for what is no literal."""
    try:
        return plain(ast.literal_eval(text.strip()))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError("it is no Python literal") from error


def plain(value: Any) -> Any:
    """Tuples and sets of a value as lists, inside it too."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return in_order([plain(item) for item in value])
    if isinstance(value, dict):
        return {as_key(key): plain(item) for key, item in value.items()}
    return value


def in_order(items: list[Any]) -> list[Any]:
    """The items of a set, sorted; by how they are written where they cannot be compared."""
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=repr)


def as_key(key: Any) -> Any:
    """A dictionary's key as a value that can be one: a list becomes a tuple."""
    return tuple(as_key(item) for item in key) if isinstance(key, (list, tuple)) else key


def agrees(got: Any, expected: Any, within: float = 0.0) -> bool:
    """Whether two plain values are the same; a number may be off by `within`."""
    if isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            return False
        return all(agrees(one, other, within) for one, other in zip(got, expected, strict=True))
    if isinstance(expected, dict):
        if not isinstance(got, dict) or got.keys() != expected.keys():
            return False
        return all(agrees(got[key], value, within) for key, value in expected.items())
    if _is_number(got) and _is_number(expected):
        return _near(got, expected, within)
    return bool(got == expected) and _is_number(got) == _is_number(expected)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def _near(got: float, expected: float, within: float) -> bool:
    if got == expected:
        return True
    if isinstance(got, int) and isinstance(expected, int):
        return abs(got - expected) <= within
    try:
        near = max(within, SAME_NEAR_ZERO)
        return math.isclose(got, expected, rel_tol=0.0 if within else SAME_SHARE, abs_tol=near)
    except OverflowError:  # a whole number that no float can hold
        return False
