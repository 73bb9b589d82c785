"""Runs a candidate's code against the tests of a problem, shut in, and judges what comes back out here.

The child never learns what a call should give, so nothing that the code does makes a wrong answer right.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from simulator.interview.coding.problem import Problem, Test
from simulator.interview.coding.python import fault_in
from simulator.interview.coding.results import Ran, TestResult
from simulator.interview.coding.values import agrees, literal
from simulator.sandbox.child.wire import unpacked
from simulator.sandbox.process import Child, Reply
from simulator.sandbox.shut_in import best_way
from simulator.sandbox.ways import lent

IN_ALL_S = 60.0
"""After so long no further test is begun."""
LONGEST_VALUE = 200
"""Characters of a value in a message."""


def run(
    problem: Problem,
    code: str,
    tests: Iterable[Test] | None = None,
    *,
    on_test: Callable[[TestResult], None] | None = None,
) -> Ran:
    """Run the tests (all by default) against `code`; `on_test` is told of each as soon as it is over. Slow.

    Code that is no Python fails every test. Raises `MissingPartError` when no process can be started.
    """
    wanted = problem.tests if tests is None else tuple(tests)
    way, shut_in = best_way()
    results: list[TestResult] = []
    for result in _results(problem, code, wanted, way):
        results.append(result)
        if on_test is not None:
            on_test(result)
    return Ran(tests=tuple(results), shut_in=shut_in)


def _results(problem: Problem, code: str, tests: tuple[Test, ...], way: str) -> Iterable[TestResult]:
    if fault := fault_in(code):
        yield from (_failed(test, f"The code is no Python: {fault}") for test in tests)
        return
    child: Child | None = None
    until = time.monotonic() + IN_ALL_S
    allowed = lent(problem.allowed)
    cpu_s = sum(test.seconds for test in tests)
    try:
        for test in tests:
            if time.monotonic() >= until:
                yield _failed(test, f"It was not run: those before it took {IN_ALL_S:g} s.")
                continue
            child = child or Child(way, allowed, code, cpu_s)
            yield _judged(test, child.ask(test.setup, test.call, test.seconds))
            if not child.usable:
                child.close()
                child = None
    finally:
        if child is not None:
            child.close()


def _failed(test: Test, message: str) -> TestResult:
    return TestResult(name=test.name, passed=False, ms=0.0, message=message, visible=test.visible)


def _judged(test: Test, reply: Reply) -> TestResult:
    message = f"`{_short(test.call)}` {reply.error}." if reply.error else _difference(test, reply)
    return TestResult(
        name=test.name,
        passed=not message,
        ms=round(reply.ms, 1),
        message=message,
        visible=test.visible,
        printed=reply.printed,
    )


def _difference(test: Test, reply: Reply) -> str:
    """What is wrong with the value, as a sentence; "" when it is right."""
    expected = literal(test.gives)
    try:
        got = unpacked(reply.value)
        right = agrees(got, expected, test.within)
    except (ValueError, TypeError, RecursionError):
        return f"`{_short(test.call)}` gave something that cannot be compared."
    return (
        "" if right else f"`{_short(test.call)}` gave {_written(got)}, and should give {_written(expected)}."
    )


def _written(value: object) -> str:
    try:
        return _short(repr(value))
    except (ValueError, RecursionError):  # such as a number of more digits than Python writes
        return "a value too long to be written"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
