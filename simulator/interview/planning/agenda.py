"""PURE: what to practise next, and today's short plan, from what is remembered of each question and topic."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from simulator.model.question import Question
from simulator.model.topics import current

DUE_A_DAY = 5
"""The most due questions in a day's plan; the others wait until tomorrow."""
AIM = 70
"""An overall score worth aiming at."""
WEAK_FROM = 4.0
"""How far below `AIM` a topic's answers must be for a weak spot, see `shortfall`."""
NO_WEIGHTS: Mapping[str, float] = {}
LEAST_QUESTIONS = 4
"""A topic's mastery is over at least as many of its questions: one good answer is not mastery."""
READING_S = 60
"""Time to read the scorecard after each answer."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What is known of one question that was answered."""

    question_id: str
    score: int
    """The last overall score."""
    times: int
    first: date
    last: date
    due: date
    recall: float
    """How likely it is remembered today, 0 to 1."""

    @property
    def held(self) -> float:
        """The last score, faded by forgetting: 0 to 100."""
        return self.score * self.recall


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far one topic has come."""

    topic: str
    questions: int
    """How many questions of it the bank has."""
    practised: int
    """Questions of it that were answered."""
    mastery: int | None
    """0 to 100; None before the first answer."""
    last: date | None
    due: int
    """Questions that are due again."""
    scores: tuple[int, ...]
    """The last score of each practised question."""

    @property
    def over(self) -> int:
        """Over how many questions the mastery is the mean; those not practised count 0."""
        return mastery_over(self.practised, self.questions)


def mastery_over(practised: int, questions: int) -> int:
    """Over how many of a topic's questions its mastery is the mean."""
    return max(practised, min(LEAST_QUESTIONS, questions))


class Why(StrEnum):
    """Why a question is in the plan."""

    DUE = "due"
    WEAK = "weak"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class AgendaStep:
    """One question of the plan."""

    question: Question
    why: Why
    reason: str
    """A clause: `you scored 49 last time`."""


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Today's plan."""

    steps: tuple[AgendaStep, ...]
    """In order; empty when all of it is done."""
    due: int
    """Questions that are due, also those that wait until tomorrow."""
    weak_spot: str | None
    """A topic's id."""
    minutes: int
    """What all steps take, reading the scorecards included."""
    done: int
    """Questions answered today."""

    def minutes_for(self, why: Why) -> int:
        return minutes(step.question for step in self.steps if step.why is why)


def minutes(questions: Iterable[Question]) -> int:
    """The most minutes that answering takes, reading the scorecards included."""
    return ceil(sum(question.time_limit_s + READING_S for question in questions) / 60)


def shortfall(standing: Standing) -> float:
    """How far below `AIM` a topic's last scores are on average, with one more question taken as at `AIM`.

    The one more keeps a single bad answer from making a weak spot by itself.
    """
    return sum(AIM - score for score in standing.scores) / (len(standing.scores) + 1)


def weak_spot(topics: Iterable[Standing], weights: Mapping[str, float] = NO_WEIGHTS) -> str | None:
    """Id of the practised topic furthest below `AIM`, weight 1 counting as twice as far; None without one."""
    weak = [t for t in topics if t.scores and shortfall(t) >= WEAK_FROM]
    return (
        min(weak, key=lambda t: (-shortfall(t) * (1 + weights.get(t.topic, 0.0)), t.topic)).topic
        if weak
        else None
    )


def drill(questions: Iterable[Question], known: dict[str, Memory], today: date) -> tuple[Question, ...]:
    """Questions in the order to practise them.

    Due ones, longest overdue first; then those not asked yet, easiest first; then those remembered
    least. What was answered today comes last.
    """

    def order(question: Question) -> tuple[int, float, str]:
        memory = known.get(question.id)
        if memory is None:
            return 1, question.difficulty, question.id
        if memory.last >= today:
            return 3, memory.held, question.id
        if memory.due <= today:
            return 0, memory.due.toordinal(), question.id
        return 2, memory.held, question.id

    return tuple(sorted(questions, key=order))


def weak_drill(questions: Iterable[Question], known: dict[str, Memory], today: date) -> tuple[Question, ...]:
    """Answered questions whose last score is below `AIM`, worst first; what was answered today last."""
    weak = [q for q in questions if q.id in known and known[q.id].score < AIM]
    return tuple(sorted(weak, key=lambda q: (known[q.id].last >= today, known[q.id].score, q.id)))


