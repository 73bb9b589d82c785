"""The journal of a coding answer: every edit, every run of the tests and every phase, on the sound's clock.

A line of JSON each, only ever added to: `{"at_s", "from", "to", "text"}` says that the characters `from` to
`to` (counted from 0, the end not included) of the text before gave way to `text`; `{"at_s", "run": {...}}` is
a run of the tests, `{"at_s", "phase"}` the beginning of a phase. The text before the first edit is empty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

SNAPSHOT_EVERY = 128
"""Edits between two texts that are kept: a jump applies at most so many, which takes a fraction of a
millisecond, and 45 minutes of typing keep 150 texts of a few kilobytes."""
LONGEST_TEXT = 1_000_000
"""Characters that an edit may add; more is no typing, and a damaged line is better left out."""


class Edit(msgspec.Struct, frozen=True, gc=False):
    """One change of the text. It is a `Struct` because 45 minutes of typing make 20,000 of them."""

    at_s: float
    start: int
    end: int
    """Characters `start` to `end` of the text before, the end not included, gave way to `text`."""
    text: str

    def applied(self, before: str) -> str:
        """The text after it."""
        return before[: self.start] + self.text + before[self.end :]


@dataclass(frozen=True, slots=True)
class TestRun:
    """The tests were run."""

    __test__ = False  # no test of ours, whatever pytest makes of the name

    at_s: float
    passed: int
    total: int
    failed: tuple[str, ...] = ()
    """Names of the tests that failed."""


@dataclass(frozen=True, slots=True)
class PhaseStart:
    at_s: float
    phase: str
    """`discussion`, `coding` or `review`."""


class _Run(msgspec.Struct):
    passed: int
    total: int
    failed: tuple[str, ...] = ()


class _Line(msgspec.Struct):
    at_s: float
    start: int | None = msgspec.field(name="from", default=None)
    end: int | None = msgspec.field(name="to", default=None)
    text: str | None = None
    run: _Run | None = None
    phase: str | None = None


_decode = msgspec.json.Decoder(_Line).decode


class Journal:
    """What was typed and run, and the text at any second."""

    def __init__(
        self, edits: Sequence[Edit], runs: Sequence[TestRun] = (), phases: Sequence[PhaseStart] = ()
    ) -> None:
        self.edits = tuple(edits)
        self.runs = tuple(runs)
        self.phases = tuple(phases)
        self._times = [edit.at_s for edit in self.edits]
        self._snapshots = [""]
        text = ""
        for number, edit in enumerate(self.edits, 1):
            text = edit.applied(text)
            if number % SNAPSHOT_EVERY == 0:
                self._snapshots.append(text)
        self.final = text
        """The text after the last edit."""

    def edits_until(self, seconds: float) -> int:
        """How many edits were made up to then."""
        return bisect_right(self._times, seconds)

    def text_at(self, seconds: float) -> str:
        """The text as it was then."""
        return self.text_after(self.edits_until(seconds))

    def text_after(self, edits: int) -> str:
        """The text after so many edits."""
        kept = edits // SNAPSHOT_EVERY
        text = self._snapshots[kept]
        for edit in self.edits[kept * SNAPSHOT_EVERY : edits]:
            text = edit.applied(text)
        return text

    def texts(self) -> Iterator[tuple[Edit, str]]:
        """Every edit with the text after it."""
        text = ""
        for edit in self.edits:
            text = edit.applied(text)
            yield edit, text


def read_journal(written: str | bytes) -> Journal:
    """The journal in the text of its file.

    Reading ends before the first line that cannot be read, which after a crash is the last one: the edits
    after a lost one would fall on a text that they were not made for. Times that run backwards are held.
    """
    edits: list[Edit] = []
    runs: list[TestRun] = []
    phases: list[PhaseStart] = []
    now, length = 0.0, 0
    raw = written.encode("utf-8", "replace") if isinstance(written, str) else written
    for line in raw.split(b"\n"):
        if not line.strip():
            continue
        try:
            found = _decode(line)
        except (msgspec.MsgspecError, ValueError):
            break
        now = max(now, found.at_s)
        if found.run is not None:
            runs.append(TestRun(now, found.run.passed, found.run.total, found.run.failed))
        elif found.phase is not None:
            phases.append(PhaseStart(now, found.phase))
        elif edit := _edit(found, now, length):
            length += len(edit.text) - (edit.end - edit.start)
            edits.append(edit)
        else:
            break
    return Journal(edits, runs, phases)


def _edit(line: _Line, at_s: float, length: int) -> Edit | None:
    """The edit of a line; None when it does not fit a text of that length."""
    if line.start is None or line.end is None or line.text is None or len(line.text) > LONGEST_TEXT:
        return None
    return Edit(at_s, line.start, line.end, line.text) if 0 <= line.start <= line.end <= length else None


def edit_line(edit: Edit) -> str:
    """An edit as the journal's file has it, with the line's end."""
    return _written({"at_s": edit.at_s, "from": edit.start, "to": edit.end, "text": edit.text})


def run_line(run: TestRun) -> str:
    """A run of the tests as the journal's file has it, with the line's end."""
    counts = {"passed": run.passed, "total": run.total, "failed": run.failed}
    return _written({"at_s": run.at_s, "run": counts})


def phase_line(start: PhaseStart) -> str:
    """A phase as the journal's file has it, with the line's end."""
    return _written({"at_s": start.at_s, "phase": start.phase})


def between(before: str, after: str, at_s: float) -> Edit | None:
    """The smallest edit that makes `after` of `before`; None when they are the same."""
    if before == after:
        return None
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    same = 0
    while same < most - start and before[-1 - same] == after[-1 - same]:
        same += 1
    return Edit(at_s, start, len(before) - same, after[start : len(after) - same])


def _written(fields: dict[str, Any]) -> str:
    fields["at_s"] = round(float(fields["at_s"]), 3)
    if "text" in fields:
        fields["text"] = fields["text"].encode("utf-8", "replace").decode()
    return msgspec.json.encode(fields).decode() + "\n"
