"""Answers that were cut off: sound without a transcript, to be heard and scored later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.interview.exchange.state import Phase
from simulator.model.errors import BadInputError
from simulator.model.progress import Progress
from simulator.model.records import AnswerRecord
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.practise.left_code import all_left
from simulator.use_cases.practise.rehearsals import Rehearsals
from simulator.use_cases.practise.sitting import has_sound, store_audio, store_score
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.use_cases.prepare.vocabulary import Vocabulary


@dataclass(frozen=True)
class LeftProblem:
    """A coding problem left in the middle."""

    answer: AnswerRecord
    title: str


class Unfinished:
    """Finds answers that were cut off, and finishes them."""

    def __init__(
        self,
        settings: SettingsStore,
        sessions: Sessions,
        rehearsals: Rehearsals,
        scorer: Scorer,
        vocabulary: Vocabulary,
    ) -> None:
        self._settings = settings
        self._sessions = sessions
        self._rehearsals = rehearsals
        self._scorer = scorer
        self._vocabulary = vocabulary

    def all(self) -> tuple[AnswerRecord, ...]:
        """Every unfinished answer that has sound, oldest first, except the one being recorded now."""
        current = self._current
        return tuple(a for a in self._sessions.archive.unfinished() if a.id != current and has_sound(a))

    def problems(self) -> tuple[LeftProblem, ...]:
        """Coding problems that were left: opening one goes on with its code, the latest first."""
        archive, current = self._sessions.archive, self._current
        left = (answer for answer in all_left(archive) if answer.id != current)
        return tuple(LeftProblem(answer, archive.session(answer.session_id).title) for answer in left)

    @property
    def _current(self) -> str | None:
        """The answer that is being given now; one that was left is none."""
        view = self._rehearsals.current.view if self._rehearsals.current else None
        return view.answer_id if view is not None and view.phase is not Phase.ENDED else None

    def finish(self, answer_id: str, on_progress: Progress | None = None) -> AnswerRecord:
        """Hear and score an unfinished answer. Slow. Raises `BadInputError` when there is no such answer."""
        from simulator.speech.hearing.process import hear

        answer = self._unfinished(answer_id)
        question = self._sessions.question_of(answer)
        archive, now = self._sessions.archive, self._settings.current
        assert answer.audio is not None
        transcript = hear(
            answer.audio,
            engine=now.engine,
            model=now.model,
            hints=self._vocabulary.own_words(),
            candidates=self._vocabulary.candidates(question),
            on_progress=on_progress,
        )
        if answer.audio.suffix == ".pcm":
            store_audio(archive, answer)
        store_score(archive, self._scorer, answer, transcript, question)
        return archive.answer(answer.id)

    def _unfinished(self, answer_id: str) -> AnswerRecord:
        for answer in self.all():
            if answer.id == answer_id:
                return answer
        for answer in self._sessions.archive.unfinished():
            if answer.id == answer_id and answer.audio_missing:
                raise BadInputError(f"The audio of {answer_id} is not where it was: {answer.audio}.")
        raise BadInputError(f"There is no unfinished answer '{answer_id}'.")
