"""Amounts in words and digits, and whether an answer is off by an order of magnitude."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scoring.judgement.magnitudes import amounts, is_of_another_size, where_largest

SIX_HUNDRED = "Two hundred million times three kilobytes is about six hundred gigabytes"


@pytest.mark.parametrize(
    ("text", "kind", "sizes"),
    [
        ("about six hundred gigabytes", "bytes", [6e11]),
        ("1.5 TB and 20 MB", "bytes", [1.5e12, 2e7]),
        ("two hundred and six megabytes", "bytes", [2.06e8]),
        ("twenty-two terabytes", "bytes", [2.2e13]),
        ("half a megabyte", "bytes", [5e5]),
        ("3,000 kilobytes", "bytes", [3e6]),
        ("four megabits a second", "bits", [4e6]),
        ("one hundred thousand bytes", "bytes", [1e5]),
    ],
)
def test_amounts_are_read_in_words_and_digits(text: str, kind: str, sizes: list[float]) -> None:
    assert amounts(text)[kind] == pytest.approx(sizes)


@pytest.mark.parametrize("text", ["", "six hundred", "gigabytes of memory", "zero bytes", "a bite of it"])
def test_without_number_and_unit_there_is_no_amount(text: str) -> None:
    assert amounts(text) == {}


def test_off_by_a_thousand_is_another_size_and_a_rough_estimate_is_not() -> None:
    assert is_of_another_size("That's four hundred megabytes. One vector is two kilobytes.", SIX_HUNDRED)
    assert not is_of_another_size("That's four hundred gigabytes.", SIX_HUNDRED)
    assert not is_of_another_size("Say half a terabyte.", SIX_HUNDRED)
    assert not is_of_another_size("That's four hundred megabits, or some money.", SIX_HUNDRED)


def test_the_sentence_with_the_largest_amount_is_quoted() -> None:
    said = ["One is two kilobytes.", "It's four hundred megabytes.", "So one card."]
    assert where_largest(said, SIX_HUNDRED) == 1
    assert where_largest(["Nothing."], SIX_HUNDRED) == 0


@given(st.floats(0.11, 9.0), st.integers(1, 900))
def test_within_an_order_of_magnitude_nothing_is_said(factor: float, size: int) -> None:
    assert not is_of_another_size(f"{factor * size:.3f} gigabytes", f"{size} gigabytes")
    assert is_of_another_size(f"{size} megabytes", f"{size} gigabytes")
