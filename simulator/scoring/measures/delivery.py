"""How an answer was spoken, as numbers: fillers, pace, pauses, restarts, hedges, sentences.

Levels and bands are the rubric's. What cannot be taken (text without times has no pace) is None.
"""

from __future__ import annotations

import statistics
from collections import Counter
from itertools import pairwise

from simulator.model.scorecard import FillerItem, Fillers, Measure
from simulator.model.transcript import PausePlace, Transcript, WordKind
from simulator.scoring.language.annotate import replied_in
from simulator.scoring.language.lexicon import Phrase
from simulator.scoring.language.text import STOP_WORDS, normal, sentences
from simulator.scoring.measures.fillers import FILLED_PAUSE, per_100_words, per_minute, phrase_places

LONG_PAUSE_S = 1.0
CLUSTER_WORDS = 5
"""Fillers closer than this belong to one cluster."""
PACE_WINDOW_S = 10.0
LEAST_WINDOWS = 3
PHRASE_WORDS = 4
"""Length of a repeated phrase; it needs two words that carry a topic."""


def delivery_measures(
    transcript: Transcript, fillers: Fillers, hedges: tuple[Phrase, ...]
) -> tuple[Measure, ...]:
    """The delivery measures of an annotated transcript, without level and band."""
    filled = sum(item.kind == FILLED_PAUSE for item in fillers.items)
    hedged = len(list(phrase_places(_keys(transcript), hedges)))
    values: tuple[tuple[str, float | None, str], ...] = (
        ("fillers_per_minute", fillers.per_minute, "1/min"),
        ("filled_pauses_per_minute", per_minute(filled, transcript), "1/min"),
        ("fillers_per_100_words", fillers.per_100_words, "1/100 words"),
        ("filler_clusters", filler_clusters(fillers.items), "count"),
        ("words_per_minute", words_per_minute(transcript), "words/min"),
        ("pace_variation", pace_variation(transcript), "ratio"),
        ("long_pauses_inside", _long_pauses(transcript, PausePlace.INSIDE), "count"),
        ("thinking_pauses", _long_pauses(transcript, PausePlace.CLAUSE_END), "count"),
        ("restarts_per_100_words", per_100_words(len(transcript.restarts), transcript), "1/100 words"),
        ("hedges_per_100_words", per_100_words(hedged, transcript), "1/100 words"),
        ("sentence_length", sentence_length(transcript), "words"),
        ("repeated_phrases", repeated_phrases(transcript), "count"),
        ("answer_length_s", answer_length_s(transcript), "s"),
    )
    return tuple(
        Measure(id=name, value=None if value is None else float(value), unit=unit)
        for name, value, unit in values
    )


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
    """Seconds from the first word to the end of the last, waits for replies left out; None for text."""
    if not transcript.timed:
        return None
    start, end = transcript.words[0].start_s, transcript.words[-1].end_s
    return None if start is None or end is None else round(end - start - waits_s(transcript)[-1], 2)


def waits_s(transcript: Transcript) -> list[float]:
    """Per word: the seconds before it in which the interviewer was asked and spoke."""
    waits = [0.0] * len(transcript.words)
    for index, (one, other) in enumerate(pairwise(transcript.words)):
        start, end = one.end_s, other.start_s
        asked = start is not None and end is not None and replied_in(transcript, start, end)
        waits[index + 1] = waits[index] + ((end or 0.0) - (start or 0.0) if asked else 0.0)
    return waits


def words_per_minute(transcript: Transcript) -> float | None:
    """Words (no fillers, repetitions, fragments) over the time from the first to the last."""
    seconds = answer_length_s(transcript)
    return None if not seconds or seconds <= 0 else round(len(_keys(transcript)) * 60 / seconds, 1)


def pace_variation(transcript: Transcript) -> float | None:
    """Standard deviation over mean of the pace in windows of ten seconds; None under three windows."""
    seconds = answer_length_s(transcript)
    if seconds is None or seconds < LEAST_WINDOWS * PACE_WINDOW_S:
        return None
    origin = transcript.words[0].start_s or 0.0
    windows = [0] * int(seconds // PACE_WINDOW_S)
    for word, waited in zip(transcript.words, waits_s(transcript), strict=True):
        at = int(((word.start_s or 0.0) - origin - waited) // PACE_WINDOW_S)
        if word.kind is WordKind.WORD and 0 <= at < len(windows):
            windows[at] += 1
    mean = statistics.fmean(windows)
    return round(statistics.pstdev(windows) / mean, 3) if mean else None


def sentence_length(transcript: Transcript) -> float | None:
    """Median words a sentence, fillers and repetitions left out; None without words."""
    lengths = [
        sum(transcript.words[index].kind is WordKind.WORD for index in span) for span in sentences(transcript)
    ]
    return float(statistics.median(lengths)) if lengths else None


def repeated_phrases(transcript: Transcript) -> int:
    """How many distinct phrases of four words, two of them with a topic, are said again later."""
    keys = _keys(transcript)
    grams = [tuple(keys[at : at + PHRASE_WORDS]) for at in range(len(keys) - PHRASE_WORDS + 1)]
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


def _keys(transcript: Transcript) -> list[str]:
    return [key for w in transcript.words if w.kind is WordKind.WORD and (key := normal(w.text))]
