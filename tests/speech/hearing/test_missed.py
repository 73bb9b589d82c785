"""Hesitations and half sentences that the decodings left out."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.transcript import WordKind
from simulator.speech.hearing import missed, unheard
from simulator.speech.hearing.engine import HeardWord
from simulator.speech.hearing.loops import without_loops
from simulator.speech.hearing.verbatim import Spoken


def said(text: str, *starts: float, each: float = 0.3) -> tuple[Spoken, ...]:
    """Words of `each` seconds that begin at those times."""
    return tuple(
        Spoken(HeardWord(word, start, start + each, 0.9), WordKind.WORD, clean=True)
        for word, start in zip(text.split(), starts, strict=True)
    )


def likely(heard: dict[str, float]) -> missed.LikelihoodsOf:
    """Each word is as likely as `heard` has it, else quite likely."""
    return lambda words: [heard.get(word, -0.1) for word in words]


WORDS = said("then would start", 0.0, 0.3, 1.6)
GAP = [(0.0, 0.6), (0.9, 1.4), (1.6, 1.9)]


def test_a_voiced_gap_is_asked_about_and_a_silent_one_is_not() -> None:
    assert [place.before for place in missed.places(WORDS, GAP, 2.0)] == [2]
    assert missed.places(WORDS, [(0.0, 0.6), (1.6, 1.9)], 2.0) == ()


def test_a_word_that_lasts_too_long_hides_something() -> None:
    words = said("we data", 0.0, 0.3, each=1.2)
    assert 1 in [place.before for place in missed.places(words, [(0.0, 1.5)], 1.5)]


def test_a_hesitation_that_the_sound_bears_out_is_put_in() -> None:
    found = missed.listened(WORDS, GAP, 2.0, likely({"um,": -1.0, "uh,": -3.0}))
    assert [spoken.word.text for spoken in found] == ["then", "would", "um,", "start"]
    um = found[2]
    assert um.kind is WordKind.FILLER
    assert not um.clean
    assert (um.word.start_s, um.word.end_s) == (0.9, 1.4)
    assert 0.5 < um.word.probability < 1.0


def test_an_unlikely_one_is_not() -> None:
    assert missed.listened(WORDS, GAP, 2.0, likely({"um,": -9.0, "uh,": -9.0})) == WORDS


def test_no_second_one_beside_a_hesitation_that_was_heard() -> None:
    um = Spoken(HeardWord("um", 0.9, 1.0, 0.9), WordKind.FILLER, clean=False)
    assert missed.places((*WORDS[:2], um, WORDS[2]), GAP, 2.0) == ()


def test_a_stretch_without_words_is_found() -> None:
    voiced = [(0.0, 0.6), (1.6, 1.9), (2.5, 3.0), (3.2, 3.6)]
    assert unheard.stretches(WORDS, voiced) == (((2.5, 3.0), (3.2, 3.6)),)
    assert unheard.stretches(WORDS, [(0.0, 0.6), (1.6, 1.9), (2.5, 2.6)]) == ()


def test_what_was_found_goes_where_it_was_said_unless_it_stands_there_already() -> None:
    later = said("with the data", 2.5, 2.8, 3.2)
    whole = unheard.merged(WORDS, later)
    assert [spoken.word.text for spoken in whole] == ["then", "would", "start", "with", "the", "data"]
    assert unheard.merged(whole, later) == whole


def names(words: Sequence[HeardWord]) -> list[str]:
    return [word.text for word in words]


def test_in_a_row_of_hesitations_one_counts_for_each_stretch_of_voice() -> None:
    row = [HeardWord("uh", at / 10, at / 10 + 0.1, 0.9) for at in range(20)]
    assert len(without_loops(row, [(0.0, 0.2), (0.5, 0.7), (1.5, 1.7)])) == 3
    assert without_loops(row, [(0.0, 2.0)]) == ()


def test_words_past_the_end_of_the_sound_are_left_out() -> None:
    real = [HeardWord(word, at, at + 0.3, 0.9) for at, word in enumerate(["we", "use", "trees"])]
    instant = [HeardWord(word, 3.5, 3.5, 0.9) for word in ["and", "mister", "john", "dashwood", "had"]]
    assert names(without_loops([*real, *instant])) == ["we", "use", "trees"]
    assert names(without_loops([*real, instant[0]])) == ["we", "use", "trees", "and"]
