"""Rating and rescoring answers: how far the scores can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.model.errors import BadInputError
from simulator.model.formats import scorecard_json
from simulator.model.records import AnswerState, Rating
from simulator.model.scorecard import Audience
from simulator.use_cases.look_back.sessions import Sessions

if TYPE_CHECKING:
    from simulator.use_cases.look_back.agreement import Agreement
    from simulator.use_cases.scorer import Scorer

SCALE = range(1, 6)
MYSELF = "me"
"""Who rates where nobody else is named."""


@dataclass(frozen=True, kw_only=True)
class Rescored:
    """The result of scoring one answer again."""

    id: str
    before: int | None
    after: int | None
    changed: bool
    """Whether anything in the scorecard is different."""
    done: int
    """Answers gone through so far, this one included."""
    all: int


def rating_now(
    overall: int,
    *,
    by: str = MYSELF,
    clarity: int | None = None,
    structure: int | None = None,
    content: int | None = None,
    note: str = "",
) -> Rating:
    """A rating that is given at this moment."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Rating(
        at=now, by=by, overall=overall, clarity=clarity, structure=structure, content=content, note=note
    )


class Ratings:
    """People's ratings of answers, and answers scored again."""

    def __init__(self, sessions: Sessions, scorer: Scorer) -> None:
        self._sessions = sessions
        self._scorer = scorer

    def rate(self, answer_id: str, rating: Rating) -> Agreement:
        """Keep a rating; returns how well scores and ratings agree now. Raises `BadInputError`."""
        given = (rating.overall, rating.clarity, rating.structure, rating.content)
        if not all(value in SCALE for value in given if value is not None):
            raise BadInputError("A rating is a number from 1 (weak) to 5 (strong).")
        answer = self._sessions.answer(answer_id)
        if answer.state is not AnswerState.SCORED:
            raise BadInputError(f"{answer.id} has no score to compare a rating with.")
        self._sessions.store_of(answer.id).ratings.rate(answer.id, rating)
        return self.agreement()

    def agreement(self) -> Agreement:
        """How well scores and ratings agree, over all ratings, and how much was corrected by hand."""
        from simulator.use_cases.look_back.agreement import agreement

        archive = self._sessions.archive
        return agreement(archive.ratings.pairs(), archive.objections.counted())

    def for_listener(self, answer_id: str, listener: Audience) -> tuple[Rescored, ...]:
        """Score an answer for another listener; in a drill all of its session, whose listener it is.

        An interview's rounds have listeners of their own, so there only this answer is told to another one.
        """
        session_id = answer_id.split("/")[0]
        drill = self._sessions.archive.session(session_id).interview_id is None
        return tuple(self.rescore(session_id if drill else answer_id, listener))

    def rescore(self, identifier: str | None = None, listener: Audience | None = None) -> Iterator[Rescored]:
        """Score stored transcripts again, one by one; it may be stopped after any of them.

        With a `listener` they are scored for that one from now on. The earlier scorecard is kept. What was
        corrected by hand is corrected in the new one, where it has the same judgement. Raises `BadInputError`
        for an unknown id.
        """
        wanted = (
            [answer.id for answer in self._sessions.answers(identifier)]
            if identifier
            else self._sessions.archive.ratings.scored_ids()
        )
        for done, answer_id in enumerate(wanted, 1):
            answer = self._sessions.archive.answer(answer_id)
            if answer.transcript is None or answer.scorecard is None:
                continue
            question = self._sessions.question_of(answer)
            judged = self._scorer.score(answer.transcript, question, listener or answer.audience)
            card = self._scorer.corrected(judged, answer.objections, question)
            changed = scorecard_json(card) != scorecard_json(answer.scorecard) or (
                answer.judged is not None and scorecard_json(judged) != scorecard_json(answer.judged)
            )
            if changed:
                archive = self._sessions.archive
                with archive.all_or_nothing():
                    archive.ratings.set_aside(answer_id, datetime.now().astimezone())
                    archive.ratings.told_to(answer_id, listener or answer.audience)
                    keep = archive.scored if card.scorable else archive.refused
                    keep(answer_id, answer.transcript, card, judged=judged)
            yield Rescored(
                id=answer_id,
                before=answer.scorecard.overall,
                after=card.overall,
                changed=changed,
                done=done,
                all=len(wanted),
            )
