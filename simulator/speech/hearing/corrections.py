"""Terms written for what only sounded like them: proposed by sound, accepted when likely to the decoder.

The decoder is not steered, so a term cannot be planted where nothing sounded like it. What was said before in
the same answer counts: a term that was named is believed as readily as one of the question, and where no term
was named yet, a term must make sense even to a decoder that was told of none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from simulator.speech.hearing import prompts
from simulator.speech.hearing.engine import Decoded, HeardWord
from simulator.speech.hearing.soundalikes import Alike, Index, flat
from simulator.speech.hearing.written import Writing, spread
from simulator.speech.ports import Candidates

LikelihoodsOfTerm = Callable[[Sequence[str], str], Sequence[float]]
"""Natural logarithm of each word's probability, after a prompt."""
Each = Callable[[Callable[[list[str]], float], Sequence[list[str]]], Iterable[float]]
"""What `map` does: a function's values, in order."""

RANK = 10.0
"""Between two terms for the same words: the log likelihood that a difference in sound of 1 outweighs."""
MOST = 6
"""The most terms tried in one segment: each costs a run of the decoder."""
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an the and or but so to of in on at is are was were be it its this that with we you i for from as "
        "by not no do did does has have had they them he she our my your would will then when where what",
    )
)
"""Words that terms neither begin nor end with: taking them away would make any text likelier."""
_END = re.compile(r"[.,?!;:]+$")


@dataclass(frozen=True, slots=True)
class Bar:
    """The limits that a term must keep to be written."""

    furthest: float
    """How differently it may sound."""
    gain: float
    """How much likelier the text must become with it: natural logarithm, after a prompt with the terms."""
    surest: float
    """What was heard more surely than this is left alone: "rock curve" may be about music."""

    def possible(self, away: float, sure: float) -> bool:
        """Whether to ask the decoder about what sounds so different, heard as something else so surely."""
        return away <= self.furthest and sure < self.surest


EXPECTED = Bar(furthest=0.2, gain=0.0, surest=0.8)
"""For terms of the question, and those named before. Lower ones wrote more terms on the clips they were made
with, and on those kept back only RMSE for MAE."""
ANY = Bar(furthest=0.2, gain=1.5, surest=0.6)
"""For every other term of the lexicon."""
SENSIBLE = -8.0
"""How much less likely than what was heard a term may be to a decoder that was not told of it: below, only
what was said around it can speak for it. "Laura" sounds like LoRA whoever is meant."""


class Corrector:
    """Knows the candidates; pure but for the decoder it is given."""

    def __init__(self, candidates: Candidates) -> None:
        self._expected = len(candidates.expected)
        self._index = Index((*candidates.expected, *candidates.others))
        self._known = frozenset(_one(flat(name)) for name in (*candidates.expected, *candidates.others))
        self.writing = Writing(candidates.expected, candidates.others)

    def corrected(
        self, decoded: Decoded, likely: LikelihoodsOfTerm, before: Collection[str] = (), each: Each = map
    ) -> Decoded:
        """The same with terms in place of what sounded like them, at the same times.

        `before` are the terms named already, `each` may ask the decoder about several texts side by side.
        """
        decoded = self.writing.written(decoded, before)
        words = [word.text for word in decoded.words]
        alike = [found for found in self._index.alike(words) if self._possible(found, decoded.words, before)][
            :MOST
        ]
        if not alike:
            return decoded
        prompt = prompts.clean([found.term for found in alike])
        texts = [words, *(_with(words, found) for found in alike)]
        as_heard, *instead = each(lambda text: math.fsum(likely(text, prompt)), texts)
        gains = [(gain - as_heard, found) for gain, found in zip(instead, alike, strict=True)]
        talks_shop = bool(before) or any(True for _ in self.writing.named(words))
        told_nothing = cache(lambda text: math.fsum(likely(text, "")))

        def makes_sense(found: Alike) -> bool:
            if talks_shop and self._is_expected(found, before):
                return True
            return told_nothing(tuple(_with(words, found))) - told_nothing(tuple(words)) >= SENSIBLE

        taken: list[Alike] = []
        for gain, found in sorted(gains, key=lambda pair: (RANK * pair[1].away - pair[0], pair[1].place)):
            apart = all(found.last < other.first or found.first > other.last for other in taken)
            if apart and gain >= self._bar(found, before).gain and makes_sense(found):
                taken.append(found)
        if not taken:
            return decoded
        changed = tuple(_replaced(decoded.words, taken))
        return replace(decoded, words=changed, text=" ".join(word.text for word in changed))

    def _bar(self, found: Alike, before: Collection[str]) -> Bar:
        return EXPECTED if self._is_expected(found, before) else ANY

    def _is_expected(self, found: Alike, before: Collection[str]) -> bool:
        return found.place < self._expected or found.term in before

    def _possible(self, found: Alike, words: Sequence[HeardWord], before: Collection[str]) -> bool:
        span = words[found.first : found.last + 1]
        ends = flat(span[0].text), flat(span[-1].text)
        heard = flat("".join(word.text for word in span))
        return (
            not _SMALL.intersection(ends)
            and _one(heard) not in self._known
            and self._bar(found, before).possible(found.away, min(word.probability for word in span))
        )


def _one(key: str) -> str:
    """A key without its plural "s": "token" and "tokens" are one term."""
    return key.removesuffix("s")


@lru_cache(maxsize=2)
def corrector(candidates: Candidates) -> Corrector:
    """Built once for the same candidates."""
    return Corrector(candidates)


def _with(words: Sequence[str], found: Alike) -> list[str]:
    """The text with the term, and with the punctuation that followed."""
    end = _END.search(words[found.last])
    return [*words[: found.first], *f"{found.term}{end[0] if end else ''}".split(), *words[found.last + 1 :]]


def _replaced(words: Sequence[HeardWord], taken: Sequence[Alike]) -> Iterator[HeardWord]:
    at = 0
    for found in sorted(taken, key=lambda alike: alike.first):
        yield from words[at : found.first]
        yield from spread(words[found.first : found.last + 1], found.term, found.term)
        at = found.last + 1
    yield from words[at:]
