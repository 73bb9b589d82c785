"""PURE: what to practise on which day until the interview, from what is known today.

The plan is a forecast: after each answer the next one may look different, as the day's plan does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.interview.planning.agenda import AIM, NO_WEIGHTS, READING_S, Memory
from simulator.model.question import Question
from simulator.model.topics import current

SITTING_MIN = 45
"""A day of practice is about so long, so the hours of a week say on how many days."""
MOST_DAYS = 6
"""A week has a day of rest."""
AGAIN_DAYS = 4
"""A question that is new, or was answered badly, comes again after so many days."""
NOTHING_NEW_DAYS = 3
"""In the last days nothing is begun that there is no time to repeat."""
MOCK_MIN = 20
MOCK_EVERY_DAYS = 7
LONGEST_DAYS = 120
"""Further ahead there is no use in naming questions."""


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """One thing to do on a day."""

    minutes: int
    what: str
    """Why it is there: `again`, `weak`, `new` or `mock`."""
    question: Question | None = None
    """None for a mock interview."""


@dataclass(frozen=True, kw_only=True)
class PlannedDay:
    day: date
    steps: tuple[PlannedStep, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The days until an interview."""

    today: date
    interview: date
    hours_a_week: float
    days: tuple[PlannedDay, ...]
    """Those on which something is to be done, in order; the day of the interview is none of them."""


def schedule(
    questions: Sequence[Question],
    known: Mapping[str, Memory],
    today: date,
    interview: date,
    hours_a_week: float,
    weights: Mapping[str, float] = NO_WEIGHTS,
) -> Schedule:
    """The plan from today until the day before the interview, `weights` as in `agenda.plan`.

    Each day has what comes again first, then what was answered badly, then what is new, topics in turn and
    those that matter more often. Once a week there is a mock interview.
    """
    days = _days(today, interview, hours_a_week)
    again = {name: memory.due for name, memory in known.items()}
    by_id = {question.id: question for question in questions}
    weak = [name for name, memory in known.items() if memory.score < AIM and name in by_id]
    weak.sort(key=lambda name: (known[name].score, name))
    fresh = _in_turn([question for question in questions if question.id not in known], weights)
    made: list[PlannedDay] = []
    mock_on = days[min(2, len(days) - 1)][0] if days else interview
    for day, minutes in days:
        last = (interview - day).days <= NOTHING_NEW_DAYS
        steps: list[PlannedStep] = []
        left = minutes
        if day >= mock_on and left >= MOCK_MIN:
            steps.append(PlannedStep(minutes=MOCK_MIN, what="mock"))
            left -= MOCK_MIN
            mock_on = day + timedelta(days=MOCK_EVERY_DAYS)
        due = sorted((on, name) for name, on in again.items() if on <= day and name in by_id)
        wanted = [(name, "again") for _, name in due] + [(name, "weak") for name in weak]
        for name, what in wanted + ([] if last else [(question.id, "new") for question in fresh]):
            question = by_id[name]
            cost = _minutes(question)
            if cost > left or any(step.question is question for step in steps):
                continue
            steps.append(PlannedStep(minutes=cost, what=what, question=question))
            left -= cost
            again.pop(name, None)
            if what != "again":
                again[name] = day + timedelta(days=AGAIN_DAYS)
        done = {step.question.id for step in steps if step.question}
        weak = [name for name in weak if name not in done]
        fresh = [question for question in fresh if question.id not in done]
        if steps:
            made.append(PlannedDay(day=day, steps=tuple(steps)))
    return Schedule(today=today, interview=interview, hours_a_week=hours_a_week, days=tuple(made))


def _days(today: date, interview: date, hours_a_week: float) -> list[tuple[date, int]]:
    """The days of practice and the minutes of each, spread evenly over the weeks."""
    left = min((interview - today).days, LONGEST_DAYS)
    a_week = max(1, min(MOST_DAYS, round(hours_a_week * 60 / SITTING_MIN)))
    minutes = round(hours_a_week * 60 / a_week)
    chosen = [at for at in range(left) if (at * a_week) % 7 < a_week]
    return [(today + timedelta(days=at), minutes) for at in chosen]


def _in_turn(questions: list[Question], weights: Mapping[str, float]) -> list[Question]:
    """New questions, one of each topic that matters in turn, the weightier first and the easier first."""
    topics: dict[str, list[Question]] = {}
    for question in sorted(questions, key=lambda q: (q.difficulty, q.id)):
        topics.setdefault(current(question.topic) or "", []).append(question)
    places = [
        ((at + 1) / (0.1 + weights.get(topic, 0.0)), topic, at)
        for topic, of_topic in topics.items()
        for at in range(len(of_topic))
    ]
    return [topics[topic][at] for _, topic, at in sorted(places)]


def _minutes(question: Question) -> int:
    """Answering, and reading the scorecard."""
    return -(-(question.time_limit_s + READING_S) // 60)
