"""PURE: one segment's two decodings made one: the clean words, and the hesitations that the sound bears out.

The verbatim decoding proposes; the proposal stands only where somebody's voice is heard at that place
(voice activity), the decoder was sure enough, and no loop was going on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from simulator.model.transcript import WordKind
from simulator.speech.hearing.engine import Decoded, HeardWord
from simulator.speech.hearing.loops import Voiced, without_loops
from simulator.speech.hearing.spelling import bare, is_cut_off, is_filled_pause

NO_SPEECH = 0.6
UNSURE = -1.0
"""A segment that is both likely no speech and decoded with less than this log probability stays silent."""
SURE_FILLER = 0.02
"""Least probability of a filled pause. It is the one without the prompt, low even where "um" was said;
where nothing was said it is lower by far."""
SURE_REPEAT = 0.5
"""Least probability of a word said again that only the verbatim decoding has."""
LEAST_VOICED = 0.4
ENOUGH_VOICED_S = 0.15
"""A proposed word stands if somebody is heard in this share of its span, or for this long."""
SHORTEST_S = 0.06
SLACK_S = 0.06
"""Voice activity may be this late or early."""
REPEAT_REACH = 3
ONE_SOUND_S = 0.15
"""Filled pauses that are closer together are one."""
SAME_WORD_S = 1.0
"""Two decodings place the same word no further apart."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word that was said."""

    word: HeardWord
    kind: WordKind
    clean: bool
    """Whether it belongs to the clean text."""


