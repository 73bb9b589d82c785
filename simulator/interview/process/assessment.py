"""The report of an interview: each round, each dimension, two things to work on, a hire signal. Pure.

It is for practice and predicts nothing: it puts together what the published rubric measures, in the way that
docs/writing-interviews.md describes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from simulator.interview.candidate.job_questions import is_connection
from simulator.interview.process.course import Course, CoursePhase, Taken, TurnKind
from simulator.model.counted import counted
from simulator.model.curiosity import Curiosity
from simulator.model.plan import Role, Round
from simulator.model.report import InterviewReport, RoundReport, Signal, WorkOn
from simulator.model.scorecard import (
    Dimension,
    Dimensions,
    Improvement,
    KeyPointResult,
    PointState,
    Prompted,
    Scorecard,
)

LABEL = "Practice only: a rule of thumb from this rubric, not a prediction about a real interview."
CLARITY, STRUCTURE, CONTENT = Dimension.CLARITY, Dimension.STRUCTURE, Dimension.CONTENT
LISTENS_FOR: dict[Role, dict[Dimension, float]] = {
    Role.RECRUITER: {CLARITY: 0.5, STRUCTURE: 0.3, CONTENT: 0.2},
    Role.PRODUCT_MANAGER: {CLARITY: 0.4, STRUCTURE: 0.3, CONTENT: 0.3},
    Role.ENGINEER: {CLARITY: 0.2, STRUCTURE: 0.3, CONTENT: 0.5},
    Role.RESEARCHER: {CLARITY: 0.2, STRUCTURE: 0.2, CONTENT: 0.6},
    Role.HIRING_MANAGER: {CLARITY: 0.3, STRUCTURE: 0.4, CONTENT: 0.3},
}
"""How much each dimension counts for each interviewer; the weights sum to 1."""
WHEN_ASKED = 0.5
"""A key point made only when asked for counts half."""
CORRECTED = 5.0
"""Points of content given back for a wrong claim corrected when asked."""
CREDIT = {PointState.MADE: 1.0, PointState.HALF: 0.6, PointState.MISSED: 0.0, PointState.WRONG: 0.0}
WORK_ON = 2


SIGNALS = ((85, Signal.STRONG_YES), (68, Signal.YES), (50, Signal.LEANING_NO), (0, Signal.NO))
"""The lowest score of a round that earns each signal."""
GATES = ((15, Signal.NO), (35, Signal.LEANING_NO))
"""Content below a bound allows that signal at best: no listener says yes to a fluent wrong answer."""


Cards = Mapping[str, Scorecard]
"""Scorecards by answer id."""


class Judged(Protocol):
    """What the number of an interview needs of a scorecard."""

    @property
    def scorable(self) -> bool: ...
    @property
    def dimensions(self) -> Dimensions: ...
    @property
    def key_points(self) -> tuple[KeyPointResult, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """As much of a stored scorecard as the number needs: it is read ten times as fast as the whole."""

    scorable: bool
    dimensions: Dimensions
    key_points: tuple[KeyPointResult, ...] = ()


J = TypeVar("J", bound=Judged)


def report(course: Course, cards: Cards, asked: Mapping[str, Curiosity]) -> InterviewReport:
    """How the interview went so far; `asked` are the candidate's own questions, by answer id."""
    rounds = tuple(_round(item, _split(course, at, cards)) for at, item in enumerate(course.plan.rounds))
    overall, content = number(course, cards), _mean([(r.content, 1.0) for r in rounds])
    own = [asked[t.answer_id] for t in course.done if t.answer_id is not None and t.answer_id in asked]
    return InterviewReport(
        title=course.plan.title,
        label=LABEL,
        complete=course.phase is CoursePhase.OVER,
        rounds=rounds,
        overall=overall,
        signal=_whole_signal(overall, content, rounds),
        clarity=_mean([(r.clarity, 1.0) for r in rounds]),
        structure=_mean([(r.structure, 1.0) for r in rounds]),
        content=content,
        work_on=_work_on(course, cards),
        questions_asked=own[-1] if own else None,
    )


def round_score(role: Role, scores: Mapping[Dimension, int | None]) -> int | None:
    """The dimensions, weighted by what that interviewer listens for."""
    return _mean([(scores[dimension], weight) for dimension, weight in LISTENS_FOR[role].items()])


def signal_of(score: int | None, content: int | None) -> Signal | None:
    """The hire signal of a round."""
    if score is None:
        return None
    found = next(signal for least, signal in SIGNALS if score >= least)
    allowed = next((best for below, best in GATES if content is not None and content < below), found)
    return max(found, allowed, key=[signal for _, signal in SIGNALS].index)


def number(course: Course, cards: Mapping[str, J]) -> int | None:
    """The one number of an interview, 0 to 100; None before anything was asked.

    It is the mean of the scores of the rounds reached. A question that was passed, or whose answer could not
    be scored, counts 0 in its round. An answer that was deleted is left out.
    """
    splits = (_split(course, at, cards) for at in range(len(course.plan.rounds)))
    return _mean([(_round_number(course.plan.rounds[split.at].role, split), 1.0) for split in splits])


