"""Misheard words put right, and the answer scored again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from simulator.model.correction import WordChange, changes, replace_words
from simulator.model.errors import BadInputError
from simulator.model.records import AnswerRecord
from simulator.use_cases.look_back.sessions import Sessions

if TYPE_CHECKING:
    from simulator.model.scorecard import Scorecard
    from simulator.model.transcript import Transcript
    from simulator.scoring.language.annotated import Annotated
    from simulator.use_cases.scorer import Scorer


class Corrections:
    """Misheard words put right by hand; what was heard is kept beside them."""

    def __init__(self, sessions: Sessions, scorer: Scorer) -> None:
        self._sessions = sessions
        self._scorer = scorer

    def correct(self, answer_id: str, first_word: int, last_word: int, text: str) -> AnswerRecord:
        """Replace words (both ends inclusive; empty text deletes them) and score the answer again.

        What was heard is kept. Raises `BadInputError` for unknown words and for an answer not heard yet.
        """
        answer = self._correctable(answer_id)
        assert answer.transcript is not None
        corrected = replace_words(answer.transcript, first_word, last_word, text)
        if corrected.words == answer.transcript.words:
            return answer
        if answer.heard is not None and corrected.verbatim == answer.heard.verbatim:
            return self.go_back(answer.id)
        annotated = self._scorer.annotate(corrected)
        judged, card = self._scored(answer, annotated)
        self._sessions.store_of(answer.id).corrections.corrected(
            answer.id, annotated.transcript, card, datetime.now().astimezone(), judged
        )
        return self._sessions.answer(answer.id)

    def go_back(self, answer_id: str) -> AnswerRecord:
        """Drop all corrections of an answer and score what was heard. Raises `BadInputError`."""
        answer = self._correctable(answer_id)
        if answer.heard is None:
            raise BadInputError(f"{answer.id} was not corrected: it is as it was heard.")
        judged, card = self._scored(answer, answer.heard)
        self._sessions.store_of(answer.id).corrections.as_heard(
            answer.id, answer.heard, card, datetime.now().astimezone(), judged
        )
        return self._sessions.answer(answer.id)

    def of(self, answer: AnswerRecord) -> tuple[WordChange, ...]:
        """What was corrected in an answer, in order."""
        if answer.heard is None or answer.transcript is None:
            return ()
        return changes(answer.heard, answer.transcript)

    def sentences(self, transcript: Transcript) -> tuple[tuple[int, int], ...]:
        """First and last word of each sentence, in order, covering every word."""
        from simulator.scoring.language.annotated import Annotated

        return tuple((span.first_word, span.last_word) for span in Annotated(transcript).sentences)

    def document(self, answer: AnswerRecord) -> dict[str, Any]:
        """The corrections of an answer, as `sessions show` and `sessions correct` publish them."""
        from dataclasses import asdict

        return {
            "corrected": answer.corrected,
            "corrected_at": answer.corrected_at,
            "corrections": [asdict(change) for change in self.of(answer)],
        }

    def _scored(self, answer: AnswerRecord, words: Transcript | Annotated) -> tuple[Scorecard, Scorecard]:
        """The scorecard of these words as it is judged, and with the corrections of the earlier one."""
        question = self._sessions.question_of(answer)
        judged = self._scorer.score(words, question, answer.audience)
        return judged, self._scorer.corrected(judged, answer.objections, question)

    def _correctable(self, answer_id: str) -> AnswerRecord:
        answers = self._sessions.answers(answer_id)
        if len(answers) != 1:
            raise BadInputError(
                f"Which answer of {answer_id}? It has {len(answers)}.", f"Name one, such as {answer_id}/01."
            )
        if answers[0].transcript is None:
            raise BadInputError(
                f"{answers[0].id} has not been heard yet; `simulator sessions finish` hears it."
            )
        return answers[0]
