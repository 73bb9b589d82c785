"""PURE: words of a transcript replaced by what was really said, each with its seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from simulator.model.alignment import align
from simulator.model.errors import BadInputError
from simulator.model.transcript import Transcript, Word, WordKind, from_text

S_A_LETTER = 0.06
"""How long a word is taken to last that nobody heard: a letter at 170 words a minute."""


@dataclass(frozen=True, kw_only=True)
class WordChange:
    """Words that were heard and those that stand there now; one of them may be empty."""

    first_word: int
    """Where the new words begin in the corrected transcript."""
    heard: str
    said: str
    start_s: float | None
    end_s: float | None


def replace_words(transcript: Transcript, first_word: int, last_word: int, text: str) -> Transcript:
    """The transcript with the words from `first_word` to `last_word` (inclusive) replaced by `text`.

    Words that stay keep their seconds, new ones share those of the words they replace. What annotation adds
    (kinds, restarts, pauses, clean text) is not brought up to date: annotate again. Raises `BadInputError`
    for words that are not there, and when nothing would be left.
    """
    words = transcript.words
    if not 0 <= first_word <= last_word < len(words):
        last = len(words) - 1
        raise BadInputError(f"There are no words {first_word} to {last_word}: they go from 0 to {last}.")
    new = _pieces(text)
    old = [word.text for word in words[first_word : last_word + 1]]
    between: list[Word] = []
    for part in align(old, new):
        low, high = first_word + part.a_low, first_word + part.a_high
        texts = new[part.b_low : part.b_high]
        between += words[low:high] if part.same else _words(transcript, low, high, texts)
    corrected = (*words[:first_word], *between, *words[last_word + 1 :])
    if not corrected:
        raise BadInputError("No word would be left; delete the answer if you do not want it.")
    return _judged_anew(replace(transcript, words=corrected))


def changes(heard: Transcript, corrected: Transcript) -> tuple[WordChange, ...]:
    """What was corrected, in order."""
    before, after = heard.words, corrected.words
    return tuple(
        WordChange(
            first_word=part.b_low,
            heard=" ".join(word.text for word in before[part.a_low : part.a_high]),
            said=" ".join(word.text for word in after[part.b_low : part.b_high]),
            start_s=_first_s(before[part.a_low : part.a_high] or after[part.b_low : part.b_high]),
            end_s=_last_s(before[part.a_low : part.a_high] or after[part.b_low : part.b_high]),
        )
        for part in align([w.text for w in before], [w.text for w in after])
        if not part.same
    )


def _pieces(text: str) -> list[str]:
    """The words of a text, without characters that cannot be printed."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return shown.encode("utf-8", "replace").decode().split()


def _words(transcript: Transcript, low: int, high: int, texts: Sequence[str]) -> list[Word]:
    """`texts` in place of the words from `low` up to `high`."""
    old = transcript.words[low:high]
    if len(old) == len(texts):
        return [
            replace(word, text=text, probability=None, kind=WordKind.WORD)
            for word, text in zip(old, texts, strict=True)
        ]
    return spread(texts, *_room(transcript, low, high, texts))


def spread(texts: Sequence[str], start_s: float | None, end_s: float | None) -> list[Word]:
    """Words that share a stretch of time by their letters; without times where there are none."""
    if start_s is None or end_s is None:
        return [Word(text=text) for text in texts]
    if not texts:
        return []
    letters = list(accumulate(map(len, texts), initial=0))
    edges = [round(start_s + (end_s - start_s) * done / letters[-1], 3) for done in letters]
    return [
        Word(text=text, start_s=low, end_s=high)
        for text, (low, high) in zip(texts, pairwise(edges), strict=True)
    ]


def _room(
    transcript: Transcript, low: int, high: int, texts: Sequence[str]
) -> tuple[float | None, float | None]:
    """Start and end of what is replaced; for words not heard at all, of the silence after the word before."""
    words = transcript.words
    if high > low:
        return _first_s(words[low:high]), _last_s(words[low:high])
    if not transcript.timed:
        return None, None
    need = S_A_LETTER * sum(map(len, texts))
    after = words[low].start_s if low < len(words) else transcript.duration_s
    if low == 0:
        return max(0.0, (after or 0.0) - need), after or 0.0
    start = words[low - 1].end_s
    if start is None:
        return None, None
    end = start + need
    return start, end if after is None else max(start, min(end, after))


def _first_s(words: Sequence[Word]) -> float | None:
    return next((word.start_s for word in words if word.start_s is not None), None)


def _last_s(words: Sequence[Word]) -> float | None:
    return next((word.end_s for word in reversed(words) if word.end_s is not None), None)


def _judged_anew(transcript: Transcript) -> Transcript:
    """Check again whether a typed answer has enough words; what was spoken stays as scorable as it was."""
    if transcript.engine is not None:
        return transcript
    fresh = from_text(transcript.verbatim)
    return replace(transcript, scorable=fresh.scorable, reason=fresh.reason)
