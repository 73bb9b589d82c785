"""What a report is about: answers with their questions, ready to be shown, with sound where there is some."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from simulator.model.measure_line import MeasureLine
from simulator.model.question import Question
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.model.report import InterviewReport
from simulator.model.scorecard import Dimension, DimensionScore, JargonTerm, Scorecard
from simulator.model.transcript import PausePlace, Word
from simulator.reports.typed import ReportedCode

POINT = re.compile(r"key point '([^']*)'")
AROUND = {"filler": ("⟨", "⟩"), "term": ("‹", "›")}
"""The signs before and after words of a kind."""


@dataclass(frozen=True)
class ShownWord:
    """A word and what kind it is, shown by a sign as well as by colour."""

    text: str
    start_s: float | None
    end_s: float | None
    kind: str
    """`word`, `filler`, `term` (not explained), `repetition` or `fragment`."""
    before: str = ""
    """The sign that opens a filler or term, at its first word."""
    after: str = ""


@dataclass(frozen=True)
class Moment:
    """Something at a second of the recording."""

    at_s: float
    what: str
    sign: str


@dataclass(frozen=True, kw_only=True)
class ReportedAnswer:
    """One answer."""

    record: AnswerRecord
    question: Question | None
    peaks: tuple[float, ...] = ()
    """Peaks of the waveform, 0 to 1; empty without sound."""
    sound: str = ""
    """The recording as a data URI; "" when it was typed or is missing."""
    measures: tuple[MeasureLine, ...] = ()
    """Its measures in words, what counts most first."""
    parent: Scorecard | None = None
    """For a follow-up, the scorecard of the answer that it is about."""
    code: ReportedCode | None = None
    """What was typed beside the talk; None for an answer without code."""

    @property
    def card(self) -> Scorecard | None:
        return self.record.scorecard

    @property
    def title(self) -> str:
        return self.question.prompt if self.question else "An answer without a question"

    @property
    def is_silent(self) -> bool:
        """Whether there is a recording in which no word was heard: nothing to play."""
        heard = self.record.transcript
        return self.record.audio is not None and heard is not None and not heard.words

    @property
    def turn(self) -> str:
        """What it is in an interview or a drill: `Round 2 · follow-up`; "" for a question by itself."""
        place = self.record.place
        kind = {"follow_up": "follow-up", "closing": "your own questions"}.get(place.turn, "")
        return " · ".join(filter(None, (f"Round {place.round + 1}" if place.round is not None else "", kind)))

    @property
    def because(self) -> str:
        """Why a follow-up was asked; "" for other answers."""
        return in_words(self.record.place.because or "", self.parent)

    @property
    def asks(self) -> tuple[tuple[str, str], ...]:
        """What an interviewer would ask next, and why."""
        asks = self.card.follow_ups if self.card else ()
        return tuple((ask.ask, in_words(ask.because, self.card)) for ask in asks)

    @property
    def when(self) -> str:
        return when(self.record.started_at)

    @property
    def duration_s(self) -> float:
        return self.record.length_s

    @cached_property
    def scores(self) -> tuple[tuple[str, DimensionScore], ...]:
        """The dimensions that were judged, by name."""
        card = self.card
        found = [(d.value, getattr(card.dimensions, d.value)) for d in Dimension] if card else []
        return tuple((name, score) for name, score in found if score is not None)

    @cached_property
    def unexplained(self) -> tuple[JargonTerm, ...]:
        return self.card.open_terms if self.card else ()

    @cached_property
    def words(self) -> tuple[ShownWord, ...]:
        """Every word as it was said."""
        transcript = self.record.transcript
        if transcript is None:
            return ()
        items = self.card.fillers.items if self.card else ()
        spans = [(t.first_word, t.last_word, "term") for t in self.unexplained]
        spans += [(item.first_word, item.last_word, "filler") for item in items]
        covered = _covered(spans)
        return tuple(_shown(word, *covered.get(i, ("", "", ""))) for i, word in enumerate(transcript.words))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Long pauses, fillers and unexplained terms, by second."""
        pauses = self.record.transcript.pauses if self.record.transcript else ()
        long = [p for p in pauses if p.is_long]
        where = {PausePlace.INSIDE: "stall inside a clause", PausePlace.CLAUSE_END: "thinking pause"}
        moments = [Moment(p.start_s, f"{where[p.place]}, {p.end_s - p.start_s:.1f} s", "|") for p in long]
        if self.card:
            fillers = [(i.start_s, f"filler: {i.text}", "f") for i in self.card.fillers.items]
            terms = [(t.start_s, f"not explained: {t.term}", "j") for t in self.unexplained]
            moments += [Moment(at_s, what, sign) for at_s, what, sign in fillers + terms if at_s is not None]
        return tuple(sorted(moments, key=lambda moment: moment.at_s))


@dataclass(frozen=True, kw_only=True)
class SessionReport:
    """A session, or one answer of it."""

    session: SessionRecord
    answers: tuple[ReportedAnswer, ...]
    interview: InterviewReport | None = None
    """How the interview went, where the session is one."""

    @property
    def title(self) -> str:
        return self.session.title

    @property
    def when(self) -> str:
        return when(self.session.started_at)


def in_words(because: str, card: Scorecard | None) -> str:
    """`because` with the text of a key point in place of its id."""
    texts = {point.id: point.text.rstrip(".") for point in card.key_points} if card else {}

    def said(found: re.Match[str]) -> str:
        return f"the key point “{texts[found[1]]}”" if found[1] in texts else "a key point"

    return POINT.sub(said, because)


def when(iso: str) -> str:
    """A time for people: `22 November 2026, 18:30`."""
    try:
        then = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{then.day} {then:%B %Y, %H:%M}"


def _covered(spans: list[tuple[int | None, int | None, str]]) -> dict[int, tuple[str, str, str]]:
    """For each word in a span: what it is, and the signs before and after it."""
    found: dict[int, tuple[str, str, str]] = {}
    for first, last, kind in spans:
        if first is not None and last is not None:
            opens, closes = AROUND[kind]
            for index in range(first, last + 1):
                found[index] = (kind, opens * (index == first), closes * (index == last))
    return found


def _shown(word: Word, kind: str, before: str, after: str) -> ShownWord:
    return ShownWord(word.text, word.start_s, word.end_s, kind or word.kind.value, before, after)
