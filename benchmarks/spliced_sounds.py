"""Sound the benchmark makes or bends itself: noises, non-speech, levels, pitch and pace (16 kHz, mono)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from simulator.speech.hearing.segments import RATE
from simulator.speech.ports import Samples

Random = np.random.Generator
FADE_S = 0.012
ACTIVE = 0.05
"""Share of the peak from which on a sample counts for the level of speech."""


def level(samples: Samples) -> float:
    """Root mean square of where there is sound, 0 for silence."""
    peak = float(np.max(np.abs(samples), initial=0.0))
    active = samples[np.abs(samples) > ACTIVE * peak]
    return float(np.sqrt(np.mean(np.square(active, dtype=np.float64)))) if len(active) else 0.0


def decibels(value: float) -> float:
    """The factor of so many decibels."""
    return float(10 ** (value / 20))


def trimmed(samples: Samples, threshold: float = 0.02) -> Samples:
    """Without the silence at its ends."""
    smooth = np.convolve(np.abs(samples), np.ones(160) / 160, "same")
    loud = np.nonzero(smooth > threshold * float(np.max(smooth, initial=0.0)))[0]
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


def faded(samples: Samples) -> Samples:
    """With a short fade at both ends, so that a splice does not click."""
    length = min(len(samples) // 2, round(FADE_S * RATE))
    if length == 0:
        return samples
    ramp = np.linspace(0.0, 1.0, length, dtype=np.float32)
    out = samples.copy()
    out[:length] *= ramp
    out[-length:] *= ramp[::-1]
    return out


def without_rumble(samples: Samples) -> Samples:
    """High-passed at 70 Hz."""
    return band(samples, 70, RATE)


def band(samples: Samples, low: float, high: float) -> Samples:
    """What lies between two frequencies, Hz, with slopes of 24 dB an octave and no delay."""
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    gain = 1 / (1 + (low / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high) ** 4)
    return np.fft.irfft(np.fft.rfft(samples) * gain, len(samples)).astype(np.float32)


def bent(samples: Samples, pitch: float, pace: float) -> Samples:
    """Pitch times `pitch` (with the formants, as of a smaller head) and `pace` times as fast."""
    import soxr

    higher = np.asarray(soxr.resample(samples, RATE * pitch, RATE), dtype=np.float32)
    return _paced(higher, pace / pitch)


def _paced(samples: Samples, tempo: float) -> Samples:
    """`tempo` times as fast at the same pitch (FFmpeg's atempo through PyAV)."""
    import av

    if abs(tempo - 1) < 0.01 or len(samples) < RATE // 20:
        return samples
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono", time_base=Fraction(1, RATE))
    middle = graph.add("atempo", f"{min(2.0, max(0.5, tempo)):.4f}")
    sink = graph.add("abuffersink")
    source.link_to(middle)
    middle.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
    graph.push(frame)
    graph.push(None)
    parts: list[Samples] = []
    while True:
        try:
            parts.append(graph.pull().to_ndarray().reshape(-1))
        except (av.error.EOFError, av.error.BlockingIOError):
            return np.concatenate(parts) if parts else samples


def in_noise(speech: Samples, noise: Samples, snr_db: float) -> Samples:
    """Speech with noise so many decibels below it."""
    here = level(noise)
    return speech + noise * np.float32(level(speech) / here / decibels(snr_db)) if here else speech


# Noises: random and a number of samples in, samples out


def white(random: Random, count: int) -> Samples:
    return random.standard_normal(count).astype(np.float32)


def pink(random: Random, count: int) -> Samples:
    return _coloured(random, count, 0.5)


def rumble(random: Random, count: int) -> Samples:
    return _coloured(random, count, 1.0)


def _coloured(random: Random, count: int, power: float) -> Samples:
    spectrum = np.fft.rfft(random.standard_normal(count))
    spectrum /= np.maximum(np.arange(len(spectrum)), count * 30 / RATE) ** power
    shaped = np.fft.irfft(spectrum, count)
    return (shaped / np.max(np.abs(shaped))).astype(np.float32)


def hum(random: Random, count: int) -> Samples:
    """Mains and its harmonics, as of a cheap microphone, with a little hiss."""
    time = np.arange(count) / RATE
    base = random.choice([50.0, 60.0])
    tones = sum(np.sin(2 * np.pi * base * k * time + random.uniform(0, 6)) / k for k in range(1, 9))
    return (tones + 0.05 * random.standard_normal(count)).astype(np.float32)


def silence(random: Random, count: int) -> Samples:
    """Not even a microphone's hiss, or hardly."""
    return (random.choice([0.0, 0.0002]) * random.standard_normal(count)).astype(np.float32)


def breaths(random: Random, count: int) -> Samples:
    """In and out every few seconds."""

    def breath() -> Samples:
        low, length = random.uniform(300, 700), round(random.uniform(0.4, 1.2) * RATE)
        air = band(white(random, length), low, low * random.uniform(3, 6))
        return air * np.hanning(length).astype(np.float32)

    return _scattered(random, count, breath, 1.5)


def clicks(random: Random, count: int) -> Samples:
    """Typing."""

    def click() -> Samples:
        length = round(random.uniform(0.01, 0.04) * RATE)
        ring = np.sin(2 * np.pi * random.uniform(900, 4000) * np.arange(length) / RATE)
        return (random.standard_normal(length) + ring) * np.exp(-np.arange(length) / (length / 6))

    return _scattered(random, count, click, 0.15)


def coughs(random: Random, count: int) -> Samples:
    """Short bursts of noise with a throat's resonances."""

    def cough() -> Samples:
        length = round(random.uniform(0.15, 0.4) * RATE)
        decay = np.exp(-np.arange(length, dtype=np.float32) / (length / 4))
        return band(white(random, length), 350, 2500) * decay

    return _scattered(random, count, cough, 2.0)


def music(random: Random, count: int) -> Samples:
    """Chords of plucked and held tones, a new one every beat."""
    beat = round(random.uniform(0.3, 0.7) * RATE)
    root = random.uniform(110, 220)
    out = np.zeros(count + 2 * beat)
    for start in range(0, count, beat):
        length = min(2 * beat, len(out) - start)
        time = np.arange(length) / RATE
        chord = root * 2 ** (random.choice([0, 5, 7, 9]) / 12)
        decay = np.exp(-time * random.choice([1.0, 4.0])) * np.minimum(1, time / 0.01)
        for step in (0, 4, 7, 12):
            tone = chord * 2 ** (step / 12)
            out[start : start + length] += decay * sum(
                np.sin(2 * np.pi * tone * k * time) / k**1.5 for k in range(1, 6)
            )
    return out[:count].astype(np.float32)


def _scattered(random: Random, count: int, sound: Callable[[], Samples], every_s: float) -> Samples:
    """One `sound` after the other at random times, over a low hiss."""
    out = 0.01 * random.standard_normal(count)
    at = round(random.exponential(every_s) * RATE)
    while at < count:
        one = sound()[: count - at]
        out[at : at + len(one)] += one * random.uniform(0.3, 1.0)
        at += len(one) + round(random.exponential(every_s) * RATE)
    return out.astype(np.float32)


NOISES: dict[str, Callable[[Random, int], Samples]] = {"white": white, "pink": pink, "hum": hum}
NON_SPEECH: dict[str, Callable[[Random, int], Samples]] = {
    "silence": silence,
    "breaths": breaths,
    "white": white,
    "clicks": clicks,
    "music": music,
    "pink": pink,
    "coughs": coughs,
    "hum": hum,
    "rumble": rumble,
}
