"""The judgement of one answer: dimensions, measures, evidence, strengths, improvements.

Field order and names are those of the published JSON. Wherever a judgement rests on words,
it carries a `Quote`, so that it can be shown and played.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from simulator.model.transcript import Restart, Transcript, Word


class Audience(StrEnum):
    """Who is listening; decides which terms need explaining."""

    RECRUITER = "recruiter"
    PRODUCT_MANAGER = "product_manager"
    SOFTWARE_ENGINEER = "software_engineer"
    ML_ENGINEER = "ml_engineer"
    RESEARCHER = "researcher"

    @classmethod
    def _missing_(cls, value: object) -> Audience | None:
        """Older files say `engineer`, which was a software engineer."""
        return cls.SOFTWARE_ENGINEER if value == "engineer" else None

    @property
    def is_peer(self) -> bool:
        """Whether the listener shares the field: then terms need no explaining, and depth counts."""
        return self in (Audience.ML_ENGINEER, Audience.RESEARCHER)


class Dimension(StrEnum):
    CLARITY = "clarity"
    STRUCTURE = "structure"
    CONTENT = "content"


class Move(StrEnum):
    """What a stretch of the answer does."""

    CLARIFY = "clarify"
    FRAME = "frame"
    EXPLAIN = "explain"
    EXAMPLE = "example"
    APPROACH = "approach"
    TRADEOFF = "tradeoff"
    EVALUATE = "evaluate"
    DEPLOY = "deploy"
    IMPACT = "impact"
    SUMMARY = "summary"
    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"
    LEARNING = "learning"


class PointState(StrEnum):
    MADE = "made"
    HALF = "half"
    MISSED = "missed"
    WRONG = "wrong"
    """Said the wrong way round; counts as missed."""


class JudgementKind(StrEnum):
    """What a judgement that may be wrong is about."""

    POINT = "point"
    CLAIM = "claim"
    MOVE = "move"


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """A judgement that the user corrected."""

    kind: JudgementKind
    id: str
    """The id of a key point or of a misconception; for a move, that of its `MoveSpan`."""
    state: PointState | None = None
    """What became of the key point; None for a claim or a move, which is taken away."""


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Words of the answer, by index into the verbatim list (inclusive) and in seconds (None for text).

    All None when there is nothing to quote (a missed key point, an improvement about the whole answer).
    """

    quote: str | None = None
    first_word: int | None = None
    last_word: int | None = None
    start_s: float | None = None
    end_s: float | None = None


class QuoteFields(TypedDict):
    """The fields of a `Quote`, to be spread into any subclass."""

    quote: str | None
    first_word: int | None
    last_word: int | None
    start_s: float | None
    end_s: float | None


def quoted(transcript: Transcript, first_word: int, last_word: int) -> QuoteFields:
    """The fields that quote the span from `first_word` to `last_word`, inclusive."""
    start_s, end_s = transcript.seconds(first_word, last_word)
    return {
        "quote": transcript.quote(first_word, last_word),
        "first_word": first_word,
        "last_word": last_word,
        "start_s": start_s,
        "end_s": end_s,
    }


@dataclass(frozen=True, kw_only=True)
class DimensionScore:
    score: int
    """0 to 100."""
    level: int
    """1 to 5, described in the rubric."""
    range: tuple[int, int] | None = None
    """Where four of five second interviewers would put it; None where that was not measured."""
    calibrated: bool = False
    """Whether it agrees with people's ratings of answers that it has not seen."""


@dataclass(frozen=True, kw_only=True)
class Dimensions:
    clarity: DimensionScore | None
    structure: DimensionScore | None
    content: DimensionScore | None
    """None without a question: nothing to compare with."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number with a unit taken from an answer; `value` is None when it cannot be taken."""

    id: str
    value: float | None
    unit: str
    level: int | None = None
    """1 to 5 where the rubric has bands for it."""
    band: str | None = None
    """The band the value fell into, for people: "5-12"."""
    dimension: Dimension | None = None


@dataclass(frozen=True, kw_only=True)
class FillerItem:
    text: str
    kind: str
    """`filled_pause` or `discourse`."""
    first_word: int
    last_word: int
    start_s: float | None
    end_s: float | None


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """What can be counted while somebody still speaks."""

    fillers: int
    words_per_minute: float | None
    """None before anything was heard."""


@dataclass(frozen=True, kw_only=True)
class PetWord:
    """A habit that is not on the closed list of fillers ("so", "okay"): reported, not counted."""

    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Fillers:
    count: int
    per_minute: float | None
    """Per minute of speaking time; None for text."""
    per_100_words: float | None
    items: tuple[FillerItem, ...]
    pet_words: tuple[PetWord, ...] = ()

    @property
    def by_frequency(self) -> list[tuple[str, int]]:
        """Each filler and how often it was said, the commonest first."""
        return Counter(item.text.casefold().strip(".,") for item in self.items).most_common()


@dataclass(frozen=True, kw_only=True)
class JargonTerm(Quote):
    """A term this audience may not know, at its first use (the quote); `how` it was explained, if it was."""

    term: str
    explained: bool
    late: bool
    """Explained, but not at the first use."""
    how: str | None
    """definition, analogy, example, expansion or purpose."""
    definition: str | None = None
    """The lexicon's plain definition, to offer as a help."""
    uses: int = 1

    def is_open_to(self, audience: Audience) -> bool:
        """Whether this listener is said to miss an explanation.

        A word that only its shape makes a term is not held against anybody who talks to a peer, nor is one
        with a digit ever: on answers nobody trained on, that was right in 26 of 79 and in 1 of 10 cases.
        """
        by_shape = self.definition is None
        doubtful = by_shape and (audience.is_peer or any(char.isdigit() for char in self.term))
        return not self.explained and not doubtful


