"""PURE: filled pauses that no decoding wrote down: where one may hide, and how it would read there.

A hesitation that Whisper leaves out leaves a trace in time: somebody is heard between two words, or a word
seems to last far longer than it takes to say. At such places the decoder is asked how much less (or more)
likely the sentence becomes with "um" put in; hearing one changes that by orders of magnitude.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from simulator.model.transcript import WordKind
from simulator.speech.hearing.engine import HeardWord
from simulator.speech.hearing.hesitation import Trace
from simulator.speech.hearing.loops import Voiced
from simulator.speech.hearing.spelling import bare
from simulator.speech.hearing.unheard import said_by, said_from
from simulator.speech.hearing.verbatim import Spoken

LikelihoodsOf = Callable[[Sequence[str]], Sequence[float]]
"""Natural logarithm of each word's probability after the ones before it."""

FORMS = ("um", "uh")
LEAST_HIDDEN_S = 0.15
"""A filled pause takes at least so long."""
MOST_PLACES = 8
"""The most places tried in one segment: those with the longest voice that no word explains."""
LEAST_RATIO = -4.0
LEAST_RATIO_AT_END = -3.0
"""Natural logarithm of how many times likelier the text is with the hesitation than without. Below 0, because
Whisper was taught to leave hesitations out; higher at the end, where it makes no next word unlikelier."""
LEAST_RATIO_TRACED = -8.0
"""The same where the encoder's states say that a hesitation sounds: only a clear objection counts there."""
NEAR_S = 0.15
"""How far apart a word and a trace of the same hesitation may lie."""
REACH = 4
"""Words after a place by which the two readings are compared."""
SENTENCE_ENDS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Between two words: before `words[before]`, or at the end."""

    before: int
    hidden_s: float
    """Seconds in which somebody is heard that the words around do not account for."""


def places(words: Sequence[Spoken], voiced: Voiced, length_s: float) -> tuple[Stretch, ...]:
    """Where a hesitation may hide in a segment of `length_s`, in order."""
    alone_at_end = bool(words) and bool(voiced) and voiced[-1][0] >= said_by(words[-1].word)
    found = (
        Stretch(at, _hidden_s(words, at, voiced, length_s))
        for at in range(len(words) + alone_at_end)
        if not any(spoken.kind is WordKind.FILLER for spoken in words[max(0, at - 1) : at + 1])
    )
    likely = sorted((p for p in found if p.hidden_s >= LEAST_HIDDEN_S), key=lambda p: -p.hidden_s)
    return tuple(sorted(likely[:MOST_PLACES], key=lambda p: p.before))


def traced(words: Sequence[Spoken], traces: Sequence[Trace], likely: LikelihoodsOf) -> tuple[Spoken, ...]:
    """The words of a segment with the hesitations that sound in it, unless the decoder objects."""
    words = [spoken for spoken in words if spoken.kind is not WordKind.FILLER or _sounds(spoken, traces)]
    new = [trace for trace in traces if trace.sure and not _heard(words, trace)]
    if not new:
        return tuple(words)
    without = likely([spoken.word.text for spoken in words])
    found: dict[int, list[Spoken]] = {}
    for trace in new:
        at = sum(spoken.word.start_s + spoken.word.end_s < trace.start_s + trace.end_s for spoken in words)
        for near in dict.fromkeys((at, max(0, at - 1), min(len(words), at + 1))):  # words' times are rough
            ratio, form = max((_ratio(words, near, form, without, likely), form) for form in FORMS)
            if ratio >= LEAST_RATIO_TRACED:
                chance = 1 / (1 + exp(LEAST_RATIO_TRACED - ratio))
                found.setdefault(at, []).append(_filler(form, chance, trace.start_s, trace.end_s))
                break
    return tuple(_put_in(words, found))


def _sounds(spoken: Spoken, traces: Sequence[Trace]) -> bool:
    """Whether anything like a hesitation sounds where one was written down; else it was made up."""
    start, end = spoken.word.start_s - NEAR_S, spoken.word.end_s + NEAR_S
    return any(trace.start_s <= end and trace.end_s >= start for trace in traces)


def _heard(words: Sequence[Spoken], trace: Trace) -> bool:
    """Whether a hesitation was written down there."""
    return any(
        spoken.kind is WordKind.FILLER
        and spoken.word.start_s <= trace.end_s + NEAR_S
        and spoken.word.end_s >= trace.start_s - NEAR_S
        for spoken in words
    )


def listened(
    words: Sequence[Spoken], voiced: Voiced, length_s: float, likely: LikelihoodsOf
) -> tuple[Spoken, ...]:
    """As `traced`, for a model without a detector: the decoder alone is asked, where somebody is heard."""
    asked = places(words, voiced, length_s)
    if not asked:
        return tuple(words)
    without = likely([spoken.word.text for spoken in words])
    found: dict[int, list[Spoken]] = {}
    for place in asked:
        at = place.before
        least = LEAST_RATIO if at < len(words) else LEAST_RATIO_AT_END
        ratio, form = max((_ratio(words, at, form, without, likely), form) for form in FORMS)
        if ratio >= least:
            span = _span(words, at, voiced, length_s)
            found[at] = [_filler(form, 1 / (1 + exp(least - ratio)), *span)]
    return tuple(_put_in(words, found))


def _ratio(
    words: Sequence[Spoken], at: int, form: str, without: Sequence[float], likely: LikelihoodsOf
) -> float:
    said = [spoken.word.text for spoken in words[: at + REACH]]
    starts = at == 0 or said[at - 1].endswith(SENTENCE_ENDS)
    rest = said[at:]
    if starts and rest and not _always_capital(rest[0]):
        rest[0] = rest[0][:1].lower() + rest[0][1:]
    whole = [*said[:at], f"{form.capitalize() if starts else form},", *rest]
    return sum(likely(whole)) - sum(without[: at + REACH])


def _filler(form: str, probability: float, start_s: float, end_s: float) -> Spoken:
    return Spoken(HeardWord(f"{form},", start_s, end_s, probability), WordKind.FILLER, clean=False)


def _put_in(words: Sequence[Spoken], found: dict[int, list[Spoken]]) -> Iterator[Spoken]:
    """Words and hesitations in order; the neighbours give up the time that was not theirs."""
    for at, spoken in enumerate(words):
        start, end = spoken.word.start_s, spoken.word.end_s
        if at in found:
            yield from found[at]
            start = max(start, found[at][-1].word.end_s)
        if at + 1 in found:
            end = min(end, found[at + 1][0].word.start_s)
        yield replace(spoken, word=replace(spoken.word, start_s=start, end_s=max(start, end)))
    yield from found.get(len(words), ())


def _span(words: Sequence[Spoken], at: int, voiced: Voiced, length_s: float) -> tuple[float, float]:
    """The longest stretch of voice that the words around do not account for."""
    start = said_by(words[at - 1].word) if at else 0.0
    end = said_from(words[at].word) if at < len(words) else length_s
    runs = [(max(start, since), min(end, to)) for since, to in voiced if since < end and to > start]
    return max(runs, key=lambda run: run[1] - run[0])


def _hidden_s(words: Sequence[Spoken], at: int, voiced: Voiced, length_s: float) -> float:
    start = said_by(words[at - 1].word) if at else 0.0
    end = said_from(words[at].word) if at < len(words) else length_s
    return sum(max(0.0, min(end, to) - max(start, since)) for since, to in voiced)


def _always_capital(word: str) -> bool:
    return (word.startswith("I") and len(bare(word.split("'")[0])) == 1) or word[:2].isupper()
