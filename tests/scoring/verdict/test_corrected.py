"""Judgements corrected by hand: what follows from them, what stays, and the way back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from scripted_judges import ScriptedReader, heads

from simulator.model import settings
from simulator.model.errors import BadInputError
from simulator.model.formats import from_json_text, json_text, scorecard_from_json, scorecard_json
from simulator.model.measures import (
    CONTENT_EXPECTED,
    CONTENT_RATING,
    EXAMPLES,
    KEY_POINTS_WEIGHT,
    MISCONCEPTIONS,
    STRUCTURE_RATING,
)
from simulator.model.question import KeyPoint, Kind, Misconception, Question
from simulator.model.scorecard import Audience, ByHand, JudgementKind, Move, PointState, Scorecard
from simulator.model.transcript import from_text
from simulator.scoring.judgement.heads import Heads, load_heads
from simulator.scoring.judgement.learned import Judges
from simulator.scoring.judgement.readings import HALF, MADE
from simulator.scoring.language.lexicon import Lexicon, load_fillers
from simulator.scoring.verdict.corrected import corrected, in_effect, judgements, turned
from simulator.scoring.verdict.rubric import load_rubrics
from simulator.scoring.verdict.score import score

PROMPTS: Path = settings.shipped("prompts")
FILLERS = load_fillers(PROMPTS / "lexicon" / "fillers.toml")
RUBRIC = load_rubrics(PROMPTS)["explain"]
HEADS = Path(settings.__file__).parents[1] / "reading" / "judges" / "heads.json"
SHIPPED = msgspec.structs.replace(load_heads(HEADS.read_bytes()), asserted_from=0.5)
"""The shipped heads, but what is likelier asserted than not is held against the speaker."""
POINT, CLAIM, MOVE = JudgementKind.POINT, JudgementKind.CLAIM, JudgementKind.MOVE

ALARMS = "Precision is the share of alarms that were right"
FOUND = "Recall is the share of cases that were found"
PRICE = "One is bought with the other"
ACCURATE, ROWS = "Precision and accuracy are one thing", "Recall counts all rows"
ASKED = Question(
    id="precision",
    kind=Kind.EXPLAIN,
    prompt="What are precision and recall?",
    key_points=(
        KeyPoint(id="alarms", text=ALARMS, weight=2),
        KeyPoint(id="found", text=FOUND),
        KeyPoint(id="price", text=PRICE),
    ),
    misconceptions=(Misconception(id="accurate", text=ACCURATE), Misconception(id="rows", text=ROWS)),
)
FIRST = "There are two ways of looking at the very same list of alarms."
SECOND = "Of all that it flagged, precision says how many of them were right."
THIRD = "And recall, well, it is about what was found in the end by them."
WRONGLY = "To my mind precision and accuracy are one and the same thing."
LAST = "So in the end it is a choice that you make with whoever pays for it."
TOLD = (FIRST, SECOND, THIRD, WRONGLY, LAST)
MOVES = {
    FIRST: frozenset({Move.FRAME}),
    SECOND: frozenset({Move.EXPLAIN}),
    THIRD: frozenset({Move.EXPLAIN, Move.EXAMPLE}),
    LAST: frozenset({Move.SUMMARY}),
}
READER = ScriptedReader(
    points={(ALARMS, SECOND): MADE, (FOUND, THIRD): HALF},
    claims=frozenset({(ACCURATE, WRONGLY)}),
    moves=MOVES,
)


def scored(reader: ScriptedReader = READER, fitted: Heads | None = None, *, rules: bool = False) -> Scorecard:
    return score(
        from_text(" ".join(TOLD)),
        question=ASKED,
        audience=Audience.ML_ENGINEER,
        rubric=RUBRIC,
        lexicon=Lexicon(()),
        fillers=FILLERS,
        embedder=None,
        judges=None if rules else Judges(reader, fitted or heads()),
    )


CARD, SHIPPED_CARD, BY_RULES = scored(), scored(fitted=SHIPPED), scored(rules=True)
FITTED = {id(CARD): heads(), id(SHIPPED_CARD): SHIPPED, id(BY_RULES): None}
CARDS = (CARD, SHIPPED_CARD, BY_RULES)


def by_hand(card: Scorecard, *corrections: ByHand) -> Scorecard:
    return corrected(card, corrections, ASKED, RUBRIC, FITTED[id(card)])


def point(key: str, state: PointState) -> ByHand:
    return ByHand(kind=POINT, id=key, state=state)


def value(card: Scorecard, name: str) -> float:
    found = card.measure(name)
    assert found is not None
    assert found.value is not None
    return found.value


def content(card: Scorecard) -> int:
    assert card.dimensions.content is not None
    return card.dimensions.content.score


# Points


def test_a_point_made_by_hand_scores_like_one_that_the_judge_heard() -> None:
    found = by_hand(CARD, point("price", PointState.MADE))
    heard = scored(replace(READER, points={**READER.points, (PRICE, LAST): MADE}))
    assert [(p.id, p.state, p.covered) for p in found.key_points] == [
        (p.id, p.state, p.covered) for p in heard.key_points
    ]
    assert value(found, KEY_POINTS_WEIGHT) == pytest.approx(value(heard, KEY_POINTS_WEIGHT), abs=0.01)
    assert value(found, CONTENT_RATING) == pytest.approx(value(heard, CONTENT_RATING), abs=0.05)
    assert value(found, CONTENT_EXPECTED) == pytest.approx(value(heard, CONTENT_EXPECTED), abs=0.05)
    assert value(found, CONTENT_EXPECTED) > value(CARD, CONTENT_EXPECTED)
    assert found.overall is not None
    assert heard.overall is not None
    assert abs(found.overall - heard.overall) <= 1
    assert content(found) > content(CARD)
    assert found.dimensions.content is not None
    assert found.dimensions.content.range is not None
    low, high = found.dimensions.content.range
    assert low <= content(found) <= high
    assert found.range is not None
    assert found.calibrated
    assert found.dimensions.structure == CARD.dimensions.structure
    assert found.dimensions.clarity == CARD.dimensions.clarity


def test_a_point_taken_away_is_the_first_thing_that_is_missing_and_asked_for() -> None:
    found = by_hand(CARD, point("alarms", PointState.MISSED))
    assert content(found) < content(CARD)
    assert any(ALARMS in one.text for one in found.improvements)
    assert not any(ALARMS in one.text for one in CARD.improvements)
    assert any(ask.about == "alarms" for ask in found.follow_ups)
    mended = by_hand(CARD, *(point(p.id, PointState.MADE) for p in ASKED.key_points))
    assert not any(p.text in one.text for p in ASKED.key_points for one in mended.improvements)
    assert value(mended, KEY_POINTS_WEIGHT) == pytest.approx(1, abs=0.01)


def level(card: Scorecard) -> tuple[int, float]:
    """The content's score and its mean rating, which tells answers apart that both get 100."""
    return content(card), 0.0 if card.measure(CONTENT_EXPECTED) is None else value(card, CONTENT_EXPECTED)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("key", ["alarms", "found", "price"])
