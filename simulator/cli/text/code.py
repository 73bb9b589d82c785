"""Coding problems and what their tests gave, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.use_cases.look_back.code_answers import CodeAnswer
    from simulator.use_cases.practise.coding import Examined
    from simulator.use_cases.values import CodingProblem, CodingReport, CodingTestResult, Ran

WIDE = 88
"""Columns of running text."""
SLOW_MS = 100.0
"""From here on the time of a test is worth showing."""


def listed(problems: Sequence[CodingProblem]) -> str:
    """A line for each problem."""
    width = max(len(problem.id) for problem in problems)
    return "\n".join(
        f"{p.id:<{width}}  {'●' * p.difficulty:<5}  {p.minutes:>3} min  {p.title}" for p in problems
    )


def problem(found: CodingProblem) -> str:
    """What a candidate may know: the task, examples, limits, what to begin with, and the visible tests."""
    return "\n".join(_problem(found))


def _problem(found: CodingProblem) -> Iterator[str]:
    yield f"{found.title}  ({'●' * found.difficulty}, {found.minutes} min, {found.topic})"
    yield f"\n{textwrap.fill(' '.join(found.prompt.split()), WIDE)}"
    yield f"\n{found.statement.rstrip()}"
    if found.constraints:
        yield "\nLimits: " + "; ".join(found.constraints)
    if found.allowed:
        yield f"You may import: {', '.join(found.allowed)}"
    for example in found.examples:
        why = f"   # {example.because}" if example.because else ""
        yield f"\n  {example.call}\n  → {example.gives}{why}"
    yield f"\n{textwrap.indent(found.start.rstrip(), '    ')}"
    yield f"\n{len(found.visible)} tests are visible, {len(found.hidden)} hidden."


def result(test: CodingTestResult) -> str:
    """One test in a line, with a second one for what went wrong and what it printed."""
    time = f"  {test.ms / 1000:.1f} s" if test.ms >= SLOW_MS else ""
    line = f"{'✓' if test.passed else '✗'} {test.name}{time}"
    more = [textwrap.indent(textwrap.fill(test.message, WIDE), "    ")] if test.message else []
    printed = test.printed.rstrip().splitlines()
    if printed and not test.passed:
        more += [f"    it printed: {printed[0][:WIDE]}" + (" …" if len(printed) > 1 else "")]
    return "\n".join([line, *more])


def summary(ran: Ran) -> str:
    """How many passed, and what kept the code in."""
    kept = "; ".join(ran.shut_in.missing) or f"shut in by {ran.shut_in.by}"
    return f"{ran.passed} of {ran.total} passed ({kept})."


def examined(found: Examined) -> str:
    """The tests of a coding answer, and what an interviewer would note."""
    return "\n".join((*map(result, found.ran.tests), summary(found.ran), "", report(found.report)))


def answered(found: CodeAnswer) -> str:
    """The code of a stored answer, as its scorecard has it."""
    return f"Code   passed {found.passed} of {len(found.tests)}\n{report(found.report)}"


def report(found: CodingReport) -> str:
    """What an interviewer would note, a line each."""
    signs = {True: "✓", False: "✗", None: "·"}
    return "\n".join(f"{signs[note.good]} {note.text}" for note in found.in_order)
