"""The shipped judges on a good, a fluent but wrong, and an off-topic answer to a shipped question.

Only what any sound weights would say is asserted, as the weights are trained again from time to time.
"""

from __future__ import annotations

import pytest

from simulator.interview.bank.loader import load_folder
from simulator.model import settings
from simulator.model.scorecard import PointState, Scorecard
from simulator.model.transcript import from_text
from simulator.scoring.verdict.score import EXPLAINED_BY_WORDS
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

pytestmark = pytest.mark.real

QUESTIONS, _ = load_folder(settings.shipped("prompts") / "questions", "shipped")
ASKED = next(question for question in QUESTIONS if question.id == "bias-variance")
TOO_SIMPLE = (
    "Bias is the error you get when the model is too simple to capture the real pattern, so it underfits."
)
GOOD = (
    f"Error on new data has two sources that pull against each other. {TOO_SIMPLE} Variance is the error "
    "you get when the model is so flexible that it changes a lot with the particular training sample, "
    "so it overfits. As a model becomes more flexible, bias goes down and variance goes up, so the "
    "error on unseen data is lowest somewhere in between. In practice I compare training error with "
    "validation error: if both are high it is bias, and if there is a large gap between them it is "
    "variance. Against bias I add capacity or better features. Against variance I get more data, "
    "regularize, or average many models. Some of the error is noise that no model can remove. So I "
    "first find out which of the two I have, and only then change the model."
)
WRONG = (
    "The tradeoff is mostly a question of fairness, so let me begin there. Bias here means that the "
    "model is unfair toward a group of people, for example when it turns down more women than men. "
    "Variance is how many different kinds of people there are in the data. If the model underfits, I "
    "would simply collect more data, because more data cures a model with high bias. A bigger model "
    "always has less variance, so the bigger the model, the better it does on new data. When the "
    "training error is low we know that we are done, and we can ship it. In short, collect as much data "
    "as you can, and the model will be fair and right."
)
OFF_TOPIC = (
    "Last summer we drove along the coast for two weeks, and it was the best holiday we have had in "
    "years. The children swam every morning, and in the evening we cooked fish on the beach. My brother "
    "came to visit with his new dog, which was afraid of the waves. On the last day it rained, so we "
    "played cards and slept late. I would go back there any time, and next year we want to rent the "
    "same house again."
)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(SettingsStore(settings.Settings()), embedder=lambda: None)


@pytest.fixture(scope="module")
def cards(scorer: Scorer) -> dict[str, Scorecard]:
    return {said: scorer.score(from_text(said), ASKED, ASKED.audience) for said in (GOOD, WRONG, OFF_TOPIC)}


def content(card: Scorecard) -> int:
    assert card.dimensions.content is not None
    return card.dimensions.content.score


def test_the_judges_judged(cards: dict[str, Scorecard]) -> None:
    for card in cards.values():
        assert card.degraded == (EXPLAINED_BY_WORDS,)
        assert card.models.reading is not None
        assert card.models.reading.startswith("reader ")
        assert card.measure("content_rating") is not None
        assert card.measure("structure_rating") is not None


def test_a_point_plainly_made_is_covered_and_quoted(cards: dict[str, Scorecard]) -> None:
    points = {point.id: point for point in cards[GOOD].key_points}
    assert points["bias"].covered
    assert points["bias"].quote is not None
    assert "too simple" in points["bias"].quote
    covered = {said: sum(p.covered for p in card.key_points) for said, card in cards.items()}
    assert covered[GOOD] > covered[WRONG] >= covered[OFF_TOPIC]
    for point in points.values():
        assert (point.quote is not None) or not point.covered
        assert point.quote is None or point.quote in GOOD


@pytest.mark.xfail(
    strict=True, reason="the reader takes “bias goes down and variance goes up” for the wrong way round"
)
def test_most_points_of_a_good_answer_are_covered(cards: dict[str, Scorecard]) -> None:
    assert sum(point.covered for point in cards[GOOD].key_points) >= 4


def test_an_answer_about_something_else_has_no_content(cards: dict[str, Scorecard]) -> None:
    card = cards[OFF_TOPIC]
    assert content(card) < 25
    assert not any(point.covered for point in card.key_points)
    assert card.misconceptions == ()
    assert card.overall is not None
    assert card.overall < 40


def test_fluent_and_wrong_has_less_content_than_right(cards: dict[str, Scorecard]) -> None:
    assert content(cards[GOOD]) > content(cards[WRONG]) + 15
    made = [sum(point.state is PointState.MADE for point in cards[said].key_points) for said in (GOOD, WRONG)]
    assert made[0] > made[1]


@pytest.mark.parametrize("said", [GOOD, WRONG, OFF_TOPIC], ids=["good", "wrong", "off-topic"])
def test_a_range_holds_its_score(cards: dict[str, Scorecard], said: str) -> None:
    card = cards[said]
    assert card.overall is not None
    assert card.range is not None
    ranges = [(card.overall, card.range)]
    for dimension in (card.dimensions.clarity, card.dimensions.structure, card.dimensions.content):
        assert dimension is not None
        assert dimension.range is not None
        ranges.append((dimension.score, dimension.range))
    assert all(0 <= low <= number <= high <= 100 for number, (low, high) in ranges)


def test_the_same_answer_gets_the_same_card_twice(cards: dict[str, Scorecard]) -> None:
    fresh = Scorer(SettingsStore(settings.Settings()), embedder=lambda: None)
    assert fresh.score(from_text(WRONG), ASKED, ASKED.audience) == cards[WRONG]
    assert fresh.score(from_text(GOOD), ASKED, ASKED.audience) == cards[GOOD]
