"""Speaks answers of the corpus and writes down what our ear hears: corpus/heard.jsonl.

    python -m training.speaking [--answers 120] [--halves calibration]

Each answer is said by one voice (Piper or espeak-ng) at a pace of its own, with room noise at 15 to
40 decibels below it, and heard as the program hears a recording. What was done before is kept, so that the
command can go on where it stopped. Slow: some twenty seconds an answer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.spliced_voices import speaker
from benchmarks.terms_speech import as_said
from simulator.model.settings import Settings
from simulator.scoring.language.text import normal
from simulator.speech.hearing.segments import RATE
from simulator.use_cases.desk import Desk
from training import corpus

HEARD = corpus.CORPUS / "heard.jsonl"
ENGINES = ("piper", "espeak")
BETWEEN_S = 0.35
"""A breath between sentences."""
NOISE_DB = (15.0, 40.0)
"""How far the noise lies below the voice, drawn for each answer."""


def chosen(rows: Sequence[corpus.Row], count: int) -> list[corpus.Row]:
    """So many answers, spread over authors and profiles, the same every time."""
    return sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())[:count]


def spoken(row: corpus.Row, path: Path) -> dict[str, object]:
    """Write the answer as sound; returns the voice and the noise."""
    random = np.random.default_rng(int(hashlib.sha256(row["id"].encode()).hexdigest()[:8], 16))
    engine = ENGINES[int(random.integers(len(ENGINES)))]
    speaking = speaker(engine, "held", random)
    breath = np.zeros(round(BETWEEN_S * RATE), dtype=np.float32)
    parts = [breath]
    for sentence in row["sentences"]:
        parts += [speaking.phrase(as_said(sentence["text"])), breath]
    sound = np.concatenate(parts)
    below = float(random.uniform(*NOISE_DB))
    noise = np.sqrt(np.mean(sound**2)) * 10 ** (-below / 20)
    sound = sound + noise * random.standard_normal(len(sound)).astype(np.float32)
    soundfile.write(path, sound / max(1.0, float(abs(sound).max())), RATE)
    return {"voice": f"{engine} {speaking.name}", "noise_db": round(below, 1)}


def divided(sentences: Sequence[str], heard: Sequence[str]) -> list[str]:
    """The heard words, divided as the sentences that were spoken; a word goes with those it stands beside."""
    said = [(normal(word), at) for at, sentence in enumerate(sentences) for word in sentence.split()]
    places = [-1] * len(heard)
    matcher = SequenceMatcher(None, [word for word, _ in said], list(map(normal, heard)), autojunk=False)
    for start, other, length in matcher.get_matching_blocks():
        for step in range(length):
            places[other + step] = said[start + step][1]
    parts: list[list[str]] = [[] for _ in sentences]
    at = 0
    for word, place in zip(heard, places, strict=True):
        at = max(at, place)
        parts[at].append(word)
    return [" ".join(part) for part in parts]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=120)
    parser.add_argument("--halves", nargs="+", default=["calibration"])
    given = parser.parse_args()
    done = {row["id"] for row in corpus.heard()}
    desk = Desk(Settings())
    left = [row for row in chosen(corpus.answers(*given.halves), given.answers) if row["id"] not in done]
    with tempfile.TemporaryDirectory() as folder, HEARD.open("a", encoding="utf-8") as file:
        for number, row in enumerate(left, 1):
            path = Path(folder) / "answer.wav"
            how = spoken(row, path)
            heard = desk.examine.transcribe(str(path), desk.questions.get(row["question_id"]))
            words = [word.text for word in heard.words]
            parts = divided([sentence["text"] for sentence in row["sentences"]], words)
            file.write(json.dumps({"id": row["id"], **how, "sentences": parts}) + "\n")
            file.flush()
            print(f"{number} of {len(left)}: {row['id']} by {how['voice']}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
