"""Where and how long people fall silent in an answer, for answers of which only the words are known.

The corpus has no pauses, so these are an assumption, and say so wherever a figure rests on them. That long
pauses are a class of their own, from about a second on and log-normal, and occur in spontaneous speech only,
is Campione and Véronis, "A large-scale multilingual study of silent pause duration", Speech Prosody 2002.
How many pauses are long at which place is ours: an answer of a hundred words has four of them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from simulator.scoring.language.text import normal
from training import corpus

Array = NDArray[np.float64]

MEDIAN_S, SPREAD = 1.6, 0.45
"""Of long pauses: the median, and the standard deviation of the logarithm."""
LONG = {"sentence": 0.4, "clause": 0.08, "filler": 0.2, "inside": 0.01}
"""How likely a long pause is at each kind of place."""
DRAWN = 0.06
"""Of the places inside a clause this share is looked at, for all."""
FILLERS = frozenset({"um", "uh", "er", "erm", "hmm", "mm", "ah"})


@dataclass(frozen=True)
class Places:
    """Every place of some answers at which the speaker may fall silent; arrays have one entry a place."""

    words: tuple[tuple[str, ...], ...]
    """The answer until there."""
    answer: NDArray[np.intp]
    """Which answer it is of."""
    ends: NDArray[np.bool_]
    """Whether the answer ends here."""
    long: Array
    """How likely a pause here is long; 0 at the end."""
    rate: Array
    """How many places like this one it stands for; 0 at the end."""

    def longer_than(self, waits_s: Array, here: NDArray[np.bool_] | slice = slice(None)) -> Array:
        """How likely the silence at each place lasts longer than the wait there."""
        normal_ = NormalDist(log(MEDIAN_S), SPREAD)
        tails = np.array([1 - normal_.cdf(log(wait)) for wait in np.unique(waits_s)])
        tail: Array = tails[np.searchsorted(np.unique(waits_s), waits_s)]
        return self.long[here] * tail


def places(rows: Sequence[corpus.Row]) -> Places:
    """The places of these answers, the same every time."""
    found = [(at, *place) for at, row in enumerate(rows) for place in _of(row)]
    kinds = [kind for *_, kind in found]
    ends = np.array([kind == "end" for kind in kinds])
    return Places(
        words=tuple(words for _, words, _ in found),
        answer=np.array([at for at, *_ in found]),
        ends=ends,
        long=np.array([LONG.get(kind, 0.0) for kind in kinds]),
        rate=np.array([0.0 if kind == "end" else 1 / DRAWN if kind == "inside" else 1.0 for kind in kinds]),
    )


def cut_off_each(found: Places, waits_s: Array) -> Array:
    """How likely each answer ends too soon when a silence may last as long as `waits_s` at its place."""
    stays = np.exp(found.rate * np.log1p(-found.longer_than(waits_s)))
    whole = np.ones(int(found.answer.max()) + 1)
    np.multiply.at(whole, found.answer, stays)
    cut: Array = 1 - whole
    return cut


def _of(row: corpus.Row) -> list[tuple[tuple[str, ...], str]]:
    """The words until each place, and its kind."""
    drawn = random.Random(row["id"])
    words: list[str] = []
    found: list[tuple[tuple[str, ...], str]] = []
    sentences = [sentence["text"].split() for sentence in row["sentences"]]
    for number, sentence in enumerate(sentences, 1):
        for at, word in enumerate(sentence, 1):
            words.append(word)
            kind = ""
            if at == len(sentence):
                kind = "end" if number == len(sentences) else "sentence"
            elif normal(word) in FILLERS:
                kind = "filler"
            elif word[-1] in ",;:" or word.endswith(("--", "—", "...")):
                kind = "clause"
            elif drawn.random() < DRAWN:
                kind = "inside"
            if kind:
                found.append((tuple(words), kind))
    return found
