"""The view of a conversation: who has the floor, and all else that a screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.question import Question
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Reply, Word


class Phase(StrEnum):
    """Who has the floor."""

    ASKING = "asking"
    YOUR_TURN = "your_turn"
    LISTENING = "listening"
    CONSIDERING = "considering"
    """The candidate asked; the interviewer works out what."""
    REPLYING = "replying"
    """The interviewer answers; what is recorded meanwhile is not the candidate's."""
    PAUSED = "paused"
    HEARING = "hearing"
    SCORED = "scored"
    TROUBLE = "trouble"
    ENDED = "ended"


HINTED = (Phase.YOUR_TURN, Phase.LISTENING, Phase.PAUSED)
"""The phases in which the candidate thinks or answers."""


@dataclass(frozen=True, kw_only=True)
class View:
    """All that a screen shows of a rehearsal."""

    phase: Phase
    question: Question
    take: int = 1
    notice: str = ""
    """One sentence the user should see, or ""."""
    progress: float = 0.0
    """While hearing: 0 to 1."""
    heard: str = ""
    """Clean words heard so far."""
    said: tuple[Word, ...] = ()
    """All words heard so far, fillers included."""
    take_open: bool = False
    """A recording exists that is neither finished nor dropped."""
    answer_id: str | None = None
    scorecard: Scorecard | None = None
    start_at_once: bool = False
    ear_restarts: int = 0
    replies: tuple[Reply, ...] = ()
    """Clarifying questions of this take and what was said to them, in order."""
    hints_used: int = 0
    """How many of the question's hints were given for this take, before it began and while it went on."""
    barge_in: bool = False
    """Whether one may speak into the words of the interviewer, so that the microphone is open meanwhile."""
    ending: bool = False
    """While listening: the countdown runs, and at its end the answer is over."""
    unasked: bool = False
    """While considering: no key was pressed, so that there is no reply unless it was a question."""

    @property
    def taking(self) -> bool:
        """Whether there is something of an answer: not while asking, when an open microphone only waits."""
        return self.take_open and self.phase is not Phase.ASKING

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints that were given."""
        return self.question.hints[: self.hints_used]

    @property
    def may_hint(self) -> bool:
        """Whether the candidate thinks or answers, and a hint is left."""
        return self.phase in HINTED and self.hints_used < len(self.question.hints)
