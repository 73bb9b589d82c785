"""When a tough interviewer would stop an answer, and when nobody would."""

from __future__ import annotations

import pytest

from simulator.interview.process.pressure import AT_THE_END, AT_TWO_THIRDS, note
from simulator.model.transcript import Word
from simulator.scoring.measures.rambling import rambles

FRESH = (
    "goal churn window features payments logins support tickets baseline regression forest boosting "
    "validation months leakage precision recall threshold offers budget experiment control rollout "
    "monitoring drift retrain alerts owners documentation review fairness regions age privacy consent "
    "storage cost latency cache batch"
)
CIRCLES = "customer leaves model customer data model score customer leaves data model score customer leaves"


def spoken(text: str, seconds: float) -> tuple[Word, ...]:
    """The words, evenly over that time."""
    words = text.split()
    step = seconds / len(words)
    return tuple(Word(text=w, start_s=i * step, end_s=(i + 1) * step) for i, w in enumerate(words))


ON = {"limit_s": 180.0, "silent_s": 0.1}


def test_going_round_in_circles_is_stopped_and_new_things_are_not() -> None:
    assert rambles(spoken(f"{CIRCLES} {CIRCLES} {CIRCLES}", 120), elapsed_s=120, **ON)
    assert not rambles(spoken(FRESH, 120), elapsed_s=120, **ON)


def test_far_over_the_time_is_stopped_whatever_it_says() -> None:
    assert not rambles(spoken(FRESH, 200), elapsed_s=200, **ON)
    assert rambles(spoken(FRESH, 226), elapsed_s=226, **ON)


@pytest.mark.parametrize("elapsed_s", [120, 300])
def test_nobody_is_cut_off_while_thinking(elapsed_s: float) -> None:
    said = spoken(f"{CIRCLES} {CIRCLES}", elapsed_s)
    assert not rambles(said, elapsed_s=elapsed_s, limit_s=180, silent_s=1.0)


def test_nobody_is_stopped_early_or_before_anything_was_heard() -> None:
    assert not rambles(spoken(f"{CIRCLES} {CIRCLES}", 80), elapsed_s=80, limit_s=30, silent_s=0)
    assert not rambles((), elapsed_s=120, **ON)


def test_the_time_is_noted_at_two_thirds_and_at_the_end() -> None:
    assert [note(s, 90) for s in (0, 59.9, 60, 89.9, 90, 500)] == [
        "",
        "",
        AT_TWO_THIRDS,
        AT_TWO_THIRDS,
        AT_THE_END,
        AT_THE_END,
    ]
