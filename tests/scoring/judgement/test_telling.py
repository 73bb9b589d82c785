"""How an answer is told, in numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.transcript import from_text
from simulator.scoring.judgement.features import CHOICE, LED_FEATURES, UNEXPLAINED
from simulator.scoring.judgement.telling import (
    choice_of_words,
    feature_names,
    groups,
    other_ways,
    remark_on,
    spoken_sentences,
    telling_features,
)
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import FillerLexicon

PLAIN = ["we look at ten customers, because they left.", "then we ask one of them why."]
VAGUE = [
    "um, anyway, there are various important considerations.",
    "it might be a robust implementation, maybe.",
]


def told(sentences: list[str]) -> dict[str, float]:
    return dict(zip(feature_names(), telling_features(sentences), strict=True))


def test_each_group_is_counted_in_a_hundred_words() -> None:
    plain, vague = told(PLAIN), told(VAGUE)
    words = 15
    assert plain["numbers"] == pytest.approx(100 / words)
    assert plain["links"] == pytest.approx(200 / words)
    assert plain["we"] == pytest.approx(200 / words)
    assert plain["vague words"] == plain["fillers"] == plain["steps back"] == 0
    assert vague["vague words"] > plain["vague words"]
    assert min(vague["fillers"], vague["steps back"], vague["abstract nouns"]) > 0


def test_phrases_are_whole_words() -> None:
    assert told(["the umbrella likes somebody's iceberg."])["fillers"] == 0
    assert told(["we like it, um, like that."])["fillers"] == pytest.approx(300 / 6)


def test_the_shape_of_sentences() -> None:
    shape = told(["one two three four.", "one two."])
    assert (shape["words in a sentence"], shape["the longest sentence"], shape["sentences"]) == (3, 4, 2)
    assert (shape["words in the opening"], shape["words in the close"]) == (4, 2)
    assert told(["our model churns.", "the model churns."])["hangs together"] == 1


def test_fillers_and_restarts_are_part_of_how_it_is_told() -> None:
    said = annotate(from_text("Um, we we ask. Then we look."), FillerLexicon((), ()))
    assert spoken_sentences(said) == ["um, we we ask.", "then we look."]


def test_the_choice_of_words_is_softened_by_repetition_and_length() -> None:
    weights = {"ten": 1.0, "various": -1.0}
    assert choice_of_words(["ten of them."], weights) == pytest.approx(1.0)
    assert choice_of_words(["ten, ten, ten."], weights) == pytest.approx(1.0)
    assert choice_of_words(["ten various ones."], weights) == pytest.approx(0.0)
    assert choice_of_words(["nothing known."], weights) == 0.0


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_text_gives_finite_numbers(sentences: list[str]) -> None:
    found = telling_features([sentence.lower() for sentence in sentences])
    assert found.shape == (len(feature_names()),)
    assert np.isfinite(found).all()


def test_every_remark_is_on_a_feature_that_there_is() -> None:
    names = {*LED_FEATURES, UNEXPLAINED, *feature_names(), CHOICE}
    assert len(feature_names()) == len(set(feature_names()))
    for name in names:
        for more in (True, False):
            remark = remark_on(name, more=more)
            if remark is None:
                continue
            assert len(remark.try_) == len(set(remark.try_)) == 2
            assert all(said.endswith(".") for said in (remark.says, *remark.try_))
            assert other_ways(remark.try_[0]) == remark.try_[1:]
            assert other_ways(remark.try_[1]) == remark.try_[:1]
    assert other_ways("Never said.") == ()
    assert remark_on("steps back", more=True) is not None
    assert remark_on("steps back", more=False) is None
    assert set(groups()) <= names
