"""The plan until the interview: its days, its minutes, and what comes when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.planning.agenda import Memory
from simulator.interview.planning.schedule import (
    AGAIN_DAYS,
    MOCK_EVERY_DAYS,
    NOTHING_NEW_DAYS,
    Schedule,
    schedule,
)
from simulator.model.question import KeyPoint, Kind, Question

TODAY = date(2026, 12, 1)
POINTS = (KeyPoint(id="k", text="k"),)
TOPICS = ("evaluation", "retrieval", "system-design")
BANK = [
    Question(
        id=f"{topic}-{n}",
        kind=Kind.EXPLAIN,
        prompt="?",
        key_points=POINTS,
        topic=topic,
        time_limit_s=120 + 60 * (n % 3),
    )
    for topic in TOPICS
    for n in range(40)
]


def memory(name: str, score: int, due_in: int) -> Memory:
    day = TODAY - timedelta(days=3)
    return Memory(
        question_id=name,
        score=score,
        times=1,
        first=day,
        last=day,
        due=TODAY + timedelta(days=due_in),
        recall=0.9,
    )


def made(days: int, hours: float = 5.0, known: tuple[Memory, ...] = (), **weights: float) -> Schedule:
    remembered = {one.question_id: one for one in known}
    named = {topic.replace("_", "-"): weight for topic, weight in weights.items()}
    return schedule(BANK, remembered, TODAY, TODAY + timedelta(days=days), hours, named)


@given(days=st.integers(1, 200), hours=st.sampled_from([0.5, 1, 2, 5, 12, 40]))
def test_no_week_takes_longer_than_there_is_time_and_no_day_is_the_interviews(
    days: int, hours: float
) -> None:
    plan = made(days, hours)
    assert all(TODAY <= day.day < plan.interview for day in plan.days)
    for start in range(0, days, 7):
        week = [d for d in plan.days if start <= (d.day - TODAY).days < start + 7]
        assert sum(day.minutes for day in week) <= hours * 60 + len(week)
    assert [day.day for day in plan.days] == sorted({day.day for day in plan.days})


def test_what_is_due_comes_first_then_what_was_weak_then_what_is_new() -> None:
    known = (memory("evaluation-1", 90, 0), memory("retrieval-1", 40, 30))
    first = made(30, known=known).days[0]
    assert [(step.what, step.question and step.question.id) for step in first.steps][:2] == [
        ("again", "evaluation-1"),
        ("weak", "retrieval-1"),
    ]
    assert {step.what for step in first.steps[2:]} == {"new"}


def test_new_questions_come_again_and_none_is_begun_at_the_end() -> None:
    plan = made(21)
    begun = {
        step.question.id: day.day
        for day in plan.days
        for step in day.steps
        if step.what == "new" and step.question
    }
    again = {
        step.question.id: day.day
        for day in plan.days
        for step in day.steps
        if step.what == "again" and step.question
    }
    assert again
    assert all((again[name] - begun[name]).days >= AGAIN_DAYS for name in again)
    assert all((plan.interview - day).days > NOTHING_NEW_DAYS for day in begun.values())


def test_a_mock_comes_once_a_week() -> None:
    days = [day.day for day in made(28).days if any(step.what == "mock" for step in day.steps)]
    assert len(days) == 4
    assert all((later - day).days >= MOCK_EVERY_DAYS for day, later in pairwise(days))


def test_topics_of_the_job_get_more_of_the_time() -> None:
    steps = [step for day in made(14, retrieval=1.0).days for step in day.steps if step.what == "new"]
    topics = [step.question.topic for step in steps if step.question]
    assert topics.count("retrieval") > 2 * topics.count("evaluation") > 0
