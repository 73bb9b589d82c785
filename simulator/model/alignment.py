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


def same_words(a: Sequence[str], b: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs of indices of the words that both have, in an order that holds in both."""
    return tuple((s.a_low + k, s.b_low + k) for s in align(a, b) if s.same for k in range(s.a_high - s.a_low))
