"""What was typed is kept until it is handed in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.use_cases.practise.drafts import MOST, Drafts, path

DRAFTS = Drafts()


def test_a_draft_is_there_until_it_is_emptied() -> None:
    DRAFTS.keep("churn-model", "I would – first")
    DRAFTS.keep("bias-variance", "It is")
    assert (DRAFTS.of("churn-model"), DRAFTS.of("bias-variance"), DRAFTS.of("other")) == (
        "I would – first",
        "It is",
        "",
    )
    assert path().stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    DRAFTS.keep("churn-model", " ")
    assert (DRAFTS.of("churn-model"), DRAFTS.of("bias-variance")) == ("", "It is")


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1]", b"\xff\xfe", b'{"churn-model": 3}', b"[" * 100_000])
def test_a_damaged_file_is_no_draft_and_takes_the_next_one(damaged: bytes) -> None:
    path().parent.mkdir(exist_ok=True)
    path().write_bytes(damaged)
    assert DRAFTS.of("churn-model") == ""
    DRAFTS.keep("churn-model", "again")
    assert DRAFTS.of("churn-model") == "again"


def test_the_latest_are_kept(tmp_path: Path) -> None:
    for at in range(MOST + 2):
        DRAFTS.keep(f"q{at}", "words")
    assert (DRAFTS.of("q1"), DRAFTS.of("q2"), DRAFTS.of(f"q{MOST + 1}")) == ("", "words", "words")
