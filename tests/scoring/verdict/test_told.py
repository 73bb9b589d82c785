"""Measures are told in words: what counts most first, what is fine apart, never as a table of constants."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cards import card
from findings import jargon, term

from simulator.model import settings
from simulator.model.measure_line import (
    NAME_CELLS,
    MeasureLine,
    fine,
    how_many_fine,
    unweighed,
    worth_a_look,
)
from simulator.model.measures import MEASURES
from simulator.model.scorecard import Audience, Dimension, Improvement, Scorecard
from simulator.model.signs import LEVEL_WORDS
from simulator.scoring.measures.registry import measure
from simulator.scoring.verdict.rubric import Rubric, Scale, load_rubrics
from simulator.scoring.verdict.told import told, words_of

RUBRICS = load_rubrics(settings.shipped("prompts"))
EXPLAIN = RUBRICS["explain"]


def improving(name: str) -> tuple[Improvement, ...]:
    return (Improvement(text="Mend it.", try_="Try.", measure=name),)


def with_values(**values: float | None) -> Scorecard:
    return replace(card(), measures=tuple(measure(name, value) for name, value in values.items()))


def lines(**values: float | None) -> dict[str, MeasureLine]:
    return {line.id: line for line in told(with_values(**values), EXPLAIN)}


def one(name: str, value: float) -> str:
    return lines(**{name: value})[name].says


def test_pace_and_um_are_told_as_a_coach_would() -> None:
    assert one("words_per_minute", 177) == "177 words a minute, a little fast (125 to 175 is easy to follow)"
    assert one("words_per_minute", 90) == "90 words a minute, too slow (125 to 175 is easy to follow)"
    assert one("words_per_minute", 150) == "150 words a minute, easy to follow"
    assert one("filled_pauses_per_minute", 7.0) == "7 a minute, listeners notice from 6"
    assert one("answer_length_s", 62) == "1:02, as long as is usual"
    assert one("long_pauses_inside", 0) == "none in the middle of a sentence"


def test_every_measure_of_every_rubric_is_told_in_words_whatever_its_value() -> None:
    assert set(words_of()) == set(MEASURES)
    for rubric in RUBRICS.values():
        for scale in rubric.scales:
            for value in _values(scale):
                given = with_values(**{scale.id: value, "moves_made": 2.0, "moves_expected": 5.0})
                for line in told(given, rubric):
                    assert len(line.name) + 1 < NAME_CELLS
                    assert not set("{}") & set(line.says), line
                    assert not any(word in line.says.split() for word in LEVEL_WORDS.values()), line
                    assert not line.says.endswith((" ", ","))


def _values(scale: Scale) -> list[float]:
    low, high = scale.target or (0.0, 0.0)
    return [0.0, 1.0, *scale.edges, *(low - edge for edge in scale.edges), *(high + e for e in scale.edges)]


def test_what_counts_most_stands_first_and_what_is_fine_last() -> None:
    found = list(
        lines(jargon_density=18, hedges_per_100_words=9, words_per_minute=150, fillers_per_minute=20).values()
    )
    assert found[0].id == "fillers_per_minute"
    assert [line.id for line in worth_a_look(found)][-1] == "jargon_density"  # it weighs nothing
    assert [line.id for line in fine(found)] == ["words_per_minute"]
    assert found[-1].fine
    assert how_many_fine(found) == "1 measure is fine"
    assert how_many_fine(worth_a_look(found)) == ""


def test_of_two_measures_with_one_name_the_one_that_counts_is_told() -> None:
    found = told(
        with_values(fillers_per_minute=10, filled_pauses_per_minute=7, fillers_per_100_words=4.5), EXPLAIN
    )
    assert [line.name for line in found] == ["fillers", "um, uh"]
    assert found[0].id == "fillers_per_minute"
    typed = told(with_values(fillers_per_minute=None, fillers_per_100_words=9), EXPLAIN)
    assert [line.id for line in typed] == ["fillers_per_100_words"]


@pytest.mark.parametrize("rubric", RUBRICS.values(), ids=lambda rubric: rubric.id)
def test_a_wrong_claim_is_never_called_good_and_stands_before_all_else(rubric: Rubric) -> None:
    found = told(with_values(fillers_per_minute=40, misconceptions=1), rubric)
    assert (found[0].id, found[0].level, found[0].fine) == ("misconceptions", 1, False)
    assert rubric.judged(measure("misconceptions", 1)).level == 1
    assert told(with_values(misconceptions=0), rubric)[0].fine


def test_terms_are_worth_a_look_as_soon_as_one_was_not_explained() -> None:
    one_open = lines(unexplained_terms=1)["unexplained_terms"]
    assert (one_open.fine, one_open.level) == (False, 4)
    assert lines(unexplained_terms=0)["unexplained_terms"].fine


def test_a_measure_that_only_a_rubric_knows_is_told_by_its_value_and_level() -> None:
    edges = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    own = Scale(id="smiles", dimension=Dimension.CLARITY, weight=1, edges=edges, source="mine")
    rubric = replace(EXPLAIN, scales=(*EXPLAIN.scales, own))
    counted = replace(measure("numbers", 90), id="smiles", unit="smiles")
    found = told(replace(card(), measures=(counted,)), rubric)
    assert [(line.name, line.says) for line in found] == [("smiles", "90, weak")]


def test_a_card_for_a_researcher_is_told_by_the_weights_that_count_for_one() -> None:
    assert Audience.RESEARCHER.is_peer
    given = with_values(unexplained_terms=6, fillers_per_minute=14)
    first = told(replace(given, audience=Audience.RESEARCHER), EXPLAIN)[0].id
    assert (told(given, EXPLAIN)[0].id, first) == ("unexplained_terms", "fillers_per_minute")


SOUNDS = {
    "pitch_range": 6.2,
    "loudness_range": 11.0,
    "loudness_fall": 1.3,
    "slowest_pace": 120.0,
    "fastest_pace": 186.0,
}


def test_how_it_sounds_is_told_apart_without_level_and_without_weight() -> None:
    found = told(with_values(**SOUNDS, words_per_minute=200), EXPLAIN)
    assert [line.id for line in worth_a_look(found)] == ["words_per_minute"]
    assert (fine(found), how_many_fine(found)) == ((), "")
    assert [(line.name, line.says) for line in unweighed(found)] == [
        ("pitch", "moves over 6.2 semitones (5 to 10 in students' talks)"),
        ("loudness", "moves over 11 dB"),
        ("sentence ends", "1.3 dB softer than the rest"),
        ("speed", "from 120 to 186 words a minute, ten seconds at a time"),
    ]
    assert {line.sign for line in unweighed(found)} == {" "}
    assert all(len(line.name) + 1 < NAME_CELLS for line in found)


def test_what_could_not_be_told_of_the_sound_is_not_there() -> None:
    assert told(with_values(**dict.fromkeys(SOUNDS)), EXPLAIN) == ()
    louder = told(with_values(loudness_fall=-2.5), EXPLAIN)
    assert [line.says for line in louder] == ["2.5 dB louder than the rest"]


def test_a_rubric_of_ones_own_may_weigh_how_it_sounds() -> None:
    edges = (6.0, 5.0, 4.0, 3.0, 2.0, 1.0)
    own = Scale(id="pitch_range", dimension=Dimension.CLARITY, weight=1, edges=edges, source="mine")
    (line,) = told(with_values(pitch_range=2.5), replace(EXPLAIN, scales=(*EXPLAIN.scales, own)))
    assert (line.level, line.fine) == (2, False)
    assert line.says.startswith("moves over 2.5 semitones")


def test_a_move_that_was_not_heard_is_told_only_where_it_counts() -> None:
    none = {"examples": 0.0, "impact": 0.0, "tradeoffs": 0.0}
    assert set(lines(**none)) == {"examples", "tradeoffs"}, "impact has no weight"
    assert set(lines(structure_rating=4.0, **none)) == set()
    assert "impact" in lines(impact=1)


def test_what_does_not_count_is_fine_a_little_outside_its_target() -> None:
    assert not lines(sentence_length=26)["sentence_length"].fine
    assert lines(sentence_length=26, clarity_rating=4.0)["sentence_length"].fine


def test_what_the_card_says_to_do_next_is_not_called_fine() -> None:
    assert lines(long_pauses_inside=2)["long_pauses_inside"].fine
    given = replace(with_values(long_pauses_inside=2), improvements=improving("long_pauses_inside"))
    (line,) = told(given, EXPLAIN)
    assert (line.fine, line.says) == (False, "2 in the middle of a sentence")


def test_of_what_is_counted_there_are_only_whole_ones() -> None:
    rubric = RUBRICS["behavioral"]
    assert rubric.by_measure["numbers"].edges[2] == 1.5
    (line,) = told(with_values(numbers=1), rubric)
    assert line.says == "one, how much, how many, how long: 2 would do"


def test_terms_that_the_card_does_not_name_are_not_counted() -> None:
    found = jargon(term("SMOTE", said="New rare cases."), term("E47"))
    given = replace(with_values(unexplained_terms=2), jargon=found)
    (line,) = told(given, EXPLAIN)
    assert line.says.startswith("one not explained")