def test_the_better_the_state_the_higher_the_content(card: Scorecard, key: str) -> None:
    (said,) = (p.state for p in card.key_points if p.id == key)
    ways = [PointState.MISSED, PointState.HALF, PointState.MADE]
    scores = [level(by_hand(card, point(key, state))) for state in ways]
    if said in ways:
        scores[ways.index(said)] = level(card)
    assert all(a <= b for a, b in pairwise(scores))
    assert scores[0] < scores[-1]
    if said is not PointState.WRONG:
        wrongly = by_hand(card, point(key, PointState.WRONG))
        assert level(wrongly) <= scores[1]
        assert not next(p for p in wrongly.key_points if p.id == key).covered


# Claims and moves


def test_a_claim_taken_back_is_held_against_nobody() -> None:
    taken_back = ByHand(kind=CLAIM, id="accurate")
    found = by_hand(SHIPPED_CARD, taken_back)
    assert [claim.id for claim in SHIPPED_CARD.claims] == ["accurate"]
    assert found.misconceptions == ()
    assert value(found, MISCONCEPTIONS) == 0
    assert value(found, CONTENT_EXPECTED) > value(SHIPPED_CARD, CONTENT_EXPECTED)
    assert value(found, CONTENT_RATING) >= value(SHIPPED_CARD, CONTENT_RATING)  # which is 5 already
    assert not any(ask.about == "accurate" for ask in found.follow_ups)
    assert not any(one.measure == MISCONCEPTIONS for one in found.improvements)


def test_by_the_rules_a_claim_costs_what_the_rubric_says() -> None:
    (hit,) = BY_RULES.claims
    found = by_hand(BY_RULES, ByHand(kind=CLAIM, id=hit.id))
    assert content(found) - content(BY_RULES) == RUBRIC.overall.misconception_costs
    assert (value(BY_RULES, MISCONCEPTIONS), value(found, MISCONCEPTIONS)) == (1, 0)


