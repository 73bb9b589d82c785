"""PURE: two lists of words side by side: what is the same in both, in order, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Stretch(NamedTuple):
    """`a[a_low:a_high]` stands where `b[b_low:b_high]` does; one of them may be empty."""

    same: bool
    a_low: int
    a_high: int
    b_low: int
    b_high: int


def align(a: Sequence[str], b: Sequence[str]) -> tuple[Stretch, ...]:
    """Stretches in order, covering both lists."""
    found = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return tuple(Stretch(tag == "equal", *edges) for tag, *edges in found)
