"""What is no answer is refused with a reason; what is one never is."""

from __future__ import annotations

import pytest

from simulator.model.transcript import from_text
from simulator.scoring.judgement.judgeable import judgeable, why_not

GERMAN = (
    "Das Modell lernt die Daten auswendig und ist auf neuen Daten schlecht. Man sieht es daran, dass "
    "der Fehler "
    "auf den Testdaten viel höher ist, und man kann es mit mehr Daten verhindern."
)
SPANISH = (
    "El modelo aprende de memoria los datos de entrenamiento y no funciona bien con datos nuevos. Se "
    "puede ver "
    "porque el error en los datos de prueba es mucho más alto."
)
LIST = " ".join(["gradient model loss feature pipeline dropout batch recall embedding precision"] * 2)
ENGLISH = (
    "It learned the examples by heart, so on new ones it is no better than a guess. I'd hold some of "
    "the data "
    "back, look at the error there, and stop when it rises."
)


@pytest.mark.parametrize(
    ("said", "because"),
    [
        (GERMAN, "German"),
        (SPANISH, "Spanish"),
        ("Модель запоминает данные и плохо работает на новых " * 3, "not English"),
        (LIST, "list of words"),
        (ENGLISH * 200, "far more than one answer"),
        (ENGLISH + " " + "It learned all the examples by heart again. " * 50, "again and again"),
        (
            "The of model the and data the is a with loss the to an at the by a from set the not the or",
            "no sentences",
        ),
    ],
)
def test_what_is_no_answer_is_refused_with_its_reason(said: str, because: str) -> None:
    found = judgeable(from_text(said))
    assert not found.scorable
    assert because in (found.reason or "")


def test_an_answer_is_not_refused_nor_is_one_that_repeats_a_little() -> None:
    assert why_not(from_text(ENGLISH)) is None
    assert (
        why_not(from_text(ENGLISH + " It learned the examples by heart, so on new ones it is no better."))
        is None
    )


def test_signs_are_no_words_from_half_of_them_on() -> None:
    assert why_not(from_text("\U0001f642 " * 10 + "word " * 10)) is None
    reason = why_not(from_text("\U0001f642 " * 11 + "word " * 10))
    assert reason == "Most of this is signs, not words: there is nothing to judge."


@pytest.mark.parametrize("lamps", ["abcde", "abcdefgh"])
def test_half_of_the_phrases_may_be_said_again(lamps: str) -> None:
    said = " ".join(f"of the lamp{letter} is" for letter in lamps).split()
    assert why_not(from_text(" ".join(said * 2 + said[:5]))) is None
    assert "again and again" in str(why_not(from_text(" ".join(said * 2 + said[:6]))))


def test_what_only_speakers_say_is_english_too() -> None:
    topics = "gradient model loss feature pipeline dropout batch recall embedding"
    assert "list of words" in str(why_not(from_text(f"{topics} {topics}")))
    assert why_not(from_text(f"um {topics} um {topics} think think")) is None


def test_a_before_words_that_take_none_is_astray() -> None:
    said = "rows {0} of pens {0} to cups {0} with jars {0} by lids {0} from mugs {0} at trays"
    assert "no sentences" in str(why_not(from_text(said.format("a"))))
    assert "no sentences" in str(why_not(from_text(said.format("an"))))
    assert "no sentences" in str(why_not(from_text(said.format("the"))))
    assert why_not(from_text(said.format("and"))) is None


@pytest.mark.parametrize(("common", "language"), [("und auf", False), ("und auf nicht mehr", True)])
def test_a_fifth_of_common_words_makes_it_another_language(common: str, language: bool) -> None:
    topics = "Modell lernt Trainingsdaten auswendig Fehler steigt Testdaten deshalb hilft Regularisierung"
    reason = str(why_not(from_text(f"{topics} Daten sammeln Gewichte bleiben klein {common}.")))
    assert ("German" in reason) == language
