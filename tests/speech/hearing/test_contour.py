"""How high and how loud a sound is: the real network on tones, noise, and a voice with and without melody."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.model.contour import SILENCE_DB, Contour
from simulator.scoring.measures.sounding import loudness_range, pitch_range
from simulator.speech.hearing.contour import PIECE, ContourMeter

RATE = 16_000
TEXT = (
    "I would first ask what counts as churn, and then I would look at the data we have for it. "
    "After that I would train a simple model and compare it with what they do today."
)
pytestmark = pytest.mark.real
Sound = NDArray[np.float32]


def measured(sound: Sound, pieces: list[int] | None = None) -> Contour:
    meter = ContourMeter()
    for start, end in pairwise([0, *sorted(pieces or []), len(sound)]):
        meter.feed(sound[start:end])
    found = meter.finish()
    assert found is not None
    return found


def tone(hz: NDArray[np.float64], amplitude: float | NDArray[np.float64] = 0.3) -> Sound:
    """A tone like a voice's, with falling overtones, whose pitch is given for each sample."""
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    wave = sum(np.sin(n * phase) / n for n in range(1, 9)) / 2
    return np.asarray(amplitude * wave, dtype=np.float32)


def voiced(contour: Contour) -> list[int]:
    return [step for step, hz in enumerate(contour.pitches_hz) if hz is not None]


def in_semitones(contour: Contour) -> float:
    found = pitch_range(contour, voiced(contour))
    assert found is not None
    return found


def spoken(folder: Path, melody: int) -> Contour:
    """The text in the system's own voice, whose melody goes from 0 (none at all) to 100."""
    file = folder / f"{melody}.wav"
    marked = f'<speak><prosody range="{melody}">{TEXT}</prosody></speak>'
    subprocess.run(["espeak-ng", "-v", "en-us", "-m", "-w", str(file), marked], check=True)
    sound, rate = soundfile.read(file, dtype="float32")
    return measured(soxr.resample(sound, rate, RATE))


@pytest.mark.parametrize("lowest", [80.0, 120.0, 200.0, 300.0])
def test_a_sweep_of_six_semitones_is_measured_within_half_a_semitone(lowest: float) -> None:
    sweep = lowest * 2 ** (np.linspace(0, 6, 10 * RATE) / 12)
    contour = measured(tone(sweep))
    hz = [hz for hz in contour.pitches_hz if hz is not None]
    assert len(hz) > 0.9 * len(contour.pitches_hz)
    assert 12 * np.log2(max(hz) / min(hz)) == pytest.approx(6, abs=0.5)
    assert in_semitones(contour) == pytest.approx(0.8 * 6, abs=0.4)  # its middle eight tenths


def test_loudness_is_measured_in_steps_of_known_size() -> None:
    steps = np.repeat(10 ** (np.array([0, -6, -12, -18, -24, -18, -12, -6]) / 20), RATE)
    contour = measured(tone(np.full(8 * RATE, 150.0), 0.5 * steps))
    levels = [contour.levels_db[round((second + 0.5) / contour.step_s)] for second in range(8)]
    assert np.diff(levels) == pytest.approx([-6, -6, -6, -6, 6, 6, 6], abs=0.3)
    assert loudness_range(contour, voiced(contour)) == pytest.approx(24, abs=1)


def test_a_voice_without_melody_measures_flat_and_a_livelier_one_wider(tmp_path: Path) -> None:
    flat, usual, lively = (in_semitones(spoken(tmp_path, melody)) for melody in (0, 50, 100))
    assert flat < 0.5
    assert usual > 3
    assert lively > usual + 2


def test_noise_and_silence_have_no_voice() -> None:
    noise = np.random.default_rng(5).normal(0, 0.05, 10 * RATE).astype(np.float32)
    assert pitch_range(measured(noise), voiced(measured(noise))) is None
    silence = measured(np.zeros(3 * RATE, dtype=np.float32))
    assert set(silence.levels_db) == {SILENCE_DB}
    assert set(silence.pitches_hz) == {None}


def test_less_than_a_step_has_no_contour() -> None:
    assert ContourMeter().finish() is None
    meter = ContourMeter()
    meter.feed(np.zeros(100, dtype=np.float32))
    assert meter.finish() is None


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 5 * RATE - 1), max_size=12))
def test_the_contour_is_the_same_however_the_sound_is_cut(cuts: list[int]) -> None:
    rng = np.random.default_rng(3)
    sound = tone(np.full(5 * RATE, 140.0)) + rng.normal(0, 0.02, 5 * RATE).astype(np.float32)
    assert measured(sound, cuts) == measured(sound)
    assert len(sound) > 2 * PIECE
