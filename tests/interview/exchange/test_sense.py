"""What utterances want and which fact answers them, by weights that were learned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.exchange.clarifying import NOT_TOLD, understood
from simulator.interview.exchange.likeness import feature_names, likeness, sorts_of
from simulator.interview.exchange.sense import (
    UTTERANCE,
    AskingHead,
    Sense,
    Wish,
    asking_parts,
    load_asking_head,
    pair_features,
    utterance_features,
)
from simulator.model.plan import Manner
from simulator.model.question import Fact, KeyPoint, Kind, Question
from simulator.model.transcript import Reply

QUESTION = Question(
    id="q",
    kind=Kind.DESIGN,
    prompt="x0 y0",
    key_points=(KeyPoint(id="k", text="Frame it"),),
    facts=(Fact(about="x9", answer="Forty."), Fact(about="y9", answer="Nightly.")),
)


class Axes:
    """Meaning as the numbers in a text: "x1 y3" is one along x and three along y."""

    id = "axes"

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        return np.array(
            [[sum(map(int, re.findall(rf"{axis}(\d+)", text))) / 10 for axis in "xy"] for text in sentences],
            dtype=np.float32,
        )


class Blind:
    """A reader that sees how long the first text of a pair is, in hundreds."""

    id = "blind"

    def states(self, pairs: Sequence[tuple[str, str]]) -> list[np.ndarray]:
        return [np.array([len(first) / 100], dtype=np.float32) for first, _ in pairs]

    def read(self, task: str, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        raise NotImplementedError

    def close(self) -> None: ...


def head(wish: Wish = Wish.QUESTION, fact_from: float = 0.4) -> AskingHead:
    """A fact is as likely as the utterance is like its subject; every utterance wants `wish`."""
    names = feature_names()
    size = 2 + len(UTTERANCE)
    return AskingHead(
        features=names,
        weights=tuple(float(name == "about") for name in names),
        readings=(0.0, 0.0),
        reader="blind",
        bias=0.0,
        fact_from=fact_from,
        wishes=dict.fromkeys(Wish, (0.0,) * size),
        wish_biases={each: float(each is wish) for each in Wish},
    )


def reply(said: str, **parts: object) -> tuple[str | None, str | None]:
    found = understood(said, QUESTION, Sense(Axes(), Blind(), head(**parts)))  # type: ignore[arg-type]
    return found.about, found.answer


def test_the_likeliest_fact_is_given_from_the_threshold_on() -> None:
    assert reply("How much is x8") == ("x9", "Forty.")
    assert reply("How much is x8", fact_from=0.8) == ("How much is x8", None)
    assert understood("x8", replace(QUESTION, facts=()), Sense(Axes(), Blind(), head())).answer is None
    assert understood("x8", None, Sense(Axes(), Blind(), head())).answer is None


def test_two_questions_in_one_breath_get_both_facts_only_when_both_are_sure() -> None:
    both = "how much is x8, and how often is y8"
    assert reply(both) == ("x9 and y9", "Forty. Nightly.")
    assert reply(both, fact_from=0.8)[1] is None
    assert reply("how much is x8, and how often is x7") == ("x9", "Forty.")
    assert reply("how much is x8, and how often is y2") == ("x9", "Forty.")


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("who reads it and what do they do with it?", ("who reads it", "what do they do with it?")),
        ("How many are there? Do we have labels?", ("How many are there?", "Do we have labels?")),
        ("How much and how?", ()),
        ("I saw old tickets and who reads them", ("who reads them",)),
        ("", ()),
    ],
)
def test_the_parts_that_ask(said: str, parts: tuple[str, ...]) -> None:
    assert asking_parts(said) == parts


def test_what_is_no_question_about_the_problem_gets_another_reply() -> None:
    sense = Sense(Axes(), Blind(), head(Wish.PROGRESS))
    for manner in Manner:
        found = understood("am I on the right track?", QUESTION, sense, manner)
        assert (found.wants_reply, found.is_clarifying_question) == (True, False)
        assert found.said == NOT_TOLD[manner]
    assert not Reply(asked="good?", about=found.about, said=found.said).clarifies
    again = understood("which one was it", QUESTION, Sense(Axes(), Blind(), head(Wish.REPEAT)))
    assert (again.repeats, again.answer) == (True, QUESTION.prompt)
    assert not understood("I'd impute", QUESTION, Sense(Axes(), Blind(), head(Wish.NOTHING))).wants_reply
    assert understood("Could you repeat that?", QUESTION, Sense(Axes(), Blind(), head())).repeats


def test_what_the_reader_sees_stands_after_the_likeness_either_way_round() -> None:
    found = pair_features("x1", QUESTION, Axes(), Blind())
    assert found[:, :-2] == pytest.approx(likeness("x1", QUESTION, Axes()))
    assert found[:, -2:] == pytest.approx(np.array([[len("x9: Forty.") / 100, 0.02], [0.12, 0.02]]))
    assert replace_bias(0.5).log_odds(found) == pytest.approx(found[:, 0] + 0.5)


def replace_bias(bias: float) -> AskingHead:
    return msgspec.structs.replace(head(), bias=bias)


def test_features_compare_with_the_other_facts_and_with_the_prompt() -> None:
    found = [
        dict(zip(feature_names(), row, strict=True)) for row in likeness("how many x5", QUESTION, Axes())
    ]
    assert [row["about"] for row in found] == pytest.approx([0.45, 0])
    assert [row["about ahead"] for row in found] == pytest.approx([0.45, -0.45])
    assert found[0]["number and number"] == 1
    assert found[1]["number and no number"] == 1
    assert found[0]["facts"] == 0.4


def test_the_sort_of_thing_asked_for_is_told_by_its_words() -> None:
    assert sorts_of("How many are there").sum() == sorts_of("WHO READS IT").sum() == 1
    assert sorts_of("the showcase").sum() == 0


@given(st.text(max_size=200))
def test_any_text_has_features_that_are_numbers(text: str) -> None:
    pairs = likeness(text, QUESTION, Axes())
    assert pairs.shape == (2, len(feature_names()))
    assert np.isfinite(pairs).all()
    alone = utterance_features(text, None, Axes())
    assert np.isfinite(alone).all()
    assert len(alone) == 2 + len(UTTERANCE)


def test_weights_of_other_features_are_refused() -> None:
    written = msgspec.json.encode(head())
    assert load_asking_head(written) == head()
    other = msgspec.structs.replace(head(), features=("about",))
    for content in (msgspec.json.encode(other), b"{}", b"not json"):
        with pytest.raises(msgspec.DecodeError):
            load_asking_head(content)
