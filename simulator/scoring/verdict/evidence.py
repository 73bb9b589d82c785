"""The words that show a measure: where the screen points when it speaks about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.scorecard import (
    Fillers,
    Jargon,
    KeyPointResult,
    MisconceptionHit,
    Move,
    MoveSpan,
    PointState,
    Quote,
    QuoteFields,
    quoted,
)
from simulator.model.transcript import PausePlace, Transcript
from simulator.scoring.judgement.leading import DETOUR
from simulator.scoring.judgement.points import NOTHING_QUOTED
from simulator.scoring.language.text import Span, clean_text, sentences

CLOSES = frozenset({Move.SUMMARY, Move.RESULT, Move.LEARNING})
"""Moves that are praised as a close; others may end an answer without closing it."""
MOST_QUOTED = 40
"""Words of a quote; longer spans are cut after them."""


@dataclass(frozen=True)
class Evidence:
    """Everything found in one answer that a measure can be shown with."""

    transcript: Transcript
    fillers: Fillers
    jargon: Jargon
    moves: tuple[MoveSpan, ...]
    key_points: tuple[KeyPointResult, ...]
    misconceptions: tuple[MisconceptionHit, ...]

    def of(self, measure: str, *, good: bool) -> QuoteFields:
        """The quote for a measure: of what went well (`good`) or of what did not.

        All None for what no stretch of the answer shows (something missing, or the answer as a whole).
        """
        span = self._good(measure) if good else self._bad(measure)
        return self._quoted(span) if span else NOTHING_QUOTED

    def missing_point(self) -> KeyPointResult | None:
        """The heaviest missed key point, else the heaviest half made."""
        lacking = [point for point in self.key_points if point.state is not PointState.MADE]
        return max(lacking, key=lambda point: (point.state is PointState.MISSED, point.weight), default=None)

    def best_point(self) -> KeyPointResult | None:
        made = [point for point in self.key_points if point.state is PointState.MADE]
        return max(made, key=lambda point: (point.confidence, point.weight), default=None)

    def _good(self, measure: str) -> Span | None:
        moves = {"examples": Move.EXAMPLE, "tradeoffs": Move.TRADEOFF, "impact": Move.IMPACT}
        if measure in moves:
            return _of_move(self.moves, moves[measure])
        if measure == "unexplained_terms":
            return _first([term for term in self.jargon.terms if term.explained])
        if measure == "key_points_weight":
            best = self.best_point()
            return _first([best]) if best else None
        return self.close() if measure == "closed" else self._edge_sentence(measure)

    def close(self) -> Span | None:
        """The last stretch that sums the answer up or, in a story, says how it ended."""
        ends = [span for span in self.moves if span.move in CLOSES]
        return _first(ends[-1:])

    def _bad(self, measure: str) -> Span | None:
        if measure.startswith(("fillers", "filled")):
            return self._densest_fillers()
        if measure == "unexplained_terms":
            return _first([term for term in self.jargon.terms if not term.explained])
        if measure == "misconceptions":
            return _first(list(self.misconceptions))
        if measure == "key_points_weight":
            lacking = self.missing_point()
            return _first([lacking]) if lacking else None
        if measure == "restarts_per_100_words":
            return self._first_restart()
        if measure == "long_pauses_inside":
            return self._longest_pause()
        if measure == "detours":
            return self._first_detour()
        return self._edge_sentence(measure)

    def _quoted(self, span: Span) -> QuoteFields:
        return quoted(
            self.transcript, span.first_word, min(span.last_word, span.first_word + MOST_QUOTED - 1)
        )

    def _edge_sentence(self, measure: str) -> Span | None:
        """The opening and the close are judged by the first and the last sentence."""
        edges = {"framed_before_detail": 0, "closed": -1}
        return sentences(self.transcript)[edges[measure]] if measure in edges else None

    def _first_restart(self) -> Span | None:
        if not self.transcript.restarts:
            return None
        restart = self.transcript.restarts[0]
        return Span(restart.first_word, min(restart.last_word + 4, len(self.transcript.words) - 1))

    def _first_detour(self) -> Span | None:
        spans = sentences(self.transcript)
        return next((s for s in spans if DETOUR.search(clean_text(self.transcript, s).lower())), None)

    def _densest_fillers(self) -> Span | None:
        """The sentence with most fillers."""
        if not self.fillers.items:
            return None
        starts = [item.first_word for item in self.fillers.items]
        return max(sentences(self.transcript), key=lambda span: sum(start in span for start in starts))

    def _longest_pause(self) -> Span | None:
        inside = [pause for pause in self.transcript.pauses if pause.place is PausePlace.INSIDE]
        if not inside:
            return None
        longest = max(inside, key=lambda pause: pause.end_s - pause.start_s)
        after = next(
            (i for i, w in enumerate(self.transcript.words) if (w.start_s or 0.0) >= longest.end_s - 0.01), 0
        )
        return Span(max(0, after - 3), min(len(self.transcript.words) - 1, after + 3))


def _of_move(moves: tuple[MoveSpan, ...], wanted: Move) -> Span | None:
    return _first([span for span in moves if span.move is wanted])


def _first(quotes: Sequence[Quote]) -> Span | None:
    for quote in quotes:
        if quote.first_word is not None and quote.last_word is not None:
            return Span(quote.first_word, quote.last_word)
    return None
