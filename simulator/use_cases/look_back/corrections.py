"""Misheard words put right: the part of the studio that corrects transcripts and scores them again."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from simulator.model.correction import Change, changes, replace_words
from simulator.model.errors import BadInputError
from simulator.model.question import Question
from simulator.model.records import AnswerRecord
from simulator.use_cases.look_back.housekeeping import SAMPLE

if TYPE_CHECKING:
    from simulator.archive.store import Archive
    from simulator.model.transcript import Transcript
    from simulator.use_cases.scorer import Judge


class Correcting:
    """Needs the archive, the judge, and questions as they were asked."""

    @cached_property
    @abstractmethod
    def archive(self) -> Archive: ...

    @cached_property
    @abstractmethod
    def judge(self) -> Judge: ...

    @abstractmethod
    def answers(self, session_id: str) -> tuple[AnswerRecord, ...]: ...

    @abstractmethod
    def question_of(self, answer: AnswerRecord) -> Question | None: ...

    def correct(self, answer_id: str, first_word: int, last_word: int, text: str) -> AnswerRecord:
        """Replace words (both ends inclusive; no text deletes them) and score the answer again.

        What was heard stays beside it. Raises `BadInputError`.
        """
        answer = self._correctable(answer_id)
        assert answer.transcript is not None
        corrected = replace_words(answer.transcript, first_word, last_word, text)
        if corrected.words == answer.transcript.words:
            return answer
        if answer.heard is not None and corrected.verbatim == answer.heard.verbatim:
            return self.go_back_to_heard(answer.id)
        annotated = self.judge.annotate(corrected)
        card = self.judge.score(annotated, self.question_of(answer), answer.audience)
        self.archive.corrections.corrected(answer.id, annotated, card, datetime.now().astimezone())
        return self.archive.answer(answer.id)

    def go_back_to_heard(self, answer_id: str) -> AnswerRecord:
        """Drop all corrections of an answer and score what was heard. Raises `BadInputError`."""
        answer = self._correctable(answer_id)
        if answer.heard is None:
            raise BadInputError(f"{answer.id} was not corrected: it is as it was heard.")
        card = self.judge.score(answer.heard, self.question_of(answer), answer.audience)
        self.archive.corrections.as_heard(answer.id, answer.heard, card, datetime.now().astimezone())
        return self.archive.answer(answer.id)

    def corrections(self, answer: AnswerRecord) -> tuple[Change, ...]:
        """What was corrected in an answer, in order."""
        if answer.heard is None or answer.transcript is None:
            return ()
        return changes(answer.heard, answer.transcript)

    def sentences(self, transcript: Transcript) -> tuple[tuple[int, int], ...]:
        """First and last word of each sentence, in order, covering every word."""
        from simulator.scoring.language.text import sentences

        return tuple((span.first_word, span.last_word) for span in sentences(transcript))

    def corrections_json(self, answer: AnswerRecord) -> dict[str, Any]:
        """As `sessions show` and `sessions correct` publish it."""
        from dataclasses import asdict

        return {
            "corrected": answer.corrected,
            "corrected_at": answer.corrected_at,
            "corrections": [asdict(change) for change in self.corrections(answer)],
        }

    def _correctable(self, answer_id: str) -> AnswerRecord:
        if answer_id.split("/")[0] == SAMPLE:
            raise BadInputError("The shipped sample is not corrected: it is not your answer.")
        answers = self.answers(answer_id)
        if len(answers) != 1:
            raise BadInputError(
                f"Which answer of {answer_id}? It has {len(answers)}.", f"Name one, such as {answer_id}/01."
            )
        if answers[0].transcript is None:
            raise BadInputError(f"{answers[0].id} has not been heard yet: `simulator sessions finish` does.")
        return answers[0]
