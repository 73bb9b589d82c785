"""PURE: a part of an interview as an interview of its own: one round alone, or a mock of 20 minutes."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.errors import BadInputError
from simulator.model.plan import Draw, Plan, Role, Round

WHOLE, MOCK = "", "mock"
"""Parts; others are a round's number, from 1."""
MOCK_MINUTES = 20
MOCK_QUESTIONS = 3
"""As many as 20 minutes hold, with a follow-up or two to each."""
TALKS = (Role.RECRUITER, Role.HIRING_MANAGER)
"""Whose rounds are about the person; a mock takes the first that is about the work, if there is one."""


def part_of(plan: Plan, part: str) -> Plan:
    """The plan with only that part of it. Raises `BadInputError` for a round that it does not have."""
    if part == WHOLE:
        return plan
    if part == MOCK:
        item = next((one for one in plan.rounds if one.role not in TALKS), plan.rounds[0])
        return _alone(plan, _shortened(item), f"a mock of {MOCK_MINUTES} minutes")
    rounds = len(plan.rounds)
    if not part.isascii() or not part.isdigit() or not 1 <= int(part) <= rounds:
        raise BadInputError(
            f"'{plan.id}' has no round {part}: it has {rounds}.",
            f"See `simulator interviews show {plan.id}`.",
        )
    return _alone(plan, plan.rounds[int(part) - 1], f"round {part} alone")


def parts(plan: Plan) -> tuple[str, ...]:
    """Every part there is, the whole first."""
    return (WHOLE, *(str(number) for number in range(1, len(plan.rounds) + 1)), MOCK)


def _alone(plan: Plan, item: Round, what: str) -> Plan:
    return replace(plan, title=f"{plan.title}: {what}", rounds=(item,))


def _shortened(item: Round) -> Round:
    """The round with at most so many questions and minutes, the first of its rules first."""
    left, rules = MOCK_QUESTIONS, list[Draw]()
    for rule in item.draw:
        if left:
            rules.append(replace(rule, count=min(rule.count, left)))
            left -= rules[-1].count
    return replace(item, minutes=min(item.minutes, MOCK_MINUTES), draw=tuple(rules), follow_ups=1)
