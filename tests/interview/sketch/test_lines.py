"""What the lines of a sketch say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.sketch.lines import (
    LONGEST_NAME,
    MOST_ARROWS,
    MOST_BOXES,
    Arrow,
    Group,
    Sketch,
    parsed,
)


@pytest.mark.parametrize(
    ("line", "arrows"),
    [
        ("a -> b", [Arrow(0, 1)]),
        ("a -> b: asks", [Arrow(0, 1, "asks")]),
        ("a --> b : asks -> again", [Arrow(0, 1, "asks -> again")]),
        ("a <- b: rows", [Arrow(1, 0, "rows")]),
        ("a <-> b", [Arrow(0, 1, "", True)]),
        ("a → b", [Arrow(0, 1)]),
        ("a->b->c: last", [Arrow(0, 1), Arrow(1, 2, "last")]),
        ("a, b -> c", [Arrow(0, 2), Arrow(1, 2)]),
        ("a -> a: again", [Arrow(0, 0, "again")]),
    ],
)
def test_a_line_of_arrows(line: str, arrows: list[Arrow]) -> None:
    found = parsed(line)
    assert list(found.arrows) == arrows
    assert found.notes == ()


@pytest.mark.parametrize(
    "line", ["client", "client ->", "-> client", "client ->: asks", "what about cold start?", "group models:"]
)
def test_a_line_that_is_no_arrow_yet_is_a_note(line: str) -> None:
    assert parsed(line) == Sketch(notes=(line,))


def test_spellings_of_a_name_are_one_box_as_it_was_written_first() -> None:
    found = parsed("Feature-Store -> model\nfeature store -> log\n[feature_store]")
    assert found.boxes == ("Feature-Store", "model", "log")


def test_a_group_has_the_boxes_that_no_earlier_one_has_and_an_arrow_to_it_leads_to_its_first() -> None:
    found = parsed("client -> models\ngroup models: ranker, index\ngroup all = index, log")
    assert found.boxes == ("ranker", "index", "log", "client")
    assert found.groups == (Group("models", (0, 1)), Group("all", (2,)))
    assert found.arrows == (Arrow(3, 0),)


def test_what_is_too_much_is_not_drawn_and_said_so() -> None:
    found = parsed("\n".join(f"a{at} -> b{at}" for at in range(200)))
    assert len(found.boxes) == MOST_BOXES
    assert "is not drawn" in found.notes[-1]
    many = parsed("\n".join(["a -> b"] * 200))
    assert len(many.arrows) == MOST_ARROWS
    assert "is not drawn" in many.notes[-1]
    assert len(parsed("x" * 500 + " -> b").boxes[0]) == LONGEST_NAME


@given(st.text(alphabet="ab ->:<,[]\n=group", max_size=200))
def test_every_text_is_a_sketch(text: str) -> None:
    found = parsed(text)
    assert all(0 <= arrow.start < len(found.boxes) for arrow in found.arrows)
    grouped = [box for group in found.groups for box in group.boxes]
    assert len(grouped) == len(set(grouped))
