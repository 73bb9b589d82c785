"""The sentence that is quoted for what takes from how an answer is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.scorecard import Fillers, Jargon
from simulator.model.settings import shipped
from simulator.model.transcript import from_text
from simulator.scoring.judgement.learned import Part
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import load_fillers
from simulator.scoring.measures.registry import Shown
from simulator.scoring.verdict.evidence import Evidence

SENTENCES = (
    "First I look at ten customers who left us in the spring.",
    "There might be various important considerations, maybe.",
    "Then I ask one of them, for as long as it takes, why that was, and what would have helped.",
    "That is it.",
)
SAID = annotate(from_text(" ".join(SENTENCES)), load_fillers(shipped("prompts") / "lexicon" / "fillers.toml"))


def found(*led: Part) -> Evidence:
    return Evidence(
        said=SAID,
        fillers=Fillers(count=0, per_minute=None, per_100_words=None, items=()),
        jargon=Jargon(density_per_100_words=None, explained=0, unexplained=0, terms=()),
        moves=(),
        key_points=(),
        misconceptions=(),
        led=led,
    )


@pytest.mark.parametrize(
    ("feature", "more", "sentence"),
    [
        ("vague words", True, 1),
        ("words in the opening", True, 0),
        ("closes", False, 3),
        ("the longest sentence", True, 2),
        ("sentences that do nothing", True, 0),
    ],
)
def test_the_sentence_that_shows_it_is_quoted(feature: str, more: bool, sentence: int) -> None:
    evidence = found(Part(feature, -8.0, more=more))
    span = evidence.span(Shown.LED, good=False)
    assert span is not None
    assert SAID.text(span) == SENTENCES[sentence]


def test_a_remark_that_says_little_comes_last_and_only_of_what_it_is_about() -> None:
    wording, telling = Part("choice of words", -20.0, more=False), Part("vague words", -4.0, more=True)
    assert found(wording, telling).fault(Shown.LED) == telling
    assert found(wording).fault(Shown.LED) is None
    assert replace(found(), clear=(wording, telling)).fault(Shown.CLEAR) == telling
    assert replace(found(), clear=(wording,)).fault(Shown.CLEAR) == wording


def test_what_takes_little_or_has_no_name_is_passed_over() -> None:
    assert found(Part("vague words", -2.9, more=True)).fault(Shown.LED) is None
    assert found(Part("small words", -9.0, more=True)).fault(Shown.LED) is None
    assert found(Part("vague words", 9.0, more=False)).fault(Shown.LED) is None
    named = Part("closes", -4.0, more=False)
    assert found(Part("small words", -9.0, more=True), named).fault(Shown.LED) == named
