"""How an answer sounded, from its contour and the times of its words. Shown, and no part of any score.

Only steps with a voice are looked at, so that neither consonants, nor silence, nor a word's end that is a
little off count as soft speech. What cannot be told from too little voice or from noise is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil, floor

import numpy as np

from simulator.model import measures as ids
from simulator.model.contour import SILENCE_DB, Contour
from simulator.model.scorecard import Measure
from simulator.model.transcript import Word
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.measures.delivery import pace_extremes
from simulator.scoring.measures.registry import measure

LEAST_VOICE_S = 5.0
"""Voice from which a spread is told."""
LEAST_SENTENCE_S = 1.5
"""Voice in a sentence from which its end is compared with the rest of it."""
LEAST_SENTENCES = 3
END_S = 0.5
"""How much voice is the end of a sentence."""
SPREAD = (10, 90)
"""The percentiles between which a spread is taken: what is rare or was measured wrong lies outside."""
ABOVE_NOISE_DB = 6.0
"""How far the voice must lie above the noise; noise that near makes it 1 dB too loud."""
HUMMING = 1 / 3
"""The share of steps between words with a pitch from which on a hum, music or others may be measured."""
AWAY_S = 0.1
"""So far from a word nobody speaks: the times of words are a little off."""
LEAST_NOISE_S = 0.5
SEMITONES = 12


def sounding_measures(said: Annotated) -> tuple[Measure, ...]:
    """Pitch and loudness in semitones and decibels, and the slowest and fastest ten seconds."""
    slowest, fastest = pace_extremes(said.transcript) or (None, None)
    pitch, loudness, fall = _of_contour(said, said.transcript.contour) or (None, None, None)
    return (
        measure(ids.PITCH_RANGE, pitch),
        measure(ids.LOUDNESS_RANGE, loudness),
        measure(ids.LOUDNESS_FALL, fall),
        measure(ids.SLOWEST_PACE, slowest),
        measure(ids.FASTEST_PACE, fastest),
    )


def _of_contour(
    said: Annotated, contour: Contour | None
) -> tuple[float | None, float | None, float | None] | None:
    """Range of the pitch, range of the loudness, and its fall; None where another sound may be at play."""
    if contour is None:
        return None
    voiced, between = steps_with_voice(contour, said.words), steps_between(contour, said.words)
    if hums(contour, between) or not above_noise(contour, voiced, between, percentile=50):
        return None
    pitch = pitch_range(contour, voiced)
    if not above_noise(contour, voiced, between, percentile=SPREAD[0]):
        return pitch, None, None
    ends = (steps_with_voice(contour, [said.words[at] for at in span]) for span in said.sentences)
    return pitch, loudness_range(contour, voiced), loudness_fall(contour, ends)


def steps_with_voice(contour: Contour, words: Iterable[Word]) -> tuple[int, ...]:
    """The steps inside words in which a voice sounds, in order."""
    return tuple(step for step in _steps(contour, words) if contour.pitches_hz[step] is not None)


def steps_between(contour: Contour, words: Sequence[Word]) -> tuple[int, ...]:
    """The steps at some distance from every word, in order."""
    wide = (
        replace(word, start_s=word.start_s - AWAY_S, end_s=word.end_s + AWAY_S)
        for word in words
        if word.start_s is not None and word.end_s is not None
    )
    inside = set(_steps(contour, wide))
    return tuple(step for step in range(len(contour.levels_db)) if step not in inside)


def pitch_range(contour: Contour, voiced: Sequence[int]) -> float | None:
    """Semitones between the low and the high tenth of the pitch; None for too little voice."""
    if len(voiced) * contour.step_s < LEAST_VOICE_S:
        return None
    low, high = np.percentile([contour.pitches_hz[step] or 0.0 for step in voiced], SPREAD)
    return round(float(SEMITONES * np.log2(high / low)), 1)


def loudness_range(contour: Contour, voiced: Sequence[int]) -> float | None:
    """Decibels between the soft and the loud tenth of the voice; None for too little voice."""
    if len(voiced) * contour.step_s < LEAST_VOICE_S:
        return None
    low, high = np.percentile([contour.levels_db[step] for step in voiced], SPREAD)
    return round(float(high - low), 1)


def loudness_fall(contour: Contour, sentences: Iterable[Sequence[int]]) -> float | None:
    """By how many decibels sentences end softer than their middle level: the middle one of all sentences.

    `sentences` has the steps with voice of each. Less than 0 where they end louder; None for fewer than three
    that are long enough.
    """
    last = round(END_S / contour.step_s)
    levels = [
        [contour.levels_db[step] for step in steps]
        for steps in sentences
        if len(steps) * contour.step_s >= LEAST_SENTENCE_S
    ]
    if len(levels) < LEAST_SENTENCES:
        return None
    falls = [float(np.median(sentence) - np.median(sentence[-last:])) for sentence in levels]
    return round(float(np.median(falls)), 1)


def above_noise(
    contour: Contour, voiced: Sequence[int], between: Sequence[int], *, percentile: float
) -> bool:
    """Whether that percentile of the voice lies far enough above what sounds between words.

    Not where there is too little between words to tell.
    """
    if not voiced or len(between) * contour.step_s < LEAST_NOISE_S:
        return False
    voice = np.percentile([contour.levels_db[step] for step in voiced], percentile)
    noise = [level for step in between if (level := contour.levels_db[step]) > SILENCE_DB]
    return bool(voice - (np.median(noise) if noise else SILENCE_DB) >= ABOVE_NOISE_DB)


def hums(contour: Contour, between: Sequence[int]) -> bool:
    """Whether something with a pitch sounds between words, so that it may be taken for the voice."""
    return sum(contour.pitches_hz[step] is not None for step in between) >= HUMMING * len(between)


def _steps(contour: Contour, words: Iterable[Word]) -> Iterable[int]:
    """The steps whose middle lies in a word, in order, each once."""
    behind = 0
    for word in words:
        if word.start_s is None or word.end_s is None:
            continue
        first = max(behind, ceil(word.start_s / contour.step_s - 0.5))
        behind = min(len(contour.levels_db), floor(word.end_s / contour.step_s - 0.5) + 1)
        yield from range(first, behind)
        behind = max(first, behind)
