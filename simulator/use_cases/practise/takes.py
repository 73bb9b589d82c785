"""What the conversation about one question asks of the archive and of scoring, take by take."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript, Word


@dataclass(frozen=True, kw_only=True)
class Takes:
    """What a rehearsal needs of the archive and of scoring; `Sitting.takes` makes it."""

    together: Callable[[], AbstractContextManager[None]]
    """A context in which everything is stored, or nothing."""
    open: Callable[[bool], AnswerRecord]
    """Begin a new answer; the argument says whether it has audio."""
    drop: Callable[[AnswerRecord], None]
    recorded: Callable[[AnswerRecord], None]
    """Make the FLAC of a journal that is closed."""
    hinted: Callable[[AnswerRecord, int], None]
    """Keep how many hints were given for an answer."""
    judge: Callable[[AnswerRecord, Transcript], tuple[Transcript, Scorecard]]
    """Score an answer and store the result."""
    think_ahead: Callable[[tuple[Word, ...]], None]
    """Score an answer that still goes on, so that its end is scored sooner."""
