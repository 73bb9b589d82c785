"""Who speaks up is noticed from their first word on, a click is not."""

from __future__ import annotations

import numpy as np

from simulator.speech.audio.barging import KEPT_S, Barging
from simulator.speech.ports import Samples

RATE = 16_000
BLOCK = 800


def sound(seconds: float, rms: float) -> Samples:
    noise = np.random.default_rng(3).standard_normal(round(seconds * RATE))
    return (rms * noise).astype(np.float32)


def fed(barging: Barging, samples: Samples) -> tuple[Samples, float | None]:
    """What was passed on, and after how many seconds somebody was noticed."""
    past: list[Samples] = []
    for start in range(0, len(samples), BLOCK):
        past += barging.take(samples[start : start + BLOCK])
        if barging.began:
            return np.concatenate([np.zeros(0, np.float32), *past]), (start + BLOCK) / RATE
    return np.concatenate([np.zeros(0, np.float32), *past]), None


def test_a_voice_is_noticed_within_a_tenth_of_a_second_and_its_beginning_is_kept() -> None:
    barging = Barging(RATE)
    quiet, voice = sound(2.0, 0.002), sound(1.0, 0.06)
    past, noticed_s = fed(barging, np.concatenate([quiet, voice]))
    assert noticed_s is not None
    assert 2.0 < noticed_s <= 2.1
    kept = np.concatenate(barging.rest())
    assert len(past) + len(kept) == round(noticed_s * RATE)
    assert len(past) <= len(quiet), "nothing of the voice is passed on as the interviewer's"
    assert len(kept) <= (KEPT_S + 0.05) * RATE
    assert barging.rest() == []


def test_a_click_a_breath_and_a_loud_room_are_no_voice() -> None:
    click = np.concatenate([sound(1.0, 0.002), sound(0.04, 0.2), sound(1.0, 0.002)])
    assert fed(Barging(RATE), click)[1] is None
    assert fed(Barging(RATE), sound(3.0, 0.008))[1] is None
    room = np.concatenate([sound(0.05, 0.01), *(sound(0.05, level) for level in np.linspace(0.01, 0.03, 60))])
    assert fed(Barging(RATE), room)[1] is None


def test_every_sample_is_passed_on_once_and_in_order() -> None:
    barging = Barging(RATE)
    quiet = sound(1.63, 0.002)
    past, _ = fed(barging, quiet)
    assert np.array_equal(np.concatenate([past, *barging.rest()]), quiet)
