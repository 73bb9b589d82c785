"""A session as `sessions show` publishes it: scorecards with ratings, corrections and stories."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from simulator.model.formats import scorecard_json
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.use_cases.look_back.code_answers import CodeAnswer, CodeAnswers
from simulator.use_cases.look_back.corrections import Corrections
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.prepare.stories import Stories


class Documents:
    """Builds the documents that `sessions show` publishes."""

    def __init__(
        self, sessions: Sessions, corrections: Corrections, stories: Stories, code_answers: CodeAnswers
    ) -> None:
        self._sessions = sessions
        self._code_answers = code_answers
        self._corrections = corrections
        self._stories = stories

    def session(self, identifier: str) -> dict[str, Any]:
        """A session with all its answers, or with the one named. Raises `BadInputError` for an unknown id."""
        return {
            "session": session_row(self._sessions.session(identifier)),
            "answers": [self._answer(answer) for answer in self._sessions.answers(identifier)],
        }

    def _answer(self, answer: AnswerRecord) -> dict[str, Any]:
        ratings = self._sessions.store_of(answer.id).ratings
        opinions = {
            "ratings": [asdict(rating) for rating in ratings.of(answer.id)],
            "earlier": [asdict(scoring) for scoring in ratings.earlier_scorings(answer.id)],
        }
        corrections, story = self._corrections.document(answer), self._stories.document(answer.id)
        code = self.code(answer)
        typed = {"code": code.document} if code else {}
        return answer_json(answer) | opinions | corrections | story | typed

    def code(self, answer: AnswerRecord) -> CodeAnswer | None:
        """What came of an answer's code; None without any, and while its interview holds the scores back."""
        return None if self._sessions.held(answer.id) else self._code_answers.of(answer)


def session_row(session: SessionRecord) -> dict[str, Any]:
    """A session as `sessions list` and `show` publish it."""
    fields = ("id", "started_at", "title", "interview_id", "answers", "overall", "duration_s", "corrected")
    return {name: getattr(session, name) for name in fields}


def answer_json(answer: AnswerRecord) -> dict[str, Any]:
    """An answer as `sessions show` publishes it: its scorecard, and where its audio is."""
    card = {} if answer.scorecard is None else scorecard_json(answer.scorecard)
    about = {
        "id": answer.id,
        "take": answer.take,
        "state": answer.state.value,
        "audio": None if answer.audio is None else str(answer.audio),
        "audio_missing": answer.audio_missing,
        "turn": answer.place.turn,
        "round": None if answer.place.round is None else answer.place.round + 1,
        "because": answer.place.because,
        "parent": answer.place.parent,
        "hints_used": answer.hints_used,
        "replies": [asdict(reply) for reply in answer.transcript.replies] if answer.transcript else [],
    }
    return card | about
