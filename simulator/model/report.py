"""The report of an interview as values: of each round, and of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.counted import counted
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
    """Follow-ups answered."""
    asked: int
    """Questions asked, the passed ones too; follow-ups are left out."""
    passed: tuple[str, ...]
    """The questions that were passed, as they were asked; each counts 0."""
    unscored: tuple[str, ...]
    """The questions whose answer could not be scored, as they were asked; each counts 0."""
    follow_ups_passed: int
    reached: bool
    minutes: float
    clarity: int | None
    structure: int | None
    content: int | None
    """The credit for follow-ups included; None where nothing could be judged.

    The three are about what was answered.
    """
    score: int | None
    """The three, weighted by what this interviewer listens for, times the share of questions answered."""
    signal: Signal | None
    """None when nothing was asked yet."""
    reasons: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """`yes (72)`, `no: nothing was answered`, or `not reached`."""
        if self.signal is None:
            return "not scored" if self.reached else "not reached"
        if len(self.passed) + len(self.unscored) == self.asked:
            return f"{self.signal}: nothing was answered"
        return f"{self.signal} ({self.score})"

    @property
    def count(self) -> str:
        """`2 answers, 1 of them to a follow-up, 3.2 min, passed: 1 question`; what is nought is left out."""
        parts = [counted(self.answered, "answer")]
        if self.follow_ups:
            parts.append(f"{self.follow_ups} of them to {counted(self.follow_ups, 'follow-up')}")
        parts.append(f"{self.minutes:g} min")
        passed = [counted(len(self.passed), "question")] if self.passed else []
        passed += [counted(self.follow_ups_passed, "follow-up")] if self.follow_ups_passed else []
        return ", ".join(parts + ([f"passed: {' and '.join(passed)}"] if passed else []))


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
    """Every round of the plan, also those that were not reached."""
    overall: int | None
    """The interview's number, mean of the scores of the rounds that were reached."""
    signal: Signal | None
    """Of the whole; at most "leaning no" when half of the questions or more got no answer."""
    clarity: int | None
    structure: int | None
    content: int | None
    work_on: tuple[WorkOn, ...]
    questions_asked: Curiosity | None
    """What the candidate asked at the end; None when the interview did not get there."""

    @property
    def asked(self) -> int:
        """Questions asked in all rounds."""
        return sum(item.asked for item in self.rounds)

    @property
    def unanswered(self) -> str:
        """What counts 0, for people: `passed: 3 questions of 9`; "" when all were answered."""
        passed = sum(len(item.passed) for item in self.rounds)
        unscored = sum(len(item.unscored) for item in self.rounds)
        parts = [f"passed: {counted(passed, 'question')}"] if passed else []
        parts += [f"could not be scored: {counted(unscored, 'answer')}"] if unscored else []
        return f"{', '.join(parts)}; {self.asked} were asked, and these count 0" if parts else ""
