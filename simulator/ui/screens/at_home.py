"""What home shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.model.records import AnswerRecord
    from simulator.model.scorecard import Improvement
    from simulator.use_cases.desk import Desk
    from simulator.use_cases.look_back.sessions import RecentTake
    from simulator.use_cases.look_back.unfinished import LeftProblem
    from simulator.use_cases.practise.interview_session import LeftInterview
    from simulator.use_cases.prepare.coach import Today

RECENT = 40
REMARKS = 4
"""How many remarks of the last answers there is room for."""


@dataclass(frozen=True, kw_only=True)
class AtHome:
    """All that home shows."""

    today: Today
    recent: tuple[RecentTake, ...]
    """The newest sessions."""
    unfinished: tuple[AnswerRecord, ...]
    """Answers that were cut off, without those that go on where they stopped."""
    problems: tuple[str, ...]
    left: tuple[LeftInterview, ...]
    """Interviews left half way, the latest first."""
    code: tuple[LeftProblem, ...] = ()
    """Coding problems left half way, the latest first."""
    remarks: tuple[Improvement, ...] = ()
    """What to do next, from the last answers."""


def look(desk: Desk) -> AtHome:
    """Read all that home shows; slow, so call it on a thread."""
    code = desk.unfinished.problems()
    goes_on = {left.answer.id for left in code}
    return AtHome(
        today=desk.coach.today(),
        recent=desk.sessions.recent(RECENT),
        unfinished=tuple(answer for answer in desk.unfinished.all() if answer.id not in goes_on),
        problems=(*desk.questions.problems(), *desk.interviews.problems(), *desk.job.problems()),
        left=desk.interviews.left(),
        code=code,
        remarks=desk.sessions.last_remarks(REMARKS),
    )
