"""Nobody is given the same advice twice in a session."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from simulator.model.scorecard import Improvement, Scorecard
from simulator.scoring.judgement.telling import remark_on
from simulator.scoring.verdict.said_before import once
from tests.cards import card

REMARK = remark_on("closes", more=False)
assert REMARK is not None
FIRST, SECOND = REMARK.try_


def told(question: str, *advice: str) -> Scorecard:
    improvements = tuple(
        Improvement(text="It stops.", try_=one, measure="structure_rating") for one in advice
    )
    return replace(card(70), question_id=question, improvements=improvements)


def advice(cards: list[Scorecard | None]) -> list[list[str]]:
    return [[one.try_ for one in card.improvements] if card else [] for card in cards]


def test_advice_is_put_in_another_way_and_then_left_out() -> None:
    assert advice(once([told("a", FIRST), told("b", FIRST), told("c", FIRST)])) == [[FIRST], [SECOND], []]


def test_advice_that_is_no_remark_is_said_once() -> None:
    shown = once([told("a", "Name the cost."), None, told("b", "Name the cost.", "Name the data.")])
    assert advice(shown) == [["Name the cost."], [], ["Name the data."]]


def test_another_take_of_the_question_may_be_told_the_same() -> None:
    assert advice(once([told("a", FIRST), told("a", FIRST), told("b", FIRST)])) == [
        [FIRST],
        [FIRST],
        [SECOND],
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from([FIRST, SECOND, "x.", "y."]), max_size=2))
    )
)
def test_no_two_questions_share_advice_and_scores_stay(given_: list[tuple[str, list[str]]]) -> None:
    cards = [told(question, *dict.fromkeys(some)) for question, some in given_]
    shown = once(cards)
    by_advice: dict[str, set[str]] = {}
    for (question, _), some in zip(given_, advice(shown), strict=True):
        for one in some:
            by_advice.setdefault(one, set()).add(question)
    assert all(len(questions) == 1 for questions in by_advice.values())
    assert [replace(c, improvements=()) for c in shown if c] == [replace(c, improvements=()) for c in cards]