def _whole_signal(overall: int | None, content: int | None, rounds: tuple[RoundReport, ...]) -> Signal | None:
    found = signal_of(overall, content)
    lost = sum(len(item.passed) + len(item.unscored) for item in rounds)
    if found in (Signal.STRONG_YES, Signal.YES) and 2 * lost >= sum(item.asked for item in rounds):
        return Signal.LEANING_NO
    return found


@dataclass(frozen=True, kw_only=True)
class _Split(Generic[J]):
    """The turns of one round, by what became of them; the candidate's own questions are left out."""

    at: int
    reached: bool
    seconds: float
    judged: list[tuple[Taken, J]]
    passed: list[Taken]

    @property
    def scored(self) -> list[tuple[Taken, J]]:
        return [(t, card) for t, card in self.judged if card.scorable]

    @property
    def questions(self) -> list[tuple[Taken, J]]:
        return [(t, card) for t, card in self.scored if t.kind is TurnKind.QUESTION]

    @property
    def questions_passed(self) -> list[Taken]:
        return [t for t in self.passed if t.kind is TurnKind.QUESTION]

    @property
    def asked(self) -> int:
        """Questions asked."""
        return len(self.questions_passed) + sum(t.kind is TurnKind.QUESTION for t, _ in self.judged)

    @property
    def scores(self) -> dict[Dimension, int | None]:
        """What was answered, by dimension; a reply to a follow-up only adds to the content."""
        return {
            CLARITY: _mean([(_score(c, CLARITY), 1.0) for _, c in self.questions]),
            STRUCTURE: _mean([(_score(c, STRUCTURE), 1.0) for _, c in self.questions]),
            CONTENT: _mean([(_content(t, c, self.scored), 1.0) for t, c in self.questions]),
        }


def _split(course: Course, at: int, cards: Mapping[str, J]) -> _Split[J]:
    taken = [t for t in course.done if t.round == at]
    mine = [t for t in taken if t.kind is not TurnKind.CLOSING]
    return _Split(
        at=at,
        reached=bool(taken),
        seconds=sum(t.seconds for t in taken if t.answer_id is None or t.answer_id in cards),
        judged=[(t, cards[t.answer_id]) for t in mine if t.answer_id is not None and t.answer_id in cards],
        passed=[t for t in mine if t.answer_id is None],
    )


def _round_number(role: Role, split: _Split[J]) -> int | None:
    """What was answered, weighted for that interviewer, times the share of questions that were answered."""
    if not split.asked:
        return None
    if not split.questions:
        return 0
    score = round_score(role, split.scores)
    return None if score is None else round(score * len(split.questions) / split.asked)


def _round(item: Round, split: _Split[Scorecard]) -> RoundReport:
    scores, score = split.scores, _round_number(item.role, split)
    clarity, structure, content = scores[CLARITY], scores[STRUCTURE], scores[CONTENT]
    return RoundReport(
        round=split.at + 1,
        name=item.name,
        role=item.role,
        answered=len(split.judged),
        follow_ups=sum(t.kind is TurnKind.FOLLOW_UP for t, _ in split.judged),
        asked=split.asked,
        passed=tuple(t.ask for t in split.questions_passed),
        unscored=tuple(
            t.ask for t, card in split.judged if t.kind is TurnKind.QUESTION and not card.scorable
        ),
        follow_ups_passed=len(split.passed) - len(split.questions_passed),
        reached=split.reached,
        minutes=round(split.seconds / 60, 1),
        clarity=clarity,
        structure=structure,
        content=content,
        score=score,
        signal=signal_of(score, content),
        reasons=tuple(_on_passes(split) + _reasons(item, clarity, structure, content, split.scored))
        if split.asked
        else (),
    )


def _score(card: Judged, dimension: Dimension) -> int | None:
    found = getattr(card.dimensions, dimension.value)
    return found.score if found else None


def _mean(values: Iterable[tuple[int | float | None, float]]) -> int | None:
    """The weighted mean of the values that are not None; None when there are none."""
    known = [(value, weight) for value, weight in values if value is not None]
    whole = sum(weight for _, weight in known)
    return round(sum(value * weight for value, weight in known) / whole) if whole else None


JudgedTurns = list[tuple[Taken, Scorecard]]


def _content(question: Taken, card: J, judged: list[tuple[Taken, J]]) -> float | None:
    """The content of an answer, with credit for what its follow-ups brought."""
    score = _score(card, CONTENT)
    if score is None:
        return None
    mine = [(t, c) for t, c in judged if t.parent == question.answer_id]
    gained = WHEN_ASKED * 100 * _added(card, [c for t, c in mine if t.by is Prompted.GAP])
    corrected = sum(any(p.covered for p in c.key_points) for t, c in mine if t.by is Prompted.CLAIM)
    return min(100.0, score + gained + CORRECTED * corrected)


