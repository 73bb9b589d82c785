"""The report of a coding answer, and one line of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.interview.coding.edits import TestRun
from simulator.model.scorecard import Quote


@dataclass(frozen=True, kw_only=True)
class Note(Quote):
    """What an interviewer would write down, with what shows it: words, a second, code."""

    id: str
    """What it is about, such as `complexity` or `edge-case:empty`."""
    text: str
    """One sentence."""
    good: bool | None = None
    """Whether it speaks for the candidate; None when it cannot be told."""
    value: float | None = None
    """The number behind it, where there is one."""
    unit: str = ""
    at_s: float | None = None
    """The second to jump to in the replay."""
    code: str = ""
    """The code that it is about."""


LOOKED_FOR = ("tests", "runs", "first-code", "approach-first", "clarified", "silence", "thought-aloud")
"""What is looked for first in a report, by the beginning of a note's id."""


@dataclass(frozen=True, kw_only=True)
class CodingReport:
    notes: tuple[Note, ...]
    runs: tuple[TestRun, ...] = ()
    """The tests passing over time."""

    @property
    def in_order(self) -> tuple[Note, ...]:
        """The notes as they are shown: what is looked for first in front, the others as they were noted."""
        return tuple(sorted(self.notes, key=_place))

    def note(self, note_id: str) -> Note | None:
        """The first note about that; None when there is none."""
        return next((note for note in self.notes if note.id == note_id), None)


def _place(note: Note) -> int:
    return next((at for at, begins in enumerate(LOOKED_FOR) if note.id.startswith(begins)), len(LOOKED_FOR))
