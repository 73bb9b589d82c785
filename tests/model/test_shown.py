"""What of a judgement is shown: no words for a point that is missing, no doubtful term."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cards import card
from findings import jargon, point, term

from simulator.model.scorecard import Audience, PointState
from simulator.model.signs import sign_of_point, word_of_point


@pytest.mark.parametrize(
    ("state", "sure", "word", "sign", "quoted"),
    [
        (PointState.MADE, 0.9, "made", "✓", True),
        (PointState.HALF, 0.8, "half made", "◑", True),
        (PointState.WRONG, 0.1, "sounds the wrong way round", "✗", True),
        (PointState.MISSED, 0.31, "not clear", "◌", True),
        (PointState.MISSED, 0.3, "not made", "○", False),
    ],
)
def test_a_point_is_called_missing_only_where_that_is_likely_and_then_nothing_is_quoted(
    state: PointState, sure: float, word: str, sign: str, quoted: bool
) -> None:
    judged = point("x", state, sure=sure, at=3)
    assert (word_of_point(judged), sign_of_point(judged)) == (word, sign)
    assert judged.shown == (judged if quoted else None)
    assert point("x", state, sure=sure).shown is None


@pytest.mark.parametrize("audience", Audience)
def test_a_term_that_only_its_shape_gives_away_is_not_held_against_who_talks_to_a_peer(
    audience: Audience,
) -> None:
    known, by_shape, code = term("SMOTE", said="New rare cases."), term("KPSS"), term("E47")
    given = replace(card(), audience=audience, jargon=jargon(known, by_shape, code, term("AUC", True)))
    named = [found.term for found in given.open_terms]
    assert named == (["SMOTE"] if audience.is_peer else ["SMOTE", "KPSS"])
