"""Quotes are cut between words."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.model.naming import shortened


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=60))
def test_a_quote_never_ends_inside_a_word(words: list[str]) -> None:
    short = shortened(" ".join(words))
    kept = short.removesuffix(" …").split()
    assert len(short) <= 150
    assert kept == words[: len(kept)]
    assert short.endswith(" …") == (len(kept) < len(words))
