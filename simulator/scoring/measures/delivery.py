"""How an answer was spoken, as numbers: fillers, pace, pauses, restarts, hedges, sentences.

The rubric adds levels and bands. A measure that cannot be taken is None: text without times has no pace.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from simulator.model import measures as ids
from simulator.model.scorecard import FillerItem, Fillers, Measure
from simulator.model.transcript import PausePlace, Transcript, WordKind
from simulator.scoring.language.annotate import replied_in
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.grammar import STOP_WORDS
from simulator.scoring.language.lexicon import Phrase
from simulator.scoring.measures.fillers import FILLED_PAUSE, per_100_words, per_minute, phrase_places
from simulator.scoring.measures.registry import measure

LONG_PAUSE_S = 1.0
OF_UNBROKEN_SPEECH = frozenset(
    {
        ids.WORDS_PER_MINUTE,
        ids.PACE_VARIATION,
        ids.LONG_PAUSES_INSIDE,
        ids.THINKING_PAUSES,
        ids.ANSWER_LENGTH_S,
        ids.SLOWEST_PACE,
        ids.FASTEST_PACE,
    }
)
"""Measures that silence moves: whoever talks and types is silent for minutes, and rightly so."""
CLUSTER_WORDS = 5
"""Fillers closer than this belong to one cluster."""
PACE_WINDOW_S = 10.0
LEAST_WINDOWS = 3
PHRASE_WORDS = 4
"""Length of a repeated phrase; it needs two words that carry a topic."""


def delivery_measures(said: Annotated, fillers: Fillers, hedges: tuple[Phrase, ...]) -> tuple[Measure, ...]:
    """The delivery measures of an answer, without level and band."""
    transcript = said.transcript
    filled = sum(item.kind == FILLED_PAUSE for item in fillers.items)
    hedged = len(list(phrase_places(said.spoken, hedges)))
    values: dict[str, float | None] = {
        ids.FILLERS_PER_MINUTE: fillers.per_minute,
        ids.FILLED_PAUSES_PER_MINUTE: per_minute(filled, said),
        ids.FILLERS_PER_100_WORDS: fillers.per_100_words,
        ids.FILLER_CLUSTERS: filler_clusters(fillers.items),
        ids.WORDS_PER_MINUTE: words_per_minute(said),
        ids.PACE_VARIATION: pace_variation(transcript),
        ids.LONG_PAUSES_INSIDE: _long_pauses(transcript, PausePlace.INSIDE),
        ids.THINKING_PAUSES: _long_pauses(transcript, PausePlace.CLAUSE_END),
        ids.RESTARTS_PER_100_WORDS: per_100_words(len(transcript.restarts), said),
        ids.HEDGES_PER_100_WORDS: per_100_words(hedged, said),
        ids.SENTENCE_LENGTH: sentence_length(said),
        ids.REPEATED_PHRASES: repeated_phrases(said),
        ids.ANSWER_LENGTH_S: answer_length_s(transcript),
    }
    return tuple(measure(name, None if value is None else float(value)) for name, value in values.items())


def without_silence(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures of an answer that was typed as well as told: what silence moves was not taken."""
    return tuple(measure(m.id, None) if m.id in OF_UNBROKEN_SPEECH else m for m in measures)


def filler_clusters(items: tuple[FillerItem, ...]) -> int:
    """How many groups of two or more fillers stand fewer than five words apart."""
    clusters = 0
    inside = False
    for one, other in pairwise(items):
        close = other.first_word - one.last_word < CLUSTER_WORDS
        clusters += close and not inside
        inside = close
    return clusters


def answer_length_s(transcript: Transcript) -> float | None:
    """Seconds from the first word to the end of the last, without waits for replies; None for typed text."""
    if not transcript.timed:
        return None
    start, end = transcript.words[0].start_s, transcript.words[-1].end_s
    return None if start is None or end is None else round(end - start - waits_s(transcript)[-1], 2)


def waits_s(transcript: Transcript) -> list[float]:
    """For every word the seconds before it in which the interviewer was asked and spoke."""
    waits = [0.0] * len(transcript.words)
    for index, (one, other) in enumerate(pairwise(transcript.words)):
        start, end = one.end_s, other.start_s
        asked = start is not None and end is not None and replied_in(transcript, start, end)
        waits[index + 1] = waits[index] + ((end or 0.0) - (start or 0.0) if asked else 0.0)
    return waits


def words_per_minute(said: Annotated) -> float | None:
    """The pace: words, but for fillers, repetitions and fragments, over the length of the answer."""
    seconds = answer_length_s(said.transcript)
    return None if not seconds or seconds <= 0 else round(len(said.spoken) * 60 / seconds, 1)


def pace_variation(transcript: Transcript) -> float | None:
    """How unevenly the pace runs: its standard deviation over its mean, taken every ten seconds.

    None for an answer of less than thirty seconds.
    """
    windows = _words_by_window(transcript)
    mean = statistics.fmean(windows) if windows else 0.0
    return round(statistics.pstdev(windows) / mean, 3) if mean else None


def pace_extremes(transcript: Transcript) -> tuple[float, float] | None:
    """Words a minute in the slowest and in the fastest ten seconds; None under thirty seconds."""
    windows = _words_by_window(transcript)
    return (min(windows) * 60 / PACE_WINDOW_S, max(windows) * 60 / PACE_WINDOW_S) if any(windows) else None


def _words_by_window(transcript: Transcript) -> list[int]:
    """How many words begin in each full ten seconds; empty for an answer of less than thirty."""
    seconds = answer_length_s(transcript)
    if seconds is None or seconds < LEAST_WINDOWS * PACE_WINDOW_S:
        return []
    origin = transcript.words[0].start_s or 0.0
    windows = [0] * int(seconds // PACE_WINDOW_S)
    for word, waited in zip(transcript.words, waits_s(transcript), strict=True):
        at = int(((word.start_s or 0.0) - origin - waited) // PACE_WINDOW_S)
        if word.kind is WordKind.WORD and 0 <= at < len(windows):
            windows[at] += 1
    return windows


def sentence_length(said: Annotated) -> float | None:
    """The median of the words in a sentence, fillers and repetitions not counted; None without words."""
    lengths = [sum(said.words[index].kind is WordKind.WORD for index in span) for span in said.sentences]
    return float(statistics.median(lengths)) if lengths else None


def repeated_phrases(said: Annotated) -> int:
    """How many distinct phrases of four words, two of them with a topic, are said again later."""
    keys = said.spoken
    grams = [keys[at : at + PHRASE_WORDS] for at in range(len(keys) - PHRASE_WORDS + 1)]
    often = {gram for gram, count in Counter(grams).items() if count > 1 and _has_topic(gram)}
    distinct = 0
    previous = False
    for gram in dict.fromkeys(grams):
        repeated = gram in often
        distinct += repeated and not previous
        previous = repeated
    return distinct


def _has_topic(gram: tuple[str, ...]) -> bool:
    return sum(key not in STOP_WORDS for key in gram) >= 2


def _long_pauses(transcript: Transcript, place: PausePlace) -> int | None:
    if not transcript.timed:
        return None
    return sum(p.place is place and p.end_s - p.start_s > LONG_PAUSE_S for p in transcript.pauses)
