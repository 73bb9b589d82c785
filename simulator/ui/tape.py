"""What a replay shows of an answer, and the places in it that one can jump to. Knows no screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from simulator.model.question import Question
from simulator.model.records import AnswerRecord, Bookmark
from simulator.model.scorecard import PointState
from simulator.model.transcript import Reply, Word
from simulator.ui.code_tape import NO_CODE, CodeTape
from simulator.ui.widgets.waveform import Marker

JUMP_LEAD_S = 0.2
"""Seconds that a jump lands early, so that the word is heard whole."""
SAME_S = 0.05
"""Places no farther apart than this count as the same."""
SENTENCE_ENDS = (".", "?", "!")
PLACE_NAMES = {
    "words": "word with a time",
    "sentences": "sentence",
    "fillers": "filler",
    "terms": "unexplained term",
    "lost": "point lost",
    "made": "point made",
    "bookmarks": "bookmark",
}
"""The kinds of places one can jump to, and what a sentence calls one of them."""


@dataclass(frozen=True, kw_only=True)
class Tape:
    """An answer, its question, and the listener's bookmarks."""

    answer: AnswerRecord
    question: Question | None
    bookmarks: tuple[Bookmark, ...] = ()
    code: CodeTape | None = None
    """What was typed beside the talk; None for an answer without code."""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return self.answer.transcript.words if self.answer.transcript else ()

    @property
    def duration_s(self) -> float:
        return self.answer.length_s

    @cached_property
    def _timed(self) -> list[tuple[float, int]]:
        """Start and index of every word that has a time, in order."""
        return sorted((word.start_s, i) for i, word in enumerate(self.words) if word.start_s is not None)

    def word_at(self, position_s: float) -> int | None:
        """Index of the word that sounds at that second, else of the last one before it, if any."""
        found = bisect_right(self._timed, (position_s + SAME_S, len(self.words))) - 1
        return self._timed[found][1] if found >= 0 else None

    def start_of(self, index: int) -> float | None:
        """The second when a word begins; for one without a time, when the last timed word before it does."""
        starts = [start for start, at in self._timed if at <= index]
        return max(starts, default=None)

    @cached_property
    def places(self) -> dict[str, list[float]]:
        """For each of `PLACE_NAMES` and `CODE_PLACES` the seconds of its places, in order."""
        card = self.answer.scorecard
        points = card.key_points if card else ()
        lost = [point for point in points if point.state is PointState.HALF]
        wrong = card.claims if card else ()
        worse = card.improvements if card else ()
        found: dict[str, Iterable[float | None]] = {
            "words": (start for start, _ in self._timed),
            "sentences": self._sentences(),
            "fillers": (item.start_s for item in card.fillers.items) if card else (),
            "terms": (term.start_s for term in card.open_terms) if card else (),
            "lost": (quote.start_s for quote in (*wrong, *lost, *worse)),
            "made": (point.start_s for point in points if point.state is PointState.MADE),
            "bookmarks": (bookmark.at_s for bookmark in self.bookmarks),
        }
        found |= (self.code or NO_CODE).places
        return {kind: sorted({s for s in seconds if s is not None}) for kind, seconds in found.items()}

    def _sentences(self) -> Iterable[float]:
        begins = True
        for word in self.words:
            if begins and word.start_s is not None:
                yield word.start_s
                begins = False
            begins = begins or word.text.endswith(SENTENCE_ENDS)

    def next(self, kind: str, position_s: float, steps: int = 1) -> float | None:
        """The second to go to for the next place of that kind; with `steps` -1, for the one before.

        After the last place comes the first again. None when the answer has no such place.
        """
        seconds = self.places[kind]
        if not seconds:
            return None
        here = position_s + JUMP_LEAD_S
        at = bisect_left(seconds, here + SAME_S) if steps > 0 else bisect_left(seconds, here - SAME_S) - 1
        return max(0.0, seconds[at % len(seconds)] - JUMP_LEAD_S)

    @cached_property
    def term_words(self) -> frozenset[int]:
        """Indices of the words of unexplained terms."""
        terms = self.answer.scorecard.open_terms if self.answer.scorecard else ()
        spans = [(term.first_word, term.last_word) for term in terms]
        return frozenset(
            i for low, high in spans if low is not None and high is not None for i in range(low, high + 1)
        )

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What the interviewer replied during the answer."""
        return self.answer.transcript.replies if self.answer.transcript else ()

    def asked_before(self, position_s: float) -> str | None:
        """What the interviewer had said last by that second: a reply, else the question."""
        said = [reply.said for reply in self.replies if reply.start_s <= position_s]
        return said[-1] if said else self.question.aloud if self.question else None

    def near(self, position_s: float, within_s: float = 2.0) -> Bookmark | None:
        """The nearest bookmark that is at most `within_s` away from that second."""
        around = [b for b in self.bookmarks if abs(b.at_s - position_s) <= within_s]
        return min(around, key=lambda b: abs(b.at_s - position_s), default=None)

    def with_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> Tape:
        return replace(self, bookmarks=bookmarks)

    def markers(self) -> tuple[Marker, ...]:
        """The signs below the waveform; where several fall into one column, the last of them is drawn."""
        pauses = self.answer.transcript.pauses if self.answer.transcript else ()
        long = [pause.start_s for pause in pauses if pause.is_long]
        signs = {"|": long, "i": [reply.start_s for reply in self.replies]}
        signs |= {sign: self.places[kind] for sign, (kind, _) in WAVEFORM_SIGNS.items()}
        return tuple(Marker(at_s=at_s, sign=sign) for sign, seconds in signs.items() for at_s in seconds)


WAVEFORM_SIGNS = {
    "f": ("fillers", "filler"),
    "j": ("terms", "term"),
    "+": ("made", "made"),
    "!": ("lost", "lost"),
    "b": ("bookmarks", "bookmark"),
    "t": ("runs", "test run"),
}
"""Signs below the waveform: the kind of place each shows, and what the legend calls it."""
