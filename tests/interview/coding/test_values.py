"""When two values are the same."""

from __future__ import annotations

import json
import math

import hypothesis.strategies as st
import pytest
from hypothesis import given

from simulator.interview.coding.values import agrees, literal, plain
from simulator.sandbox.child.wire import NoDataError, packed, unpacked

SHORT = st.text(max_size=8)
KEYS = st.one_of(st.integers(), st.text(max_size=5), st.tuples(st.integers(), st.text(max_size=3)))
ATOMS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.binary(max_size=8)
)
DATA = st.recursive(
    ATOMS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def same(one: object, other: object) -> bool:
    """The same, and a number that is none is the same as another."""
    return repr(one) == repr(other)


@given(DATA)
def test_what_the_child_sends_arrives_as_it_was(value: object) -> None:
    assert same(unpacked(json.loads(json.dumps(packed(value)))), plain(value))


@given(DATA)
def test_a_value_agrees_with_itself(value: object) -> None:
    ours = plain(value)
    assert agrees(ours, ours) or "nan" in repr(ours)


@pytest.mark.parametrize(
    ("got", "gives", "within", "right"),
    [
        ([1, 2], "(1, 2)", 0.0, True),
        ([1, 2], "[2, 1]", 0.0, False),
        ([1, 2], "{2, 1}", 0.0, True),
        ([1], "[1, 1]", 0.0, False),
        (1, "True", 0.0, True),
        (1.0, "1", 0.0, True),
        ("1", "1", 0.0, False),
        (None, "0", 0.0, False),
        (0.1 + 0.2, "0.3", 0.0, True),
        (0.31, "0.3", 0.0, False),
        (0.31, "0.3", 0.02, True),
        ([[0.31], [5]], "[[0.3], [5]]", 0.02, True),
        (3, "4", 0.5, False),
        (10**400, "1.0", 0.1, False),
        ({"a": 1.0}, "{'a': 1.001}", 0.01, True),
        ({"a": 1}, "{'b': 1}", 0.0, False),
        (math.inf, "1e999", 0.0, True),
        (math.nan, "1.0", 0.5, False),
        (b"x", "b'x'", 0.0, True),
        ("x", "b'x'", 0.0, False),
    ],
)
def test_a_value_is_right_or_wrong(got: object, gives: str, within: float, right: bool) -> None:
    assert agrees(got, literal(gives), within) is right


@pytest.mark.parametrize("text", ["f(1)", "1 +", "[x]", "(" * 5000, "", "__import__('os')"])
def test_what_is_no_literal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no Python literal"):
        literal(text)


@pytest.mark.parametrize("value", [object(), iter([]), print, 1j, pytest.param(10**5000, id="long")])
def test_what_is_no_data_is_not_sent(value: object) -> None:
    with pytest.raises(NoDataError):
        packed([value])
