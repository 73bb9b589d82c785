"""Real weights and this folder's own speech."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.model.settings import cache_folder
from simulator.model.transcript import Transcript
from simulator.speech.hearing import engine, engines, weights
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.listening import Listening, Pcm

AUDIO = Path(__file__).parent / "audio"


def samples(name: str) -> Pcm:
    pcm, rate = soundfile.read(AUDIO / f"{name}.flac", dtype="int16")
    assert rate == 16_000
    return np.asarray(pcm, dtype=np.int16)


def heard(loaded: Engine, pcm: Pcm, pieces: list[int] | None = None) -> Transcript:
    """Hear `pcm` cut at `pieces`, hearing early in every pause as the live ear does."""
    listening = Listening(loaded)
    edges = [0, *sorted(pieces or []), len(pcm)]
    for start, end in pairwise(edges):
        listening.feed(pcm[start:end])
        while listening.hear_one():
            pass
        if pieces:
            listening.hear_early()
    listening.end()
    while listening.hear_one():
        pass
    return listening.transcript()


@pytest.fixture(scope="session")
def tiny() -> Engine:
    return engines.load(engine.FASTER, weights.find("tiny.en", cache_folder()))


@pytest.fixture(scope="session")
def tiny_reference() -> Engine:
    return engines.load(engine.REFERENCE, weights.find("tiny.en", cache_folder()))


@pytest.fixture
def speech() -> Callable[[str], Pcm]:
    return samples


@pytest.fixture
def hear() -> Callable[..., Transcript]:
    return heard


@pytest.fixture
def audio() -> Path:
    return AUDIO
