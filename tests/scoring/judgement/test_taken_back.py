"""Claims that are somebody else's, or called wrong by the speaker, and those that are neither."""

from __future__ import annotations

import pytest

from simulator.scoring.judgement.taken_back import is_taken_back


@pytest.mark.parametrize(
    "said",
    [
        "Many people think it helps",
        "Beginners often assume it helps",
        "Some teams will say it helps",
        "You might expect it helps",
        "It is a common mistake that it helps",
        "It's tempting to say it helps",
        "Naively it helps",
        "It is a myth that it helps",
        "It isn't true that it helps",
        "It is not really the case that it helps",
        "I would never claim that it helps",
        "I don't really believe that it helps",
        "It helps, but that's wrong",
        "It helps, which is just false",
        "It helps, that is not quite right",
        "It helps, this is plain nonsense",
        "It helps, which would be a big mistake",
        "It helps, that isn't how it works",
        "It helps, they are not true",
        "It helps and that doesn't follow",
        "It helps, it does not work like that",
    ],
)
def test_a_claim_is_taken_back_where_it_is_made(said: str) -> None:
    assert is_taken_back(said, "")


@pytest.mark.parametrize(
    "following",
    [
        "That's wrong.",
        "But no, that is not true.",
        "No, it is another.",
        "Well, this isn't right.",
        "It isn't so.",
    ],
)
def test_a_claim_is_taken_back_by_what_follows(following: str) -> None:
    assert is_taken_back("It helps.", following)


@pytest.mark.parametrize(
    ("said", "following"),
    [
        ("It helps.", ""),
        ("It helps.", "That is right."),
        ("It helps.", "The other one is wrong."),
        ("It helps.", "Nothing is wrong there."),
        ("I think it helps.", "So that's it."),
        ("The labels are wrong.", ""),
        ("It is not fast.", ""),
    ],
)
def test_anything_else_is_the_speakers_own_claim(said: str, following: str) -> None:
    assert not is_taken_back(said, following)
