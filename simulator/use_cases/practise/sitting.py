"""Stores the takes of one sitting in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.model.formats import json_text, question_json
from simulator.model.question import Question
from simulator.model.records import AnswerRecord, SessionRecord, TurnPlace
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript
from simulator.use_cases.practise.takes import Takes
from simulator.use_cases.prepare.stories import may_tell, remember_telling

if TYPE_CHECKING:
    from simulator.archive.store import Archive
    from simulator.use_cases.scorer import Scorer

BYTES_PER_SAMPLE = 2
"""Size of one sample in a journal."""


class Sitting:
    """One session, made with its first take, so that only looking at a question stores nothing."""

    def __init__(
        self,
        archive: Archive,
        scorer: Scorer,
        *,
        title: str,
        interview_id: str | None = None,
        mode: str = "study",
        session: SessionRecord | None = None,
    ) -> None:
        """`session` is one to continue; without it a new one gets the title."""
        self.session = session
        self._archive = archive
        self._scorer = scorer
        self._title = title
        self._interview_id = interview_id
        self._mode = mode

    def takes(self, question: Question, audience: Audience, place: TurnPlace | None = None) -> Takes:
        """What the rehearsal of one question needs."""

        def judge(answer: AnswerRecord, transcript: Transcript) -> tuple[Transcript, Scorecard]:
            return store_score(self._archive, self._scorer, answer, transcript, question)

        return Takes(
            together=self._together,
            open=lambda has_audio: self._open(question, audience, place, has_audio),
            drop=self._drop,
            recorded=lambda answer: store_audio(self._archive, answer),
            hinted=lambda answer, count: self._archive.hinted(answer.id, count),
            judge=judge,
            think_ahead=lambda words: self._scorer.think_ahead(words, question, audience),
        )

    def _open(
        self, question: Question, audience: Audience, place: TurnPlace | None, has_audio: bool
    ) -> AnswerRecord:
        """A new take, with its session if that is new too."""
        with self._together():
            if self.session is None:
                self.session = self._archive.start_session(
                    title=self._title,
                    interview_id=self._interview_id,
                    mode=self._mode,
                    now=datetime.now().astimezone(),
                )
            return self._archive.start_answer(
                self.session.id,
                question_id=question.id,
                question_json=json_text(question_json(question)),
                audience=audience,
                has_audio=has_audio,
                place=place,
            )

    @contextmanager
    def _together(self) -> Iterator[None]:
        before = self.session
        try:
            with self._archive.all_or_nothing():
                yield
        except BaseException:
            if before is None and self.session is not None:
                self._archive.remove_folder(self.session.id)
            self.session = before
            raise

    def _drop(self, answer: AnswerRecord) -> None:
        """Forget a take; a session whose only take it was goes with it."""
        self._archive.delete_answer(answer.id)
        if self.session is not None and not self._archive.answers(self.session.id):
            self._archive.delete_session(self.session.id)
            self.session = None


def store_audio(archive: Archive, answer: AnswerRecord) -> None:
    """Turn a closed journal into FLAC. The ear reads the journal, so it stays until the answer is judged."""
    from simulator.speech.audio.journal import to_flac

    assert answer.audio is not None
    flac = answer.audio.with_suffix(".flac")
    archive.recorded(answer.id, flac, to_flac(answer.audio, flac))


def store_score(
    archive: Archive, scorer: Scorer, answer: AnswerRecord, transcript: Transcript, question: Question | None
) -> tuple[Transcript, Scorecard]:
    """Annotate, score and store an answer; its journal goes when there is a FLAC of it."""
    from simulator.speech.audio import journal

    annotated = scorer.annotate(transcript)
    card = scorer.score(annotated, question, answer.audience)
    keep = archive.scored if card.scorable else archive.refused
    keep(answer.id, annotated.transcript, card)
    if card.scorable and may_tell(answer, question):
        remember_telling(archive, scorer, answer, annotated)
    if (
        answer.audio is not None
        and answer.audio.suffix == ".pcm"
        and answer.audio.with_suffix(".flac").exists()
    ):
        journal.remove(answer.audio)
    return annotated.transcript, card


def has_sound(answer: AnswerRecord) -> bool:
    """Whether there is a sample to hear: the program may have ended before the first one came."""
    try:
        return answer.audio is not None and answer.audio.stat().st_size >= BYTES_PER_SAMPLE
    except OSError:
        return False
