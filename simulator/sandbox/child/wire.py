"""Values as JSON and back: lists, texts, numbers and None as they are, everything else with a tag.

A tuple travels as a list and a set as its sorted list. What is no plain data travels as the name of its type.
"""

from __future__ import annotations

from typing import Any

DEEPEST = 60
"""Lists and tables inside each other; deeper ones are no answer, and might hold themselves."""


MOST_BITS = 10_000
"""Of a whole number: Python refuses to write more digits than these have (4300)."""


class NoDataError(ValueError):
    """A value is no plain data; the text says what it is."""


def packed(value: Any, depth: int = 0) -> Any:
    """The value as JSON holds it. Raises `NoDataError`."""
    if value is None or isinstance(value, (bool, str)):
        return value if value is None or isinstance(value, bool) else str(value)
    if isinstance(value, int):
        return _whole(int(value))
    if isinstance(value, float):
        return float(value)
    if depth > DEEPEST:
        raise NoDataError("data nested too deep, or inside itself")
    return _packed_many(value, depth + 1)


def _whole(value: int) -> int:
    if value.bit_length() > MOST_BITS:
        raise NoDataError("a number of thousands of digits")
    return value


def _packed_many(value: Any, depth: int) -> Any:
    if isinstance(value, (list, tuple)):
        return [packed(item, depth) for item in value]
    if isinstance(value, (set, frozenset)):
        return _in_order([packed(item, depth) for item in value])
    if isinstance(value, dict):
        return {"dict": [[packed(key, depth), packed(item, depth)] for key, item in value.items()]}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": bytes(value).decode("latin-1")}
    if hasattr(value, "tolist"):  # numpy's arrays and scalars, and array.array
        return packed(value.tolist(), depth)
    raise NoDataError(f"a value of type {type(value).__name__}")


def _in_order(items: list[Any]) -> list[Any]:
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=repr)


def unpacked(value: Any) -> Any:
    """The value that `packed` was given. Raises ValueError for what it cannot have written."""
    if isinstance(value, list):
        return [unpacked(item) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"dict": list(pairs)}:
            return {_as_key(unpacked(key)): unpacked(item) for key, item in pairs}
        case {"bytes": str(text)}:
            return text.encode("latin-1")
    raise ValueError("no value of ours")


def _as_key(key: Any) -> Any:
    return tuple(_as_key(item) for item in key) if isinstance(key, list) else key
