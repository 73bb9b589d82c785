from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import Familiar, Lexicon, Term, load_fillers, load_lexicon
from simulator.scoring.measures.jargon import asked_terms, jargon_report

FILLERS = load_fillers(Path(__file__).parents[3] / "prompts" / "lexicon" / "fillers.toml")


def term(name, definition, *, aliases=(), expansion=None, researcher=3, engineer=1):
    familiar = Familiar(
        recruiter=0,
        product_manager=0,
        software_engineer=engineer,
        ml_engineer=researcher,
        researcher=researcher,
    )
    return Term(
        term=name,
        definition=definition,
        topic="test",
        familiar=familiar,
        aliases=aliases,
        expansion=expansion,
    )


SHIPPED = load_lexicon(Path(__file__).parents[3] / "prompts" / "lexicon")

LEXICON = Lexicon(
    (
        term("random forest", "Many trees of questions that vote on the answer."),
        term("fine-tuning", "Training a finished model a little more on your own examples."),
        term("NDCG", "How well a list is sorted, with the top counting most.", researcher=3),
        term("SMOTE", "More examples of the rare case.", expansion="synthetic minority oversampling"),
        term("SHAP", "How much each input pushed a prediction."),
        term(
            "backpropagation",
            "How much each weight was to blame.",
            aliases=("backprop",),
        ),
        term("dashboard", "A page of charts.", engineer=3),
    )
)


def test_an_adverb_is_no_term() -> None:
    said = annotate(from_text("We did precisely that, and our precision rose, mostly."), FILLERS)
    found = jargon_report(said, Audience.RECRUITER, SHIPPED).terms
    assert [(one.term, one.quote) for one in found] == [("precision", "precision")]


def report(text, audience=Audience.SOFTWARE_ENGINEER, embedder=None, question_terms=()):
    return jargon_report(annotate(from_text(text), FILLERS), audience, LEXICON, embedder, question_terms)


def names(text, audience=Audience.SOFTWARE_ENGINEER):
    return [found.term for found in report(text, audience).terms]


def test_terms_in_order_of_first_use_each_once():
    found = report("We used random forests, then finetuned it, and the random-forest stayed better.").terms
    assert [(one.term, one.uses, one.first_word, one.last_word) for one in found] == [
        ("random forest", 2, 2, 3),
        ("fine-tuning", 1, 5, 5),
    ]


def test_what_the_audience_knows_is_no_jargon():
    assert names("The dashboard showed NDCG", Audience.SOFTWARE_ENGINEER) == ["NDCG"]
    assert names("The dashboard showed NDCG", Audience.RESEARCHER) == []
    assert names("The dashboard showed NDCG", Audience.RECRUITER) == ["dashboard", "NDCG"]


@pytest.mark.parametrize("word", ["HSIC", "TabPFN", "item2vec", "pHash", "BBC-CV", "anisotropy"])
def test_unknown_terms_are_found_by_their_shape(word):
    assert names(f"We looked at {word} first") == [word]


@pytest.mark.parametrize(
    "text", ["The API runs on a GPU in the UK", "I said OK and the shape of it is a map", "I A/B test it"]
)
def test_everyday_capitals_and_lookalikes_are_none(text):
    assert names(text) == []


def test_no_term_across_a_comma():
    assert names("It was random, forest fires were not") == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("We used a random forest, which is a crowd of simple flow charts that vote together.", "definition"),
        ("A random forest is like a jury where everybody saw different evidence.", "analogy"),
        ("Fine-tuning, for example showing it hundreds of your old support chats, came next.", "example"),
        (
            "The problem was backprop. It tells each little knob how much blame it carries.",
            "definition",
        ),
        ("You switch some units off at random while training, which people call XNQ.", "definition"),
        ("We went through QRT first, quiet reading time, before the meeting started.", "expansion"),
    ],
)
def test_a_usable_gloss_explains(text, how):
    (found,) = report(text).terms
    assert (found.explained, found.how) == (True, how)


@pytest.mark.parametrize(
    "text",
    [
        "After that the NDCG went from point six to point seven and we shipped it.",
        "We put it in HSIC, and an alert goes out, which is an automated call to whoever is on duty.",
        "I set up SMOTE, which is backpropagation with SHAP and NDCG under fine-tuning.",
    ],
)
def test_what_explains_nothing_does_not_count(text):
    assert report(text).terms[0].explained is False


def test_a_gloss_at_a_later_use_is_late():
    text = "I trained a random forest on last year's orders. A random forest is a crowd of voting charts."
    (found,) = report(text).terms
    assert found.explained
    assert found.late
    assert found.first_word == 3


def test_terms_of_the_question_count_for_everybody():
    assert asked_terms("What is fine-tuning, and when is it worth it?", LEXICON) == ("fine-tuning",)
    found = report("The dashboard is green today", question_terms=("dashboard",)).terms
    assert [one.term for one in found] == ["dashboard"]


class FakeEmbedder:
    """Passages about voting are alike, everything else is not."""

    id = "fake"

    def embed(self, sentences):
        return np.array([[1.0, 0.0] if "vote" in s else [0.0, 1.0] for s in sentences], dtype=np.float32)


def test_with_an_embedder_meaning_decides_without_a_cue():
    text = "My random forest ran. Hundreds cast a vote there and whoever gathers more wins the round."
    assert not report(text).terms[0].explained
    assert report(text, embedder=FakeEmbedder()).terms[0].explained


def test_with_an_embedder_a_loose_cue_followed_by_something_foreign_explains_nothing():
    text = "We used a random forest, meaning my old manager liked it on rainy Mondays."
    assert not report(text, embedder=FakeEmbedder()).terms[0].explained


PIECES = st.sampled_from(
    [
        "random",
        "forest",
        "fine-tuning",
        "NDCG,",
        "HSIC",
        "which",
        "is",
        "a",
        "crowd.",
        "um,",
        "😀",
        "<b>",
        "pHash",
        "we",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=60).map(" ".join), st.text(max_size=300)))
def test_any_text_is_judged_with_spans_in_range(text):
    found = report(text)
    assert found.explained + found.unexplained == len(found.terms)
    size = len(text.split())
    for one in found.terms:
        assert 0 <= one.first_word <= one.last_word < size
        assert (one.how is not None) == one.explained


@given(st.sampled_from(["NDCG", "SMOTE", "random forest", "backprop"]))
@settings(max_examples=8)
def test_explaining_a_term_never_raises_unexplained(name):
    text = "We compared SMOTE and NDCG with a random forest and backprop on the data from last year."
    more = text + f" {name[0].upper() + name[1:]} is a way for a crowd of people to sort their shopping list."
    assert report(more).unexplained < report(text).unexplained


def test_fifty_thousand_words_are_judged():
    found = report("we trained a random forest on the clicks of the last year and it went well. " * 3200)
    assert found.terms[0].uses == 3200


def shipped_terms(text):
    transcript = annotate(from_text(text), FILLERS)
    return [one.term for one in jargon_report(transcript, Audience.PRODUCT_MANAGER, SHIPPED).terms]


def test_everyday_verbs_are_no_terms_though_their_nouns_are():
    assert shipped_terms("It will boost sales, so we bag the rest, and the two prices drifted apart.") == []
    assert shipped_terms("We used boosting first and looked at drift.") == ["boosting", "drift"]
