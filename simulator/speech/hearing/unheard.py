"""PURE: stretches of voice that no word accounts for.

Whisper sometimes leaves out half a sentence, or an "um" that stands alone; heard by itself, such a stretch is
not overlooked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.model.transcript import WordKind
from simulator.speech.hearing.engine import HeardWord
from simulator.speech.hearing.loops import Voiced
from simulator.speech.hearing.spelling import bare
from simulator.speech.hearing.verbatim import Spoken

WORD_S = 0.1
LETTER_S = 0.055
"""A word takes about `WORD_S` to say, and `LETTER_S` more for each of its letters."""
LEAST_S = 0.25
"""The least voice that is worth listening to again."""
TOUCHES_S = 0.03
SAYS_AGAIN = 3
"""So many words in a row do not stand there a second time by chance."""


def usual_s(word: HeardWord) -> float:
    """How long the word takes to say, about."""
    return WORD_S + LETTER_S * len(bare(word.text))


def said_by(word: HeardWord) -> float:
    """When a word is over at the latest, if its start is right."""
    return min(word.end_s, word.start_s + usual_s(word))


def said_from(word: HeardWord) -> float:
    """When a word began at the earliest, if its end is right."""
    return max(word.start_s, word.end_s - usual_s(word))


def stretches(words: Sequence[Spoken], voiced: Voiced) -> tuple[Voiced, ...]:
    """Runs of voice without a word, grouped where no word lies between; only groups that are long enough."""
    groups: list[list[tuple[float, float]]] = []
    before = None
    for run in voiced:
        if _has_word(words, run):
            before = None
            continue
        after = sum(spoken.word.start_s < run[0] for spoken in words)
        if before != after:
            groups.append([])
        groups[-1].append(run)
        before = after
    return tuple(tuple(group) for group in groups if sum(to - since for since, to in group) >= LEAST_S)


def _has_word(words: Sequence[Spoken], run: tuple[float, float]) -> bool:
    return any(
        start < run[1] - TOUCHES_S and end > run[0] + TOUCHES_S
        for spoken in words
        for start, end in _where(spoken.word)
    )


def _where(word: HeardWord) -> Iterator[tuple[float, float]]:
    """When a word may have been said: one that seems too long, at the beginning or at the end of its time."""
    yield word.start_s, said_by(word)
    yield said_from(word), word.end_s


def merged(words: Sequence[Spoken], found: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """Both in the order of time; only `words` when they have what was found already."""
    if _stands_in(_names(words), _names(found)):
        return tuple(words)
    return tuple(sorted([*words, *found], key=lambda spoken: spoken.word.start_s))


def _names(words: Sequence[Spoken]) -> list[str]:
    return [bare(spoken.word.text) for spoken in words if spoken.kind is not WordKind.FILLER]


def _stands_in(whole: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return size >= SAYS_AGAIN and any(whole[at : at + size] == part for at in range(len(whole) - size + 1))
