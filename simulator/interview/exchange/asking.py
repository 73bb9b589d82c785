"""PURE: is an utterance a question to the interviewer? Judged by how it is put, with or without punctuation.

Evidence for and against is added up. For: the ways people ask somebody ("how many ... do we have", "I'd
want to know whether", "can I assume"). Against: the speaker answers it at once, reports a question of
others, plans to find out, tells a story, or looks after the talk itself ("shall I go on?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.interview.exchange.cues import cues, first, said

LONGEST = 2_000
"""Characters looked at, from the end: a question is short, and what was said last."""
ASKED_FROM = 1.0
PUT_INDIRECTLY = 1.5
"""What an indirect question weighs; it ends in a stop like any statement."""

_SENTENCE = re.compile(r"[^.?!]*[.?!]+(?=\s|$)|[^.?!]+(?:[.?!](?!\s|$)[^.?!]*)*$")
_WORDS = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class AskedSentence:
    """What speaks for an utterance being a question to the interviewer, and its asking part."""

    evidence: float
    """`ASKED_FROM` and over: it is one."""
    words: str
    """The part that asks, in the speaker's words without fillers."""


def asked(text: str) -> AskedSentence:
    """The evidence that `text` asks the interviewer something. An empty text has none."""
    found = (_judged(sentence, after) for sentence, after in _sentences(_plain(text).strip(" ,")))
    return max(found, key=lambda one: one.evidence, default=AskedSentence(0.0, ""))


def asks_to_repeat(text: str) -> bool:
    """Whether `text` ends by asking to hear the question once more."""
    return bool(cues().around.again.search(_plain(text).lower()))


def _plain(text: str) -> str:
    """The end of `text` without fillers."""
    return " ".join(cues().around.fillers.sub(" ", text[-LONGEST:].replace("’", "'")).split())


def _sentences(said: str) -> Iterator[tuple[str, str]]:
    """Each sentence, and what follows it.

    The ear may hear the last words of a sentence twice before a silence; such an echo is no sentence. Or it
    may cut a question in two ("So how much data. Do we have?"); its end is read with its beginning,
    and asks for nothing alone.
    """
    before: list[str] = []
    last = ""
    for match in _SENTENCE.finditer(said):
        sentence, after = match.group(0).strip(), said[match.end() :].strip()
        words = _WORDS.findall(sentence.lower())
        echoes = len(words) < len(before) and before[-len(words) :] == words
        if not sentence or echoes:
            continue
        if cues().around.tail.search(sentence.lower()):
            if not last:
                continue
            sentence = f"{last.rstrip('.?! ')} {sentence[0].lower()}{sentence[1:]}"
        before, last = words, sentence
        yield sentence, after


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
    asks = cues().asks
    found: list[tuple[int, float]] = []
    if match := first(asks.checks, low + ("?" if marked else "")):
        found.append((match.start(), 1.8))
    if (match := first(asks.indirect, low)) and asks.open_matter.search(low[match.end() :]):
        found.append((match.start(), PUT_INDIRECTLY))
    if match := first(asks.direct, low):
        found.append((match.start(), 1.3))
    if match := asks.yes_no.search(low):
        found.append((match.start("onset"), 1.1))
    evidence = max((weight for _, weight in found), default=0.0) + 0.2 * (len(found) > 1)
    if marked:
        evidence += 0.6 if found else float(" " in low)
    if evidence and asks.project.search(low):
        evidence += 0.1
    return min((start for start, _ in found), default=0), evidence


def _against(low: str, asking: str, marked: bool) -> float:
    cue = cues().doubts
    doubts = (
        2.0 * said(cue.of_others, low)
        + 2.0 * said(cue.of_the_talk, low)
        + 1.5 * bool(cue.story.search(low))
        + 1.2 * bool(cue.why.search(low))
        + 1.0 * bool(cue.defines.search(low))
        + 0.7 * said(cue.to_oneself, low)
        + 0.35 * bool(cue.in_general.search(low))
    )
    if not marked:  # else the engine heard where the question ends
        doubts += 1.5 * bool(cue.plan.search(asking)) + 1.2 * said(cue.answered, asking, 8)
    return doubts


def _answered_by(after: str) -> float:
    """What follows the question: a statement is its answer, unless it says why it was asked."""
    if not after or after.endswith("?") or after.startswith(cues().around.reason_to_ask):
        return 0.0
    return 1.5
