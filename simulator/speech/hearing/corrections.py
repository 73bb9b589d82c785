"""Terms written for what only sounded like them: proposed by sound, accepted when likely to the decoder.

The decoder is not steered, so a term cannot be planted where nothing sounded like it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from simulator.speech.hearing import prompts
from simulator.speech.hearing.engine import Decoded, HeardWord
from simulator.speech.hearing.soundalikes import Alike, Index, flat
from simulator.speech.ports import Candidates

LikelihoodsOfTerm = Callable[[Sequence[str], str], Sequence[float]]
"""Natural logarithm of each word's probability, after a prompt."""

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

    def passed(self, away: float, gain: float) -> bool:
        return away <= self.furthest and gain >= self.gain


EXPECTED = Bar(furthest=0.2, gain=0.0, surest=0.8)
"""For terms of the question."""
ANY = Bar(furthest=0.2, gain=1.5, surest=0.6)
"""For every other term of the lexicon."""


class Corrector:
    """Knows the candidates; pure but for the decoder it is given."""

    def __init__(self, candidates: Candidates) -> None:
        self._expected = len(candidates.expected)
        self._index = Index((*candidates.expected, *candidates.others))
        self._known = frozenset(_one(flat(name)) for name in (*candidates.expected, *candidates.others))

    def corrected(self, decoded: Decoded, likely: LikelihoodsOfTerm) -> Decoded:
        """The same with terms in place of what sounded like them, at the same times."""
        words = [word.text for word in decoded.words]
        alike = [found for found in self._index.alike(words) if self._possible(found, decoded.words)][:MOST]
        if not alike:
            return decoded
        prompt = prompts.clean([found.term for found in alike])
        as_heard = math.fsum(likely(words, prompt))
        gains = [(math.fsum(likely(_with(words, found), prompt)) - as_heard, found) for found in alike]
        taken: list[Alike] = []
        for gain, found in sorted(gains, key=lambda pair: (RANK * pair[1].away - pair[0], pair[1].place)):
            apart = all(found.last < other.first or found.first > other.last for other in taken)
            if apart and self._bar(found).passed(found.away, gain):
                taken.append(found)
        if not taken:
            return decoded
        changed = tuple(_replaced(decoded.words, taken))
        return replace(decoded, words=changed, text=" ".join(word.text for word in changed))

    def _bar(self, found: Alike) -> Bar:
        return EXPECTED if found.place < self._expected else ANY

    def _possible(self, found: Alike, words: Sequence[HeardWord]) -> bool:
        span = words[found.first : found.last + 1]
        ends = flat(span[0].text), flat(span[-1].text)
        heard = flat("".join(word.text for word in span))
        return (
            found.away <= self._bar(found).furthest
            and not _SMALL.intersection(ends)
            and _one(heard) not in self._known
            and min(word.probability for word in span) < self._bar(found).surest
        )


def _one(key: str) -> str:
    """A key without its plural "s": "token" and "tokens" are one term."""
    return key.removesuffix("s")


@lru_cache(maxsize=2)
def corrector(candidates: Candidates) -> Corrector:
    """Built once for the same candidates."""
    return Corrector(candidates)


def _with(words: Sequence[str], found: Alike) -> list[str]:
    return [*words[: found.first], *_written(found, words[found.last]), *words[found.last + 1 :]]


def _written(found: Alike, last: str) -> list[str]:
    """The term's words, with the punctuation that followed."""
    end = _END.search(last)
    return f"{found.term}{end[0] if end else ''}".split()


def _replaced(words: Sequence[HeardWord], taken: Sequence[Alike]) -> Iterator[HeardWord]:
    at = 0
    for found in sorted(taken, key=lambda alike: alike.first):
        yield from words[at : found.first]
        yield from _spread(words[found.first : found.last + 1], found)
        at = found.last + 1
    yield from words[at:]


def _spread(span: Sequence[HeardWord], found: Alike) -> Iterator[HeardWord]:
    """The term's words over the time of those they replace, each as long as its letters."""
    parts = _written(found, span[-1].text)
    start, length = span[0].start_s, span[-1].end_s - span[0].start_s
    letters, before = sum(map(len, parts)), 0
    sure = min(word.probability for word in span)
    for part in parts:
        since, before = before, before + len(part)
        yield HeardWord(
            part, start + length * since / letters, start + length * before / letters, sure, found.term
        )
