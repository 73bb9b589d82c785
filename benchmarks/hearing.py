"""How well the ear hears: filled pauses and words on labelled recordings, by kind of speech and of speaker.

Run: .venv/bin/python -m benchmarks.hearing [FOLDER] [--model base] [--engine faster-whisper]
FOLDER holds disfluent.jsonl and read.jsonl (default ../shared/eval/audio).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from simulator.model import settings
from simulator.model.settings import CHECKOUT, cache_folder
from simulator.model.transcript import WordKind
from simulator.speech.hearing import engine, engines, prompts, sound, weights
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.fast import FastEngine
from simulator.speech.hearing.listening import Listening
from simulator.speech.hearing.spelling import bare, is_filled_pause
from simulator.use_cases.desk import Desk

Hearer = Callable[[Path], tuple[list[str], list[str]]]
"""Verbatim words and clean words of a file."""
FILLER = "<filler>"
SECOND = "L2"
"""Kind of a clip whose speaker learned English second."""


@dataclass
class Tally:
    """Counts over many clips."""

    spoken: int = 0
    found: int = 0
    right: int = 0
    errors: int = 0
    words: int = 0
    seconds: float = 0.0
    took_s: float = 0.0

    def row(self, name: str) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.spoken if self.spoken else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return (
            f"{name:24} {self.spoken:6} {self.found:6} {self.right:6} {precision:10.2f} "
            f"{recall:7.2f} {f1:6.2f} "
            f"{self.errors / max(1, self.words):6.3f} {self.took_s / max(1e-9, self.seconds):10.2f}"
        )


HEADER = f"{'':24} spoken  found  right  precision  recall     F1    WER    s per s"


def ours(loaded: Engine) -> Hearer:
    """Our ear, as `transcribe` runs it."""

    candidates = Desk(settings.load()).vocabulary.candidates(None)

    def hear(path: Path) -> tuple[list[str], list[str]]:
        listening = Listening(loaded, (), candidates)
        for piece, _ in sound.pieces(path):
            listening.feed(piece)
        listening.end()
        while listening.hear_one():
            pass
        transcript = listening.transcript()
        spoken = [FILLER if w.kind is WordKind.FILLER else bare(w.text) for w in transcript.words]
        return spoken, [bare(word) for word in transcript.text.split()]

    return hear


def plain(loaded: FastEngine, prompt: str) -> Hearer:
    """faster-whisper's own transcribe, beam 5, with or without the filler prompt."""

    def hear(path: Path) -> tuple[list[str], list[str]]:
        segments, _ = loaded._whisper.transcribe(
            str(path), language="en", beam_size=5, initial_prompt=prompt or None, word_timestamps=True
        )
        words = [bare(word.word) for segment in segments for word in segment.words or ()]
        return normal(words), [word for word in words if not is_filled_pause(word)]

    return hear


def normal(words: Iterable[str]) -> list[str]:
    return [FILLER if is_filled_pause(word) else word for word in words if word]


def count(tally: Tally, row: dict[str, object], heard: tuple[list[str], list[str]]) -> None:
    """Hits by alignment of the verbatim words; word errors of the clean ones."""
    reference = normal(bare(word) for word in str(row["reference"]).split() if word[0] not in "<[")
    spoken, clean = heard
    tally.spoken += reference.count(FILLER)
    tally.found += spoken.count(FILLER)
    for tag, a, b, c, d in SequenceMatcher(None, reference, spoken, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            tally.right += min(reference[a:b].count(FILLER), spoken[c:d].count(FILLER))
    wanted = [word for word in reference if word != FILLER]
    tally.errors += edits(wanted, [word for word in clean if word])
    tally.words += len(wanted)


def edits(reference: list[str], heard: list[str]) -> int:
    """Insertions, deletions and substitutions."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(reference, 1):
        row, before = [i] + [0] * len(heard), row
        for j, other in enumerate(heard, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word != other))
    return row[-1]


def measure(hearer: Hearer, rows: list[dict[str, object]], folder: Path) -> Tally:
    tally = Tally()
    for row in rows:
        started = time.perf_counter()
        heard = hearer(folder / str(row["file"]))
        tally.took_s += time.perf_counter() - started
        tally.seconds += float(str(row["seconds"]))
        count(tally, row, heard)
    return tally


def accuracy(folder: Path, name: str, model: str) -> None:
    loaded = engines.load(name, weights.find(model, cache_folder()))
    hearers = {"ours": ours(loaded)}
    if isinstance(loaded, FastEngine):
        hearers |= {"plain decoding": plain(loaded, ""), "with filler prompt": plain(loaded, prompts.FILLERS)}
    disfluent = [json.loads(line) for line in (folder / "disfluent.jsonl").read_text().splitlines()]
    read = [json.loads(line) for line in (folder / "read.jsonl").read_text().splitlines()]
    sets = {
        "spontaneous, broadcast": [row for row in disfluent if not row["kind"].startswith("acted")],
        "acted": [row for row in disfluent if row["kind"].startswith("acted")],
        "read, first language": [row for row in read if not row["kind"].startswith(SECOND)],
        "read, second language": [row for row in read if row["kind"].startswith(SECOND)],
    }
    for title, rows in sets.items():
        print(f"\n{title}: {len(rows)} clips, {sum(row['seconds'] for row in rows):.0f} s, {name} {model}")
        print(HEADER)
        for label, hearer in hearers.items():
            print(measure(hearer, rows, folder).row(label), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=CHECKOUT.parent / "shared" / "eval" / "audio")
    parser.add_argument("--model", default="base")
    parser.add_argument("--engine", default=engine.FASTER)
    given = parser.parse_args()
    accuracy(given.folder, given.engine, given.model)


if __name__ == "__main__":
    main()
