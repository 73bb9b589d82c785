"""Questions and interviews that ship with the program, with the user's own beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from simulator.model import settings as configuration
from simulator.model.errors import BadInputError
from simulator.model.ownfile import expanded


class Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Identified)


def shipped_and_own(
    load: Callable[[Path, str], tuple[list[T], list[str]]], kind: str, own: str
) -> tuple[dict[str, T], tuple[str, ...]]:
    """By their ids, what ships in `prompts/KIND` and then what is in the folder `own` ("" for none).

    `load` reads a folder, given also what the source of its items is called. Returns too a sentence for each
    problem; one of them is an id in `own` that a shipped item has, and then the shipped item is kept.
    """
    items, problems = load(_shipped(kind), "shipped")
    found = {item.id: item for item in items}
    if own:
        folder = expanded(own)
        theirs, own_problems = load(folder, str(folder))
        problems += own_problems
        problems += [
            f"{folder}: {kind.removesuffix('s')} '{item.id}' has the id of a shipped one."
            for item in theirs
            if item.id in found
        ]
        found |= {item.id: item for item in theirs if item.id not in found}
    return found, tuple(problems)


def to_check(path: str | None, kind: str) -> Path:
    """The file or folder named, by default what ships in `prompts/KIND`.

    Raises `BadInputError` when there is none.
    """
    where = expanded(path) if path else _shipped(kind)
    if not where.exists():
        raise BadInputError(f"{where} does not exist.")
    return where


def _shipped(kind: str) -> Path:
    return configuration.shipped("prompts") / kind
