"""Remarks on key points are worded in several ways, the same for the same answer."""

from __future__ import annotations

import pytest

from simulator.model.question import Kind
from simulator.model.scorecard import KeyPointResult, PointState
from simulator.scoring.verdict.wordings import lack, made, tells_what_it_does, to_try, wordings


def point(state: PointState, text: str = "Watch for drift.", *, sure: float = 0.2) -> KeyPointResult:
    return KeyPointResult(
        id="drift", text=text, covered=state is PointState.MADE, state=state, confidence=sure
    )


TRIES = {
    PointState.MISSED: wordings().try_missing,
    PointState.WRONG: wordings().try_wrong,
    PointState.HALF: wordings().try_clearer,
    PointState.MADE: wordings().try_clearer,
}


@pytest.mark.parametrize("state", PointState)
def test_many_answers_get_every_wording_and_each_answer_its_own(state: PointState) -> None:
    said = [f"This is answer {number}." for number in range(400)]
    heard = {lack(point(state), answer) for answer in said}
    tried = {to_try(point(state), answer) for answer in said}
    assert len(heard) >= 3
    assert tried == set(TRIES[state])
    assert all(text.endswith("Watch for drift.") for text in heard)
    assert lack(point(state), said[0]) == lack(point(state), said[0])


def test_every_wording_names_the_point_and_none_is_there_twice() -> None:
    said = wordings()
    for ways in (said.unclear, said.half, said.missing, said.wrong, said.clearer):
        assert all("{point}" in way for way in ways)
        assert len(set(ways)) == len(ways) >= 3
    ways = (*said.try_missing, *said.try_clearer, *said.try_wrong)
    assert len(set(ways)) == len(ways) >= 12


def test_what_may_have_been_said_is_to_be_said_more_clearly_and_not_to_be_put_in() -> None:
    assert to_try(point(PointState.MISSED, sure=0.31), "Mine.") in wordings().try_clearer
    assert to_try(point(PointState.MISSED, sure=0.3), "Mine.") in wordings().try_missing


@pytest.mark.parametrize(
    ("text", "lacking", "praised"),
    [
        (
            "Says what the candidate did, and names the hard part.",
            "a good answer says what you did, and names the hard part.",
            "your answer says what you did, and names the hard part",
        ),
        ("Told them early.", "you told them early.", "you told them early"),
        ("Admits the own part in it.", "a good answer admits your own part in it.", None),
        ("Shows the candidate's own work.", "a good answer shows your own work.", None),
        ("Decided, said why, and wrote it down.", "Decided, said why, and wrote it down.", None),
    ],
)
def test_what_an_answer_does_gets_a_subject_in_a_sentence(
    text: str, lacking: str, praised: str | None
) -> None:
    said = lack(point(PointState.MISSED, text), "Mine.", does=True)
    assert said.endswith(f": {lacking}")
    assert lack(point(PointState.MISSED, text), "Mine.").endswith(f": {text}")
    if praised:
        assert made(point(PointState.MADE, text), does=True) == praised
    assert made(point(PointState.MADE, text)) == text.rstrip(".")


def test_only_stories_and_pitches_say_what_an_answer_does() -> None:
    assert [kind.value for kind in Kind if tells_what_it_does(kind)] == ["behavioral", "pitch"]
