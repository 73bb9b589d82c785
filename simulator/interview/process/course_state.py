"""Where an interview stands, as values: the turn under way, the turns that are over, and all that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.interview.bank.drawing import Drawn
from simulator.model.plan import Mode, Plan, Round
from simulator.model.question import Question
from simulator.model.scorecard import Audience, Prompted


class CoursePhase(StrEnum):
    WAITING = "waiting"
    """Before a round: who comes next is shown, `GoOn` begins it."""
    ASKING = "asking"
    """A turn is under way; the conversation about it says who has the floor."""
    REVIEW = "review"
    """Study mode: the scorecard of the turn; `GoOn` or `Again`."""
    OVER = "over"


class TurnKind(StrEnum):
    QUESTION = "question"
    FOLLOW_UP = "follow_up"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the interviewer says next, and what the answer is scored against."""

    number: int
    """From 1, over the interview."""
    kind: TurnKind
    round: int
    """From 0."""
    question: Question
    """Its prompt is what is asked."""
    audience: Audience
    lead: str = ""
    """Said before the ask: the opening, or a phrase between questions."""
    because: str | None = None
    parent: str | None = None
    """For a follow-up, the id of the answer that it is about."""
    by: Prompted | None = None
    voice: int = 1
    quotes: bool = False
    """Whether it repeats the candidate's own words."""

    @property
    def aloud(self) -> str:
        """What the voice reads."""
        return f"{self.lead} {self.question.aloud}".strip()


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A turn that is over."""

    number: int
    kind: TurnKind
    round: int
    question_id: str
    ask: str
    said: str
    """What was asked, with the phrase before it."""
    because: str | None
    parent: str | None
    answer_id: str | None
    """None when it was passed."""
    seconds: float
    """How much of the round's time asking and answering took."""
    by: Prompted | None = None


@dataclass(frozen=True, kw_only=True)
class Course:
    """Where an interview stands; all of it can be written down and taken up again."""

    plan: Plan
    drawn: Drawn
    mode: Mode
    seed: int
    interruptions: bool = False
    """Whether the candidate allowed tough interviewers to interrupt."""
    phase: CoursePhase = CoursePhase.WAITING
    round: int = 0
    asked: int = 0
    """Questions of this round asked so far."""
    spent_s: float = 0.0
    """How much of this round's time is used up."""
    turn: Turn | None = None
    pending: tuple[Turn, ...] = ()
    """Follow-ups that are to come, time permitting."""
    interrupted: bool = False
    """The answer under way ran on and was stopped."""
    reaction: str = ""
    """What is said to the last answer, before the next turn."""
    has_no_answer: bool = False
    """The candidate said so, and `reaction` is a kind word."""
    farewell: str = ""
    """What the last interviewer says at the end of their round, while the next one waits."""
    done: tuple[Taken, ...] = ()

    @property
    def interviewer(self) -> Round:
        return self.plan.rounds[self.round]

    @property
    def budget_s(self) -> float:
        """The round's time."""
        return self.interviewer.minutes * 60.0

    @property
    def left_s(self) -> float:
        return self.budget_s - self.spent_s

    @property
    def last_round(self) -> bool:
        return self.round + 1 == len(self.plan.rounds)
