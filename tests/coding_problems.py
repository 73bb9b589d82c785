"""Coding problems for tests, in a few lines."""

from __future__ import annotations

from typing import Any

from simulator.interview.coding.problem import Problem, Test
from simulator.model.question import KeyPoint


def a_problem(*tests: Test, **changes: Any) -> Problem:
    """A problem about `f`, with these tests."""
    fields: dict[str, Any] = {
        "id": "double",
        "title": "Twice",
        "prompt": "Please double a number.",
        "statement": "Write f(x).",
        "start": "def f(x):\n    ...\n",
        "reference": "def f(x):\n    return 2 * x\n",
        "key_points": (KeyPoint(id="multiply", text="Multiply by two"),),
        "tests": tests or (a_test("f(2)", "4"),),
    }
    return Problem(**(fields | changes))


def a_test(call: str, gives: str, **changes: Any) -> Test:
    """A visible test that has two seconds."""
    fields = {"name": call, "call": call, "gives": gives, "visible": True}
    return Test(**(fields | changes))
