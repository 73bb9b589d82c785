"""Warnings about a microphone: each once, in time, and none for a person who is thinking."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.speech.audio.watch import DISTORTED, FAINT, MUTED, Watch

RATE = 48_000
BLOCK = RATE // 20
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


@pytest.mark.parametrize(
    ("sound", "sentence"),
    [
        (np.zeros(10 * RATE), MUTED),
        (syllables(10, 0.005), FAINT),
        (np.clip(syllables(10, 3.0), -1, 1), DISTORTED),
    ],
)
def test_each_trouble_is_said_once_and_within_three_seconds(sound: np.ndarray, sentence: str) -> None:
    found = warnings(sound)
    assert [said for _, said in found] == [sentence]
    assert found[0][0] <= 3.0


@pytest.mark.parametrize("sound", [hiss(10, 0.002), syllables(10, 0.3)])
def test_a_quiet_room_and_ordinary_speech_are_no_trouble(sound: np.ndarray) -> None:
    assert warnings(sound) == []


def test_a_microphone_muted_midway_is_noticed() -> None:
    sound_s = 5.0
    found = warnings(np.concatenate([syllables(sound_s, 0.3), np.zeros(5 * RATE)]))
    assert [said for _, said in found] == [MUTED]
    assert sound_s < found[0][0] <= sound_s + 3.0