def test_a_move_taken_away_changes_structure_and_nothing_of_content() -> None:
    example = next(move for move in CARD.moves if move.move is Move.EXAMPLE)
    found = by_hand(CARD, ByHand(kind=MOVE, id=example.id))
    assert Move.EXAMPLE not in {move.move for move in found.moves}
    assert value(found, EXAMPLES) == value(CARD, EXAMPLES) - 1
    assert found.dimensions.content == CARD.dimensions.content
    frame = next(move for move in CARD.moves if move.move is Move.FRAME)
    unframed = by_hand(CARD, ByHand(kind=MOVE, id=frame.id))
    heard = scored(replace(READER, moves={k: v for k, v in MOVES.items() if k != FIRST}))
    assert unframed.moves == heard.moves
    assert value(unframed, STRUCTURE_RATING) == pytest.approx(value(heard, STRUCTURE_RATING), abs=0.01)
    assert unframed.dimensions.structure == heard.dimensions.structure


# What cannot follow


def test_without_the_judges_that_gave_a_card_the_rules_formula_counts_and_there_is_no_range() -> None:
    found = corrected(CARD, [point("price", PointState.MADE)], ASKED, RUBRIC, None)
    assert found.measure(CONTENT_RATING) is not None
    assert found.measure(CONTENT_RATING).value is None  # type: ignore[union-attr]
    assert found.overall is not None
    assert (found.range, found.calibrated) == (None, False)
    dimensions = (found.dimensions.clarity, found.dimensions.structure, found.dimensions.content)
    assert all(score and score.range is None and not score.calibrated for score in dimensions)


def test_what_is_not_on_the_card_changes_nothing() -> None:
    strangers = (
        point("nothing", PointState.MADE),
        ByHand(kind=CLAIM, id="rows"),
        ByHand(kind=MOVE, id="impact@3"),
        point("alarms", PointState.MADE),  # as it was judged
    )
    assert by_hand(CARD, *strangers) is CARD
    with pytest.raises(BadInputError, match="no claim 'rows'"):
        turned(CARD, (), CLAIM, "rows")


# The key, pressed again and again


def pressed(card: Scorecard, kind: JudgementKind, key: str, times: int) -> tuple[ByHand, ...]:
    now: tuple[ByHand, ...] = ()
    for _ in range(times):
        now = turned(card, now, kind, key)
    return now


def test_a_point_goes_through_the_other_states_and_back() -> None:
    ways = [tuple(one.state for one in pressed(CARD, POINT, "price", times)) for times in range(5)]
    assert ways == [(), (PointState.MADE,), (PointState.HALF,), (PointState.WRONG,), ()]
    made = [tuple(one.state for one in pressed(CARD, POINT, "alarms", times)) for times in range(5)]
    assert made == [(), (PointState.HALF,), (PointState.MISSED,), (PointState.WRONG,), ()]


@given(st.sampled_from(CARDS), st.lists(st.integers(0, 20), max_size=8))
@trying(max_examples=60)
def test_any_corrections_keep_a_card_whole_and_taking_them_all_back_gives_the_very_same(
    card: Scorecard, places: list[int]
) -> None:
    every = judgements(card)
    now: tuple[ByHand, ...] = ()
    for place in places:
        now = turned(card, now, *every[place % len(every)])
    found = by_hand(card, *now)
    assert found.by_hand == in_effect(card, now)
    assert set(found.by_hand) == set(now)
    assert by_hand(card, *reversed(now)) == found, "their order says nothing"
    assert scorecard_from_json(from_json_text(json_text(scorecard_json(found)))) == found
    scores = [
        s for s in (found.dimensions.clarity, found.dimensions.structure, found.dimensions.content) if s
    ]
    assert all(0 <= s.score <= 100 and 1 <= s.level <= 5 for s in scores)
    assert all(s.range is None or 0 <= s.range[0] <= s.range[1] <= 100 for s in scores)
    assert found.overall is not None
    assert 0 <= found.overall <= 100
    assert (found.words, found.fillers, found.jargon) == (card.words, card.fillers, card.jargon)
    for one in now:
        while any((left.kind, left.id) == (one.kind, one.id) for left in now):
            now = turned(card, now, one.kind, one.id)
    assert now == ()
    assert by_hand(card, *now) is card


def test_a_card_from_before_there_were_corrections_reads_as_one_without() -> None:
    document = scorecard_json(CARD)
    del document["by_hand"]
    assert scorecard_from_json(document) == CARD
    assert scorecard_json(CARD)["by_hand"] == []
