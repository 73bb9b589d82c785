"""A question and everything that belongs to it; the format of `prompts/questions/*.toml`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.model.scorecard import Audience, Move


class Kind(StrEnum):
    EXPLAIN = "explain"
    COMPARE = "compare"
    DESIGN = "design"
    DEBUG = "debug"
    BEHAVIORAL = "behavioral"
    ESTIMATE = "estimate"
    CODING = "coding"
    PITCH = "pitch"


class Stage(StrEnum):
    SCREEN = "screen"
    PHONE = "phone"
    ONSITE = "onsite"
    TAKE_HOME = "take-home"


@dataclass(frozen=True, kw_only=True)
class KeyPoint:
    id: str
    text: str
    """What a complete answer says, as one checkable claim."""
    say: tuple[str, ...] = ()
    """Ways people say it."""
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Misconception:
    id: str
    text: str
    """The wrong claim."""
    say: tuple[str, ...] = ()
    instead: str | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    ask: str
    when_missing: str | None = None
    """Id of the key point whose absence calls for it."""
    twist: bool = False
    """Whether it changes the problem."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What the interviewer can say when asked."""

    about: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Follows:
    """What a follow-up goes on from, so that the reply is judged in the light of what was said before."""

    said: str = ""
    """The last sentence of the answer before it; "" where it is not known."""


@dataclass(frozen=True, kw_only=True)
class Question:
    id: str
    kind: Kind
    prompt: str
    key_points: tuple[KeyPoint, ...]
    spoken: str | None = None
    """How the voice should say it; the prompt when None."""
    short: str | None = None
    """The question as a hurried interviewer says it, in at most 15 words."""
    stage: Stage = Stage.PHONE
    topic: str = "general"
    difficulty: int = 3
    """1 easy to 5 hard."""
    audience: Audience = Audience.ML_ENGINEER
    industry: str | None = None
    """Whose company the question speaks of, such as `bank`; None when any company could ask it."""
    time_limit_s: int = 180
    expected_moves: tuple[Move, ...] = ()
    """Moves that a good answer makes; when empty, those that the rubric has for the kind."""
    misconceptions: tuple[Misconception, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    facts: tuple[Fact, ...] = ()
    hints: tuple[str, ...] = ()
    """What the interviewer says to a candidate who is stuck, one after the other, most general first."""
    model_answer: str | None = None
    source: str = "user"
    """`shipped` for ours, else the user's file."""
    follows: Follows | None = None
    """For a follow-up, what it goes on from: then only what it asks is judged. None for a whole question."""
    coded: bool = False
    """Whether it is a problem to be solved in the editor, and not only told. No file sets it."""

    @property
    def aloud(self) -> str:
        """What the voice reads."""
        return self.spoken or self.prompt

    @property
    def briefly(self) -> Question:
        """The question as it stands when its short form is asked; the same where it has none."""
        return replace(self, prompt=self.short, spoken=None) if self.short else self
