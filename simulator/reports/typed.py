"""Code or sketch of an answer as a report shows it: every edit, to be played in step with the sound. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import msgspec

from simulator.interview.coding.edits import Journal
from simulator.interview.coding.notes import Note

SIGNS = {True: "✓", False: "!", None: "·"}


@dataclass(frozen=True, kw_only=True)
class ReportedCode:
    journal: Journal
    notes: tuple[Note, ...] = ()
    passed: int | None = None
    """Tests that passed, of `total`; None when they were not run."""
    total: int = 0
    what: str = "Code"
    lines_of: str = ""
    """For a sketch, the lines that it is drawn from; its journal is of the drawing then."""

    @cached_property
    def edits(self) -> str:
        """The edits as JSON: `[second, from, to, text]` each, in characters of the text before."""
        rows = [(edit.at_s, edit.start, edit.end, edit.text) for edit in self.journal.edits]
        return msgspec.json.encode(rows).decode()

    @property
    def heading(self) -> str:
        tests = "" if self.passed is None else f", passed {self.passed} of {self.total} tests"
        return f"{self.what}{tests}"

    @property
    def lasts_s(self) -> float:
        """The second of the last edit."""
        return self.journal.edits[-1].at_s if self.journal.edits else 0.0

    @property
    def lines(self) -> tuple[tuple[str, float | None, Note], ...]:
        """Each note with its sign and the second to go to."""
        return tuple((SIGNS[n.good], n.at_s if n.start_s is None else n.start_s, n) for n in self.notes)
