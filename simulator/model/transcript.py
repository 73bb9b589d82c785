"""What was said: timed words with everything that a clean transcript leaves out.

The word list is the *verbatim* list: fillers, repetitions and fragments are in it,
and every quote anywhere in the project points into it by index, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.contour import Contour
from simulator.model.counted import counted


class WordKind(StrEnum):
    """What a spoken word is."""

    WORD = "word"
    FILLER = "filler"
    REPETITION = "repetition"
    FRAGMENT = "fragment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One spoken word, punctuation attached as heard."""

    text: str
    start_s: float | None = None
    """Seconds from the start of the recording; None for typed text."""
    end_s: float | None = None
    probability: float | None = None
    """The engine's probability of this word, 0 to 1."""
    kind: WordKind = WordKind.WORD


class RestartKind(StrEnum):
    REPETITION = "repetition"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """Words said again, or a phrase abandoned for another: the words given up, both ends inclusive."""

    kind: RestartKind
    first_word: int
    last_word: int
    start_s: float | None = None
    end_s: float | None = None


LONG_PAUSE_S = 1.0
"""A silence that lasts longer is a long pause."""


class PausePlace(StrEnum):
    CLAUSE_END = "clause_end"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A silence of more than 0.5 s between two words."""

    start_s: float
    end_s: float
    place: PausePlace

    @property
    def is_long(self) -> bool:
        """Whether a listener notices it."""
        return self.end_s - self.start_s > LONG_PAUSE_S


AGAIN = "to hear the question again"
"""`Reply.about` of a reply that only repeats the question."""
PROGRESS = "how it is going"
"""`Reply.about` of a reply to somebody who asked for a judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the interviewer said while the answer was given, because the candidate asked."""

    asked: str
    """The candidate's words."""
    about: str | None
    """What it was about: the fact's subject, else the asked words; None when no question was made out."""
    said: str
    answered: bool = True
    """Whether a fact was given; else it was the candidate's to assume."""
    start_s: float = 0.0
    end_s: float = 0.0

    @property
    def clarifies(self) -> bool:
        """Whether it replies to a question about the problem."""
        return self.about not in (None, AGAIN, PROGRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One answer as it was heard (or typed)."""

    words: tuple[Word, ...]
    text: str
    """Clean text: no fillers, no repetitions; what content is judged on."""
    restarts: tuple[Restart, ...] = ()
    pauses: tuple[Silence, ...] = ()
    engine: str | None = None
    """`openai-whisper`, `faster-whisper`, or None for typed text."""
    model: str | None = None
    model_sha256: str | None = None
    language: str = "en"
    scorable: bool = True
    reason: str | None = None
    """Why it is not scorable, as a sentence."""
    duration_s: float | None = None
    """Length of the recording."""
    speech_s: float | None = None
    """Seconds in which somebody speaks, by voice activity."""
    hints: tuple[str, ...] = ()
    """Terms the decoder was steered with."""
    notices: tuple[str, ...] = ()
    """Troubles while recording or hearing that the user should know about."""
    replies: tuple[Reply, ...] = ()
    """Clarifying questions and what was said to them, in order; no word lies inside their seconds."""
    contour: Contour | None = None
    """How loud and how high the voice was; None for typed text and for answers heard before it was taken."""

    @property
    def verbatim(self) -> str:
        """Everything that was said, fillers and all."""
        return " ".join(word.text for word in self.words)

    @property
    def timed(self) -> bool:
        """Whether the words carry seconds; typed text has none."""
        return bool(self.words) and self.words[0].start_s is not None

    def quote(self, first_word: int, last_word: int) -> str:
        """The verbatim words from `first_word` to `last_word`, inclusive."""
        return " ".join(word.text for word in self.words[first_word : last_word + 1])

    def seconds(self, first_word: int, last_word: int) -> tuple[float | None, float | None]:
        """Start of the first and end of the last word, in seconds; None for typed text."""
        return self.words[first_word].start_s, self.words[last_word].end_s


MINIMUM_SPEECH_S = 3.0
MINIMUM_WORDS = 15


def from_text(text: str) -> Transcript:
    """A typed answer: split at white space, without times. Refused under 15 words."""
    words = tuple(Word(text=piece) for piece in text.split())
    if len(words) < MINIMUM_WORDS:
        reason = f"Only {counted(len(words), 'word')}: an answer needs at least {MINIMUM_WORDS} to be scored."
        return Transcript(words=words, text=" ".join(text.split()), scorable=False, reason=reason)
    return Transcript(words=words, text=" ".join(text.split()))
