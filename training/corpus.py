"""The corpus as Python values: labelled spoken answers, snippets on explained terms, and who is kept back."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
QUESTIONS = ROOT / "prompts" / "questions"

Row = dict[str, Any]
"""One labelled answer, with the fields of corpus/SPEC.md."""


def splits() -> dict[str, tuple[str, ...]]:
    """Authors by the half they belong to: `train`, `calibration`, `test`."""
    found = tomllib.loads((CORPUS / "splits.toml").read_text(encoding="utf-8"))
    return {half: tuple(authors) for half, authors in found.items()}


def answers(*halves: str) -> list[Row]:
    """The labelled answers of those halves, in the order of authors and ids."""
    authors = [author for half in halves for author in splits()[half]]
    return [row for author in authors for row in _lines(CORPUS / f"answers-{author}.jsonl")]


def snippets(*halves: str) -> list[Row]:
    """Snippets on explained terms. Authors O and R train nothing; O is split: the first 120 calibrate.

    O wrote in pairs of alike texts with opposite labels, and 120 parts no pair.
    """
    kept_back = list(_lines(CORPUS / "snippets-O.jsonl"))
    of_half = {
        "train": [row for author in "AMPQ" for row in _lines(CORPUS / f"snippets-{author}.jsonl")],
        "calibration": kept_back[:120],
        "test": [*kept_back[120:], *_lines(CORPUS / "snippets-R.jsonl")],
    }
    return [row for half in halves for row in of_half.get(half, ())]


def second_labels() -> dict[str, Row]:
    """What another labeller, blind to the first, made of some of the answers; by answer id."""
    return {row["id"]: row for path in sorted(CORPUS.glob("second-*.jsonl")) for row in _lines(path)}


def turned() -> list[Row]:
    """Points as somebody makes them, turns them round, or only touches their topic; none is trained on."""
    return list(_lines(CORPUS / "turned.jsonl"))


def heard() -> list[Row]:
    """What our ear wrote of answers that were spoken by a voice, by sentence; see `training/speaking.py`."""
    return list(_lines(CORPUS / "heard.jsonl"))


def as_heard(rows: Sequence[Row]) -> list[Row]:
    """Those of the rows that were spoken and heard, with the words that our ear wrote and the same labels.

    Sentences of which it wrote nothing are left out.
    """
    wrote = {row["id"]: row["sentences"] for row in heard()}
    return [
        row
        | {
            "sentences": [
                sentence | {"text": text}
                for sentence, text in zip(row["sentences"], wrote[row["id"]], strict=True)
                if text
            ]
        }
        for row in rows
        if row["id"] in wrote
    ]


def text_of(row: Row) -> str:
    """The whole answer."""
    return " ".join(sentence["text"] for sentence in row["sentences"])


def bank() -> dict[str, dict[str, Any]]:
    """The questions of the bank as their files have them, by id."""
    return {
        question["id"]: question
        for path in sorted(QUESTIONS.glob("*.toml"))
        for question in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    }


def _lines(path: Path) -> Iterator[Row]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())
