"""Terms in the field's writing: only where the letters are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.speech.hearing.engine import Decoded, HeardWord
from simulator.speech.hearing.written import Writing, said

TERMS = (
    "AUC",
    "XGBoost",
    "word2vec",
    "batch norm",
    "ROC curve",
    "A/B test",
    "BM25",
    "F1 score",
    "AI",
    "fine-tuning",
)


def heard(text: str) -> Decoded:
    words = tuple(HeardWord(word, at, at + 0.8, 0.5) for at, word in enumerate(text.split()))
    return Decoded(words, 0.0, -0.3, text)


def written(text: str, expected: tuple[str, ...] = (), before: tuple[str, ...] = ()) -> str:
    return Writing(expected, TERMS).written(heard(text), before).text


@pytest.mark.parametrize(
    ("decoded", "right"),
    [
        ("the A U C, and", "the AUC, and"),
        ("its A/UC is", "its AUC is"),
        ("a UC of point nine", "AUC of point nine"),
        ("both A UCs.", "both AUCs."),
        ("we used XG boost.", "we used XGBoost."),
        ("word to vec embeddings", "word2vec embeddings"),
        ("batchnorm helps", "batch norm helps"),
        ("the R O C curve", "the ROC curve"),
        ("B M twenty five", "BM25"),
        ("(A U C)", "(AUC)"),
    ],
)
def test_spelled_split_and_merged_terms_are_written_as_the_field_writes_them(
    decoded: str, right: str
) -> None:
    assert written(decoded) == right


@pytest.mark.parametrize(
    "text",
    [
        "gave it a I would say",
        "I'd do it",
        "A, U and C",
        "Is it A? UC is a school",
        "fine tuning it",
        "an A B test",
        "BatchNorm",
        "the AUC",
        "customers drop out",
    ],
)
def test_what_is_written_rightly_or_is_no_term_stays(text: str) -> None:
    assert written(text) == text


def test_plain_words_are_joined_only_where_the_term_is_expected_or_was_named() -> None:
    text = "a cat boost of joy"
    assert Writing((), ("CatBoost",)).written(heard(text)).text == text
    assert Writing(("CatBoost",)).written(heard(text)).text == "a CatBoost of joy"
    assert Writing((), ("CatBoost",)).written(heard(text), ["CatBoost"]).text == "a CatBoost of joy"
    assert Writing(("dropout",)).written(heard("they drop out early")).text == "they drop out early"


def test_a_joined_term_takes_the_time_of_its_letters() -> None:
    words = Writing(("AUC",)).written(heard("the A U C is")).words
    assert [word.text for word in words] == ["the", "AUC", "is"]
    assert (words[1].start_s, words[1].end_s) == (1, pytest.approx(3.8))
    assert words[1].probability == 0.5


def test_terms_that_were_named_are_found_however_they_are_written() -> None:
    words = ["the", "A", "U", "C", "and", "word", "to", "vec"]
    assert list(Writing(TERMS).named(words)) == ["AUC", "word2vec"]


@given(st.text(alphabet="ABCUcus '.,/-", max_size=30))
def test_nothing_but_the_writing_changes(text: str) -> None:
    before = heard(text)
    after = Writing(TERMS).written(before)
    assert said(after.text) == said(before.text)
    assert Writing(TERMS).written(after) == after
    assert all(one.end_s >= one.start_s for one in after.words)
