"""What the keys say beside the words: how soon, how silently, and what was thrown away. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.interview.coding.cues import cues
from simulator.interview.coding.edits import Journal
from simulator.interview.coding.notes import Note
from simulator.interview.coding.said import Said
from simulator.interview.coding.typed import FirstCode, ThrownAway, aloud, thrown_away
from simulator.model.naming import clock

ALOUD_FROM = 0.5
"""Least share of typing time with speech that reads as thinking aloud; a convention."""
SILENT_FROM_S = 45.0
"""A silence while typing that an interviewer would break by asking what you are doing; a convention."""
TOLD_WITHIN_S = 15.0
"""Seconds before and after something is thrown away in which a word about it belongs to it."""


def typing_notes(journal: Journal, said: Said, first: FirstCode | None) -> Iterator[Note]:
    if first is None:
        yield Note(id="first-code", text="No line of code was written.", good=False)
    else:
        text = f"The first line of code came after {clock(first.at_s)}."
        yield Note(
            id="first-code", text=text, value=round(first.at_s, 1), unit="s", at_s=first.at_s, code=first.line
        )
    yield from _aloud(journal, said)
    yield from (_dead_end(lost, said) for lost in thrown_away(journal))


def _aloud(journal: Journal, said: Said) -> Iterator[Note]:
    found = aloud(journal, said.transcript.words)
    if found.share is None or not said.transcript.timed:
        return
    yield Note(
        id="thought-aloud",
        text=f"Spoke during {found.share:.0%} of the {clock(found.typing_s)} of typing.",
        good=found.share >= ALOUD_FROM,
        value=round(found.share, 3),
        unit="share",
    )
    if found.longest_silence:
        silence = found.longest_silence
        yield Note(
            id="silence",
            text=f"Typed for {clock(silence.seconds)} without a word at the longest.",
            good=silence.seconds < SILENT_FROM_S,
            value=round(silence.seconds, 1),
            unit="s",
            at_s=silence.start_s,
        )


def _dead_end(lost: ThrownAway, said: Said) -> Note:
    lines = lost.code.count("\n") + 1
    told = said.first(
        lambda sentence: (
            sentence.is_near(lost.start_s - TOLD_WITHIN_S, lost.end_s + TOLD_WITHIN_S)
            and cues().dead_end.told.search(sentence.text)
        )
    )
    why = "and said why" if told else "without a word about it"
    return Note(
        id="dead-end",
        text=f"Threw {lines} lines away, {why}.",
        good=told is not None,
        at_s=lost.start_s,
        code=lost.code,
        **said.quote(told),
    )
