"""The words of a claim or of a stretch of an answer, and how two such texts relate.

That is how many words they share, whether one denies something, and whether one names the opposite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from simulator.scoring.language.cues import cues
from simulator.scoring.language.grammar import STOP_WORDS
from simulator.scoring.language.text import normal, stem

MOST_BETWEEN = 2
"""Words that may stand between two words of a `say` phrase."""
ENOUGH_WORDS = 5
"""A way to say a claim counts in full when it has at least this many topic words."""


@dataclass(frozen=True)
class Worded:
    """A text by its words: their stems, its topic, whether it denies something, which opposites it names."""

    text: str

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its words as keys, those joined by a hyphen or a slash taken apart."""
        spaced = self.text.replace("-", " ").replace("/", " ")
        return tuple(key for word in spaced.split() if (key := normal(word)))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stem of every key."""
        return tuple(stem(key) for key in self.keys)

    @cached_property
    def topic(self) -> frozenset[str]:
        """The stems of the words that carry a topic."""
        return frozenset(s for key, s in zip(self.keys, self.stems, strict=True) if key not in STOP_WORDS)

    @cached_property
    def denies(self) -> bool:
        """Whether there is a negation in it."""
        return any(key in cues().contradiction.negations or key.endswith("n't") for key in self.keys)

    @cached_property
    def sides(self) -> dict[int, int]:
        """The side (0 or 1) that it names of a pair of opposites, by the place of the pair in the list.

        A pair of which it names neither side, or both, is left out.
        """
        held = frozenset(self.keys) | frozenset(self.stems)
        pairs = enumerate(_opposites())
        named = {index: [not held.isdisjoint(side) for side in pair] for index, pair in pairs}
        return {index: hits.index(True) for index, hits in named.items() if sum(hits) == 1}

    def reverses(self, claim: Worded) -> bool:
        """Whether this names the opposite of what the claim names."""
        return any(self.sides.get(pair, side) != side for pair, side in claim.sides.items())

    def says(self, phrase: Worded) -> bool:
        """Whether the phrase is in the text: its stems in order, with at most two words between neighbours.

        Either both have a negation, or neither has.
        """
        return self.denies == phrase.denies and self.holds(phrase)

    def holds(self, phrase: Worded) -> bool:
        """The same, whatever is denied."""
        return bool(phrase.stems) and any(
            _matches_from(self.stems, start, phrase.stems)
            for start, key in enumerate(self.stems)
            if key == phrase.stems[0]
        )


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The pairs of opposites, each side with the stems of its words."""
    pairs = cues().contradiction.opposites
    return tuple((one.union(map(stem, one)), other.union(map(stem, other))) for one, other in pairs)


@lru_cache(maxsize=4096)
def worded(text: str) -> Worded:
    """The text with its words; the same text is worked out only once."""
    return Worded(text)


def share(wanted: frozenset[str], given: frozenset[str]) -> float:
    """How much of `wanted` is in `given`, 0 to 1."""
    return len(wanted & given) / len(wanted) if wanted else 0.0


def best_share(claims: Sequence[Worded], given: frozenset[str], known: frozenset[str] = frozenset()) -> float:
    """How much of a claim's topic words, without the `known` ones, is in `given`, 0 to 1.

    `claims` are the claim's text and ways to say it. A way to say it counts in full from `ENOUGH_WORDS` topic
    words on: one or two words are soon said by chance.
    """
    text, *ways = claims
    said = (_weight(way) * share(way.topic - known, given) for way in ways)
    return max(share(text.topic - known, given), max(said, default=0.0))


def _weight(way: Worded) -> float:
    return min(1.0, len(way.topic) / ENOUGH_WORDS)


def _matches_from(stems: Sequence[str], start: int, wanted: Sequence[str]) -> bool:
    at = start
    for word in wanted[1:]:
        reach = list(stems[at + 1 : at + 2 + MOST_BETWEEN])
        if word not in reach:
            return False
        at += 1 + reach.index(word)
    return True
