"""The words of an answer that show a measure, which a screen quotes when it speaks about the measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.model.scorecard import (
    Audience,
    Fillers,
    Jargon,
    JargonTerm,
    KeyPointResult,
    MisconceptionHit,
    Move,
    MoveSpan,
    PointState,
    Quote,
    QuoteFields,
)
from simulator.model.transcript import PausePlace
from simulator.scoring.judgement.features import UNEXPLAINED
from simulator.scoring.judgement.leading import is_detour
from simulator.scoring.judgement.learned import Part
from simulator.scoring.judgement.points import NOTHING_QUOTED
from simulator.scoring.judgement.telling import groups, remark_on, spoken_sentences
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.text import Span
from simulator.scoring.measures.registry import Shown, shown_by

CLOSES = frozenset({Move.SUMMARY, Move.RESULT, Move.LEARNING})
"""Moves that are praised as a close; others may end an answer without closing it."""
_DIMENSIONS = {Shown.LED: "structure", Shown.CLEAR: "clarity"}
_LACKS = {PointState.WRONG: 2, PointState.MISSED: 1, PointState.HALF: 0}
IDLE, LONGEST = "sentences that do nothing", "the longest sentence"
OF_THE_OPENING = frozenset(
    {"opens with a frame or a point", "words in the opening", "fillers in the opening"}
)
OF_THE_CLOSE = frozenset({"closes", "words in the close", "fillers in the close"})
WORTH_NAMING = 3.0
"""Points that a feature must take from a score before it is spoken of."""
MOST_QUOTED = 40
"""Words of a quote; longer spans are cut after them."""


@dataclass(frozen=True)
class Evidence:
    """Everything found in one answer that a measure can be shown with."""

    said: Annotated
    fillers: Fillers
    jargon: Jargon
    moves: tuple[MoveSpan, ...]
    key_points: tuple[KeyPointResult, ...]
    misconceptions: tuple[MisconceptionHit, ...]
    led: tuple[Part, ...] = ()
    """What the way in which it is led adds to the score or takes from it; empty where the rules judged."""
    clear: tuple[Part, ...] = ()
    """The same for how easy it is to follow."""
    audience: Audience = Audience.RECRUITER
    """Who listens."""

    def of(self, measure: str, *, good: bool) -> QuoteFields:
        """The quote that shows what went well with a measure (`good`), or what did not.

        All fields are None where no stretch shows it: something is missing, or it is about the whole answer.
        """
        span = self.span(shown_by(measure), good=good)
        return self._quoted(span) if span else NOTHING_QUOTED

    def span(self, shown: Shown | None, *, good: bool) -> Span | None:
        """Where the answer shows what went well, or what did not; None where no stretch of it does."""
        find = (_WHAT_WENT_WELL if good else _WHAT_DID_NOT).get(shown) if shown else None
        return find(self) if find else None

    def missing_point(self) -> KeyPointResult | None:
        """A key point said wrongly, else one missed, else one half made: the one likely to cost most."""
        lacking = [point for point in self.key_points if point.state is not PointState.MADE]

        def costs(point: KeyPointResult) -> tuple[int, float]:
            return _LACKS[point.state], point.weight * (1 - point.confidence)

        return max(lacking, key=costs, default=None)

    def least_sure_point(self) -> KeyPointResult | None:
        """The key point that was made least clearly."""
        made = [point for point in self.key_points if point.state is PointState.MADE]
        return min(made, key=lambda point: (point.confidence, -point.weight), default=None)

    def words_of_a_point(self) -> Span | None:
        """Where the point that is spoken of was begun or was nearest; None where it is missing."""
        point = self.missing_point() or self.least_sure_point()
        return _first([point.shown]) if point else None

    def best_point(self) -> KeyPointResult | None:
        """The key point that was made most clearly."""
        made = [point for point in self.key_points if point.state is PointState.MADE]
        return max(made, key=lambda point: (point.confidence, point.weight), default=None)

    def close(self) -> Span | None:
        """The last stretch that sums the answer up or, in a story, says how it ended."""
        ends = [span for span in self.moves if span.move in CLOSES]
        return _first(ends[-1:])

    def fault(self, shown: Shown) -> Part | None:
        """What takes most from how the answer is led, or followed; None where nothing with a name does.

        A remark that says little comes after all others.
        """
        parts = self.led if shown is Shown.LED else self.clear
        named = [part for part in parts if part.points <= -WORTH_NAMING and self._is_named(part)]
        told, last = (
            [part for part in named if not _last_of(part)],
            [part for part in named if _last_of(part)],
        )
        return next((part for part in (*told, *last) if _last_of(part) in ("", _DIMENSIONS[shown])), None)

    def _is_named(self, part: Part) -> bool:
        if part.name == UNEXPLAINED:
            return part.more and bool(self.terms(explained=False))
        if part.name == IDLE and self.where(part) is None:
            return False
        return remark_on(part.name, more=part.more) is not None

    def where_at_fault(self, shown: Shown) -> Span | None:
        """The sentence that shows best what takes most from how the answer is led, or followed."""
        fault = self.fault(shown)
        return self.where(fault) if fault else None

    def where(self, part: Part) -> Span | None:
        """The sentence that shows a feature of how the answer is told best; None where no single one does."""
        sentences = self.said.sentences
        if part.name == UNEXPLAINED:
            return _first(self.terms(explained=False))
        if part.name == IDLE:
            busy = [*self.moves, *(point for point in self.key_points if point.covered)]
            return next((span for span in sentences if not any(_meets(span, quote) for quote in busy)), None)
        if part.name in OF_THE_OPENING:
            return sentences[0]
        if part.name in OF_THE_CLOSE:
            return sentences[-1]
        if part.name == LONGEST:
            return max(sentences, key=lambda span: span.last_word - span.first_word)
        group = groups().get(part.name)
        counts = (
            [len(group.findall(text)) for text in spoken_sentences(self.said)] if group and part.more else []
        )
        return sentences[counts.index(max(counts))] if any(counts) else None

    def terms(self, *, explained: bool) -> list[JargonTerm]:
        """The terms that were explained, or those of which this listener missed it, in order of first use."""
        return [t for t in self.jargon.terms if (t.explained if explained else t.is_open_to(self.audience))]

    def _quoted(self, span: Span) -> QuoteFields:
        last = min(span.last_word, span.first_word + MOST_QUOTED - 1)
        return self.said.quoted(Span(span.first_word, last))

    def first_restart(self) -> Span | None:
        """The first place where the speaker started again, with some words after it."""
        if not self.said.transcript.restarts:
            return None
        restart = self.said.transcript.restarts[0]
        return Span(restart.first_word, min(restart.last_word + 4, len(self.said.words) - 1))

    def first_detour(self) -> Span | None:
        """The first sentence that leaves the path or comes back to it."""
        told = zip(self.said.sentences, self.said.lowered, strict=True)
        return next((span for span, text in told if is_detour(text)), None)

    def densest_fillers(self) -> Span | None:
        """The sentence with the most fillers."""
        if not self.fillers.items:
            return None
        starts = [item.first_word for item in self.fillers.items]
        return max(self.said.sentences, key=lambda span: sum(start in span for start in starts))

    def longest_pause(self) -> Span | None:
        """The words around the longest silence inside a clause."""
        inside = [pause for pause in self.said.transcript.pauses if pause.place is PausePlace.INSIDE]
        if not inside:
            return None
        longest = max(inside, key=lambda pause: pause.end_s - pause.start_s)
        after = next(
            (i for i, w in enumerate(self.said.words) if (w.start_s or 0.0) >= longest.end_s - 0.01), 0
        )
        return Span(max(0, after - 3), min(len(self.said.words) - 1, after + 3))


def _last_of(part: Part) -> str:
    remark = remark_on(part.name, more=part.more)
    return remark.last_of if remark else ""


def _meets(span: Span, quote: Quote) -> bool:
    """Whether the stretch and the quote share a word."""
    if quote.first_word is None or quote.last_word is None:
        return False
    return quote.first_word <= span.last_word and span.first_word <= quote.last_word


def _first(quotes: Sequence[Quote | None]) -> Span | None:
    for quote in quotes:
        if quote is not None and quote.first_word is not None and quote.last_word is not None:
            return Span(quote.first_word, quote.last_word)
    return None


_Finder = Callable[[Evidence], Span | None]


def _of_move(wanted: Move) -> _Finder:
    return lambda found: _first([span for span in found.moves if span.move is wanted])


_WHAT_WENT_WELL: dict[Shown, _Finder] = {
    Shown.EXAMPLE: _of_move(Move.EXAMPLE),
    Shown.TRADEOFF: _of_move(Move.TRADEOFF),
    Shown.IMPACT: _of_move(Move.IMPACT),
    Shown.TERMS: lambda found: _first(found.terms(explained=True)),
    Shown.POINTS: lambda found: _first([found.best_point()]),
    Shown.OPENING: lambda found: found.said.sentences[0],
    Shown.CLOSE: Evidence.close,
}
_WHAT_DID_NOT: dict[Shown, _Finder] = {
    Shown.FILLERS: Evidence.densest_fillers,
    Shown.TERMS: lambda found: _first(found.terms(explained=False)),
    Shown.CLAIMS: lambda found: _first(found.misconceptions),
    Shown.POINTS: lambda found: found.words_of_a_point(),
    Shown.RESTARTS: Evidence.first_restart,
    Shown.PAUSES: Evidence.longest_pause,
    Shown.DETOURS: Evidence.first_detour,
    Shown.OPENING: lambda found: found.said.sentences[0],
    Shown.CLOSE: lambda found: found.said.sentences[-1],
    Shown.LED: lambda found: found.where_at_fault(Shown.LED),
    Shown.CLEAR: lambda found: found.where_at_fault(Shown.CLEAR),
}