def plan(
    questions: Sequence[Question],
    known: dict[str, Memory],
    topics: dict[str, Standing],
    today: date,
    weights: Mapping[str, float] = NO_WEIGHTS,
    *,
    named: Collection[str] = (),
    soon: bool = False,
) -> Agenda:
    """Today's plan: what is due, one question of the weak spot, one that is new.

    The last two prefer topics that matter for the wanted job (`weights`, 0 to 1); `named` are the topics that
    the candidate called weak areas. Each is left out once a question of its kind was answered today. When the
    interview is `soon`, nothing is new but what matters for it. The very first question is a short one.
    """
    waiting = [q for q in questions if q.id in known and known[q.id].due <= today]
    steps = [_due(q, known[q.id]) for q in drill(waiting, known, today)[:DUE_A_DAY]]
    weak = weak_spot(topics.values(), weights)
    answered = [q for q in questions if q.id in known and known[q.id].last == today]
    if weak and not any(current(q.topic) == weak for q in answered):
        chosen = {step.question.id for step in steps}
        of_topic = [q for q in questions if current(q.topic) == weak and q.id not in chosen]
        steps += [_weak(q, known.get(q.id)) for q in _worst_first(of_topic, known)[:1]]
    if not any(known[q.id].first == today for q in answered):
        chosen = {step.question.id for step in steps}
        fresh = [q for q in questions if q.id not in known and q.id not in chosen]
        if soon and known:
            fresh = [q for q in fresh if weights.get(current(q.topic) or "", 0.0) > 0]
        easy = drill(_least_known(_that_matter(fresh, topics, weights), topics), known, today)
        first = sorted(easy, key=lambda q: q.time_limit_s) if not known else easy
        steps += [
            AgendaStep(question=q, why=Why.NEW, reason=_why_new(q, weights, named, first=not known))
            for q in first[:1]
        ]
    return Agenda(
        steps=tuple(steps),
        due=len(waiting),
        weak_spot=weak,
        minutes=minutes(step.question for step in steps),
        done=len(answered),
    )


def streak(days: Iterable[date], today: date) -> int:
    """Days in a row with an answer, up to today, or to yesterday while today has none yet."""
    practised = set(days)
    day = today if today in practised else today - timedelta(days=1)
    count = 0
    while day in practised:
        count += 1
        day -= timedelta(days=1)
    return count


def _due(question: Question, memory: Memory) -> AgendaStep:
    return AgendaStep(
        question=question, why=Why.DUE, reason=f"it is due again: you scored {memory.score} last time"
    )


def _weak(question: Question, memory: Memory | None) -> AgendaStep:
    reason = (
        f"a weak spot: you scored {memory.score} last time" if memory else "a new question on a weak spot"
    )
    return AgendaStep(question=question, why=Why.WEAK, reason=reason)


def _worst_first(questions: list[Question], known: dict[str, Memory]) -> list[Question]:
    """Questions answered badly, then new ones, then the rest."""

    def order(question: Question) -> tuple[int, int, str]:
        memory = known.get(question.id)
        if memory is None:
            return 1, question.difficulty, question.id
        return (0 if memory.score < AIM else 2), memory.score, question.id

    return sorted(questions, key=order)


def _why_new(question: Question, weights: Mapping[str, float], named: Collection[str], *, first: bool) -> str:
    if current(question.topic) in named:
        return "it is new, and you called its topic a weak area"
    if weights.get(current(question.topic) or "", 0.0) > 0:
        return "it is new, and the job you want asks for its topic"
    if first:
        return "a short one to begin with"
    return "you have not been asked this one yet"


def _that_matter(
    questions: list[Question], topics: dict[str, Standing], weights: Mapping[str, float]
) -> list[Question]:
    """Questions of the topic with the most weight for how little it was practised; all without weights."""

    def need(topic: str) -> float:
        standing = topics.get(topic)
        return weights[topic] / (1 + (standing.practised if standing else 0))

    there = {current(q.topic) for q in questions} & {topic for topic, weight in weights.items() if weight > 0}
    if not there:
        return questions
    first = min((str(topic) for topic in there), key=lambda topic: (-need(topic), topic))
    return [q for q in questions if current(q.topic) == first]


def _least_known(questions: list[Question], topics: dict[str, Standing]) -> list[Question]:
    """The questions of the easiest difficulty there is, of topics with the fewest practised questions."""
    easiest = min((q.difficulty for q in questions), default=0)
    easy = [q for q in questions if q.difficulty == easiest]

    def practised(question: Question) -> int:
        standing = topics.get(current(question.topic) or "")
        return standing.practised if standing else 0

    fewest = min((practised(q) for q in easy), default=0)
    return [q for q in easy if practised(q) == fewest]
