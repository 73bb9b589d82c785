"""Code or sketch of an answer along its sound, and the places in it that one can jump to. Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from simulator.use_cases.values import CodingJournal, CodingNote

CODE_PLACES = {"edits": "edit", "runs": "run of the tests", "notes": "remark about the code"}
"""The kinds of places in code that one can jump to, and what a sentence calls one of them."""
PAUSE_S = 2.0
"""An edit so long after the one before begins another stretch of typing: single keys are no places."""


@dataclass(frozen=True, kw_only=True)
class CodeTape:
    journal: CodingJournal
    notes: tuple[CodingNote, ...] = ()
    drawn: bool = False
    """Whether these are the lines of a sketch."""

    @cached_property
    def places(self) -> Mapping[str, list[float]]:
        """For each of `CODE_PLACES` the seconds of its places."""
        times = [edit.at_s for edit in self.journal.edits if edit.at_s > 0]
        stretches = [
            at for before, at in zip([-PAUSE_S, *times], times, strict=False) if at - before >= PAUSE_S
        ]
        notes = [note.at_s if note.start_s is None else note.start_s for note in self.notes]
        return {
            "edits": stretches,
            "runs": [run.at_s for run in self.journal.runs],
            "notes": [at for at in notes if at is not None],
        }

    def step(self, position_s: float, steps: int) -> float | None:
        """The second of the next edit, or with `steps` -1 of the one before what is shown then."""
        edits, shown = self.journal.edits, self.journal.edits_until(position_s)
        if steps > 0:
            return edits[shown].at_s if shown < len(edits) else None
        here = edits[shown - 1].at_s if shown else 0.0
        earlier = [edit.at_s for edit in edits[max(0, shown - 64) : shown] if edit.at_s < here]
        return earlier[-1] if earlier else 0.0

    def said_at(self, position_s: float) -> str:
        """The phase and the last run of the tests at that second."""
        phases = [start.phase for start in self.journal.phases if start.at_s <= position_s]
        runs = [run for run in self.journal.runs if run.at_s <= position_s]
        tests = f"tests {runs[-1].passed} of {runs[-1].total}" if runs else ""
        return " · ".join(filter(None, (phases[-1] if phases else "", tests)))


NO_CODE = CodeTape(journal=CodingJournal(()))
