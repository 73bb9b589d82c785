"""What an interviewer would note about a coding answer, each line with its quote, second and code. Pure.

The rules are simple on purpose, and docs/coding.md tells them to everybody. How good the talk is, the
scorecard says as for all answers; this report has what only talk and code together show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.interview.coding.edits import Journal, TestRun
from simulator.interview.coding.notes import CodingReport, Note
from simulator.interview.coding.problem import Problem
from simulator.interview.coding.readability import remarks
from simulator.interview.coding.results import TestResult
from simulator.interview.coding.said import Said
from simulator.interview.coding.talk_notes import edge_case_notes, talk_notes
from simulator.interview.coding.typed import first_code
from simulator.interview.coding.typing_notes import typing_notes
from simulator.model.counted import counted
from simulator.model.naming import clock
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript

MOST_REMARKS = 3
"""What an interviewer mentions about style at the end; more is nagging."""


def coding_report(
    problem: Problem,
    transcript: Transcript,
    code: str,
    results: Sequence[TestResult],
    *,
    journal: Journal | None = None,
    scorecard: Scorecard | None = None,
) -> CodingReport:
    """The report of an answer: what was said, the code at its end, and what its tests gave.

    Without a `journal` nothing is known about how the code came to be, and those notes are left out; without
    a `scorecard` moves and key points are not used.
    """
    said = Said(transcript)
    first = first_code(journal, problem.start) if journal else None
    return CodingReport(
        notes=(
            *talk_notes(problem, said, first, scorecard),
            *(typing_notes(journal, said, first) if journal else ()),
            *_length_notes(problem, transcript, journal),
            *edge_case_notes(problem, said, results),
            *_test_notes(results, journal.runs if journal else ()),
            *_style_notes(code),
        ),
        runs=journal.runs if journal else (),
    )


def _length_notes(problem: Problem, transcript: Transcript, journal: Journal | None) -> Iterator[Note]:
    """How long the round took, by its own clock, beside the time that the problem has."""
    typed_s = journal.edits[-1].at_s if journal and journal.edits else 0.0
    seconds, limit_s = max(transcript.duration_s or 0.0, typed_s), 60.0 * problem.minutes
    if seconds:
        over = seconds > limit_s
        yield Note(
            id="length",
            text=f"Took {clock(seconds)} of the {clock(limit_s)} that the problem has.",
            good=False if over else None,
            value=round(seconds, 1),
            unit="s",
        )


def _test_notes(results: Sequence[TestResult], runs: Sequence[TestRun]) -> Iterator[Note]:
    if runs:
        best = max(runs, key=lambda run: (run.passed, -run.at_s))
        times = counted(len(runs), "time")
        yield Note(
            id="runs",
            text=f"The tests were run {times}; {best.passed} of {best.total} passed at best.",
            value=float(len(runs)),
            unit="runs",
            at_s=best.at_s,
        )
    for shown, name in ((True, "visible"), (False, "hidden")):
        tests = [test for test in results if test.visible is shown]
        if not tests:
            continue
        failed = [test.name for test in tests if not test.passed]
        passed = len(tests) - len(failed)
        which = f" It fails: {', '.join(failed)}." if failed else ""
        yield Note(
            id=f"tests:{name}",
            text=f"The code passes {passed} of {counted(len(tests), f'{name} test')}.{which}",
            good=not failed,
            value=round(passed / len(tests), 3),
            unit="share",
        )


def _style_notes(code: str) -> Iterator[Note]:
    found = remarks(code)
    for remark in found[:MOST_REMARKS]:
        yield Note(id="style", text=f"Line {remark.line}: {remark.text}", good=False, code=remark.code)
    if len(found) > MOST_REMARKS:
        more = counted(len(found) - MOST_REMARKS, "remark")
        yield Note(id="style", text=f"There is more of this kind: {more}.", good=False)
