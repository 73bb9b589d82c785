"""One round of an interview alone, and a mock of 20 minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.interview.process.part import MOCK, MOCK_MINUTES, MOCK_QUESTIONS, WHOLE, part_of, parts
from simulator.interview.process.plans import load_plans
from simulator.model.errors import BadInputError
from simulator.model.plan import Plan, Role

PLANS = load_plans(Path(__file__).parents[3] / "prompts" / "interviews", "shipped")[0]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_round_can_be_had_alone_and_every_interview_as_a_mock(plan: Plan) -> None:
    assert part_of(plan, WHOLE) == plan
    for number, item in enumerate(plan.rounds, 1):
        assert part_of(plan, str(number)).rounds == (item,)
    mock = part_of(plan, MOCK)
    assert mock.minutes == MOCK_MINUTES
    assert 1 <= mock.rounds[0].questions <= MOCK_QUESTIONS
    assert mock.rounds[0].role not in (Role.RECRUITER, Role.HIRING_MANAGER)
    assert mock.id == plan.id
    assert mock.title != plan.title
    assert parts(plan) == ("", *map(str, range(1, len(plan.rounds) + 1)), "mock")


@pytest.mark.parametrize("part", ["0", "9", "-1", "two", "²"])
def test_a_round_that_is_not_there_gets_a_sentence_with_a_way_out(part: str) -> None:
    with pytest.raises(BadInputError, match=f"no round {part}") as error:
        part_of(PLANS[0], part)
    assert "simulator interviews show" in error.value.mend