def _added(card: J, later: list[J]) -> float:
    """The share of the key points' weight that was made only when asked for, 0 to 1."""
    before = {point.id: CREDIT[point.state] for point in card.key_points}
    weights = {point.id: point.weight for point in card.key_points}
    gains = {
        point.id: max(0.0, CREDIT[point.state] - before[point.id]) * weights[point.id]
        for answer in later
        for point in answer.key_points
        if point.id in before
    }
    whole = sum(weights.values())
    return sum(gains.values()) / whole if whole else 0.0


# Reasons


def _reasons(
    item: Round, clarity: int | None, structure: int | None, content: int | None, scored: JudgedTurns
) -> list[str]:
    if not scored:
        return []
    reasons = [_on_weightiest(item, {CLARITY: clarity, STRUCTURE: structure, CONTENT: content})]
    reasons += _on_points(scored)
    reasons += _on_follow_ups(scored)
    reasons += _on_claims(scored)
    reasons += _on_terms(item, scored)
    reasons += _on_connection(scored)
    return reasons


def _on_passes(split: _Split[Scorecard]) -> list[str]:
    passed, asked = len(split.questions_passed), counted(split.asked, "question")
    unscored = split.asked - passed - len(split.questions)
    reasons = [f"Passed: {passed} of {asked}, and what is passed counts 0."] if passed else []
    if unscored == split.asked:
        reasons.append("No answer of this round could be scored.")
    elif unscored:
        reasons.append(f"Could not be scored, and so counts 0: {counted(unscored, 'answer')} of {asked}.")
    return reasons


def _on_weightiest(item: Round, found: dict[Dimension, int | None]) -> str:
    known = {dimension: score for dimension, score in found.items() if score is not None}
    weights = LISTENS_FOR[item.role]
    first = max(known, key=lambda dimension: weights[dimension])
    weakest = min(known, key=lambda dimension: known[dimension])
    sentence = f"{item.role.a} listens for {first.value} above all: {known[first]} of 100."
    if weakest is not first:
        sentence += f" The weakest was {weakest.value}, {known[weakest]}."
    return sentence


def _on_points(scored: JudgedTurns) -> list[str]:
    points = [p for t, card in scored if t.kind is TurnKind.QUESTION for p in card.key_points]
    made = sum(point.covered for point in points)
    return [f"Made unasked: {made} of {counted(len(points), 'key point')}."] if points else []


def _on_follow_ups(scored: JudgedTurns) -> list[str]:
    gaps = [card for t, card in scored if t.by is Prompted.GAP]
    filled = sum(any(point.covered for point in card.key_points) for card in gaps)
    return (
        [f"Asked about what was left out, you filled {filled} of {counted(len(gaps), 'gap')}."]
        if gaps
        else []
    )


def _on_claims(scored: JudgedTurns) -> list[str]:
    mended = {
        t.parent for t, card in scored if t.by is Prompted.CLAIM and any(p.covered for p in card.key_points)
    }
    standing = [
        hit.text.rstrip(".")
        for t, card in scored
        if t.kind is TurnKind.QUESTION and t.answer_id not in mended
        for hit in card.claims
    ]
    sentences = [f"A wrong claim was left standing: {claim}." for claim in standing[:2]]
    return sentences + ["A wrong claim was corrected when asked."] * bool(mended)


def _on_terms(item: Round, scored: JudgedTurns) -> list[str]:
    if item.role is Role.RESEARCHER:
        return []
    terms = dict.fromkeys(t.term for _, card in scored for t in card.open_terms)
    if len(terms) < WORK_ON:
        return []
    named = ", ".join(list(terms)[:3])
    return [f"{len(terms)} terms were left unexplained to {item.name}: {named}."]


def _on_connection(scored: JudgedTurns) -> list[str]:
    named = [s.text for _, card in scored for s in card.strengths if is_connection(s)]
    return named[:1]


# What to work on


def _work_on(course: Course, cards: Cards) -> tuple[WorkOn, ...]:
    """The two improvements that came up most: the first of an answer counts 1, the second a half."""
    found: dict[str, list[tuple[str, Improvement, float]]] = defaultdict(list)
    for taken in course.done:
        if taken.answer_id is None or taken.answer_id not in cards or taken.kind is not TurnKind.QUESTION:
            continue
        for rank, improvement in enumerate(cards[taken.answer_id].improvements):
            key = improvement.measure or improvement.text
            found[key].append((taken.answer_id, improvement, 1 / (rank + 1)))
    heaviest = sorted(found.values(), key=lambda items: -sum(weight for *_, weight in items))
    return tuple(_worked_on(items) for items in heaviest[:WORK_ON])


def _worked_on(items: list[tuple[str, Improvement, float]]) -> WorkOn:
    answer_id, clearest, _ = max(items, key=lambda item: (item[1].quote is not None, item[2]))
    return WorkOn(
        text=clearest.text,
        try_=clearest.try_,
        measure=clearest.measure,
        answers=len({answer for answer, *_ in items}),
        answer_id=answer_id,
        quote=clearest.quote,
        start_s=clearest.start_s,
    )
