"""Fits the ear's detector of filled pauses: python -m benchmarks.hesitation_fit [--minutes N] [--out FILE]

Logistic regression (Newton's method, ridge) of "a filled pause sounds" on the encoder's states, over the part
"seen" of `benchmarks.spliced`: filled pauses of some human speakers spliced into read speech, and of voices,
in noise and without. "held" has other speakers, fillers, voices and sentences, and is only reported on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.spliced import Clip, clips
from simulator.model.settings import cache_folder
from simulator.speech.hearing import engine, engines, hesitation, sound, weights
from simulator.speech.hearing.activity import VoiceActivity
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.segments import RATE, Segmenter

Floats = NDArray[np.float64]
EDGE_S = 0.06
"""Around a filled pause, neither here nor there."""
OTHERS = 60_000
"""Frames without one that are drawn; with all the others they teach the same."""
RIDGE = 1000.0
STEPS = 12


def states_of(loaded: Engine, path: Path) -> Iterator[tuple[float, hesitation.States]]:
    """For each segment the ear makes of a file: where it begins (s), and the encoder's states."""
    pcm = np.concatenate([piece for piece, _ in sound.pieces(path)])
    activity, segmenter = VoiceActivity(), Segmenter()
    found = segmenter.feed(activity.feed(pcm.astype(np.float32) / 32768))
    found += segmenter.feed(activity.finish())
    for segment in [*found, *segmenter.finish()]:
        encoded = loaded.encode(pcm[segment.start : segment.end].astype(np.float32) / 32768)
        yield segment.start / RATE, loaded.states(encoded)


def labels(clip: Clip, start_s: float, count: int) -> NDArray[np.int8]:
    """For each frame 1 in a filled pause, 0 outside, -1 at its edges."""
    at = start_s + (np.arange(count) + 0.5) * hesitation.FRAME_S
    found = np.zeros(count, dtype=np.int8)
    for span in clip.fillers:
        found[(at > span.start_s - EDGE_S) & (at < span.end_s + EDGE_S)] = -1
    for span in clip.fillers:
        found[(at >= span.start_s) & (at <= span.end_s)] = 1
    return found


def fitted(states: Floats, wanted: Floats) -> tuple[Floats, float]:
    """Weights and bias that make `wanted` likeliest, on standardised states, the weights kept small."""
    mean, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    rows = np.hstack([(states - mean) / spread, np.ones((len(states), 1))])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -60, 60)))
        slope = rows.T @ (wanted - chances) - ridge * weights
        curve = (rows * (chances * (1 - chances))[:, None]).T @ rows + np.diag(ridge)
        weights = weights + np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return plain, float(weights[-1] - plain @ mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--out", type=Path, default=hesitation.FILE)
    given = parser.parse_args()
    found = weights.find("base", cache_folder())
    loaded = engines.load(engine.FASTER, found)
    folder = cache_folder() / "benchmarks" / "spliced"
    states, wanted = [], []
    for clip in clips(folder, "seen", given.minutes):
        for start_s, seen in states_of(loaded, folder / clip.file):
            states.append(seen)
            wanted.append(labels(clip, start_s, len(seen)))
    all_states, all_wanted = np.concatenate(states), np.concatenate(wanted)
    inside, outside = np.flatnonzero(all_wanted == 1), np.flatnonzero(all_wanted == 0)
    drawn = np.random.default_rng(0).choice(outside, min(len(outside), OTHERS), replace=False)
    chosen = np.concatenate([inside, drawn])
    plain, bias = fitted(all_states[chosen].astype(np.float64), all_wanted[chosen].astype(np.float64))
    np.savez(given.out, weights=plain.astype(np.float32), bias=bias, model_sha256=found.sha256)
    print(f"{len(inside)} frames in filled pauses, {len(drawn)} of {len(outside)} others; {given.out.name}")


if __name__ == "__main__":
    main()