def once(words: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """Filled pauses without a gap between them are one that was drawn out."""
    kept: list[Spoken] = []
    for spoken in words:
        before = kept[-1] if kept else None
        if before is not None and _drawn_out(before, spoken):
            kept[-1] = replace(before, word=replace(before.word, end_s=spoken.word.end_s))
        else:
            kept.append(spoken)
    return tuple(kept)


def _drawn_out(before: Spoken, spoken: Spoken) -> bool:
    both = before.kind is WordKind.FILLER and spoken.kind is WordKind.FILLER
    return both and spoken.word.start_s - before.word.end_s < ONE_SOUND_S


def moved(spoken: Spoken, seconds: float) -> Spoken:
    """The same word, later by so many seconds."""
    word = spoken.word
    return replace(spoken, word=replace(word, start_s=word.start_s + seconds, end_s=word.end_s + seconds))


def reconcile(clean: Decoded, verbatim: Decoded, voiced: Voiced) -> tuple[Spoken, ...]:
    """Everything that was said in the segment, in order, with sane times."""
    if _nobody_speaks(clean):
        return ()
    said = without_loops(clean.words, voiced)
    proposed = without_loops(verbatim.words, voiced)
    merged = list(_merged(said, proposed, voiced))
    return tuple(_timed(list(_with_lengths(merged)), voiced))


def _nobody_speaks(clean: Decoded) -> bool:
    return clean.no_speech > NO_SPEECH and clean.average_log_probability < UNSURE


def _merged(said: Sequence[HeardWord], proposed: Sequence[HeardWord], voiced: Voiced) -> Iterator[Spoken]:
    """Both word lists in one order; words that both have take the verbatim one's times."""
    names = [bare(word.text) for word in said], [bare(word.text) for word in proposed]
    for tag, a, b, c, d in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs = zip(said[a:b], proposed[c:d], strict=True)
            yield from (_own(_at_times_of(mine, other)) for mine, other in pairs)
            continue
        mine = [_own(word) for word in said[a:b]]
        extra = _accepted(proposed[c:d], said[max(0, a - REPEAT_REACH) : b + REPEAT_REACH], voiced)
        yield from sorted(mine + _not_twice(extra, mine), key=lambda spoken: spoken.word.start_s)


def _with_lengths(words: Sequence[Spoken]) -> Iterator[Spoken]:
    """Make words of filled pauses that are lengths: "three mm" is no hesitation."""
    before = ""
    for spoken in words:
        length = spoken.kind is WordKind.FILLER and not is_filled_pause(spoken.word.text, before)
        yield Spoken(spoken.word, WordKind.WORD, clean=True) if length else spoken
        before = bare(spoken.word.text)


def _at_times_of(mine: HeardWord, other: HeardWord) -> HeardWord:
    """The clean word at the verbatim decoding's times, unless those are of the same word elsewhere."""
    if abs(mine.start_s - other.start_s) > SAME_WORD_S:
        return mine
    return replace(mine, start_s=other.start_s, end_s=other.end_s)


def _own(word: HeardWord) -> Spoken:
    """A word of the clean decoding, with its kind."""
    if is_filled_pause(word.text):
        return Spoken(word, WordKind.FILLER, clean=False)
    if is_cut_off(word.text):
        return Spoken(word, WordKind.FRAGMENT, clean=False)
    return Spoken(word, WordKind.WORD, clean=True)


def _accepted(proposed: Sequence[HeardWord], around: Sequence[HeardWord], voiced: Voiced) -> list[Spoken]:
    """Of the words that only the verbatim decoding has, those with evidence."""
    neighbours = {bare(word.text) for word in around}
    return [
        spoken
        for word in proposed
        if (spoken := _judged(word, neighbours)) is not None and _is_voiced(word, voiced)
    ]


def _judged(word: HeardWord, neighbours: set[str]) -> Spoken | None:
    if is_filled_pause(word.text):
        return Spoken(word, WordKind.FILLER, clean=False) if word.probability >= SURE_FILLER else None
    if word.probability < SURE_REPEAT:
        return None
    if is_cut_off(word.text):
        return Spoken(word, WordKind.FRAGMENT, clean=False)
    return Spoken(word, WordKind.WORD, clean=False) if bare(word.text) in neighbours else None


def _is_voiced(word: HeardWord, voiced: Voiced) -> bool:
    start, end = word.start_s, max(word.end_s, word.start_s + SHORTEST_S)
    heard = sum(max(0.0, min(end, to + SLACK_S) - max(start, since - SLACK_S)) for since, to in voiced)
    return heard >= min(ENOUGH_VOICED_S, LEAST_VOICED * (end - start))


def _not_twice(extra: list[Spoken], mine: list[Spoken]) -> list[Spoken]:
    """Where the clean decoding has its own filled pauses, the verbatim one's are the same ones."""
    have = sum(spoken.kind is WordKind.FILLER for spoken in mine)
    kept: list[Spoken] = []
    for spoken in extra:
        if spoken.kind is WordKind.FILLER and have > 0:
            have -= 1
            continue
        kept.append(spoken)
    return kept


def _timed(words: Sequence[Spoken], voiced: Voiced) -> Iterator[Spoken]:
    """Times that only go forward, lie where somebody speaks and are never empty."""
    before = 0.0
    for index, spoken in enumerate(words):
        start, end = _within_voice(spoken.word, voiced)
        start = max(start, before)
        end = max(end, start + SHORTEST_S)
        if index + 1 < len(words):
            following = max(words[index + 1].word.start_s, start + SHORTEST_S)
            end = min(end, max(following, start + SHORTEST_S))
        before = end
        yield replace(spoken, word=replace(spoken.word, start_s=start, end_s=end))


def _within_voice(word: HeardWord, voiced: Voiced) -> tuple[float, float]:
    """The word's span without the silence at its ends."""
    runs = [(since, to) for since, to in voiced if since < word.end_s and to > word.start_s]
    if not runs:
        return _nearest(word, voiced)
    return max(word.start_s, runs[0][0] - SLACK_S), min(word.end_s, runs[-1][1] + SLACK_S)


def _nearest(word: HeardWord, voiced: Voiced) -> tuple[float, float]:
    """A word placed in silence stays there unless the speech had not begun."""
    if voiced and word.end_s <= voiced[0][0]:
        return voiced[0][0], voiced[0][0] + SHORTEST_S
    return word.start_s, word.end_s
