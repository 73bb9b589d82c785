"""PURE: when Whisper loops ("hmm hmm hmm ..."), the loop is taken out again."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.speech.hearing.engine import HeardWord
from simulator.speech.hearing.spelling import bare, is_filled_pause

MOST = {1: 4, 2: 2, 3: 2, 4: 2}
"""How often in a row words of that many may be said; people do say "words words words words"."""
MOST_FILLERS = 2
"""Filled pauses in a row; a third one is the decoder's."""
LONGEST_CYCLE = 12


def without_loops(words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """The words with every loop reduced to its first round, and rows of filled pauses taken out."""
    return _without_cycles(_without_filler_rows(words))


def looped(words: Sequence[HeardWord]) -> frozenset[str]:
    """The words that go round in a loop, bare; empty when there is none."""
    kept = {id(word) for word in without_loops(words)}
    return frozenset(bare(word.text) for word in words if id(word) not in kept) - {""}


def _without_filler_rows(words: Sequence[HeardWord]) -> list[HeardWord]:
    kept: list[HeardWord] = []
    row: list[HeardWord] = []
    for word in words:
        if is_filled_pause(word.text):
            row.append(word)
            continue
        kept += row if len(row) <= MOST_FILLERS else []
        row = []
        kept.append(word)
    return kept + (row if len(row) <= MOST_FILLERS else [])


def _without_cycles(words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    kept = list(words)
    for size in range(1, LONGEST_CYCLE + 1):
        kept = _shortened(kept, size)
    return tuple(kept)


def _shortened(words: list[HeardWord], size: int) -> list[HeardWord]:
    names = [bare(word.text) for word in words]
    most = MOST.get(size, 2)
    kept: list[HeardWord] = []
    at = 0
    while at < len(words):
        rounds = _rounds(names, at, size)
        if rounds > most:
            kept += words[at : at + size]
            at += rounds * size
        else:
            kept.append(words[at])
            at += 1
    return kept


def _rounds(names: list[str], at: int, size: int) -> int:
    """How often the `size` words at `at` come in a row."""
    cycle = names[at : at + size]
    rounds = 1
    while len(cycle) == size and names[at + rounds * size : at + (rounds + 1) * size] == cycle:
        rounds += 1
    return rounds
