"""What is told of code by reading it."""

from __future__ import annotations

import pytest

from simulator.interview.coding.python import fault_in, first_line_of_work
from simulator.interview.coding.readability import remarks

START = "def f(x):\n    ...\n"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (START, ""),
        ("import heapq\n\ndef f(x):\n    # first sort\n    pass\n", ""),
        ("def f(x):\n    total = 0\n", "total = 0"),
        ("def f(x):\n    passed = []\n", "passed = []"),
        ("imports = []\n", "imports = []"),
        ('def f(x):\n    "doubles"\n    return 2 * x\n', "return 2 * x"),
    ],
)
def test_the_first_real_line(code: str, line: str) -> None:
    assert first_line_of_work(code, START) == line


@pytest.mark.parametrize("begun", ["impor", "from", "class", "asyn", "pas", "de", "# no", "@cac", "..."])
def test_what_is_only_begun_may_still_be_no_work(begun: str) -> None:
    assert first_line_of_work(begun, START) == ""


@pytest.mark.parametrize(
    "code", ["def f(x) return", "x = (", "\0", "(" * 10_000, "x" * 300_000, "if x:\n  y\n z"]
)
def test_what_is_no_python_is_told_in_a_sentence(code: str) -> None:
    assert fault_in(code).endswith(".")


def test_python_has_no_fault() -> None:
    assert fault_in("x = '\\d'\n") == ""


READS_BADLY = """\
import os
from math import sqrt

def solve(items, seen=[]):
    a = 1
    b = a
    c = b
    d = c
    leftover = 5
    try:
        return d
    except:
        return sqrt(2)
"""


def test_what_an_interviewer_would_mention() -> None:
    assert [(remark.line, remark.text) for remark in remarks(READS_BADLY)] == [
        (1, "`os` is imported and never used."),
        (4, "All calls of `solve` share its default list or dictionary."),
        (4, "`solve` has 4 names of one letter: a, b, c, d."),
        (9, "`leftover` is never used."),
        (12, "`except:` also hides mistakes of one's own; name the error."),
    ]
    assert remarks(READS_BADLY)[3].code == "leftover = 5"


READS_WELL = """\
def solve(items):
    i, j = 0, len(items)
    count = 0
    for k in items:
        count += k
    return i, j, count
"""


def test_ordinary_code_is_not_nagged() -> None:
    assert remarks(READS_WELL) == ()
    assert remarks("def f(x) return") == ()


def test_a_long_function_is_mentioned() -> None:
    code = "def f(x):\n" + "    x += 1\n" * 50 + "    return x\n"
    assert "52 lines long" in remarks(code)[0].text
