"""PURE: is an utterance a question to the interviewer? Judged by how it is put, with or without punctuation.

Evidence for and against is added up. For: the ways people ask somebody ("how many ... do we have", "I'd
want to know whether", "can I assume"). Against: the speaker answers it at once, reports a question of
others, plans to find out, tells a story, or looks after the talk itself ("shall I go on?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.interview.exchange import cues

LONGEST = 2_000
"""Characters looked at, from the end: a question is short, and what was said last."""
ASKED_FROM = 1.0
PUT_INDIRECTLY = 1.5
"""What an indirect question weighs; it ends in a stop like any statement."""

_FILLERS = re.compile(
    r"(?<![\w'])(?:u+m+|u+h+|e+r+m*|h+m+|mm+|a+h+)\b[,.]?|(?<=,) (?:you know|like|i mean),", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.?!]*[.?!]+(?=\s|$)|[^.?!]+(?:[.?!](?!\s|$)[^.?!]*)*$")
_WORDS = re.compile(r"[\w']+")
_REASON_TO_ASK = ("because if", "i ask", "i'm asking", "that would", "since that", "if ")


@dataclass(frozen=True, slots=True)
class AskedSentence:
    """What speaks for an utterance being a question to the interviewer, and its asking part."""

    evidence: float
    """`ASKED_FROM` and over: it is one."""
    words: str
    """The part that asks, in the speaker's words without fillers."""


def asked(text: str) -> AskedSentence:
    """The evidence that `text` asks the interviewer something. An empty text has none."""
    said = " ".join(_FILLERS.sub(" ", text[-LONGEST:].replace("’", "'")).split()).strip(" ,")
    found = (_judged(sentence, after) for sentence, after in _sentences(said))
    return max(found, key=lambda one: one.evidence, default=AskedSentence(0.0, ""))


def asks_to_repeat(text: str) -> bool:
    """Whether `text` ends by asking to hear the question once more."""
    said = " ".join(_FILLERS.sub(" ", text[-LONGEST:].replace("’", "'")).lower().split())
    return bool(cues.AGAIN.search(said))


def _sentences(said: str) -> Iterator[tuple[str, str]]:
    """Each sentence, and what follows it.

    The ear may hear the last words of a sentence twice before a silence; such an echo is no sentence.
    """
    before: list[str] = []
    for match in _SENTENCE.finditer(said):
        sentence = match.group(0).strip()
        words = _WORDS.findall(sentence.lower())
        echoes = len(words) < len(before) and before[-len(words) :] == words
        if sentence and not echoes:
            before = words
            yield sentence, said[match.end() :].strip()


def _judged(sentence: str, after: str) -> AskedSentence:
    stopped = sentence.endswith(".")
    low = sentence.lower().rstrip(".! ")
    marked = low.endswith("?")
    low = low.rstrip("? ")
    onset, evidence = _for(low, marked)
    if stopped and evidence < PUT_INDIRECTLY:
        evidence -= 0.5  # the engine heard a statement
    doubts = _against(low, low[onset:], marked) + _answered_by(after.lower())
    return AskedSentence(evidence - doubts, sentence[onset:].strip(" ,.?!"))


def _for(low: str, marked: bool) -> tuple[int, float]:
    """Where the asking begins, and how much speaks for it."""
    found: list[tuple[int, float]] = []
    if match := cues.first(cues.CHECKS, low + ("?" if marked else "")):
        found.append((match.start(), 1.8))
    if (match := cues.first(cues.INDIRECT, low)) and cues.OPEN_MATTER.search(low[match.end() :]):
        found.append((match.start(), PUT_INDIRECTLY))
    if match := cues.first(cues.DIRECT, low):
        found.append((match.start(), 1.3))
    if match := cues.YES_NO.search(low):
        found.append((match.start("onset"), 1.1))
    evidence = max((weight for _, weight in found), default=0.0) + 0.2 * (len(found) > 1)
    if marked:
        evidence += 0.6 if found else float(" " in low)
    if evidence and cues.PROJECT.search(low):
        evidence += 0.1
    return min((start for start, _ in found), default=0), evidence


def _against(low: str, asking: str, marked: bool) -> float:
    doubts = (
        2.0 * cues.said(cues.OF_OTHERS, low)
        + 2.0 * cues.said(cues.OF_THE_TALK, low)
        + 1.5 * bool(cues.STORY.search(low))
        + 1.2 * bool(cues.WHY.search(low))
        + 1.0 * bool(cues.DEFINES.search(low))
        + 0.7 * cues.said(cues.TO_ONESELF, low)
        + 0.35 * bool(cues.IN_GENERAL.search(low))
    )
    if not marked:  # else the engine heard where the question ends
        doubts += 1.5 * bool(cues.PLAN.search(asking)) + 1.2 * cues.said(cues.ANSWERED, asking, 8)
    return doubts


def _answered_by(after: str) -> float:
    """What follows the question: a statement is its answer, unless it says why it was asked."""
    if not after or after.endswith("?") or after.startswith(_REASON_TO_ASK):
        return 0.0
    return 1.5
