"""Speed without a change of pitch."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.speech.audio.tempo import Tempo
from simulator.speech.ports import Samples

RATE = 16_000
BLOCK = 800


def tone(seconds: float, hertz: float) -> Samples:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def through(sound: Samples, speed: float) -> Samples:
    tempo = Tempo(RATE, speed)
    blocks = [tempo(sound[at : at + BLOCK]) for at in range(0, len(sound), BLOCK)]
    return np.concatenate([*blocks, tempo(np.zeros(0, dtype=np.float32), last=True)])


@pytest.mark.parametrize("speed", [0.75, 1.0, 1.25, 1.5, 2.0])
def test_it_takes_so_many_times_less_and_sounds_as_high(speed: float) -> None:
    heard = through(tone(10, 440), speed)
    assert len(heard) / RATE == pytest.approx(10 / speed, rel=0.02)
    middle = heard[RATE : 2 * RATE]
    loudest = np.argmax(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))))
    assert loudest == pytest.approx(440, abs=4)


def test_silence_and_nothing_come_through() -> None:
    assert len(through(np.zeros(0, dtype=np.float32), 1.5)) == 0
    assert np.abs(through(np.zeros(RATE, dtype=np.float32), 0.75)).max() < 1e-3
