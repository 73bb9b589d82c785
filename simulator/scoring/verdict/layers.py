"""TOML files laid over each other: what the upper file leaves out is taken from the lower one.

Tables are joined key by key. The rows of an array of tables are joined where they are the same row, such as
two with the same `id`; a row of the upper file may also take a row of the lower one away (`drop = true`) or
stand in its place (`instead_of = "its id"`). Any other value replaces the one below. Every value knows the
file that it comes from, so that a fault in it is named with that file, its line and its field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.model.errors import BadInputError
from simulator.model.tomlfile import Keys, TomlFile, shown

DROP, INSTEAD_OF = "drop", "instead_of"

Identities = Mapping[str, tuple[str, ...]]
"""The arrays of tables that are joined, each with the fields by which two of its rows are the same row."""


@dataclass(frozen=True, eq=False)
class _Node:
    """A value with the file and place it comes from; a table's are those in the uppermost file with it."""

    value: Any
    """A table is a dictionary of nodes, an array of tables a tuple of nodes; all else is as it was read."""
    file: TomlFile
    keys: Keys

    @property
    def plain(self) -> Any:
        """The value as it would be read from one file."""
        if isinstance(self.value, dict):
            return {name: node.plain for name, node in self.value.items()}
        return [node.plain for node in self.value] if isinstance(self.value, tuple) else self.value

    def fault(self, what: str, *keys: str | int) -> BadInputError:
        """The error that says what is wrong with what `keys` lead to from here."""
        return self.file.fault(what, *self.keys, *keys)


@dataclass(frozen=True)
class Layers(TomlFile):
    """Files that are read as one; `path` and `text` are those of the uppermost."""

    files: tuple[TomlFile, ...]
    """The uppermost comes last."""
    root: _Node
    identities: Identities

    def line_of(self, *keys: str | int) -> int:
        """The line, from 1, of what `keys` lead to, in the file that it comes from."""
        node, rest = self._nearest(keys)
        return node.file.line_of(*node.keys, *rest)

    def fault(self, what: str, *keys: str | int) -> BadInputError:
        """The error, to be raised, with the file, line and field that `keys` come from."""
        node, rest = self._nearest(keys)
        return node.fault(what, *rest)

    def upper(self, *places: Keys) -> Keys:
        """Of several places that contradict each other, the one in the uppermost file."""
        return max(places, key=lambda keys: self.files.index(self._nearest(keys)[0].file))

    def under(self, file: TomlFile) -> Layers:
        """These files with one more laid over them. Raises `BadInputError` for a row that cannot be laid."""
        root = _laid(self.root, _node(file.values, file, (), self.identities), self.identities)
        return Layers(file.path, root.plain, file.text, (*self.files, file), root, self.identities)

    def _nearest(self, keys: Keys) -> tuple[_Node, Keys]:
        """The last node on the way to what `keys` lead to, and the keys that are left from there."""
        node = self.root
        for at, key in enumerate(keys):
            inside = node.value
            index = isinstance(inside, tuple) and isinstance(key, int) and key < len(inside)
            if not index and not (isinstance(inside, dict) and key in inside):
                return node, keys[at:]
            node = inside[key]
        return node, ()


def single(file: TomlFile, identities: Identities) -> Layers:
    """One file by itself, over which others can be laid."""
    root = _node(file.values, file, (), identities)
    return Layers(file.path, file.values, file.text, (file,), root, identities)


def _node(value: Any, file: TomlFile, keys: Keys, identities: Identities) -> _Node:
    if isinstance(value, dict):
        inside = {name: _node(item, file, (*keys, name), identities) for name, item in value.items()}
        return _Node(inside, file, keys)
    if len(keys) == 1 and keys[0] in identities and isinstance(value, list):
        rows = tuple(_node(item, file, (*keys, at), identities) for at, item in enumerate(value))
        return _Node(rows, file, keys)
    return _Node(value, file, keys)


def _laid(below: _Node, above: _Node, identities: Identities) -> _Node:
    """The upper node, completed by the lower one."""
    if isinstance(below.value, dict) and isinstance(above.value, dict):
        joined = dict(below.value)
        for name, node in above.value.items():
            joined[name] = _laid(joined[name], node, identities) if name in joined else node
        return replace(above, value=joined)
    if isinstance(below.value, tuple) and isinstance(above.value, tuple):
        return replace(above, value=_rows_laid(below.value, above.value, identities[str(above.keys[0])]))
    return above


def _rows_laid(
    below: tuple[_Node, ...], above: tuple[_Node, ...], fields: tuple[str, ...]
) -> tuple[_Node, ...]:
    """The lower rows in their order, changed as the upper ones say, and then the upper ones that are new."""
    rows = list(below)
    for row in above:
        takes_place = _says(row, INSTEAD_OF)
        meant = _identity(row, (INSTEAD_OF,) if takes_place else fields)
        place = next(
            (at for at, old in enumerate(rows) if old in below and _identity(old, fields) == meant), None
        )
        if _says(row, DROP):
            del rows[_dropped(row, place, fields)]
        elif takes_place and place is None:
            named = shown(str(row.value[INSTEAD_OF].value), 60)
            raise row.fault(f"there is no `{named}` to take the place of", INSTEAD_OF)
        elif place is None:
            rows.append(row)
        elif takes_place:
            rows[place] = replace(row, value={k: v for k, v in row.value.items() if k != INSTEAD_OF})
        else:
            rows[place] = _laid(rows[place], row, {})
    return tuple(rows)


def _says(row: _Node, field: str) -> bool:
    return isinstance(row.value, dict) and field in row.value


def _identity(row: _Node, fields: tuple[str, ...]) -> tuple[str | int, ...] | None:
    """The values by which a row is recognised as the same as another; None where one of them is missing."""
    said = [row.value[field].value for field in fields if _says(row, field)]
    whole = len(said) == len(fields) and all(isinstance(value, (str, int)) for value in said)
    return tuple(said) if whole else None


def _dropped(row: _Node, place: int | None, fields: tuple[str, ...]) -> int:
    """The place of the lower row that this one takes away."""
    if row.value[DROP].value is not True:
        raise row.fault("must be true, or not be there", DROP)
    if more := [name for name in row.value if name not in (*fields, DROP)]:
        raise row.fault("is of no use in a row that is dropped", more[0])
    if place is None:
        raise row.fault("there is no such row to drop", DROP)
    return place
