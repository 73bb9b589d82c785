"""A quiet voice is raised before it is decoded, an ordinary one is left as it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulator.model.transcript import Transcript
from simulator.speech.hearing import level
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.listening import Pcm

VOICED = [(0.0, 1.0)]


def tone(peak: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (peak * np.sin(np.arange(16_000) / 20)).astype(np.float32)


def test_ordinary_sound_is_exactly_as_it_was() -> None:
    sound = tone(0.1)
    assert level.raised(sound, VOICED) is sound


def test_a_quiet_voice_becomes_usual_and_is_not_clipped() -> None:
    raised = level.raised(tone(0.001), VOICED)
    assert np.sqrt(np.mean(raised**2)) == pytest.approx(level.USUAL, rel=0.01)
    click = tone(0.001)
    click[5] = 0.5
    assert np.abs(level.raised(click, VOICED)).max() <= level.HIGHEST + 1e-6


def test_silence_stays_silent() -> None:
    silence = np.zeros(16_000, dtype=np.float32)
    assert not level.raised(silence, VOICED).any()
    assert not level.raised(silence, []).any()


@pytest.mark.real
def test_a_quiet_recording_keeps_its_punctuation(
    tiny: Engine, speech: Callable[[str], Pcm], hear: Callable[..., Transcript]
) -> None:
    loud = speech("plain")
    quiet = np.round(loud * 0.01).astype(np.int16)
    marks = [sum(hear(tiny, pcm).text.count(mark) for mark in ".,") for pcm in (loud, quiet)]
    assert marks[0] >= 2
    assert marks[1] >= marks[0] - 1
