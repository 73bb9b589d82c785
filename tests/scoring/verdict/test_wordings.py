"""Remarks on key points are worded in several ways, the same for the same answer."""

from __future__ import annotations

import pytest

from simulator.model.scorecard import KeyPointResult, PointState
from simulator.scoring.verdict.wordings import lack, to_try, wordings


def point(state: PointState, name: str = "drift") -> KeyPointResult:
    return KeyPointResult(
        id=name, text="Watch for drift.", covered=state is PointState.MADE, state=state, confidence=0.5
    )


@pytest.mark.parametrize("state", PointState)
def test_many_answers_get_every_wording_and_each_answer_its_own(state: PointState) -> None:
    said = [f"This is answer {number}." for number in range(400)]
    heard = {lack(point(state), answer) for answer in said}
    tried = {to_try(point(state), answer) for answer in said}
    assert len(heard) >= 3
    assert tried == set(wordings().try_)
    assert all(text.endswith("Watch for drift.") for text in heard)
    assert lack(point(state), said[0]) == lack(point(state), said[0])


def test_every_wording_names_the_point_and_none_is_there_twice() -> None:
    said = wordings()
    for ways in (said.unclear, said.half, said.missing, said.wrong, said.clearer):
        assert all("{point}" in way for way in ways)
        assert len(set(ways)) == len(ways) >= 3
    assert len(set(said.try_)) == len(said.try_) >= 10
