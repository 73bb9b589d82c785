"""A sketch as it grew: its drawing at each moment, as a journal like that of its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.interview.coding.edits import Edit, Journal, between
from simulator.interview.sketch.drawing import drawn

APART_S = 0.5
"""Of the drawings within so many seconds only the last is kept: nobody sees more, and reports stay small."""


def growth(journal: Journal) -> Journal:
    """The drawings of the lines, each as the change that makes it of the one before."""
    return Journal(tuple(_changes(journal)))


def _changes(journal: Journal) -> Iterator[Edit]:
    before = ""
    for at_s, text in _moments(journal):
        after = "\n".join(drawn(text).lines)
        if edit := between(before, after, at_s):
            yield edit
            before = after


def _moments(journal: Journal) -> Iterator[tuple[float, str]]:
    """The lines where the next edit is in another half second, with the second of the last edit."""
    times = [edit.at_s for edit in journal.edits]
    following = [int(at // APART_S) for at in times[1:]] + [-1]
    for (edit, text), after in zip(journal.texts(), following, strict=True):
        if int(edit.at_s // APART_S) != after:
            yield edit.at_s, text
