"""The report on the fillers of an answer, and counts as rates: per minute and per hundred words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.model.scorecard import FillerItem, Fillers, PetWord
from simulator.model.transcript import Transcript, WordKind
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import FillerLexicon, Phrase
from simulator.scoring.language.text import gap_after

FILLED_PAUSE = "filled_pause"
DISCOURSE = "discourse"
PET_WORD_FROM = 3
"""A habit is reported from this many uses on ..."""
PET_WORD_SHARE = 0.01
"""... if it is at least this share of all words."""
SPOKEN_THROUGH_S = 0.5
"""Silences up to this long belong to speaking."""


def fillers_report(said: Annotated, lexicon: FillerLexicon) -> Fillers:
    """Every filler of an answer, a phrase being one; rates that cannot be taken are None."""
    items = tuple(filler_items(said, lexicon))
    return Fillers(
        count=len(items),
        per_minute=per_minute(len(items), said),
        per_100_words=per_100_words(len(items), said),
        items=items,
        pet_words=_pet_words(said, lexicon),
    )


def filler_items(said: Annotated, lexicon: FillerLexicon) -> Iterator[FillerItem]:
    """The fillers in order; "you know" is one item."""
    words = said.words
    index = 0
    while index < len(words):
        if words[index].kind is not WordKind.FILLER:
            index += 1
            continue
        last = _end_of_filler(said, index, lexicon)
        start_s, end_s = said.transcript.seconds(index, last)
        spelled = " ".join(said.keys[index : last + 1])
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


def word_count(said: Annotated) -> int:
    """How many words were said, fillers included."""
    return sum(map(bool, said.keys))


def speaking_s(transcript: Transcript) -> float | None:
    """Seconds of speaking: what the ear heard as speech, else the words and the short silences between them.

    None for typed text.
    """
    if transcript.speech_s is not None:
        return transcript.speech_s
    if not transcript.timed:
        return None
    total = 0.0
    for index, word in enumerate(transcript.words):
        gap = gap_after(transcript.words, index) or 0.0
        total += (word.end_s or 0.0) - (word.start_s or 0.0) + (gap if gap <= SPOKEN_THROUGH_S else 0.0)
    return total


def per_minute(count: int, said: Annotated) -> float | None:
    """A count per minute of speaking."""
    seconds = speaking_s(said.transcript)
    return None if not seconds or seconds <= 0 else round(count * 60 / seconds, 2)


def per_100_words(count: int, said: Annotated) -> float | None:
    """A count per hundred words said."""
    words = word_count(said)
    return round(count * 100 / words, 2) if words else None


def phrase_places(keys: Sequence[str], phrases: tuple[Phrase, ...]) -> Iterator[tuple[int, Phrase]]:
    """Where any of the phrases stands among the keys, the longest at each place, none overlapping another."""
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


def _end_of_filler(said: Annotated, first: int, lexicon: FillerLexicon) -> int:
    for phrase in lexicon.discourse:
        end = first + len(phrase)
        if said.keys[first:end] == phrase and all(w.kind is WordKind.FILLER for w in said.words[first:end]):
            return end - 1
    return first


def _pet_words(said: Annotated, lexicon: FillerLexicon) -> tuple[PetWord, ...]:
    keys = [
        key if word.kind is not WordKind.FILLER else ""
        for key, word in zip(said.keys, said.words, strict=True)
    ]
    counts: dict[Phrase, int] = {}
    for _, phrase in phrase_places(keys, lexicon.pet_words):
        counts[phrase] = counts.get(phrase, 0) + 1
    least = max(PET_WORD_FROM, PET_WORD_SHARE * len(keys))
    often = sorted((-count, " ".join(phrase)) for phrase, count in counts.items() if count >= least)
    return tuple(PetWord(text=text, count=-count) for count, text in often)
