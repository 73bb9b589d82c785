"""What a filler prompt does to fluent speech: words wrong, words that nobody said, and loops, clip by clip.

Run: .venv/bin/python -m benchmarks.prompt_loops [FOLDER] [--clips 20] [--words]
FOLDER holds read.jsonl (default ../shared/eval/audio): speech that is read, in which nobody hesitates. One
decoding is given no prompt, ours, or a long one; then the whole ear is run with ours and without. `--words`
prints each word that differs from the reference.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from benchmarks.hearing import edits, ours
from simulator.model.settings import CHECKOUT, cache_folder
from simulator.speech.audio import files
from simulator.speech.hearing import engine, engines, prompts, weights
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.loops import looped
from simulator.speech.hearing.spelling import bare, is_filled_pause

LONG = "Umm, let me think like, hmm... Okay, here's what I'm, like, thinking."
"""The prompt that OpenAI's guide to speech to text gives for keeping filler words."""
MOST_S = 30.0
"""A clip is decoded as one segment, which Whisper's window bounds."""


@dataclass
class Heard:
    """A clip as one way of hearing has it."""

    words: list[str]
    loops: int = 0
    """Words that go round in a loop."""


Hearer = Callable[[Path], Heard]


def once(loaded: Engine, prompt: str) -> Hearer:
    """One decoding of the clip, as the ear decodes for disfluency, before loops are taken out."""

    def hear(path: Path) -> Heard:
        samples = np.concatenate([piece for piece, _share in files.pieces(path)])
        words = loaded.decode(loaded.encode(samples), prompt).words
        return Heard([bare(word.text) for word in words if bare(word.text)], len(looped(words)))

    return hear


def whole(loaded: Engine, prompt: str) -> Hearer:
    """The ear as `transcribe` runs it, told `prompt` where ours would be."""
    hearer = ours(loaded)

    def hear(path: Path) -> Heard:
        with _told(prompt):
            spoken, _clean = hearer(path)
        return Heard([word for word in spoken if word])

    return hear


@contextmanager
def _told(prompt: str) -> Iterator[None]:
    kept = prompts.FILLERS
    prompts.FILLERS = prompt
    try:
        yield
    finally:
        prompts.FILLERS = kept


def fluent(folder: Path, clips: int) -> list[dict[str, object]]:
    """The first clips in which nobody hesitates and that fit into one window."""
    rows = [json.loads(line) for line in (folder / "read.jsonl").read_text().splitlines()]
    still = [
        row
        for row in rows
        if row["seconds"] < MOST_S and not any(is_filled_pause(w) for w in row["reference"].split())
    ]
    return still[:clips]


def run(hearer: Hearer, name: str, rows: list[dict[str, object]], folder: Path, *, words: bool) -> None:
    wrong = said = added = fillers = loops = clips = 0
    for row in rows:
        heard = hearer(folder / str(row["file"]))
        reference = [bare(word) for word in str(row["reference"]).split()]
        filled = [word for word in heard.words if word == "<filler>" or is_filled_pause(word)]
        fillers += len(filled)
        loops += heard.loops
        clips += bool(heard.loops)
        others = [word for word in heard.words if word not in filled]
        wrong, said = wrong + edits(reference, others), said + len(reference)
        for tag, a, b, c, d in SequenceMatcher(None, reference, heard.words, autojunk=False).get_opcodes():
            added += d - c if tag == "insert" else 0
            if words and tag != "equal":
                was, now = " ".join(reference[a:b]) or "–", " ".join(heard.words[c:d]) or "–"
                print(f"    {Path(str(row['file'])).stem[:40]:40} {was} -> {now}")
    print(f"{name:30} {100 * wrong / said:7.1f} {added:6} {fillers:8} {loops:6} {clips:6}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=CHECKOUT.parent / "shared" / "eval" / "audio")
    parser.add_argument("--clips", type=int, default=20)
    parser.add_argument("--words", action="store_true", help="each word that differs")
    parser.add_argument("--model", default="base")
    parser.add_argument("--engine", default=engine.FASTER)
    given = parser.parse_args()
    loaded = engines.load(given.engine, weights.find(given.model, cache_folder()))
    rows = fluent(given.folder, given.clips)
    seconds = sum(float(str(row["seconds"])) for row in rows)
    print(f"{len(rows)} fluent clips, {seconds:.0f} s, {given.engine} {given.model}")
    print(f"{'':30} wrong/100  added  fillers  loops  clips with a loop")
    hearers = {
        "one decoding, no prompt": once(loaded, ""),
        "one decoding, our prompt": once(loaded, prompts.FILLERS),
        "one decoding, a long prompt": once(loaded, LONG),
        "the whole ear, no prompt": whole(loaded, ""),
        "the whole ear, our prompt": whole(loaded, prompts.FILLERS),
    }
    for name, hearer in hearers.items():
        run(hearer, name, rows, given.folder, words=given.words)


if __name__ == "__main__":
    main()
