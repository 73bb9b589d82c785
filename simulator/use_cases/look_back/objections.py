"""“That judgement is wrong”: key points, claims and moves corrected by hand, and the scores that follow."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from simulator.model.errors import BadInputError
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import JudgementKind
from simulator.use_cases.look_back.sessions import Sessions

if TYPE_CHECKING:
    from simulator.use_cases.scorer import Scorer


class Objections:
    """Judgements corrected by hand; the scorecard as it was judged is kept beside the corrected one."""

    def __init__(self, sessions: Sessions, scorer: Scorer) -> None:
        self._sessions = sessions
        self._scorer = scorer

    def turn(self, answer_id: str, kind: JudgementKind, key: str) -> AnswerRecord:
        """Correct one judgement of an answer, or go on with its correction; the scores follow.

        `key` is the judgement's id. A key point goes through the states that the judge did not give it, a
        claim or a move is taken away; one more call then brings back what the judge said. Raises
        `BadInputError` for a judgement that is not there, and for an answer without scores.
        """
        from simulator.scoring.verdict.corrected import turned

        answer = self._sessions.answer(answer_id)
        judged = answer.judged or answer.scorecard
        if answer.transcript is None or judged is None or not judged.scorable:
            raise BadInputError(f"{answer.id} has no scorecard to correct.")
        by_hand = turned(judged, answer.objections, kind, key)
        card = self._scorer.corrected(judged, by_hand, self._sessions.question_of(answer))
        self._sessions.store_of(answer.id).objections.keep(
            answer.id, answer.transcript, by_hand, (judged, card), datetime.now().astimezone()
        )
        return self._sessions.answer(answer.id)
