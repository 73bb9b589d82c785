"""What happens in the conversation: what the candidate wants, and what the world reports."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Reply, Transcript, Word

# Intents: what the candidate wants


@dataclass(frozen=True)
class Begin:
    """Start speaking; also tries the microphone again after trouble."""


@dataclass(frozen=True)
class Pause:
    pass


@dataclass(frozen=True)
class Resume:
    pass


@dataclass(frozen=True)
class Ask:
    """What was said last is a question to the interviewer.

    With `unsure` no key was pressed, so that it only may be one; if it is none, nothing is said to it.
    """

    unsure: bool = False


@dataclass(frozen=True)
class Hint:
    """The candidate is stuck and wants the next hint."""


@dataclass(frozen=True)
class Done:
    """The answer is finished."""


@dataclass(frozen=True)
class Discard:
    """Drop this take and be ready for another."""


@dataclass(frozen=True)
class ReadAgain:
    pass


@dataclass(frozen=True)
class Skip:
    """Stop the voice."""


@dataclass(frozen=True)
class TypeAnswer:
    text: str


@dataclass(frozen=True)
class TakeAgain:
    pass


@dataclass(frozen=True)
class Stay:
    """The answer is not over, however long the silence: stop the countdown."""


@dataclass(frozen=True)
class Leave:
    """End the rehearsal; a recording is kept as it is."""


Intent = (
    Begin
    | Pause
    | Resume
    | Ask
    | Hint
    | Done
    | Discard
    | ReadAgain
    | Skip
    | TypeAnswer
    | TakeAgain
    | Stay
    | Leave
)


# Happenings: what the world reports


@dataclass(frozen=True)
class Started:
    """The rehearsal begins."""


@dataclass(frozen=True)
class Asked:
    """The voice has finished."""


@dataclass(frozen=True)
class VoiceFailed:
    reason: str


@dataclass(frozen=True)
class TakeOpened:
    answer_id: str


@dataclass(frozen=True)
class MicrophoneLost:
    reason: str


@dataclass(frozen=True)
class Recorded:
    """The journal is closed."""


@dataclass(frozen=True)
class Unwritten:
    """The journal cannot be closed: its end is in memory only."""

    reason: str


@dataclass(frozen=True)
class HeardSoFar:
    text: str
    progress: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class BargedIn:
    """The candidate began to speak while the interviewer did: the voice is silent, the floor theirs."""


@dataclass(frozen=True)
class Ending:
    """Nobody has spoken for long: unless somebody does, the answer is over in a moment."""


@dataclass(frozen=True)
class Stirred:
    """A sound was heard, so that the answer is not over."""


@dataclass(frozen=True)
class RanOut:
    """The countdown came to its end."""


@dataclass(frozen=True)
class Understood:
    """What the interviewer says to what was asked; `recognised` when it was a question at all."""

    reply: Reply
    recognised: bool


@dataclass(frozen=True)
class Transcribed:
    transcript: Transcript


@dataclass(frozen=True)
class EarDied:
    reason: str


@dataclass(frozen=True)
class HearingFailed:
    reason: str


@dataclass(frozen=True)
class Judged:
    scorecard: Scorecard
    answer_id: str


@dataclass(frozen=True)
class Warned:
    sentence: str


Happening = (
    Started
    | Asked
    | VoiceFailed
    | TakeOpened
    | MicrophoneLost
    | Recorded
    | Unwritten
    | HeardSoFar
    | BargedIn
    | Ending
    | Stirred
    | RanOut
    | Understood
    | Transcribed
    | EarDied
    | HearingFailed
    | Judged
    | Warned
)
Event = Intent | Happening
