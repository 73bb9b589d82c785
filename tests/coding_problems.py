"""Coding problems for tests, in a few lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.interview.coding.problem import Problem, Test
from simulator.model.question import KeyPoint

DOUBLE_IT = """
id = "double-it"
title = "Twice"
prompt = "Please double a number."
statement = "Write f(x)."
start = "def f(x):\\n    ...\\n"
key_points = [ { id = "multiply", text = "Multiply by two", say = ["I multiply it by two"] } ]
complexity = { time = "O(1)", space = "O(1)" }
reference = "def f(x): return 2 * x"
[[wrong]]
name = "squares"
code = "def f(x): return x * x"
fails = "three"
[[test]]
name = "two"
visible = true
call = "f(2)"
gives = "4"
[[test]]
name = "three"
call = "f(3)"
gives = "6"
"""
"""A whole problem as a user writes it: one test is visible, one hidden."""


def own_problem(folder: Path) -> Path:
    """A user's folder of questions below `folder`, with `DOUBLE_IT` in it."""
    (folder / "mine" / "coding").mkdir(parents=True)
    (folder / "mine" / "coding" / "double-it.toml").write_text(DOUBLE_IT, encoding="utf-8")
    return folder / "mine"


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
