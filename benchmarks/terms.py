"""Technical terms heard right: without help, corrected by sound, and told exactly those spoken.

Run: .venv/bin/python -m benchmarks.terms [--sentences N] [--model base] [--chosen-on] [--seconds N]
One decoding a sentence (beam 5), as the ear decodes for content; only sentences no threshold was chosen on.
"planted" counts terms written by a correction (or hinted) that were not said.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.hearing import edits
from benchmarks.terms_speech import Clip, clips
from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question
from simulator.model.settings import cache_folder, shipped
from simulator.scoring.language.lexicon import joined_key, load_lexicon, pieces, term_key
from simulator.speech.hearing import engine, engines, prompts, weights
from simulator.speech.hearing.corrections import Corrector
from simulator.speech.hearing.listening import CONTENT_BEAM
from simulator.use_cases.prepare.vocabulary import candidates

LONGEST = 6
"""Pieces of a term."""


@dataclass
class Tally:
    """Counts over many sentences."""

    terms: int = 0
    heard: int = 0
    planted: int = 0
    errors: int = 0
    words: int = 0
    took_s: float = 0.0

    def count(self, clip: Clip, heard: str, hints: Sequence[str]) -> None:
        said, written = pieces(clip.text), pieces(heard)
        self.terms += len(clip.terms)
        self.heard += sum(has(written, term) for term in clip.terms)
        wrong = [hint for hint in hints if has(written, hint) and not has(said, hint)]
        self.planted += len(wrong)
        for hint in wrong:
            print(f"planted {hint}: {clip.text} | {heard}", flush=True)
        self.errors += edits(said, written)
        self.words += len(said)

    def row(self, name: str) -> str:
        recall, errors = self.heard / max(1, self.terms), self.errors / max(1, self.words)
        return f"{name:18} {self.terms:6} {recall:7.2f} {self.planted:8} {errors:6.3f} {self.took_s:7.1f}"


def has(parts: Sequence[str], term: str) -> bool:
    """Whether the term stands among the pieces, however it is split."""
    key, ends = term_key(term), len(parts) + 1
    return any(
        joined_key(parts[start:end]) == key
        for start in range(len(parts))
        for end in range(start + 1, min(start + LONGEST + 1, ends))
    )


def asked(clip: Clip, questions: Sequence[Question]) -> Question:
    """A question of the sentence's topic, the same one every time."""
    pool = [question for question in questions if question.topic == clip.topic]
    return pool[hashlib.sha256(clip.text.encode()).digest()[1] % len(pool)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sentences", type=int, default=None)
    parser.add_argument("--model", default="base")
    parser.add_argument("--chosen-on", action="store_true", help="the sentences thresholds were chosen on")
    parser.add_argument("--seconds", type=float, default=None, help="stop after so many")
    parser.add_argument("--show", action="store_true", help="print what was corrected")
    given = parser.parse_args()
    ear = engines.load(engine.FASTER, weights.find(given.model, cache_folder()))
    lexicon = load_lexicon(shipped("prompts") / "lexicon")
    questions, _ = load_folder(shipped("prompts") / "questions", "shipped")
    tallies = {"nothing": Tally(), "corrected by sound": Tally(), "exactly the spoken": Tally()}
    nothing, corrected, exact = tallies.values()
    correctors: dict[str, Corrector] = {}
    sentences, distinct, began = 0, set[str](), time.perf_counter()
    for clip in clips(given.sentences):
        if clip.chosen_on != given.chosen_on:
            continue
        if given.seconds is not None and time.perf_counter() - began > given.seconds:
            break
        sentences, distinct = sentences + 1, distinct | set(clip.terms)
        encoded = ear.encode(clip.samples)
        started = time.perf_counter()
        plain = ear.decode(encoded, beam=CONTENT_BEAM)
        nothing.took_s += time.perf_counter() - started
        nothing.count(clip, plain.text, ())
        question = asked(clip, questions)
        if question.id not in correctors:
            related = [other for other in questions if other.topic == question.topic]
            correctors[question.id] = Corrector(candidates(question, lexicon, related=related))
        started = time.perf_counter()
        better = correctors[question.id].corrected(plain, partial(ear.likelihoods, encoded))
        corrected.took_s += time.perf_counter() - started
        written = {word.term for word in better.words if word.term}
        corrected.count(clip, better.text, sorted(written))
        if given.show and written:
            print(f"{clip.text} | {plain.text} | {better.text}")
        started = time.perf_counter()
        told = ear.decode(encoded, prompts.clean(clip.terms), beam=CONTENT_BEAM) if clip.terms else plain
        exact.took_s += time.perf_counter() - started
        exact.count(clip, told.text, clip.terms)
    print(
        f"{sentences} clips, {len(distinct)} distinct terms; took s: correcting alone, without the decoding"
    )
    print(f"{'hints':18}  terms  recall  planted    WER  took s")
    for name, tally in tallies.items():
        print(tally.row(name))


if __name__ == "__main__":
    main()
