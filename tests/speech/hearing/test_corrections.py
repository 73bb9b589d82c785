"""Terms for what sounded like them: only where the decoder agrees, at the same times."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from simulator.speech.hearing.corrections import Corrector
from simulator.speech.hearing.engine import Decoded, HeardWord
from simulator.speech.hearing.soundalikes import Index
from simulator.speech.hearing.sounds import ways
from simulator.speech.ports import Candidates


def heard(text: str, probability: float = 0.4) -> Decoded:
    words = tuple(HeardWord(word, at, at + 0.8, probability) for at, word in enumerate(text.split()))
    return Decoded(words, 0.0, -0.3, text)


def likes(term: str, gain: float):  # type: ignore[no-untyped-def]
    """A decoder that finds texts with this term likelier by so much."""

    def likely(words: Sequence[str], prompt: str) -> Sequence[float]:
        return [gain if term in " ".join(words) else 0.0]

    return likely


def test_a_term_takes_the_place_and_the_time_of_what_sounded_like_it() -> None:
    corrector = Corrector(Candidates(expected=("Platt scaling",)))
    better = corrector.corrected(heard("we used plat scaling."), likes("Platt", 2.0))
    assert [word.text for word in better.words] == ["we", "used", "Platt", "scaling."]
    assert better.text == "we used Platt scaling."
    assert better.words[2].start_s == 2.0
    assert better.words[3].end_s == 3.8
    assert [word.term for word in better.words] == [None, None, "Platt scaling", "Platt scaling"]


def test_what_the_decoder_finds_unlikely_stays_as_it_was_heard() -> None:
    decoded = heard("we used plat scaling")
    corrector = Corrector(Candidates(expected=("Platt scaling",)))
    assert corrector.corrected(decoded, likes("Platt", -20.0)) == decoded


def test_a_term_that_nobody_expects_needs_more() -> None:
    decoded, gain = heard("we used plat scaling"), likes("Platt", 0.0)
    assert Corrector(Candidates(expected=("Platt scaling",))).corrected(decoded, gain) != decoded
    assert Corrector(Candidates(others=("Platt scaling",))).corrected(decoded, gain) == decoded


def doubts(term: str):  # type: ignore[no-untyped-def]
    """A decoder that believes in this term only when it was told of it."""

    def likely(words: Sequence[str], prompt: str) -> Sequence[float]:
        return [(5.0 if prompt else -15.0) if term in " ".join(words) else 0.0]

    return likely


def test_a_name_that_sounds_like_a_term_needs_talk_of_the_trade() -> None:
    corrector = Corrector(Candidates(expected=("LoRA", "learning rate")))
    called = heard("Laura called me")
    assert corrector.corrected(called, doubts("LoRA")) == called
    assert corrector.corrected(called, doubts("LoRA"), before=["learning rate"]).words[0].text == "LoRA"
    tuned = heard("Laura and a learning rate")
    assert corrector.corrected(tuned, doubts("LoRA")).words[0].text == "LoRA"


def test_a_term_that_was_named_before_is_expected() -> None:
    corrector, decoded = Corrector(Candidates(others=("Platt scaling",))), heard("we used plat scaling")
    assert corrector.corrected(decoded, likes("Platt", 0.5)) == decoded
    assert corrector.corrected(decoded, likes("Platt", 0.5), before=["Platt scaling"]) != decoded


def test_what_was_heard_surely_and_small_words_are_left_alone() -> None:
    sure = heard("we used plat scaling", probability=0.99)
    assert Corrector(Candidates(expected=("Platt scaling",))).corrected(sure, likes("Platt", 9.0)) == sure
    small = heard("so the model")
    assert Corrector(Candidates(expected=("SMOTE",))).corrected(small, likes("SMOTE", 9.0)) == small


def test_letters_and_words_sound_alike() -> None:
    assert [found.term for found in Index(("LoRA", "PCA")).alike(["with", "Laura"])] == ["LoRA"]
    assert [found.term for found in Index(("LoRA", "PCA")).alike(["the", "PCI"])] == ["PCA"]


@pytest.mark.parametrize(
    ("name", "same"), [("O'Brien", "OBrien"), ("Émile", "Emile"), ("naïve Bayes", "naive Bayes")]
)
def test_names_sound_as_without_accents_and_apostrophes(name: str, same: str) -> None:
    assert ways(name) == ways(same) != ()
