"""Denial, reversal, phrases: the words of claims and answers."""

from __future__ import annotations

import pytest

from simulator.scoring.language.wording import best_share, worded


def test_a_phrase_is_found_stemmed_and_gapped() -> None:
    assert worded("So first we defined what really counts as churn with them").says(
        worded("what counts as churn")
    )
    assert not worded("What we drank that day counts as a long way to churn").says(
        worded("what counts as churn")
    )


def test_a_denied_phrase_is_not_said() -> None:
    assert not worded("I would never measure accuracy here").says(worded("measure accuracy"))


@pytest.mark.parametrize(
    ("claim", "said", "reversed_"),
    [
        ("A larger penalty shrinks the weights", "a smaller penalty shrinks them", True),
        ("Variance goes down with more data", "with fewer rows variance goes down", True),
        ("Variance goes down with more data", "with more rows variance goes down", False),
        ("Split before scaling", "we scale after we split", True),
        ("Trade off high precision against low recall", "low recall, high precision", False),
    ],
)
def test_the_opposite_of_a_claim_is_noticed(claim: str, said: str, reversed_: bool) -> None:
    assert worded(said).reverses(worded(claim)) is reversed_


def test_one_chance_word_of_a_short_wording_counts_little() -> None:
    given = worded("the data was late").topic
    claims = [worded("Look for leakage between training and validation"), worded("data leak")]
    assert best_share(claims, given) < 0.25
