"""A recording as MP3: as long as it was, much smaller, and every second where it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.model.errors import BadInputError
from simulator.speech.audio.embedded import mp3
from simulator.speech.audio.files import pieces

RATE = 16_000


def test_every_second_stays_where_it_was(tmp_path: Path) -> None:
    clicks = np.zeros(20 * RATE, dtype=np.float32)
    clicks[np.arange(20) * RATE + RATE // 2] = 0.9
    soundfile.write(tmp_path / "clicks.flac", clicks, RATE)
    (tmp_path / "clicks.mp3").write_bytes(mp3(tmp_path / "clicks.flac"))
    heard = np.concatenate([samples for samples, _share in pieces(tmp_path / "clicks.mp3", RATE)])
    assert abs(len(heard) - len(clicks)) < 0.1 * RATE
    for second in range(20):
        loudest = int(np.abs(heard[second * RATE : (second + 1) * RATE]).argmax())
        assert abs(loudest / RATE - 0.5) < 0.08, second


def test_its_bit_rate_is_constant_and_small(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 10 * RATE).astype(np.float32)
    noise[5 * RATE :] = 0
    soundfile.write(tmp_path / "noise.wav", noise, RATE)
    assert 47_000 < 8 * len(mp3(tmp_path / "noise.wav")) / 10 < 50_000


@pytest.mark.parametrize("content", [b"", b"no sound"])
def test_what_holds_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.flac").write_bytes(content)
    with pytest.raises(BadInputError):
        mp3(tmp_path / "a.flac")
