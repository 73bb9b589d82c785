"""The bank: look-up, filters, search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.interview.bank.loader import load_folder
from simulator.interview.bank.questions import Bank
from simulator.model import settings
from simulator.model.errors import BadInputError
from simulator.model.question import KeyPoint, Kind, Question, Stage
from simulator.model.scorecard import Audience
from simulator.scoring.language.lexicon import load_lexicon

CHURN = Question(
    id="churn-model",
    kind=Kind.DESIGN,
    prompt="How would you predict Churn?",
    key_points=(KeyPoint(id="a", text="A"),),
    topic="tabular",
)
BIAS = replace(
    CHURN, id="bias-variance", kind=Kind.EXPLAIN, prompt="Explain Bias and variance.", topic="theory"
)
STORY = replace(
    CHURN,
    id="conflict",
    kind=Kind.BEHAVIORAL,
    prompt="Tell me about a conflict.",
    topic="people",
    stage=Stage.SCREEN,
    audience=Audience.RECRUITER,
)
BANK = Bank([CHURN, BIAS, STORY])


def test_a_question_is_found_by_its_id() -> None:
    assert BANK.get("bias-variance") is BIAS
    assert "conflict" in BANK
    assert "other" not in BANK
    assert BANK.questions == tuple(BANK) == (CHURN, BIAS, STORY)
    assert len(BANK) == 3


def test_an_unknown_id_is_bad_input_that_says_where_to_look() -> None:
    with pytest.raises(BadInputError, match="'other'") as caught:
        BANK.get("other")
    assert "questions list" in caught.value.mend


def test_of_two_questions_with_one_id_the_first_is_kept() -> None:
    assert Bank([CHURN, replace(CHURN, prompt="Another?")]).questions == (CHURN,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (CHURN, BIAS, STORY)),
        ("churn", (CHURN,)),
        ("CHURN predict", (CHURN,)),
        ("churn variance", ()),
        ("theory", (BIAS,)),
        ("bias-var", (BIAS,)),
        ("  conflict  ", (STORY,)),
    ],
)
def test_search_wants_every_word_in_any_case(text: str, found: tuple[Question, ...]) -> None:
    assert BANK.search(text) == found


def test_what_a_question_expects_is_found_too_after_what_it_asks() -> None:
    about = replace(BIAS, id="other", prompt="Why?", key_points=(KeyPoint(id="k", text="It predicts churn"),))
    bank = Bank([about, CHURN])
    assert bank.search("Churn") == (CHURN, about)
    assert bank.search("churn why") == (about,)


def test_filters_are_all_to_match() -> None:
    assert BANK.filter() == (CHURN, BIAS, STORY)
    assert BANK.filter(kind=Kind.DESIGN) == (CHURN,)
    assert BANK.filter(stage=Stage.SCREEN) == (STORY,)
    assert BANK.filter(audience=Audience.ML_ENGINEER, topic="theory") == (BIAS,)
    assert BANK.filter(audience=Audience.SOFTWARE_ENGINEER) == ()
    assert BANK.filter(topic="theory", kind=Kind.DESIGN) == ()
    assert BANK.filter(text="about", audience=Audience.RECRUITER) == (STORY,)


def test_topics_are_counted_by_name() -> None:
    assert list(BANK.topics.items()) == [("people", 1), ("tabular", 1), ("theory", 1)]


def test_a_topic_is_found_by_the_name_it_had_before() -> None:
    bank = Bank([replace(CHURN, topic="evaluation"), replace(BIAS, topic="evaluation-metrics"), STORY])
    for name in ("evaluation", "evaluation-metrics"):
        assert {question.id for question in bank.filter(topic=name)} == {"churn-model", "bias-variance"}


def test_a_search_is_by_words_and_by_what_a_term_is_also_called() -> None:
    lexicon = load_lexicon(settings.shipped("prompts") / "lexicon")
    rag = replace(CHURN, id="r", prompt="When does retrieval-augmented generation fail?")
    storage = replace(CHURN, id="s", prompt="How would you cut the cost of storage and of paragraphs?")
    table = replace(CHURN, id="t", prompt="Each parcel's latest scan?", short="Tell me the SQL for it.")
    bank = Bank([storage, rag, table])
    assert bank.search("RAG", lexicon) == (rag,)
    assert bank.search("rag") == ()
    assert bank.search("sql", lexicon) == (table,)
    assert bank.search("stor") == (storage,)
    assert bank.search("torage") == ()
    assert bank.search("retrieval augmented generation", lexicon) == (rag,)
    told = replace(CHURN, id="a", model_answer="I would write it in SQL.")
    topical = replace(CHURN, id="b", prompt="Which pages are found?", topic="retrieval")
    assert Bank([topical, told, table, rag]).search("SQL", lexicon) == (table, told)
    assert Bank([topical, rag]).search("RAG", lexicon) == (rag, topical)


def test_the_shipped_bank_answers_what_people_type() -> None:
    lexicon = load_lexicon(settings.shipped("prompts") / "lexicon")
    bank = Bank(load_folder(settings.shipped("prompts") / "questions", "shipped")[0])
    assert 1 <= len(bank.search("SQL", lexicon)) < 20
    assert 1 <= len(bank.search("RAG", lexicon)) < 30
    assert len(bank.search("storage", lexicon)) < len(bank)
