"""The report on fillers of an annotated transcript."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.scorecard import FillerItem, Fillers, PetWord
from simulator.model.transcript import Transcript, WordKind
from simulator.scoring.language.lexicon import FillerLexicon, Phrase
from simulator.scoring.language.text import gap_after, normal

FILLED_PAUSE = "filled_pause"
DISCOURSE = "discourse"
PET_WORD_FROM = 3
"""Uses from which a habit is worth reporting ..."""
PET_WORD_SHARE = 0.01
"""... and its least share of the words."""
SPOKEN_THROUGH_S = 0.5
"""Silences up to this belong to speaking."""


def fillers_report(transcript: Transcript, lexicon: FillerLexicon) -> Fillers:
    """Every filler of an annotated transcript, a phrase being one; rates that cannot be taken are None."""
    items = tuple(filler_items(transcript, lexicon))
    return Fillers(
        count=len(items),
        per_minute=per_minute(len(items), transcript),
        per_100_words=per_100_words(len(items), transcript),
        items=items,
        pet_words=_pet_words(transcript, lexicon),
    )


def filler_items(transcript: Transcript, lexicon: FillerLexicon) -> Iterator[FillerItem]:
    """The fillers in order; "you know" is one item."""
    words = transcript.words
    index = 0
    while index < len(words):
        if words[index].kind is not WordKind.FILLER:
            index += 1
            continue
        last = _end_of_filler(transcript, index, lexicon)
        start_s, end_s = transcript.seconds(index, last)
        spelled = " ".join(normal(word.text) for word in words[index : last + 1])
        kind = FILLED_PAUSE if last == index and lexicon.is_filled_pause(spelled) else DISCOURSE
        yield FillerItem(
            text=spelled.replace("i mean", "I mean"),
            kind=kind,
            first_word=index,
            last_word=last,
            start_s=start_s,
            end_s=end_s,
        )
        index = last + 1


def word_count(transcript: Transcript) -> int:
    """Everything said that is a word, fillers included."""
    return sum(1 for word in transcript.words if normal(word.text))


def speaking_s(transcript: Transcript) -> float | None:
    """Seconds of speaking: by voice activity when known, else words and short silences; None for text."""
    if transcript.speech_s is not None:
        return transcript.speech_s
    if not transcript.timed:
        return None
    total = 0.0
    for index, word in enumerate(transcript.words):
        gap = gap_after(transcript.words, index) or 0.0
        total += (word.end_s or 0.0) - (word.start_s or 0.0) + (gap if gap <= SPOKEN_THROUGH_S else 0.0)
    return total


def per_minute(count: int, transcript: Transcript) -> float | None:
    """A count per minute of speaking."""
    seconds = speaking_s(transcript)
    return None if not seconds or seconds <= 0 else round(count * 60 / seconds, 2)


def per_100_words(count: int, transcript: Transcript) -> float | None:
    """A count per hundred words said."""
    words = word_count(transcript)
    return round(count * 100 / words, 2) if words else None


def phrase_places(keys: list[str], phrases: tuple[Phrase, ...]) -> Iterator[tuple[int, Phrase]]:
    """Where phrases (longest first) occur, none overlapping another."""
    by_first: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase)
    index = 0
    while index < len(keys):
        options = by_first.get(keys[index], ())
        found = next(
            (phrase for phrase in options if tuple(keys[index : index + len(phrase)]) == phrase), None
        )
        if found:
            yield index, found
        index += len(found) if found else 1


def _end_of_filler(transcript: Transcript, first: int, lexicon: FillerLexicon) -> int:
    words = transcript.words
    for phrase in lexicon.discourse:
        span = words[first : first + len(phrase)]
        if tuple(normal(word.text) for word in span) == phrase and all(
            w.kind is WordKind.FILLER for w in span
        ):
            return first + len(phrase) - 1
    return first


def _pet_words(transcript: Transcript, lexicon: FillerLexicon) -> tuple[PetWord, ...]:
    keys = [normal(word.text) if word.kind is not WordKind.FILLER else "" for word in transcript.words]
    counts: dict[Phrase, int] = {}
    for _, phrase in phrase_places(keys, lexicon.pet_words):
        counts[phrase] = counts.get(phrase, 0) + 1
    least = max(PET_WORD_FROM, PET_WORD_SHARE * len(keys))
    often = sorted((-count, " ".join(phrase)) for phrase, count in counts.items() if count >= least)
    return tuple(PetWord(text=text, count=-count) for count, text in often)
