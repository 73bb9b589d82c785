"""The journal of edits: the text at any second, whatever was typed and however the file ends."""

from __future__ import annotations

import random
import time

import hypothesis.strategies as st
import pytest
from hypothesis import given

from simulator.interview.coding.edits import (
    SNAPSHOT_EVERY,
    Edit,
    Journal,
    PhaseStart,
    TestRun,
    between,
    edit_line,
    phase_line,
    read_journal,
    run_line,
)

TEXTS = st.lists(st.text(max_size=30), max_size=40)


def typed(texts: list[str]) -> list[Edit]:
    """The edits that lead from an empty text through all of these."""
    edits, before = [], ""
    for second, text in enumerate(texts, 1):
        if (edit := between(before, text, float(second))) is not None:
            edits.append(edit)
            before = text
    return edits


@given(TEXTS)
def test_the_journal_gives_back_every_text_at_its_second(texts: list[str]) -> None:
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    journal = read_journal("".join(map(edit_line, typed(texts))))
    assert journal.text_at(0.5) == ""
    for second, text in enumerate(texts, 1):
        assert journal.text_at(second) == text
    assert journal.final == (texts[-1] if texts else "")


@given(TEXTS, st.integers(0, 400))
def test_a_file_that_was_cut_off_gives_what_was_written_before(texts: list[str], left_out: int) -> None:
    whole = "".join(map(edit_line, typed(texts))).encode()
    cut = read_journal(whole[: max(0, len(whole) - left_out)])
    assert cut.edits == read_journal(whole).edits[: len(cut.edits)]


@given(st.binary(max_size=200))
def test_nothing_in_a_file_is_an_error(damage: bytes) -> None:
    good = edit_line(Edit(1.0, 0, 0, "x = 1")).encode()
    assert read_journal(good + damage).edits[:1] == (Edit(1.0, 0, 0, "x = 1"),)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_smallest_edit_makes_one_text_of_the_other(before: str, after: str) -> None:
    edit = between(before, after, 0.0)
    assert (edit.applied(before) if edit else before) == after
    assert (edit is None) == (before == after)


def test_the_smallest_edit_is_small() -> None:
    assert between("a = 1\nb = 2\n", "a = 1\nc = 2\n", 3.0) == Edit(3.0, 6, 7, "c")
    assert between("aa", "aaa", 0.0) == Edit(0.0, 2, 2, "a")


def test_runs_and_phases_stand_between_the_edits() -> None:
    lines = [
        phase_line(PhaseStart(0.0, "discussion")),
        edit_line(Edit(2.0, 0, 0, "x")),
        run_line(TestRun(3.5, 1, 4, ("ties", "empty"))),
        edit_line(Edit(4.0, 1, 1, "y")),
    ]
    journal = read_journal("\n".join(lines))
    assert journal.phases == (PhaseStart(0.0, "discussion"),)
    assert journal.runs == (TestRun(3.5, 1, 4, ("ties", "empty")),)
    assert journal.final == "xy"


@pytest.mark.parametrize(
    "line",
    [
        '{"at_s": 2, "from": 0, "to": 9, "text": "beyond the end"}',
        '{"at_s": 2, "from": 2, "to": 1, "text": "backwards"}',
        '{"at_s": 2, "from": 0}',
        "not JSON",
        '{"at_s": "two", "from": 0, "to": 0, "text": ""}',
    ],
)
def test_reading_ends_before_a_line_that_does_not_fit(line: str) -> None:
    first, last = edit_line(Edit(1.0, 0, 0, "x")), edit_line(Edit(3.0, 0, 0, "y"))
    assert read_journal(f"{first}{line}\n{last}").final == "x"


def test_a_later_version_may_say_more() -> None:
    assert read_journal('{"at_s": 1, "from": 0, "to": 0, "text": "x", "by": "paste"}').final == "x"


def test_time_does_not_run_backwards() -> None:
    journal = read_journal(edit_line(Edit(5.0, 0, 0, "x")) + edit_line(Edit(3.0, 1, 1, "y")))
    assert (journal.text_at(4.9), journal.text_at(5.0)) == ("", "xy")


def long_session() -> str:
    """45 minutes with 20,000 edits."""
    dice, length, lines = random.Random(1), 0, []
    for number in range(20_000):
        start = dice.randint(0, length)
        end = min(length, start + dice.choice((0, 0, 1)))
        text = dice.choice("abc \n")
        length += 1 - (end - start)
        lines.append(edit_line(Edit(number * 0.135, start, end, text)))
    return "".join(lines)


def test_a_jump_applies_few_edits() -> None:
    journal = read_journal(long_session())
    texts = [text for _, text in journal.texts()]
    for edits in (0, 1, SNAPSHOT_EVERY - 1, SNAPSHOT_EVERY, SNAPSHOT_EVERY + 1, 19_999, 20_000):
        assert journal.text_after(edits) == ("" if edits == 0 else texts[edits - 1])


def test_a_long_session_opens_in_a_moment() -> None:
    """In processor time, so that a busy machine does not matter; 0.15 s here, and 0.3 s is promised."""
    written = long_session()
    began = time.process_time()
    read_journal(written).text_at(1000.0)
    assert time.process_time() - began < 1.0


def test_an_empty_journal_has_an_empty_text() -> None:
    assert Journal(()).text_at(100.0) == ""
