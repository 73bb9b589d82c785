"""The report of an interview as values: of each round, and of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.curiosity import Curiosity
from simulator.model.plan import Role


class Signal(StrEnum):
    STRONG_YES = "strong yes"
    YES = "yes"
    LEANING_NO = "leaning no"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class RoundReport:
    """How one round went."""

    round: int
    """From 1."""
    name: str
    role: Role
    answered: int
    """Questions and follow-ups answered."""
    follow_ups: int
    minutes: float
    clarity: int | None
    structure: int | None
    content: int | None
    """The credit for follow-ups included; None where nothing could be judged."""
    score: int | None
    """The three, weighted by what this interviewer listens for."""
    signal: Signal | None
    """None when nothing could be scored."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkOn:
    """One of the things to work on next, with the clearest place."""

    text: str
    try_: str
    measure: str | None
    answers: int
    """In how many answers it came up."""
    answer_id: str
    quote: str | None
    start_s: float | None


@dataclass(frozen=True, kw_only=True)
class InterviewReport:
    title: str
    label: str
    complete: bool
    rounds: tuple[RoundReport, ...]
    """The rounds that have an answer."""
    overall: int | None
    """Mean of the rounds' scores."""
    clarity: int | None
    structure: int | None
    content: int | None
    work_on: tuple[WorkOn, ...]
    questions_asked: Curiosity | None
    """What the candidate asked at the end; None when the interview did not get there."""
