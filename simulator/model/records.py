"""What the archive keeps: sessions and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from simulator.model.scorecard import Audience, ByHand, Scorecard
from simulator.model.transcript import Transcript


class AnswerState(StrEnum):
    RECORDING = "recording"
    """The journal is open, or was when the app ended: `sessions finish` hears it."""
    RECORDED = "recorded"
    """Audio is complete, not yet heard."""
    SCORED = "scored"
    REFUSED = "refused"
    """Heard, but not scorable."""


@dataclass(frozen=True, kw_only=True)
class SessionRecord:
    """One sitting."""

    id: str
    """`YYYYMMDD-HHMMSS-xxxx`."""
    started_at: str
    """ISO 8601 with offset."""
    title: str
    interview_id: str | None
    answers: int
    overall: int | None
    """The interview's number; of another session, the mean of its scored answers to questions."""
    duration_s: float | None
    mode: str = "study"
    corrected: int = 0
    """Answers whose transcript was corrected by hand."""
    scored: int = 0
    """Scored answers to questions; follow-ups are left out."""
    held: bool = False
    """An interview in real mode that is not over: its scores come when it ends or is given up."""

    @property
    def is_mean(self) -> bool:
        """Whether `overall` is the mean of several takes, and not the number of one answer or interview."""
        return self.interview_id is None and self.scored > 1


@dataclass(frozen=True, kw_only=True)
class TurnPlace:
    """Where in an interview or a drill an answer stands."""

    turn: str = "question"
    """`question`, `follow_up` or `closing`."""
    round: int | None = None
    """From 0; None in a drill."""
    because: str | None = None
    """Why it was asked."""
    parent: str | None = None
    """For a follow-up, the id of the answer that it is about."""


@dataclass(frozen=True, kw_only=True)
class AnswerRecord:
    """One recorded reply."""

    id: str
    """`SESSION/NN`."""
    session_id: str
    question_id: str | None
    question_json: str | None
    """The question as it was asked, so that an edited bank changes no history."""
    audience: Audience
    take: int
    started_at: str
    state: AnswerState
    audio: Path | None
    """FLAC (or the journal of an answer cut off); None for typed answers."""
    transcript: Transcript | None
    scorecard: Scorecard | None
    duration_s: float | None = None
    place: TurnPlace = TurnPlace()
    heard: Transcript | None = None
    """What was heard, where `transcript` is a correction of it by hand; else None."""
    hints_used: int = 0
    """How many hints the interviewer gave for it."""
    corrected_at: str | None = None
    """ISO 8601 with offset, of the last correction."""
    judged: Scorecard | None = None
    """The scorecard as the judges gave it, where the user objected to a part of it; else None."""
    objections: tuple[ByHand, ...] = ()
    """What the user objected to. `scorecard.by_hand` has those that change something in it."""

    @property
    def length_s(self) -> float:
        """Seconds of the recording, else of what was heard; 0 where neither is known."""
        heard = self.transcript.duration_s if self.transcript else None
        return self.duration_s or heard or 0.0

    @property
    def corrected(self) -> bool:
        """Whether transcript and scores are of words corrected by hand."""
        return self.heard is not None

    @property
    def is_unheard(self) -> bool:
        """Whether it was cut off before its words were heard."""
        return self.state in (AnswerState.RECORDING, AnswerState.RECORDED)

    @property
    def audio_missing(self) -> bool:
        """There was audio, and it is not where it was (a disk not mounted, a file moved)."""
        return self.audio is not None and not self.audio.exists()


class Take(NamedTuple):
    """One scored answer to a question, in short."""

    answer_id: str
    at: str
    """ISO 8601 with offset."""
    audience: Audience
    overall: int


class Review(NamedTuple):
    """One scored answer to a question."""

    question_id: str
    at_s: float
    """Seconds since 1970."""
    overall: int
    """0 to 100."""


class Value(NamedTuple):
    """A score or measure of one answer."""

    at: str
    """ISO 8601 with offset."""
    at_s: float
    """The same in seconds since 1970."""
    answer_id: str
    value: float


class GroupMean(NamedTuple):
    """A score or measure over the answers of one topic, kind, audience or interview."""

    name: str
    answers: int
    mean: float


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """An answer in which something was said."""

    answer_id: str
    at: str
    """ISO 8601 with offset."""
    words: str
    """The words around what was found."""


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What somebody thinks of an answer, 1 (weak) to 5 (strong)."""

    at: str
    """ISO 8601 with offset."""
    by: str
    overall: int
    clarity: int | None = None
    structure: int | None = None
    content: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A second of an answer that a listener wants to come back to."""

    id: int
    at_s: float
    note: str


class RatedPair(NamedTuple):
    """Our overall score (0 to 100) of an answer, and somebody's rating of it (1 to 5)."""

    score: int
    rating: int


class ObjectionCount(NamedTuple):
    """What was corrected by hand in the answers that somebody rated or corrected."""

    answers: int
    corrected: int
    judgements: int
    """Key points, claims and moves of these answers as they were judged."""


class Telling(NamedTuple):
    """An answer that seems to tell one of the candidate's stories."""

    story_id: str
    answer_id: str
    at: str
    """ISO 8601 with offset."""
    overall: int | None
    question_id: str | None
    likeness: float
    """0 to 1; a guess, by meaning."""


@dataclass(frozen=True, kw_only=True)
class EarlierScoring:
    """A scorecard that another has taken the place of."""

    replaced_at: str
    overall: int | None
    rubric_id: str | None
    rubric_version: int | None


@dataclass(frozen=True, kw_only=True)
class StrongSentence:
    """A sentence of a strong answer."""

    text: str
    moves: tuple[str, ...]
    """What it does: frame, tradeoff ..."""
