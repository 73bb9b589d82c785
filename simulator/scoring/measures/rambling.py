"""Whether an answer has lost its way, for interviewers who may interrupt.

Nobody is interrupted during a pause: whoever pauses is thinking.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.transcript import Word, WordKind
from simulator.scoring.language.grammar import STOP_WORDS
from simulator.scoring.language.text import normal, stem

LEAST_S = 90.0
"""No answer is stopped before this time."""
THINKING_S = 1.0
"""A silence from this length on is thinking."""
RECENT_S = 45.0
"""The last seconds of the answer, in which something new must be said."""
FEW_NEW = 0.3
"""Somebody goes round in circles when less than this share of the recent topic words is new."""
LEAST_TOPIC_WORDS = 12
OVERLONG = 1.25
"""An answer that takes this many times the question's time limit rambles, whatever it says."""


def rambles(said: Sequence[Word], *, elapsed_s: float, limit_s: float, silent_s: float) -> bool:
    """Whether a tough interviewer would stop the answer now.

    `said` are the words heard so far, with times; `elapsed_s` what is recorded; `silent_s` how long nothing
    was to be heard. Long enough, speaking on, and either far over the time or without anything new to say.
    """
    if elapsed_s < LEAST_S or silent_s >= THINKING_S:
        return False
    return elapsed_s >= OVERLONG * limit_s or _circles(said)


def _circles(said: Sequence[Word]) -> bool:
    timed = [word for word in said if word.kind is WordKind.WORD and word.start_s is not None]
    if not timed:
        return False
    since = float(timed[-1].start_s or 0.0) - RECENT_S
    before = {_topic(word) for word in timed if (word.start_s or 0.0) < since}
    recent = [key for word in timed if (word.start_s or 0.0) >= since and (key := _topic(word))]
    if len(recent) < LEAST_TOPIC_WORDS:
        return False
    new = set(recent) - before
    return len(new) / len(recent) < FEW_NEW


def _topic(word: Word) -> str:
    """The stem of a word that carries a topic, else ""."""
    key = normal(word.text)
    return "" if key in STOP_WORDS else stem(key)
