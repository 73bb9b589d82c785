"""What the tests of ordinary solutions give: values, mistakes, printing, times."""

from __future__ import annotations

import time

import pytest
from coding_problems import a_problem, a_test

from simulator.interview.coding.problem import Test
from simulator.interview.coding.results import TestResult
from simulator.sandbox.output import MOST_PRINTED
from simulator.sandbox.runner import run


def result(code: str, test: Test, **changes: object) -> TestResult:
    (only,) = run(a_problem(test, **changes), code).tests
    return only


@pytest.mark.parametrize(
    ("code", "call", "gives"),
    [
        ("def f(x): return (x, [x])", "f(1)", "[1, [1]]"),
        ("def f(x): return {3, 1, 2}", "f(1)", "[1, 2, 3]"),
        ("def f(x): return {(1, 2): {'a': None}}", "f(1)", "{(1, 2): {'a': None}}"),
        ("def f(x): return x == 1", "f(1)", "True"),
        ("def f(x): return 0.1 + 0.2", "f(1)", "0.3"),
        ("def f(x): return b'\\xff'", "f(1)", "b'\\xff'"),
        ("f = 'naïve ☃'", "f", "'naïve ☃'"),
        ("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 3", "P().x", "3"),
        ("if __name__ == '__main__':\n    raise ValueError\nx = 1", "x", "1"),
    ],
)
def test_a_value_is_compared_as_plain_data(code: str, call: str, gives: str) -> None:
    assert result(code, a_test(call, gives)).message == ""


def test_the_setup_sees_the_solution_and_leaves_it_alone() -> None:
    test = a_test("f(data)", "[2, 2]", setup="count = 2\ndata = [f.__name__ for _ in range(count)]")
    assert result("count = 1\ndef f(x): return [len(x), count + 1]", test).passed


def test_numpy_is_lent_where_it_is_allowed() -> None:
    code = "import numpy as np\ndef f(x): return np.arange(3) * np.float64(x), np.bool_(True)"
    test = a_test("f(2)", "[[0, 2, 4], True]")
    assert result(code, test, allowed=("numpy",)).message == ""
    assert "No module named 'numpy'" in result(code, test).message


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("def f(x): return 5", "`f(2)` gave 5, and should give 4."),
        ("def f(x):\n    return 1 / 0", "`f(2)` raised ZeroDivisionError: division by zero (line 2)."),
        ("def f(x): return f(x)", "`f(2)` called itself too many times (line 1)."),
        ("def f(x): return (y for y in [x])", "gave a value of type generator, which cannot be compared"),
        ("def f(x):\n    a = []\n    a.append(a)\n    return a", "inside itself"),
        ("def f(x): raise SystemExit(0)", "ended the program instead of giving a value"),
        ("def g(x): return x", "raised NameError"),
        ("def f(x) return x", "The code is no Python: line 1: expected ':'."),
        ("def f(x): return 10 ** 6000", "cannot be"),
        ("class E(Exception):\n    def __str__(self): raise self\ndef f(x): raise E", "raised E (line 3)"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(code: str, says: str) -> None:
    assert says in result(code, a_test("f(2)", "4")).message


def test_what_is_printed_is_kept_test_by_test_and_cut_off() -> None:
    problem = a_problem(a_test("f(1)", "1"), a_test("f(2)", "2"), a_test("f(3)", "3"))
    ran = run(problem, f"def f(x):\n    print('x is', x, 'y' * (x == 3) * {2 * MOST_PRINTED})\n    return x")
    assert [test.printed.split(" y")[0].strip() for test in ran.tests[:2]] == ["x is 1", "x is 2"]
    assert len(ran.tests[2].printed) == MOST_PRINTED


def test_what_an_endless_loop_printed_is_kept() -> None:
    printed = result(
        "def f(x):\n    while True: print('still here')", a_test("f(1)", "1", seconds=0.2)
    ).printed
    assert printed.startswith("still here\nstill here")


def test_every_test_begins_anew() -> None:
    problem = a_problem(a_test("f(1)", "[1]"), a_test("f(2)", "[2]"))
    assert run(problem, "seen = []\ndef f(x):\n    seen.append(x)\n    return seen").passed == 2


def test_a_thread_that_is_left_behind_does_not_meet_the_next_test() -> None:
    code = "import threading, time\nmarks = []\ndef f(x):\n" + (
        "    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "    return threading.active_count()"
    )
    assert run(a_problem(a_test("f(1)", "2"), a_test("f(2)", "2")), code).passed == 2


def test_each_result_is_told_at_once_and_the_first_is_soon_there() -> None:
    problem = a_problem(a_test("f(1)", "2"), a_test("wait()", "0"))
    code = "import time\ndef f(x): return 2 * x\ndef wait(): return time.sleep(1) or 0"
    run(problem, code)  # what can be had here is found by trying once
    began, seen = time.monotonic(), []
    ran = run(problem, code, on_test=lambda test: seen.append((test, time.monotonic() - began)))
    assert tuple(test for test, _ in seen) == ran.tests
    assert seen[1][1] - seen[0][1] > 0.9  # the second sleeps for a second: the first was told before it


def test_only_the_wanted_tests_run() -> None:
    problem = a_problem(a_test("f(1)", "2"), a_test("f(2)", "4", visible=False))
    ran = run(problem, "def f(x): return 2 * x", problem.visible)
    assert [(test.name, test.visible) for test in ran.tests] == [("f(1)", True)]
