"""The drawing of a sketch says what its lines say: every arrow is followed with a finger."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.interview.sketch.drawing import Ink, drawn
from simulator.interview.sketch.lines import parsed
from simulator.interview.sketch.ranks import cells

UP, DOWN, LEFT, RIGHT = (-1, 0), (1, 0), (0, -1), (0, 1)
TURNS = {
    ("╭", UP): RIGHT, ("╭", LEFT): DOWN, ("╮", UP): LEFT, ("╮", RIGHT): DOWN,
    ("╰", DOWN): RIGHT, ("╰", LEFT): UP, ("╯", DOWN): LEFT, ("╯", RIGHT): UP,
}  # fmt: skip
NAMES = "ABCDEFGHIJ"


class Finger:
    """Follows the arrows of a drawing whose boxes have names of one capital letter."""

    def __init__(self, text: str, *, compact: bool) -> None:
        self.rows = [
            [(letter, ink) for piece, ink in row for letter in piece]
            for row in drawn(text, compact=compact).rows
        ]

    def at(self, row: int, column: int) -> tuple[str, Ink]:
        inside = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        return self.rows[row][column] if inside else (" ", Ink.NOTHING)

    def heads(self) -> list[tuple[int, int, str]]:
        return [
            (row, column, letter)
            for row, line in enumerate(self.rows)
            for column, (letter, ink) in enumerate(line)
            if ink is Ink.ARROW and letter in "▲▼"
        ]

    def arrows(self) -> Counter[tuple[str, str]]:
        """Every head as the box that its arrow comes from and the box that it is at."""
        return Counter(
            (self.other_end(row, column, letter), self.box(row + (1 if letter == "▼" else -1), column))
            for row, column, letter in self.heads()
        )

    def other_end(self, row: int, column: int, head: str) -> str:
        way = UP if head == "▼" else DOWN
        for _ in range(10_000):
            row, column = row + way[0], column + way[1]
            letter, ink = self.at(row, column)
            if ink in (Ink.BOX, Ink.NAME):
                return self.box(row, column)
            assert ink in (Ink.ARROW, Ink.LABEL), (row, column, letter)
            way = TURNS.get((letter, way), way)
        raise AssertionError("an arrow goes round in a circle")

    def box(self, row: int, column: int) -> str:
        """The name of the box that this is a part of."""
        seen, waiting, found = set(), [(row, column)], ""
        while waiting:
            place = waiting.pop()
            letter, ink = self.at(*place)
            if place not in seen and ink in (Ink.BOX, Ink.NAME):
                seen.add(place)
                found += letter if letter in NAMES else ""
                waiting += [(place[0] + down, place[1] + right) for down, right in (UP, DOWN, LEFT, RIGHT)]
        assert len(found) == 1, f"no box at {row}, {column}"
        return found


def meant(text: str) -> Counter[tuple[str, str]]:
    found = parsed(text)
    ends: Counter[tuple[str, str]] = Counter()
    for arrow in found.arrows:
        if arrow.start != arrow.end:
            start, end = found.boxes[arrow.start], found.boxes[arrow.end]
            ends[start, end] += 1
            ends[end, start] += arrow.both
    return +ends


names = st.sampled_from(NAMES)
labels = st.sampled_from(["", "", ": it", ": a request", ": many words that go on and on"])
arrows = st.builds("{} {} {}{}".format, names, st.sampled_from(["->", "->", "<-", "<->"]), names, labels)
groups = st.builds(
    lambda name, inside: f"group {name}: {', '.join(inside)}",
    st.sampled_from(["q", "models", "the whole lot"]),
    st.lists(names, min_size=1, max_size=4),
)
sketches = st.lists(st.one_of(arrows, arrows, arrows, groups), max_size=14).map("\n".join)


@given(sketches, st.booleans())
@example("A -> B -> C -> A", False)
@example("A <-> B: both\nB -> A: back", True)
def test_every_arrow_leads_from_its_box_to_its_box(text: str, compact: bool) -> None:
    finger = Finger(text, compact=compact)
    assert finger.arrows() == meant(text)


@given(sketches, st.booleans())
def test_every_box_is_there_once_and_every_group_has_its_name(text: str, compact: bool) -> None:
    drawing, sketch = drawn(text, compact=compact), parsed(text)
    everything = "\n".join(drawing.lines)
    inked = [letter for row in drawing.rows for piece, ink in row if ink is Ink.NAME for letter in piece]
    assert Counter(letter for letter in inked if letter in NAMES) == Counter(sketch.boxes)
    assert all(f" {group.name[:1]}" in everything for group in sketch.groups)
    for label in {arrow.label for arrow in sketch.arrows if len(arrow.label) <= 10}:
        assert label in everything


@given(sketches)
def test_a_border_has_the_boxes_of_its_group_inside_and_no_others(text: str) -> None:
    sketch = parsed(text)
    finger = Finger(text, compact=True)
    borders = {
        (row, column)
        for row, line in enumerate(finger.rows)
        for column, (_, ink) in enumerate(line)
        if ink is Ink.GROUP
    }
    of_group = {sketch.boxes[box]: at for at, group in enumerate(sketch.groups) for box in group.boxes}
    for row, line in enumerate(finger.rows):
        for column, (letter, ink) in enumerate(line):
            if ink is Ink.NAME and letter in NAMES:
                left = [at for at in range(column) if (row, at) in borders]
                right = [at for at in range(column, len(line)) if (row, at) in borders]
                assert (len(left) % 2 == 1) is (letter in of_group), (letter, text)
                assert (len(right) % 2 == 1) is (letter in of_group), (letter, text)


@pytest.mark.parametrize(
    ("text", "compact", "lines"),
    [
        ("", False, ()),
        ("only words", False, ("· only words",)),
        ("[cache]", True, ("[ cache ]",)),
        (
            "client -> gateway: request",
            False,
            (
                "┌────────┐",
                "│ client │",
                "└────┬───┘",
                "  request",
                "     ▼",
                "┌─────────┐",
                "│ gateway │",
                "└─────────┘",
            ),
        ),
        (
            "a -> b\ngroup both: a, b",
            True,
            ("┌┄ both ┄┄┄┄┄┐", "┆ [ a ]      ┆", "┆   ▼        ┆", "┆ [ b ]      ┆", "└┄┄┄┄┄┄┄┄┄┄┄┄┘"),
        ),
    ],
)
def test_small_ones(text: str, compact: bool, lines: tuple[str, ...]) -> None:
    assert drawn(text, compact=compact).lines == lines


def test_names_in_other_scripts_have_boxes_that_fit() -> None:
    drawing = drawn("日本語 -> b\nnaïve -> b")
    widths = {cells(line) for line in drawing.lines[:3]}
    assert len(widths) == 1


def test_a_sketch_as_large_as_an_interview_makes_is_drawn_whole() -> None:
    """How long that takes is for `benchmarks.sketch`."""
    text = "\n".join(f"box {at} -> box {(at * 7 + 3) % 20}: label {at}" for at in range(24))
    drawing = "\n".join(drawn(f"{text}\ngroup models: box 1, box 2, box 3\nnote").lines)
    assert all(f" box {at} " in drawing for at in range(24))
    assert " models " in drawing
    assert "note" in drawing


def test_an_arrow_into_a_group_leaves_its_border_whole() -> None:
    lines = drawn("a -> b\ngroup data: b, c\nb -> c\na -> c").lines
    top = next(line for line in lines if "data" in line)
    assert "┼" in top
    assert "│ data" not in top
    assert any("─┼─" in line for line in lines), "also at its side"
