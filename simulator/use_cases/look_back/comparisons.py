"""Finds the takes of a question and compares two of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from simulator.model.errors import BadInputError
from simulator.model.records import AnswerRecord, Take
from simulator.model.scorecard import Audience, Quote
from simulator.use_cases.look_back.comparison import Comparison, Passage, compare
from simulator.use_cases.look_back.sessions import HELD, Sessions

LISTENERS = tuple(Audience)
"""Every audience, from the one that knows the field least to the one that knows it best."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """All takes of a question, and two of them compared."""

    takes: tuple[Take, ...]
    """Oldest first; the one asked about is among them."""
    comparison: Comparison | None
    """None where there is no other take."""


@dataclass(frozen=True, kw_only=True)
class TakeForListener:
    """The last take of a question for one audience, and how many takes there are for it."""

    audience: Audience
    answer: AnswerRecord | None
    takes: int

    def value(self, measure: str) -> float | None:
        """The value of a measure in that take; None without a take or without the measure."""
        card = self.answer.scorecard if self.answer else None
        found = card.measure(measure) if card else None
        return found.value if found else None


class Comparisons:
    """Compares takes of the same question."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def compare(self, answer_id: str, other_id: str | None = None) -> Compared:
        """Compare an answer with another take of its question: by default the one before it, else the next.

        Raises `BadInputError` for an unscored answer, one to another question, or one whose scores wait for
        the end of its interview.
        """
        answer = self._scored(answer_id)
        takes = self._sessions.archive.history.takes(answer.question_id) if answer.question_id else ()
        if all(take.answer_id != answer.id for take in takes):  # the sample and follow-ups are missing
            takes = tuple(sorted((*takes, _take(answer)), key=lambda take: datetime.fromisoformat(take.at)))
        places = [take.answer_id for take in takes]
        at = places.index(answer.id)
        if other_id is None and len(takes) == 1:
            return Compared(takes=takes, comparison=None)
        other = self._scored(other_id or places[at - 1 if at else 1])
        if other.id not in places or other.id == answer.id:
            raise BadInputError(f"{other.id} is not another take of the question that {answer.id} answers.")
        earlier, later = sorted((answer, other), key=lambda take: places.index(take.id))
        return Compared(takes=takes, comparison=compare(earlier, later))

    def by_listener(self, question_id: str) -> tuple[TakeForListener, ...]:
        """The last take of a question for each of the five listeners."""
        takes = self._sessions.archive.history.takes(question_id)
        found = []
        for audience in LISTENERS:
            theirs = [take.answer_id for take in takes if take.audience is audience]
            answer = self._sessions.archive.answer(theirs[-1]) if theirs else None
            found.append(TakeForListener(audience=audience, answer=answer, takes=len(theirs)))
        return tuple(found)

    def _scored(self, answer_id: str) -> AnswerRecord:
        answer = self._sessions.answer(answer_id)
        if self._sessions.held(answer.id):
            raise BadInputError(HELD)
        if answer.scorecard is None or answer.scorecard.overall is None:
            raise BadInputError(f"{answer.id} has no scores to compare.")
        return answer


def _take(answer: AnswerRecord) -> Take:
    overall = answer.scorecard.overall if answer.scorecard else None
    return Take(answer.id, answer.started_at, answer.audience, overall or 0)


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as `sessions compare` publishes it."""
    return {
        "before": comparison.before.id,
        "after": comparison.after.id,
        "sentence": comparison.sentence,
        "notes": list(comparison.notes),
        "scores": [asdict(row) for row in comparison.scores],
        "measures": [asdict(row) for row in comparison.measures],
        "key_points": [asdict(row) for row in comparison.points],
        "better": [finding.text for finding in comparison.better],
        "worse": [finding.text for finding in comparison.worse],
        "passages": [_passage_json(passage) for passage in comparison.passages],
    }


def _passage_json(passage: Passage) -> dict[str, Any]:
    return {
        "why": passage.why,
        "before": _quote_json(passage.before),
        "after": _quote_json(passage.after),
    }


def _quote_json(quote: Quote | None) -> dict[str, Any] | None:
    return None if quote is None else asdict(quote)
