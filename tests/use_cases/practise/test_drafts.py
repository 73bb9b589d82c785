"""What was typed is kept until it is handed in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.use_cases.practise.drafts import MOST, draft_of, keep_draft, path


def test_a_draft_is_there_until_it_is_emptied() -> None:
    keep_draft("churn-model", "I would – first")
    keep_draft("bias-variance", "It is")
    assert (draft_of("churn-model"), draft_of("bias-variance"), draft_of("other")) == (
        "I would – first",
        "It is",
        "",
    )
    assert path().stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    keep_draft("churn-model", " ")
    assert (draft_of("churn-model"), draft_of("bias-variance")) == ("", "It is")


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1]", b"\xff\xfe", b'{"churn-model": 3}', b"[" * 100_000])
def test_a_damaged_file_is_no_draft_and_takes_the_next_one(damaged: bytes) -> None:
    path().parent.mkdir(exist_ok=True)
    path().write_bytes(damaged)
    assert draft_of("churn-model") == ""
    keep_draft("churn-model", "again")
    assert draft_of("churn-model") == "again"


def test_the_latest_are_kept(tmp_path: Path) -> None:
    for at in range(MOST + 2):
        keep_draft(f"q{at}", "words")
    assert (draft_of("q1"), draft_of("q2"), draft_of(f"q{MOST + 1}")) == ("", "words", "words")
