"""What is not scored and why: the rules on words made for them, and the ear on sound made here."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.model.transcript import Transcript, Word, WordKind
from simulator.speech.hearing import refusal
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.listening import Pcm

RATE = 16_000
Sound = NDArray[np.float64]
Hear = Callable[..., Transcript]
Speech = Callable[[str], Pcm]
random = np.random.default_rng(11)


def pcm(sound: Sound) -> Pcm:
    return np.clip(np.rint(sound * 32768), -32768, 32767).astype(np.int16)


def at(seconds: float) -> Sound:
    return np.arange(int(seconds * RATE)) / RATE


def white(seconds: float, rms: float) -> Sound:
    return random.normal(0, rms, int(seconds * RATE))


def pink(seconds: float, rms: float) -> Sound:
    count = int(seconds * RATE)
    shape = 1 / np.sqrt(np.maximum(np.arange(count // 2 + 1), 1))
    sound = np.fft.irfft(np.fft.rfft(random.normal(size=count)) * shape, count)
    return np.asarray(rms * sound / sound.std())


def hum(seconds: float, rms: float) -> Sound:
    sound = sum(np.sin(2 * np.pi * 50 * n * at(seconds) + n) / n for n in range(1, 12))
    return np.asarray(rms * sound / np.std(sound))


def clicks(seconds: float, peak: float) -> Sound:
    """Six keys a second over a little hiss."""
    sound = white(seconds, 0.001)
    fade = np.exp(-np.arange(128) / 32)
    for start in random.integers(0, len(sound) - 128, int(6 * seconds)):
        sound[start : start + 128] += peak * fade * random.normal(size=128)
    return sound


def melody(seconds: float, rms: float) -> Sound:
    note = at(0.32)
    fade = np.minimum(1, np.minimum(note / 0.01, (0.32 - note) / 0.03)) * np.exp(-2 * note)
    pitches = random.choice([261.6, 293.7, 329.6, 392.0, 440.0, 523.3], int(seconds / 0.32))
    sound = np.concatenate(
        [fade * sum(np.sin(2 * np.pi * pitch * n * note) / n for n in (1, 2, 3)) for pitch in pitches]
    )
    return np.asarray(rms * sound / sound.std())


def as_float(speech: Pcm) -> Sound:
    return speech.astype(np.float64) / 32768


def loudness(sound: Sound) -> refusal.Loudness:
    measured = refusal.Loudness()
    measured.take(pcm(sound))
    return measured


def words(count: int, probability: float, kind: WordKind = WordKind.WORD) -> tuple[Word, ...]:
    return tuple(Word(text="model", probability=probability, kind=kind) for _ in range(count))


# The rules

ORDINARY = loudness(white(1, 0.1))
CLIPPED = loudness(white(1, 3.0))


def test_an_ordinary_answer_is_not_refused() -> None:
    assert refusal.reason(ORDINARY, 30.0, words(75, 0.85)) is None
    assert refusal.notices(ORDINARY) == ()


@pytest.mark.parametrize(
    ("heard", "speech_s", "said", "reason"),
    [
        (refusal.Loudness(), 0.0, (), refusal.EMPTY),
        (loudness(np.zeros(RATE)), 0.0, (), refusal.SILENT),
        (loudness(np.full(RATE, 2 / 32768)), 0.0, (), refusal.OFF),
        (ORDINARY, 0.2, (), refusal.NOBODY),
        (CLIPPED, 0.2, (), refusal.NOBODY_IN_DISTORTION),
        (ORDINARY, 10.0, (), refusal.NO_WORDS),
        (ORDINARY, 10.0, words(9, 0.9, WordKind.FILLER), refusal.NO_WORDS),
        (ORDINARY, 4.0, words(40, 0.9), refusal.IMPLAUSIBLE),
        (ORDINARY, 30.0, words(6, 0.9), refusal.IMPLAUSIBLE),
        (ORDINARY, 30.0, words(75, 0.5), refusal.UNCLEAR),
        (CLIPPED, 1.0 * 3, words(15, 0.5), refusal.UNCLEAR),
    ],
)
def test_each_reason(heard: refusal.Loudness, speech_s: float, said: tuple[Word, ...], reason: str) -> None:
    assert refusal.reason(heard, speech_s, said) == reason


def test_distortion_is_blamed_only_for_what_was_not_understood() -> None:
    clipped = loudness(white(10, 3.0))
    assert refusal.reason(clipped, 10.0, words(25, 0.5)) == refusal.DISTORTED
    assert refusal.reason(clipped, 10.0, words(25, 0.8)) is None
    assert refusal.notices(clipped) == (refusal.CLIPPING,)


def test_the_border_of_three_seconds_and_of_a_strange_name() -> None:
    assert refusal.reason(ORDINARY, 2.99, words(9, 0.9)) == (
        "Only 2.9 s of speech: an answer needs at least 3 s."
    )
    assert refusal.reason(ORDINARY, 3.0, words(9, 0.9)) is None
    assert refusal.reason(ORDINARY, 4.0, words(6, 0.5)) is None
    assert refusal.reason(ORDINARY, 4.0, words(6, 0.3)) == refusal.UNCLEAR


def test_loudness_is_the_same_however_it_is_cut() -> None:
    sound = pcm(white(1, 0.7))
    whole, pieces = refusal.Loudness(), refusal.Loudness()
    whole.take(sound)
    for start in range(0, len(sound), 777):
        pieces.take(sound[start : start + 777])
    assert vars(whole) == vars(pieces)


# The ear


@pytest.mark.real
@pytest.mark.parametrize(
    ("sound", "reason"),
    [
        (np.zeros(15 * RATE), refusal.SILENT),
        (white(15, 0.05), refusal.NOBODY),
        (pink(15, 0.05), refusal.NOBODY),
        (hum(15, 0.1), refusal.NOBODY),
        (clicks(15, 0.3), refusal.NOBODY),
        (melody(15, 0.1), refusal.NOBODY),
        (white(15, 3.0), refusal.NOBODY_IN_DISTORTION),
    ],
    ids=["silence", "white", "pink", "hum", "clicks", "melody", "clipped noise"],
)
def test_what_is_no_speech_is_refused(sound: Sound, reason: str, tiny: Engine, hear: Hear) -> None:
    transcript = hear(tiny, pcm(sound))
    assert (transcript.scorable, transcript.reason) == (False, reason)
    assert transcript.words == ()


@pytest.mark.real
def test_speech_drowned_in_noise_is_refused(tiny: Engine, speech: Speech, hear: Hear) -> None:
    voice = as_float(speech("plain"))
    noise = white(len(voice) / RATE, float(voice.std() * 2.5))[: len(voice)]
    transcript = hear(tiny, pcm((voice + noise) * 0.3))
    assert transcript.reason in (refusal.UNCLEAR, refusal.NOBODY)


@pytest.mark.real
def test_speech_clipped_beyond_recognition_is_refused_and_says_so(
    tiny: Engine, speech: Speech, hear: Hear
) -> None:
    voice = as_float(speech("plain"))
    noise = white(len(voice) / RATE, float(voice.std() * 0.32))[: len(voice)]
    assert hear(tiny, pcm((voice + noise) * 1000)).reason == refusal.DISTORTED


@pytest.mark.real
@pytest.mark.parametrize(
    ("gain", "noticed"), [(2.0, False), (12.0, True), (0.03, False)], ids=["peaks", "clipped", "quiet"]
)
def test_clipped_peaks_and_a_quiet_voice_are_scored(
    gain: float, noticed: bool, tiny: Engine, speech: Speech, hear: Hear
) -> None:
    transcript = hear(tiny, pcm(as_float(speech("hesitant")) * gain))
    assert transcript.scorable
    assert transcript.notices == ((refusal.CLIPPING,) if noticed else ())


@pytest.mark.real
def test_speech_at_minus_45_dbfs_is_scored(tiny: Engine, speech: Speech, hear: Hear) -> None:
    voice = as_float(speech("plain"))
    assert hear(tiny, pcm(voice * 10 ** (-45 / 20) / voice.std())).scorable
