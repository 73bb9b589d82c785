"""PURE: which terms sound like a stretch of the words that were heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.speech.hearing.sounds import distance, sound, ways

NEAR = 0.34
"""The greatest difference in sound (see `Alike.away`) of a term that may be meant."""
LEAST_SOUNDS = 3
LONGEST_SPAN = 4
PER_SPAN = 8
"""The most terms compared in full with one stretch of words."""
LEAST_SHARED = 0.4
"""Share of neighbouring sounds that two phrases have in common, before they are compared in full."""
_PIECES = re.compile(r"[^\W_]+")
_CLASSES = str.maketrans("aeiouybdgvjzn", "aaaaaaptkfSsm")


@dataclass(frozen=True, slots=True)
class Alike:
    """A term that may be what words `first` to `last` (inclusive) were."""

    term: str
    place: int
    """The term's index among the candidates."""
    first: int
    last: int
    away: float
    """0 sounds the same, 1 has nothing in common."""


class Index:
    """The sounds of many terms; build once, ask for every segment."""

    def __init__(self, terms: Sequence[str]) -> None:
        said = [(way, place) for place, term in enumerate(terms) for way in ways(term)]
        self._terms = tuple(terms)
        self._said = [(way, place) for way, place in said if len(way) >= LEAST_SOUNDS]
        self._keys = [flat(term) for term in terms]
        pairs = sorted({pair for way, _ in self._said for pair in _pairs(way)})
        self._column = {pair: at for at, pair in enumerate(pairs)}
        self._rows = np.array([self._row(way) for way, _ in self._said], dtype=np.float32)
        self._sizes = np.array([len(_pairs(way)) for way, _ in self._said], dtype=np.float32)

    def alike(self, words: Sequence[str]) -> tuple[Alike, ...]:
        """Terms that words may stand for, nearest first, each once at most; none that is written already."""
        if not self._said or not words:
            return ()
        bare = [" ".join(_PIECES.findall(word)) for word in words]
        spans = [
            (at, at + size - 1, text)
            for size in range(1, LONGEST_SPAN + 1)
            for at in range(len(bare) - size + 1)
            if bare[at]
            and bare[at + size - 1]
            and len(text := sound(" ".join(bare[at : at + size]))) >= LEAST_SOUNDS
        ]
        if not spans:
            return ()
        asked = np.array([self._row(text) for _, _, text in spans], dtype=np.float32)
        sizes = np.array([len(_pairs(text)) for _, _, text in spans], dtype=np.float32)
        shared = 2 * (asked @ self._rows.T) / (sizes[:, None] + self._sizes[None, :])
        best: dict[int, Alike] = {}
        whole = flat(" ".join(bare))
        most = min(PER_SPAN, shared.shape[1])
        nearest = np.argpartition(-shared, most - 1, axis=1)[:, :most]
        for span, row in [(at, row) for at in range(len(spans)) for row in sorted(nearest[at])]:
            if shared[span, row] < LEAST_SHARED:
                continue
            first, last, text = spans[span]
            way, place = self._said[row]
            if abs(len(way) - len(text)) > NEAR * max(len(way), len(text)) or self._keys[place] in whole:
                continue
            away = _distance(way, text)
            if away <= NEAR and (place not in best or away < best[place].away):
                best[place] = Alike(self._terms[place], place, first, last, away)
        return tuple(sorted(best.values(), key=lambda a: (a.away, a.place)))

    def _row(self, text: str) -> NDArray[np.float32]:
        row = np.zeros(len(self._column), dtype=np.float32)
        row[[self._column[pair] for pair in _pairs(text) if pair in self._column]] = 1
        return row


def flat(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return "".join(_PIECES.findall(text)).lower()


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    kin = f"^{text.translate(_CLASSES)}$"
    return frozenset(kin[at : at + 2] for at in range(len(kin) - 1))


@lru_cache(maxsize=50_000)
def _distance(one: str, other: str) -> float:
    return distance(one, other)
