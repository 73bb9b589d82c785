"""What the coding screen makes from values: statements, and the colours of code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.ui.python_colours import coloured, open_before
from simulator.ui.screens import coding_parts as parts
from simulator.use_cases.values import CodingTest, CodingTestResult

STATEMENT = """f(points) -> list

points  a list of points, each of them a list of two numbers
        in no order
One round: every point joins its nearest center (squared
distance; on a tie the lower number wins), then it moves.

Return
  short  lines stay
  as     they are"""


def test_a_statement_is_filled_anew_for_a_narrow_pane() -> None:
    assert parts.reflowed(STATEMENT, 60) == STATEMENT
    lines = parts.reflowed(STATEMENT, 36).split("\n")
    assert max(map(len, lines)) <= 36
    assert lines[3].startswith("        them a list of two")
    assert "One round: every point joins its" in lines
    assert "  as     they are" in lines


@given(st.text(alphabet="ab \n  ,.", max_size=200), st.integers(20, 70))
def test_filling_anew_loses_no_word(text_: str, width: int) -> None:
    assert parts.reflowed(text_, width).split() == text_.split()


@given(st.text(alphabet="a1 \"'#\\\n()=defr", max_size=120))
def test_colours_stay_within_their_line_and_in_order(code: str) -> None:
    lines = code.split("\n")
    for line, inside in zip(lines, open_before(lines), strict=True):
        at = 0
        for start, end, _ in coloured(line, inside)[0]:
            assert at <= start < end <= len(line)
            at = end


def test_colours_tell_words_texts_numbers_and_comments() -> None:
    code = 'def f(x):  # why\n    return "a" + str(10)\n"""open\nstill text"""'
    lines = code.split("\n")
    kinds = [
        [(line[start:end], kind) for start, end, kind in coloured(line, inside)[0]]
        for line, inside in zip(lines, open_before(lines), strict=True)
    ]
    assert kinds[0] == [("def", "keyword"), ("f", "name"), ("# why", "comment")]
    assert kinds[1] == [("return", "keyword"), ('"a"', "text"), ("10", "number")]
    assert kinds[2:] == [[('"""', "text"), ("open", "text")], [('still text"""', "text")]]


def case(name: str, call: str, setup: str = "") -> CodingTest:
    return CodingTest(name=name, call=call, gives="1", setup=setup, visible=True)


def failed(name: str, message: str) -> CodingTestResult:
    return CodingTestResult(name=name, passed=False, ms=0.0, message=message)


def test_failed_tests_show_what_ran_before_their_call_and_each_its_call() -> None:
    setup = "c = Cache(2)\nfor key in 'ab':\n    c.put(key, [\n        1])\nc.put('b', 2)\nc.get('a')\n"
    wanted = [case("old", "c.get('a')", setup), case("new", "c.get('b')", "c = Cache(1)")]
    results = [
        failed("old", "`c.get('a')` gave 2, not 1."),
        failed("new", "`c.get('b')` gave 0."),
    ]
    shown = parts.tests(wanted, {result.name: result for result in results}, running=False).plain
    assert shown.splitlines()[1:] == [
        "✗ old: `c.get('a')` gave 2, not 1.",
        "  before: c = Cache(2)",
        "  for key in 'ab': c.put(key, [1])",
        "  c.put('b', 2); c.get('a')",
        "✗ new: `c.get('b')` gave 0.",
        "  before: c = Cache(1)",
    ]


def test_tests_that_fail_alike_show_the_call_of_the_first() -> None:
    wanted = [case("old", "c.get('a')", "c = Cache(2)"), case("new", "c.get('b')")]
    results = [failed(test.name, f"`{test.call}` raised NameError.") for test in wanted]
    shown = parts.tests(wanted, {result.name: result for result in results}, running=False).plain
    assert shown.splitlines()[1:] == [
        "✗ old, new: raised NameError.",
        "  old calls `c.get('a')`",
        "  before: c = Cache(2)",
    ]


def test_a_setup_that_is_no_python_or_too_long_is_shown_as_far_as_there_is_room() -> None:
    assert parts.in_a_row("c = (\n") == "c = ("
    wanted = [case("long", "f(x)", f"x = {list(range(200))}")]
    shown = parts.tests(wanted, {"long": failed("long", "`f(x)` gave 0.")}, running=False).plain
    assert shown.endswith("…")
    assert len(shown) < 400
