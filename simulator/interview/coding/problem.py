"""A coding problem and everything that belongs to it; the format of `prompts/coding/*.toml`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from simulator.model.question import Fact, FollowUp, KeyPoint, Kind, Misconception, Question, Stage
from simulator.model.scorecard import Audience


@dataclass(frozen=True, kw_only=True)
class Example:
    call: str
    gives: str
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Complexity:
    """What a good solution costs."""

    time: str
    space: str
    says: tuple[str, ...] = ()
    """Ways people say it aloud, any of which is right."""


@dataclass(frozen=True, kw_only=True)
class EdgeCase:
    id: str
    text: str
    say: tuple[str, ...] = ()
    """Ways people name it aloud."""
    test: str | None = None
    """Name of the test that shows whether the code covers it."""


@dataclass(frozen=True, kw_only=True)
class Test:
    __test__ = False  # no test of ours, whatever pytest makes of the name

    name: str
    call: str
    """One expression; its value is compared with `gives`."""
    gives: str
    """A Python literal."""
    setup: str = ""
    """Lines that run before, where the solution's names are known."""
    visible: bool = False
    within: float = 0.0
    """How far a number may be off."""
    seconds: float = 2.0
    """Of the processor, after which the test is stopped."""


@dataclass(frozen=True, kw_only=True)
class WrongSolution:
    name: str
    code: str
    fails: str
    """Name of a test that it must fail."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    id: str
    title: str
    prompt: str
    """What the interviewer says."""
    statement: str
    """What stands beside the editor."""
    start: str
    """What the editor holds at first."""
    reference: str
    """A whole solution that passes every test."""
    key_points: tuple[KeyPoint, ...]
    tests: tuple[Test, ...]
    spoken: str | None = None
    short: str | None = None
    topic: str = "general"
    difficulty: int = 3
    audience: Audience = Audience.ML_ENGINEER
    minutes: int = 30
    allowed: tuple[str, ...] = ()
    """Packages that may be imported besides the standard library."""
    constraints: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    complexity: Complexity | None = None
    edge_cases: tuple[EdgeCase, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    facts: tuple[Fact, ...] = ()
    hints: tuple[str, ...] = ()
    model_answer: str | None = None
    slow: str | None = None
    """A right solution that takes too long for a test."""
    wrong: tuple[WrongSolution, ...] = ()
    source: str = "user"
    """`shipped` for ours, else the user's file."""

    @property
    def visible(self) -> tuple[Test, ...]:
        """The tests that the candidate sees."""
        return tuple(test for test in self.tests if test.visible)

    @property
    def hidden(self) -> tuple[Test, ...]:
        return tuple(test for test in self.tests if not test.visible)

    @cached_property
    def question(self) -> Question:
        """What is talked about: scored, kept and repeated like any question of the bank."""
        return Question(
            id=self.id,
            kind=Kind.CODING,
            prompt=self.prompt,
            key_points=self.key_points,
            spoken=self.spoken,
            short=self.short,
            stage=Stage.ONSITE,
            topic=self.topic,
            difficulty=self.difficulty,
            audience=self.audience,
            time_limit_s=self.minutes * 60,
            misconceptions=self.misconceptions,
            follow_ups=self.follow_ups,
            facts=self.facts,
            hints=self.hints,
            model_answer=self.model_answer,
            source=self.source,
            coded=True,
        )
