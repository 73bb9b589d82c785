"""Labels a transcript: what each word is, where the speaker started again, where they paused.

It uses nothing but the words and their times, so that typed text and heard speech are judged alike. Labels
from before are replaced, except for fragments that the engine marked, so annotating twice changes nothing.
"""

from __future__ import annotations

import dataclasses
import re

from simulator.model.transcript import PausePlace, RestartKind, Silence, Transcript, Word, WordKind
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.cues import cues
from simulator.scoring.language.discourse import is_filler, scene
from simulator.scoring.language.grammar import DIGITS, ROUND_NUMBERS, alternatives
from simulator.scoring.language.lexicon import FillerLexicon
from simulator.scoring.language.restarts import find_restarts, is_dangling
from simulator.scoring.language.text import (
    clean_text,
    ends_clause,
    ends_sentence,
    gap_after,
    normal,
    opens_clause,
)

PAUSE_S = 0.5
"""A silence longer than this is a pause."""

_STUB = re.compile(r"^[\"'“(]*[^\W\d_][\w']*-[,.…]*$|^<cutoff-[^>]*>\W*$", re.IGNORECASE)
_MEASURED = re.compile(
    rf"\d[\d.,]*|{alternatives((DIGITS | ROUND_NUMBERS | {'point'}) - {'thousand', 'million'})}"
)
"""A number before "mm", which then means millimetres; nobody gives a length in thousands of them."""
_CAPITAL_TRAPS = re.compile(r"\W*[A-Z]{2,}s?\W*")


def annotate(transcript: Transcript, fillers: FillerLexicon) -> Annotated:
    """The transcript with the kinds of its words, its restarts, pauses and clean text found anew."""
    words = transcript.words
    keys = tuple(normal(word.text) for word in words)
    is_pause = tuple(_filled_pauses(words, keys, fillers))
    fragments = _fragments(words, keys)
    phrases = _discourse(words, keys, is_pause, fillers)
    silent = [is_pause[index] or index in phrases for index in range(len(words))]
    restarts = find_restarts(words, keys, silent, fragments)
    repeated = {
        index
        for restart in restarts
        if restart.kind is RestartKind.REPETITION
        for index in range(restart.first_word, restart.last_word + 1)
    }
    kinds = [_kind(index, silent, fragments, repeated) for index in range(len(words))]
    labelled = tuple(
        word if word.kind is kind else dataclasses.replace(word, kind=kind)
        for word, kind in zip(words, kinds, strict=True)
    )
    marked = dataclasses.replace(
        transcript, words=labelled, restarts=restarts, pauses=_pauses(transcript, labelled, keys)
    )
    return Annotated(dataclasses.replace(marked, text=clean_text(marked)))


def _kind(index: int, silent: list[bool], fragments: frozenset[int], repeated: set[int]) -> WordKind:
    if silent[index]:
        return WordKind.FILLER
    if index in repeated:
        return WordKind.REPETITION
    return WordKind.FRAGMENT if index in fragments else WordKind.WORD


def _filled_pauses(words: tuple[Word, ...], keys: tuple[str, ...], fillers: FillerLexicon) -> list[bool]:
    shouting = _all_capitals(words)
    return [
        bool(key) and fillers.is_filled_pause(key) and not _only_spelled_so(words, keys, index, shouting)
        for index, key in enumerate(keys)
    ]


def _only_spelled_so(words: tuple[Word, ...], keys: tuple[str, ...], index: int, shouting: bool) -> bool:
    """Whether a word is only spelled like a filled pause: HMM the model, ER the ward, "three mm"."""
    key = keys[index]
    before = keys[index - 1] if index else ""
    after = keys[index + 1] if index + 1 < len(keys) else ""
    if not shouting and _CAPITAL_TRAPS.fullmatch(words[index].text):
        return True
    if key in {"mm", "hm"} and _MEASURED.fullmatch(before):
        return not ends_clause(words[index - 1].text)
    if key == "hmm":
        return after in cues().not_a_pause.hmm_before and not ends_clause(words[index].text)
    if key == "er":
        return after in cues().not_a_pause.er_before and not ends_clause(words[index].text)
    return key == "err" and after == "on"


def _all_capitals(words: tuple[Word, ...]) -> bool:
    letters = [word.text for word in words if any(char.isalpha() for char in word.text)]
    return sum(text.isupper() for text in letters) * 2 > len(letters)


def _fragments(words: tuple[Word, ...], keys: tuple[str, ...]) -> frozenset[int]:
    """The words that were broken off ("mod-", `<cutoff-mod>`), unlike "short-" in "short- and long-term"."""
    return frozenset(
        index
        for index, word in enumerate(words)
        if word.kind is WordKind.FRAGMENT
        or (
            _STUB.match(word.text)
            and not (index + 1 < len(keys) and keys[index + 1] in {"and", "or", "to", "versus"})
        )
    )


def _discourse(
    words: tuple[Word, ...], keys: tuple[str, ...], is_pause: tuple[bool, ...], fillers: FillerLexicon
) -> frozenset[int]:
    """The indices of discourse fillers."""
    place = scene(words, keys, is_pause)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in fillers.discourse:
        by_first.setdefault(phrase[0], []).append(phrase)
    found: set[int] = set()
    for index, key in enumerate(keys):
        for phrase in by_first.get(key, ()):
            last = index + len(phrase) - 1
            if keys[index : last + 1] == phrase and index not in found and is_filler(place, index, last):
                found.update(range(index, last + 1))
    return frozenset(found)


def _pauses(transcript: Transcript, words: tuple[Word, ...], keys: tuple[str, ...]) -> tuple[Silence, ...]:
    if not transcript.timed:
        return ()
    found = []
    for index in range(len(words) - 1):
        gap, start, end = gap_after(words, index), words[index].end_s, words[index + 1].start_s
        if gap is not None and gap > PAUSE_S and start is not None and end is not None:
            if replied_in(transcript, start, end):
                continue
            found.append(Silence(start_s=start, end_s=end, place=_pause_place(words, keys, index)))
    return tuple(found)


def replied_in(transcript: Transcript, start_s: float, end_s: float) -> bool:
    """Whether the interviewer spoke then: such a silence is not the candidate's pause."""
    return any(reply.start_s < end_s and reply.end_s > start_s for reply in transcript.replies)


def _pause_place(words: tuple[Word, ...], keys: tuple[str, ...], index: int) -> PausePlace:
    before = index
    while before > 0 and words[before].kind is WordKind.FILLER:
        before -= 1
    after = index + 1
    while after < len(words) - 1 and words[after].kind is WordKind.FILLER:
        after += 1
    if words[before].kind is WordKind.FILLER:
        return PausePlace.CLAUSE_END
    if any(ends_sentence(words[place].text) for place in range(before, index + 1)):
        return PausePlace.CLAUSE_END
    if is_dangling(keys[before]) or words[before].kind in (WordKind.FRAGMENT, WordKind.REPETITION):
        return PausePlace.INSIDE
    if ends_clause(words[before].text) or opens_clause(words, after):
        return PausePlace.CLAUSE_END
    return PausePlace.INSIDE
