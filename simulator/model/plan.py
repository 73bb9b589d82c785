"""An interview's plan: rounds with an interviewer each, and rules for drawing what they ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.question import Kind, Question, Stage
from simulator.model.scorecard import Audience
from simulator.model.topics import current

WOULD_ASK: dict[Audience, frozenset[Audience]] = {
    Audience.RECRUITER: frozenset({Audience.RECRUITER}),
    Audience.PRODUCT_MANAGER: frozenset({Audience.PRODUCT_MANAGER}),
    Audience.SOFTWARE_ENGINEER: frozenset({Audience.SOFTWARE_ENGINEER, Audience.ML_ENGINEER}),
    Audience.ML_ENGINEER: frozenset({Audience.SOFTWARE_ENGINEER, Audience.ML_ENGINEER}),
    Audience.RESEARCHER: frozenset({Audience.RESEARCHER, Audience.ML_ENGINEER}),
}
"""For each listener, whose questions they would ask: their own, and those of colleagues who work alike."""
SHE, HE = frozenset({"she", "her", "hers"}), frozenset({"he", "him", "his"})
SET_BEFOREHAND = Stage.TAKE_HOME
"""The stage whose questions speak of work that was set before the interview."""


class Role(StrEnum):
    RECRUITER = "recruiter"
    PRODUCT_MANAGER = "product_manager"
    ENGINEER = "engineer"
    RESEARCHER = "researcher"
    HIRING_MANAGER = "hiring_manager"

    @property
    def words(self) -> str:
        """As people say it: "hiring manager"."""
        return self.value.replace("_", " ")

    @property
    def a(self) -> str:
        """At the start of a sentence: "An engineer"."""
        return f"{'An' if self.value[0] in 'aeiou' else 'A'} {self.words}"


class Manner(StrEnum):
    """How an interviewer treats the candidate; decides the phrases between questions."""

    KIND = "kind"
    NEUTRAL = "neutral"
    TOUGH = "tough"

    @property
    def is_brisk(self) -> bool:
        """Whether they ask a question in its short form, where it has one."""
        return self is Manner.TOUGH


class Mode(StrEnum):
    STUDY = "study"
    """The scorecard after each answer, which may be taken again."""
    REAL = "real"
    """The scorecards at the end only."""


@dataclass(frozen=True, kw_only=True)
class Draw:
    """A rule that draws questions; an empty list allows everything."""

    count: int = 1
    kinds: tuple[Kind, ...] = ()
    topics: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    audiences: tuple[Audience, ...] = ()
    difficulty: tuple[int, int] = (1, 5)
    """Lowest and highest, both allowed."""
    ids: tuple[str, ...] = ()
    """Only these questions."""
    without: tuple[str, ...] = ()
    """Never these questions."""
    industries: tuple[str, ...] = ()
    """Only questions of these industries and of none."""
    fits: tuple[str, ...] = ()
    """These questions whatever their industry."""
    coded: bool = False
    """Problems to be solved in the editor, and no questions that are only told."""

    def allows(self, question: Question) -> bool:
        low, high = self.difficulty
        return (
            (question.coded is self.coded or question.id in self.ids)
            and low <= question.difficulty <= high
            and question.id not in self.without
            and (not self.ids or question.id in self.ids)
            and (not self.kinds or question.kind in self.kinds)
            and (not self.topics or question.topic in map(current, self.topics))
            and (not self.stages or question.stage in self.stages)
            and (not self.audiences or question.audience in self.audiences)
            and self._suits(question)
        )

    def _suits(self, question: Question) -> bool:
        """Whether a company of these industries could ask it."""
        anybody = not self.industries or question.industry is None
        return anybody or question.industry in self.industries or question.id in self.fits


@dataclass(frozen=True, kw_only=True)
class Round:
    """One interviewer and their questions."""

    role: Role
    audience: Audience
    minutes: int
    name: str
    persona: str
    """Who they are, how they open, how they follow up; a few sentences for the candidate to read."""
    opening: str
    """What they say before their first question."""
    draw: tuple[Draw, ...]
    manner: Manner = Manner.NEUTRAL
    may_interrupt: bool = False
    """A tough interviewer may stop a long ramble, when the candidate chose so beforehand."""
    voice: int = 1
    """1 is the best voice of this machine; 2, 3 ... are the system's others."""
    follow_ups: int = 2
    """The most follow-ups after one answer."""
    moves_on: tuple[str, ...] = ()
    """Their own phrases before the next question; by default their manner's."""
    follows_up: tuple[str, ...] = ()
    """Their own phrases before a follow-up."""

    @property
    def questions(self) -> int:
        """How many are drawn."""
        return sum(rule.count for rule in self.draw)

    @property
    def like(self) -> str:
        """Whose voice fits them, `woman` or `man`, by how their persona speaks of them; else ""."""
        words = [word.strip(".,;:!?\"'").lower() for word in self.persona.split()]
        she, he = (sum(word in pronouns for word in words) for pronouns in (SHE, HE))
        return "" if she == he else "woman" if she > he else "man"

    @property
    def who(self) -> str:
        """Name and role: "Priya, the recruiter"."""
        return f"{self.name}, the {self.role.words}"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole interview."""

    id: str
    title: str
    about: str
    """The company and the job, in a few sentences."""
    rounds: tuple[Round, ...]
    ends_with_your_questions: bool = True
    """Whether the last interviewer asks what the candidate would like to ask."""
    industries: tuple[str, ...] = ()
    """What the company does: its rules draw questions of these, likelier, and of none. Empty for all."""
    fits: tuple[str, ...] = ()
    """Questions that fit the company although they speak of another industry."""
    without: tuple[str, ...] = ()
    """Questions that no rule draws."""
    take_home: tuple[str, ...] = ()
    """Questions about the tasks that were set beforehand; `about` tells the tasks."""
    source: str = "user"
    """`shipped` for ours, else the user's folder."""

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.rounds)
