"""Hears and scores recordings and texts without storing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model.progress import Progress

if TYPE_CHECKING:
    from simulator.model.question import Question
    from simulator.model.scorecard import Audience, Scorecard
    from simulator.model.transcript import Transcript
    from simulator.scoring.language.annotated import Annotated
    from simulator.use_cases.prepare.questions import Questions
    from simulator.use_cases.prepare.vocabulary import Vocabulary
    from simulator.use_cases.scorer import Scorer
    from simulator.use_cases.settings_store import SettingsStore


class Examine:
    """Hears and scores files; nothing is stored."""

    def __init__(
        self, settings: SettingsStore, questions: Questions, scorer: Scorer, vocabulary: Vocabulary
    ) -> None:
        self._settings = settings
        self._questions = questions
        self._scorer = scorer
        self._vocabulary = vocabulary

    def transcribe(
        self, path: str, question: Question | None = None, *, on_progress: Progress | None = None
    ) -> Transcript:
        """The verbatim transcript of a finished recording. Slow."""
        return self._heard(path, question, on_progress).transcript

    def _heard(self, path: str, question: Question | None, on_progress: Progress | None) -> Annotated:
        """Hear a finished recording and annotate its words once, for showing as well as for scoring."""
        from simulator.speech.audio import files
        from simulator.speech.hearing.process import hear

        next(files.pieces(Path(path)))  # refuses a file without sound before a model is loaded
        heard = hear(
            Path(path),
            engine=self._settings.current.engine,
            model=self._settings.current.model,
            hints=self._vocabulary.own_words(),
            candidates=self._vocabulary.candidates(question),
            on_progress=on_progress,
        )
        return self._scorer.annotate(heard)

    def score_file(
        self,
        path: str,
        question: Question | None,
        *,
        audience: Audience | None,
        on_progress: Progress | None = None,
    ) -> Scorecard:
        """The scorecard of a recording; nothing is stored. Slow."""
        return self._scorer.score(
            self._heard(path, question, on_progress),
            question,
            self._questions.audience(question, audience),
        )

    def score_text(self, path: str, question: Question | None, *, audience: Audience | None) -> Scorecard:
        """The scorecard of a text; nothing is stored."""
        from simulator.model.textfile import read_text

        return self.score_said(read_text(Path(path)), question, audience=audience)

    def score_said(self, text: str, question: Question | None, *, audience: Audience | None) -> Scorecard:
        """The scorecard of words given as text; nothing is stored."""
        from simulator.model.transcript import from_text

        return self._scorer.score(from_text(text), question, self._questions.audience(question, audience))