@dataclass(frozen=True, kw_only=True)
class Jargon:
    density_per_100_words: float | None
    explained: int
    unexplained: int
    """Distinct terms."""
    terms: tuple[JargonTerm, ...]


@dataclass(frozen=True, kw_only=True)
class MoveSpan(Quote):
    move: Move

    @property
    def id(self) -> str:
        """The move and the word that it begins with, such as `example@12`."""
        return f"{self.move.value}@{self.first_word}"


UNSURE_FROM = 0.3
"""A point is called missing only up to this probability of having been made."""


@dataclass(frozen=True, kw_only=True)
class KeyPointResult(Quote):
    id: str
    text: str
    covered: bool
    """True for made and for half."""
    state: PointState
    confidence: float
    weight: float = 1.0

    @property
    def unclear(self) -> bool:
        """Whether it may have been meant though it does not count: about half of these were."""
        return self.state is PointState.MISSED and self.confidence > UNSURE_FROM

    @property
    def shown(self) -> Quote | None:
        """The words to show with it; None where it is missing: the nearest ones are about other things."""
        missing = self.state is PointState.MISSED and not self.unclear
        return None if missing or self.first_word is None else self


@dataclass(frozen=True, kw_only=True)
class MisconceptionHit(Quote):
    id: str
    text: str
    """The wrong claim."""
    instead: str | None = None
    sure: bool = True
    """Whether it is held against the speaker; else the speaker is asked whether it was meant."""


@dataclass(frozen=True, kw_only=True)
class Strength(Quote):
    text: str
    measure: str | None = None


@dataclass(frozen=True, kw_only=True)
class Improvement(Quote):
    text: str
    """What to improve, in one sentence."""
    try_: str
    """One concrete thing to try; `try` in JSON."""
    measure: str | None = None


class Prompted(StrEnum):
    """What in the answer calls for a follow-up."""

    CLAIM = "claim"
    """It states a misconception."""
    GAP = "gap"
    """A key point was missed or half made."""
    TERM = "term"
    """A term was not explained."""
    TWIST = "twist"
    """Nothing in the answer does: the follow-up changes the problem."""
    REASON = "reason"
    """It chooses or claims something and does not say why."""
    ALTERNATIVE = "alternative"
    """It chooses something and names nothing else that could have been chosen."""
    FAILURE = "failure"
    """It says how something works or is done, and not when that fails."""
    NUMBER = "number"
    """It speaks of more or less without a number."""


@dataclass(frozen=True, kw_only=True)
class FollowUpAsk:
    ask: str
    because: str
    by: Prompted | None = None
    """None in scorecards that were written before this was kept."""
    about: str | None = None
    """Id of the key point or misconception, or the term."""
    quote: str | None = None
    """The candidate's own words that it takes up; None where it takes up none."""


@dataclass(frozen=True, kw_only=True)
class RubricRef:
    id: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Models:
    hearing: str | None
    """Name and digest of the Whisper model, None for typed text."""
    meaning: str | None
    """Name and digest of the sentence-embedding model, None when judged without it."""
    reading: str | None = None
    """Name and digest of the trained judges, None when rules judged."""


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """One answer, judged. `overall` and the dimensions are None when it is not scorable."""

    version: int = 1
    question_id: str | None
    audience: Audience
    scorable: bool = True
    reason: str | None = None
    """Why there is no overall: it could not be judged at all, or nobody listed what a right reply says."""
    degraded: tuple[str, ...] = ()
    """Parts judged without their model, as sentences; never silently."""
    overall: int | None
    range: tuple[int, int] | None = None
    """Where four of five second interviewers would put the overall; None where that was not measured."""
    calibrated: bool = False
    """Whether the overall agrees with people's ratings of answers that it has not seen."""
    rubric: RubricRef
    models: Models
    dimensions: Dimensions
    measures: tuple[Measure, ...]
    words: tuple[Word, ...]
    restarts: tuple[Restart, ...]
    fillers: Fillers
    jargon: Jargon
    moves: tuple[MoveSpan, ...]
    key_points: tuple[KeyPointResult, ...]
    misconceptions: tuple[MisconceptionHit, ...]
    strengths: tuple[Strength, ...]
    improvements: tuple[Improvement, ...]
    follow_ups: tuple[FollowUpAsk, ...]
    by_hand: tuple[ByHand, ...] = ()
    """The judgements that the user corrected; everything above already follows them."""

    @property
    def open_terms(self) -> tuple[JargonTerm, ...]:
        """The terms that this listener missed an explanation of."""
        return tuple(term for term in self.jargon.terms if term.is_open_to(self.audience))

    @property
    def claims(self) -> tuple[MisconceptionHit, ...]:
        """The wrong claims that are held against the speaker."""
        return tuple(hit for hit in self.misconceptions if hit.sure)

    @property
    def perhaps_claimed(self) -> tuple[MisconceptionHit, ...]:
        """The wrong claims that the speaker perhaps made, and is asked about; they cost nothing."""
        return tuple(hit for hit in self.misconceptions if not hit.sure)

    def measure(self, measure_id: str) -> Measure | None:
        """The measure of that id, or None when it was not taken."""
        return next((m for m in self.measures if m.id == measure_id), None)
