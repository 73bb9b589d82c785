"""One form for every way to say a cost."""

from __future__ import annotations

import pytest

from simulator.interview.coding.cost import costs, forms


def only(text: str) -> str:
    (stated,) = costs(text.split())
    return " + ".join(sorted(stated.form))


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("linear", "n"),
        ("it is quadratic", "n^2"),
        ("constant time", "1"),
        ("logarithmic", "log n"),
        ("O(n)", "n"),
        ("O(1)", "1"),
        ("O of one", "1"),
        ("O of N.", "n"),
        ("O of M", "n"),
        ("big O of n squared,", "n^2"),
        ("O(n²)", "n^2"),
        ("O(n^2)", "n^2"),
        ("n to the power of two", "n^2"),
        ("n to the three", "n^3"),
        ("n log n", "n log n"),
        ("order n log n", "n log n"),
        ("n times log of n", "n log n"),
        ("O(n * log(n))", "n log n"),
        ("n log k", "n log k"),
        ("n times k times d", "d k n"),
        ("O(n k d) a round", "d k n"),
        ("n plus m", "m + n"),
        ("O(n + k d)", "d k + n"),
        ("two to the n", "2^n"),
        ("O(2^n)", "2^n"),
        ("exponential", "2^n"),
        ("square root of n", "root n"),
        ("O(3 n)", "n"),
        ("O of capacity", "n"),
        ("O of the number of points", "n"),
        ("en squared", "n^2"),
    ],
)
def test_a_cost_has_one_form(said: str, form: str) -> None:
    assert only(said) == form


NO_COSTS = ("I have a list", "n things", "one pass", "what I'd do", "in order of use", "two", "", "a test")


@pytest.mark.parametrize("said", NO_COSTS)
def test_other_words_are_no_cost(said: str) -> None:
    assert costs(said.split()) == ()


def test_each_cost_knows_its_words() -> None:
    first, second = costs(["so", "sorting", "takes", "n", "log", "n", "and", "the", "pass", "is", "linear"])
    assert (first.first, first.last) == (3, 5)
    assert (second.first, second.last) == (10, 10)


def test_texts_of_a_problem_are_read_the_same_way() -> None:
    assert forms(["O(n log k) for each, and O(k)"]) == {frozenset({"n log k"}), frozenset({"n"})}
    assert forms(["constant time", "whatever it is"]) == {frozenset({"1"})}
