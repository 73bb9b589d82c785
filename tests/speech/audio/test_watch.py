"""Warnings about a microphone: each once, in time, and none for a person who is thinking."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from simulator.speech.audio.watch import DISTORTED, FAINT, MUTED, NOISY, Watch

RATE = 48_000
BLOCK = RATE // 20
SPEECH = Path(__file__).parents[1] / "hearing" / "audio" / "hesitant.flac"
random = np.random.default_rng(7)


def warnings(sound: np.ndarray) -> list[tuple[float, str]]:
    """Every warning with the second it came at."""
    watch = Watch(RATE)
    found = []
    for start in range(0, len(sound), BLOCK):
        block = sound[start : start + BLOCK].astype(np.float32)
        found += [((start + len(block)) / RATE, sentence) for sentence in watch.look(block)]
    return found


def hiss(seconds: float, peak: float) -> np.ndarray:
    return random.uniform(-peak, peak, int(seconds * RATE))


def syllables(seconds: float, peak: float) -> np.ndarray:
    """A tone that comes and goes three times a second over a little hiss."""
    at = np.arange(int(seconds * RATE)) / RATE
    return peak * np.sin(2 * np.pi * 200 * at) * (np.sin(2 * np.pi * 3 * at) > 0) + hiss(seconds, peak / 20)


def pink(seconds: float, rms: float) -> np.ndarray:
    """Noise whose power falls with its frequency, from 60 Hz on."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(random.normal(size=count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    shaped = np.where(frequency > 60, spectrum / np.sqrt(np.maximum(frequency, 1.0)), 0)
    sound = np.fft.irfft(shaped, count)
    return rms * sound / sound.std()


def hum(seconds: float, rms: float) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    sound = sum(np.sin(2 * np.pi * 50 * n * at + n) / n for n in range(1, 12))
    return np.asarray(rms * sound / np.std(sound))


def melody(seconds: float, rms: float) -> np.ndarray:
    """Plucked notes with overtones, three a second, each with the third above it."""
    note_s = 0.32
    at = np.arange(int(note_s * RATE)) / RATE
    fade = np.minimum(1, np.minimum(at / 0.01, (note_s - at) / 0.03)) * np.exp(-2 * at)
    notes = [
        fade * sum(np.sin(2 * np.pi * pitch * step * n * at) / n for step in (1, 1.25) for n in (1, 2, 3))
        for pitch in random.choice([261.6, 293.7, 329.6, 392.0, 440.0, 523.3], int(seconds / note_s))
    ]
    sound = np.concatenate(notes)
    return np.asarray(rms * sound / sound.std())


@pytest.mark.parametrize(
    ("sound", "sentence"),
    [
        (hiss(10, 0.2), NOISY),
        (pink(10, 0.05), NOISY),
        (hum(10, 0.02), NOISY),
        (melody(10, 0.05), NOISY),
        (np.zeros(10 * RATE), MUTED),
        (syllables(10, 0.005), FAINT),
        (np.clip(syllables(10, 3.0), -1, 1), DISTORTED),
    ],
)
def test_each_trouble_is_said_once_and_within_three_seconds(sound: np.ndarray, sentence: str) -> None:
    found = warnings(sound)
    assert [said for _, said in found] == [sentence]
    assert found[0][0] <= 3.0


@pytest.mark.parametrize(
    "sound",
    [
        hiss(10, 0.002),
        pink(10, 0.003),
        syllables(10, 0.3),
        syllables(10, 0.3) + hiss(10, 0.05),
        np.concatenate([syllables(5, 0.3), np.zeros(5 * RATE)]) + hiss(10, 0.05),
    ],
)
def test_a_quiet_room_speech_and_thinking_after_it_are_no_trouble(sound: np.ndarray) -> None:
    assert warnings(sound) == []


def speech_at_rate() -> np.ndarray:
    """The voiced sample with its hesitations, at this rate."""
    pcm, rate = soundfile.read(SPEECH, dtype="float32")
    return np.asarray(soxr.resample(pcm, rate, RATE))


@pytest.mark.parametrize("noise", [0.0, 0.003, 0.01])
def test_real_speech_with_its_pauses_is_no_trouble_in_a_noisy_room(noise: float) -> None:
    speech = speech_at_rate()
    assert warnings(speech + noise * random.normal(size=len(speech))) == []


def test_a_noise_that_drowns_the_voice_is_noticed_midway() -> None:
    found = warnings(np.concatenate([syllables(5, 0.1), hiss(5, 0.4)]))
    assert [said for _, said in found] == [NOISY]
    assert found[0][0] <= 8.0


def test_a_microphone_muted_midway_is_noticed() -> None:
    sound_s = 5.0
    found = warnings(np.concatenate([syllables(sound_s, 0.3), np.zeros(5 * RATE)]))
    assert [said for _, said in found] == [MUTED]
    assert sound_s < found[0][0] <= sound_s + 3.0
