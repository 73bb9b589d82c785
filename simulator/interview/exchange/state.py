"""What the conversation shows of itself: who has the floor, and all that a screen needs besides."""

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
    """The same with fillers and all."""
    take_open: bool = False
    """A recording exists that is neither finished nor dropped."""
    answer_id: str | None = None
    scorecard: Scorecard | None = None
    start_at_once: bool = False
    ear_restarts: int = 0
    replies: tuple[Reply, ...] = ()
    """Clarifying questions of this take and what was said to them, in order."""
    unasked: bool = False
    """While considering: nobody pressed a key, so that no question means no reply."""
