"""Hearing and scoring a file without keeping anything: the part of the studio that examines."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.model.question import Question
    from simulator.model.scorecard import Audience, Scorecard
    from simulator.model.settings import Settings
    from simulator.model.transcript import Transcript
    from simulator.speech.ports import Candidates
    from simulator.use_cases.scorer import Judge

Progress = Callable[[float], None]


class Examining:
    """Needs the judge, the settings, and the terms of a question."""

    settings: Settings

    @cached_property
    @abstractmethod
    def judge(self) -> Judge: ...

    @abstractmethod
    def candidates(self, question: Question | None) -> Candidates: ...

    def transcribe(
        self, path: str, question: Question | None = None, *, on_progress: Progress | None = None
    ) -> Transcript:
        """The verbatim transcript of a finished recording. Slow."""
        from simulator.speech.audio import files
        from simulator.speech.hearing.process import hear
        from simulator.use_cases.prepare.vocabulary import own_words

        next(files.pieces(Path(path)))  # what is no sound is said before anything is loaded
        heard = hear(
            Path(path),
            engine=self.settings.engine,
            model=self.settings.model,
            hints=own_words(self.settings.words),
            candidates=self.candidates(question),
            on_progress=on_progress,
        )
        return self.judge.annotate(heard)

    def score_file(
        self,
        path: str,
        question: Question | None,
        *,
        audience: Audience | None,
        on_progress: Progress | None = None,
    ) -> Scorecard:
        """The scorecard of a recording; nothing is stored. Slow."""
        return self.judge.score(
            self.transcribe(path, question, on_progress=on_progress),
            question,
            self.audience(question, audience),
        )

    def score_text_file(
        self, path: str, question: Question | None, *, audience: Audience | None
    ) -> Scorecard:
        """The scorecard of a text; nothing is stored."""
        from simulator.model.transcript import from_text
        from simulator.use_cases.scorer import read_text

        return self.judge.score(from_text(read_text(Path(path))), question, self.audience(question, audience))

    def audience(self, question: Question | None, given: Audience | None = None) -> Audience:
        """Who listens: as given, else the setting, else the question's own."""
        from simulator.model.scorecard import Audience

        if given is not None:
            return given
        if self.settings.audience:
            return Audience(self.settings.audience)
        return question.audience if question else Audience.ENGINEER
