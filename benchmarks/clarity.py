"""Fillers, restarts, jargon and its explanation against labels: python benchmarks/clarity.py [FOLDER].

FOLDER holds questions.jsonl, answers.jsonl and jargon_snippets.jsonl (default ../shared/eval). `--meaning`
adds the sentence embeddings; `--errors` lists what was judged otherwise than labelled.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from simulator.model.scorecard import Audience, JargonTerm
from simulator.model.transcript import Transcript, WordKind, from_text
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import FillerLexicon, Lexicon, load_fillers, load_lexicon, phrase
from simulator.scoring.language.text import normal
from simulator.scoring.measures.jargon import asked_terms, jargon_report

ROOT = Path(__file__).resolve().parents[1]
ASKS_WHAT_IT_IS = ("explain", "compare")


@dataclass
class Hits:
    """Counts of a two-class judgement."""

    true: int = 0
    extra: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def row(self) -> str:
        precision = self.true / max(1, self.true + self.extra)
        recall = self.true / max(1, self.true + self.missed)
        f1 = 2 * self.true / max(1, 2 * self.true + self.extra + self.missed)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  (n {self.true + self.missed})"


@dataclass
class Right:
    """Counts of a yes-or-no judgement."""

    right: int = 0
    of: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, right: bool, error: str) -> None:
        self.right += right
        self.of += 1
        if not right:
            self.errors.append(error)

    def row(self) -> str:
        return f"{self.right / max(1, self.of):.3f}  ({self.right} of {self.of})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    fillers = load_fillers(ROOT / "prompts" / "lexicon" / "fillers.toml")
    lexicon = load_lexicon(ROOT / "prompts" / "lexicon")
    answers = [
        (row, annotate(from_text(row["transcript"]), fillers))
        for row in _rows(options.folder / "answers.jsonl")
    ]
    questions = {row["id"]: row for row in _rows(options.folder / "questions.jsonl")}
    snippets = _rows(options.folder / "jargon_snippets.jsonl")
    errors = _spoken(answers)
    for name, embedder in _embedders(options.meaning):
        print(f"\njargon, {name}")
        errors += _jargon(answers, questions, snippets, fillers, lexicon, embedder)
    if options.errors:
        print("\n" + "\n".join(errors))
    return 0


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _embedders(meaning: bool) -> list[tuple[str, Embedder | None]]:
    found: list[tuple[str, Embedder | None]] = [("without embeddings", None)]
    if meaning:
        from simulator.reading.embedder import SentenceEmbedder

        embedder = SentenceEmbedder(Path.home() / ".cache" / "interview-simulator")
        found.append((f"with {embedder.id}", embedder))
    return found


def _spoken(answers: list[tuple[dict[str, Any], Annotated]]) -> list[str]:
    hits = Hits()
    counts: list[tuple[int, int]] = []
    for row, said in answers:
        _compare_fillers(row, said.transcript, hits)
        counts.append((len(said.transcript.restarts), row["labels"]["restarts"]))
        if counts[-1][0] != counts[-1][1]:
            hits.errors.append(f"{row['id']}: restarts {counts[-1][0]}, labelled {counts[-1][1]}")
    ours, labelled = np.array(counts).T
    print(f"fillers in position   {hits.row()}")
    error, spearman = np.abs(ours - labelled).mean(), _spearman(ours, labelled)
    print(f"restarts              mean error {error:.2f}  Spearman {spearman:.3f}")
    return hits.errors


def _compare_fillers(row: dict[str, Any], transcript: Transcript, hits: Hits) -> None:
    keys = [normal(word.text) for word in transcript.words]
    for label, is_filler in (("fillers", True), ("not_fillers", False)):
        for entry in row["labels"][label]:
            form = phrase(entry["text"])
            starts = [at for at in range(len(keys)) if tuple(keys[at : at + len(form)]) == form]
            marked = sum(transcript.words[at].kind is WordKind.FILLER for at in starts)
            labelled = entry["count"] if is_filler else len(starts) - entry["count"]
            if not is_filler and any(
                e["text"].lower() == entry["text"].lower() for e in row["labels"]["fillers"]
            ):
                continue
            hits.true += min(marked, labelled)
            hits.extra += max(0, marked - labelled)
            hits.missed += max(0, labelled - marked)
            if marked != labelled:
                hits.errors.append(f"{row['id']}: {entry['text']} marked {marked}, labelled {labelled}")


def _jargon(
    answers: list[tuple[dict[str, Any], Annotated]],
    questions: dict[str, dict[str, Any]],
    snippets: list[dict[str, Any]],
    fillers: FillerLexicon,
    lexicon: Lexicon,
    embedder: Embedder | None,
) -> list[str]:
    terms, explained, spoken = Hits(), Right(), Right()
    for row, said in answers:
        question = questions[row["question_id"]]
        asked = asked_terms(question["prompt"], lexicon) if question["kind"] in ASKS_WHAT_IT_IS else ()
        found = jargon_report(said, Audience(question["audience"]), lexicon, embedder, asked).terms
        _compare_terms(row, found, terms, explained)
    for row in snippets:
        said = annotate(from_text(row["text"]), fillers)
        found = jargon_report(said, Audience(row["audience"]), lexicon, embedder).terms
        mine = next((term for term in found if _same(term, row["term"])), None)
        judged = mine is not None and mine.explained
        spoken.add(
            judged == row["explained"],
            f"{row['id']}: {row['term']} ({row['tag']}) judged {judged}, found {bool(mine)}",
        )
    print(f"terms                 {terms.row()}")
    print(f"explained, answers    {explained.row()}")
    print(f"explained, snippets   {spoken.row()}")
    return terms.errors + explained.errors + spoken.errors


def _compare_terms(row: dict[str, Any], found: tuple[JargonTerm, ...], terms: Hits, explained: Right) -> None:
    labels = row["labels"]["jargon"]
    for term in found:
        if not any(_same(term, label["term"]) for label in labels):
            terms.extra += 1
            terms.errors.append(f"{row['id']}: {term.term} is no labelled term")
    for label in labels:
        mine = next((term for term in found if _same(term, label["term"])), None)
        if mine is None:
            terms.missed += 1
            terms.errors.append(f"{row['id']}: {label['term']} not found")
            continue
        terms.true += 1
        note = f"{row['id']}: {label['term']} explained {mine.explained} ({mine.how})"
        explained.add(mine.explained == label["explained"], note)


def _same(term: JargonTerm, label: str) -> bool:
    """Terms match when one normalised form contains the other."""
    wanted = _bare(label)
    return any(
        wanted in _bare(name) or _bare(name) in wanted for name in (term.term, term.quote or term.term)
    )


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower()).removesuffix("s")


def _spearman(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Ranks, those of equal values averaged."""
    return np.array([(values < value).sum() + (values == value).sum() / 2 for value in values])


if __name__ == "__main__":
    sys.exit(main())
