"""Words that are technical terms and ordinary words too: which of the two a sentence means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from platformdirs import user_cache_path

from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.reading.claims import SENSES, TrainedReader
from simulator.reading.embedder import SentenceEmbedder
from simulator.scoring.judgement.senses import SenseHead, load_sense_head, means, sense_features
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import load_fillers, load_lexicon
from simulator.scoring.measures.jargon import asked_terms, jargon_report

WORDS = Path(__file__).parents[3] / "prompts" / "lexicon"
FILLERS, LEXICON = load_fillers(WORDS / "fillers.toml"), load_lexicon(WORDS)


class Axes:
    """Meaning as the numbers in a text: "x1 y3" is one along x and three along y."""

    id = "axes"

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        return np.array(
            [[sum(map(int, re.findall(rf"{axis}(\d+)", text))) for axis in "xy"] for text in sentences],
            dtype=np.float32,
        )


HEAD = SenseHead(
    embedder="axes",
    ambiguous=frozenset({"dropout"}),
    weights=(1.0, 0.0, 0.0, 0.5),
    bias=-2.0,
    technical_from=0.0,
)


def by_students(_name: str, _definition: str, sentence: str) -> bool:
    """A judge that takes nothing in a sentence about students for a term."""
    return "students" not in sentence


def terms(text: str, judged=by_students, question_terms: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    said = annotate(from_text(text), FILLERS)
    found = jargon_report(
        said, Audience.RECRUITER, LEXICON, question_terms=question_terms, means=judged
    ).terms
    return [(one.term, one.uses) for one in found]


def test_the_features_are_the_sentence_and_its_product_with_the_defined_term() -> None:
    assert sense_features("t x2", "y3", "x5 y7", Axes()).tolist() == [5, 7, 10, 21]


@pytest.mark.parametrize(
    ("sentence", "meant"), [("x1 y1", False), ("x1 y2", True), ("x2", True), ("", False)]
)
def test_from_the_threshold_on_the_term_is_meant(sentence: str, meant: bool) -> None:
    judged = means(HEAD, Axes())
    assert judged is not None
    assert judged("dropout", "y1", sentence) is meant
    assert judged("drop out", "y1", sentence) is meant


def test_a_name_that_is_no_ordinary_word_is_always_the_term() -> None:
    judged = means(HEAD, Axes())
    assert judged is not None
    assert judged("softmax", "y1", "")


def test_nothing_is_judged_without_the_weights_or_with_another_embedder() -> None:
    assert means(None, Axes()) is None
    assert means(HEAD, None) is None
    assert means(msgspec.structs.replace(HEAD, embedder="other"), Axes()) is None


def test_only_the_use_that_is_meant_counts_and_is_quoted() -> None:
    text = "Many students drop out early. I'd add dropout to the network."
    assert terms(text) == [("dropout", 1)]
    assert terms(text, judged=None) == [("dropout", 2)]
    assert terms("Many students drop out early.") == []
    said = annotate(from_text(text), FILLERS)
    assert jargon_report(said, Audience.RECRUITER, LEXICON, means=by_students).terms[0].first_word == 7


def test_what_the_question_asks_about_is_not_judged_in_the_answer() -> None:
    assert terms("To students I'd say it is dropout.", question_terms=("dropout",)) == [("dropout", 1)]


def test_the_terms_of_a_question_are_judged_too() -> None:
    prompt = "Why do students drop out? And what is entropy?"
    assert asked_terms(prompt, LEXICON) == ("dropout", "entropy")
    assert asked_terms(prompt, LEXICON, by_students) == ("entropy",)


def test_of_a_sentence_without_end_the_words_around_are_looked_at() -> None:
    far = "students and " + "so on " * 20 + "we add dropout"
    assert terms(far) == [("dropout", 1)]
    assert terms("students and we add dropout") == []


@pytest.mark.real
def test_the_shipped_judge_tells_the_senses_of_six_sentences() -> None:
    head = load_sense_head(TrainedReader().file(SENSES.name))
    judged = means(head, SentenceEmbedder(user_cache_path("interview-simulator")))
    assert judged is not None

    def found(text: str) -> list[str]:
        return [name for name, _ in terms(text, judged)]

    assert "regression" not in found("I saw a regression to old habits.")
    assert "transformer" not in found("The storm hit a transformer at the power station.")
    assert "churn" not in found("In the old days people would churn butter by hand.")
    assert "dropout" in found("We put dropout after each layer, and the network overfitted less.")
    assert "transformer" in found("A transformer reads all words of the text at once.")
    assert "churn" in found("We predict churn, so that we can call customers before they leave.")


@pytest.mark.real
def test_every_word_that_is_judged_is_written_down_and_most_are_known() -> None:
    head = load_sense_head(TrainedReader().file(SENSES.name))
    assert len(head.weights) == 2 * 384
    assert len(head.ambiguous & set(LEXICON.by_key)) > 100
