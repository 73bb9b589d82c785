"""PURE: when Whisper loops ("hmm hmm hmm ..."), the loop is taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from simulator.speech.hearing.engine import HeardWord
from simulator.speech.hearing.spelling import bare, is_filled_pause

MOST = {1: 4, 2: 2, 3: 2, 4: 2}
"""How often in a row a phrase of so many words may be said; people do say "words words words words"."""
MOST_FILLERS = 2
"""The most filled pauses in a row that are believed; of a longer row, one for each stretch of voice is."""
LONGEST_CYCLE = 12
MOST_INSTANT = 3
"""The most words at the end that may take no time; when there are more, none of them was said."""
INSTANT_S = 0.03

Voiced = Sequence[tuple[float, float]]
"""Where somebody speaks, in seconds."""


def without_loops(words: Sequence[HeardWord], voiced: Voiced = ()) -> tuple[HeardWord, ...]:
    """The words with every loop reduced to its first round, rows of filled pauses to what can be heard."""
    return _without_cycles(_without_filler_rows(_without_instant_end(words), voiced))


def looped(words: Sequence[HeardWord]) -> frozenset[str]:
    """The words that go round in a loop, bare; empty when there is none."""
    kept = {id(word) for word in without_loops(words)}
    return frozenset(bare(word.text) for word in words if id(word) not in kept) - {""}


def _without_instant_end(words: Sequence[HeardWord]) -> Sequence[HeardWord]:
    """Drop words at the end that take no time: past the end of what was said the decoder makes words up."""
    last = len(words)
    while last > 0 and words[last - 1].end_s - words[last - 1].start_s < INSTANT_S:
        last -= 1
    return words[:last] if len(words) - last > MOST_INSTANT else words


def _without_filler_rows(words: Sequence[HeardWord], voiced: Voiced) -> list[HeardWord]:
    kept: list[HeardWord] = []
    for fillers, row in groupby(words, key=lambda word: is_filled_pause(word.text)):
        several = list(row)
        kept += _heard_apart(several, voiced) if fillers and len(several) > MOST_FILLERS else several
    return kept


def _heard_apart(row: Sequence[HeardWord], voiced: Voiced) -> list[HeardWord]:
    """Of a row of filled pauses the first in each stretch of voice; none when there is but one stretch."""
    free = list(voiced)
    kept: list[HeardWord] = []
    for word in row:
        stretch = next((s for s in free if s[0] < word.end_s and s[1] > word.start_s), None)
        if stretch is not None and word.end_s - word.start_s >= INSTANT_S:
            free.remove(stretch)
            kept.append(word)
    return kept if len(kept) > 1 else []


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
