"""What measuring how an answer sounds costs, and what noise does to it: python -m benchmarks.sounding

The shipped sample, alone and with white noise, low rumble, six other voices, or a hum of 100 Hz, each so many
decibels under its voice. The cost is the processor time for two minutes of sound as the ear is given it, in
pieces of 30 ms, and the time for what is left at the end.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import soundfile

from simulator.model.contour import Contour
from simulator.model.settings import shipped
from simulator.model.transcript import Transcript
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.measures.sounding import sounding_measures
from simulator.speech.hearing.contour import ContourMeter
from simulator.speech.ports import HEARING_RATE, Samples
from simulator.use_cases import sample

PIECE = HEARING_RATE * 30 // 1000
TWO_MINUTES = 120 * HEARING_RATE
UNDER_DB = (40, 30, 20, 15, 10, 5, 0)
HUM_HZ = 100
RUMBLE = np.concatenate([np.full(400, -1 / 800), [1.0], np.full(399, -1 / 800)])
"""Takes the running mean off, so that what is below 20 Hz does not grow without end."""
VOICE = 0.01
"""Samples louder than this are the voice, whose level the noise is set against."""


def contour(sound: Samples) -> tuple[Contour, float, float]:
    """The contour, the seconds of one core for all of it, and the seconds for what was left at the end."""
    meter, begun = ContourMeter(), time.process_time()
    for start in range(0, len(sound), PIECE):
        meter.feed(sound[start : start + PIECE])
    ended = time.perf_counter()
    found = meter.finish()
    assert found is not None
    return found, time.process_time() - begun, time.perf_counter() - ended


def main() -> None:
    folder = shipped("sample")
    stored = sample.load(folder)
    assert stored is not None
    transcript = stored[1].transcript
    assert transcript is not None
    sound, _ = soundfile.read(folder / sample.AUDIO, dtype="float32")
    contour(sound[:HEARING_RATE])  # loads the network
    twice = np.tile(sound, 2)[:TWO_MINUTES]
    costs = [contour(twice)[1:] for _ in range(5)]
    print(f"two minutes: {min(whole for whole, _ in costs):.2f} s of one core at best of five, ", end="")
    print(f"the end {1000 * min(end for _, end in costs):.0f} ms")
    voice = float(np.sqrt(np.mean(np.square(sound[np.abs(sound) > VOICE]))))
    others = {
        "noise": (white := np.random.default_rng(1).normal(size=len(sound))),
        "rumble": np.convolve(np.cumsum(white), RUMBLE, "same"),
        "voices": sum(np.roll(sound, part * len(sound) // 7) for part in range(1, 7)),
        "hum": np.sin(2 * np.pi * HUM_HZ * np.arange(len(sound)) / HEARING_RATE),
    }
    print(f"{'alone':<18} {_told(transcript, sound)}")
    for name, other in others.items():
        for under in UNDER_DB:
            level = voice / np.sqrt(np.mean(np.square(other))) * 10 ** (-under / 20)
            mixed = (sound + level * other).astype(np.float32)
            print(f"{f'{name} {under} dB under':<18} {_told(transcript, mixed)}")


def _told(transcript: Transcript, sound: Samples) -> str:
    said = Annotated(replace(transcript, contour=contour(sound)[0]))
    return "  ".join(f"{found.id} {found.value}" for found in sounding_measures(said)[:3])


if __name__ == "__main__":
    main()
