"""Scores answers with the word lists, rubrics and models that this takes, each loaded once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.model import settings as configuration
from simulator.model.errors import MissingPartError, SimulatorError
from simulator.model.ownfile import expanded
from simulator.use_cases.settings_store import Remade, SettingsStore

if TYPE_CHECKING:
    from simulator.interview.candidate.job import Yours
    from simulator.model.curiosity import Curiosity
    from simulator.model.measure_line import MeasureLine
    from simulator.model.question import Question
    from simulator.model.records import StrongSentence
    from simulator.model.scorecard import Audience, ByHand, Scorecard, SoFar
    from simulator.model.transcript import Transcript, Word
    from simulator.reading.embedder import SentenceEmbedder
    from simulator.scoring.judgement.curiosity import ClosingRules
    from simulator.scoring.judgement.learned import Judges
    from simulator.scoring.language.annotated import Annotated
    from simulator.scoring.language.lexicon import FillerLexicon, Lexicon, Phrase
    from simulator.scoring.verdict.rubric import Rubric


@dataclass(frozen=True)
class Prompts:
    """The data that scoring works with."""

    lexicon: Lexicon
    fillers: FillerLexicon
    hedges: tuple[Phrase, ...]
    rubrics: dict[str, Rubric]
    """By id; one of the user's takes the place of ours."""
    refused: tuple[str, ...]
    """Sentences about the user's rubrics that are broken; ours judge instead."""
    closing: ClosingRules


class Scorer:
    """Scores transcripts; safe to share between threads."""

    def __init__(
        self,
        settings: SettingsStore,
        yours: Callable[[], Yours] | None = None,
        *,
        embedder: Callable[[], SentenceEmbedder | None] | None = None,
        judges: Callable[[], Judges | None] | None = None,
    ) -> None:
        """`yours` gives the job and background of who is judged, to notice where an answer connects them.

        `embedder` gives the meaning of sentences in place of the model on this machine, `judges` the trained
        judges in place of those that are shipped.
        """
        self._settings = settings
        self._yours = yours
        self._lock = threading.RLock()
        self._thinking_ahead = threading.Lock()
        self._rubrics = Remade(self._load_rubrics, settings, "rubrics")
        self._prompts = Remade(self._load_prompts, settings, "rubrics")
        self._embedder = Remade(embedder or _load_embedder, settings, close=_close)
        self._judges = Remade(judges or _load_judges, settings, close=_close_judges)

    @property
    def prompts(self) -> Prompts:
        """Word lists and rubrics. Raises `BadInputError` naming file, line and field."""
        return self._prompts.value

    def _load_prompts(self) -> Prompts:
        from simulator.scoring.judgement.curiosity import load_closing
        from simulator.scoring.language.lexicon import load_fillers, load_hedges, load_lexicon

        words = configuration.shipped("prompts") / "lexicon"
        rubrics, refused = self._rubrics.value
        return Prompts(
            lexicon=load_lexicon(words),
            fillers=load_fillers(words / "fillers.toml"),
            hedges=load_hedges(words / "hedges.toml"),
            rubrics=rubrics,
            refused=refused,
            closing=load_closing(words / "closing.toml"),
        )

    def _load_rubrics(self) -> tuple[dict[str, Rubric], tuple[str, ...]]:
        """Rubrics by id, and sentences about the user's that are broken."""
        from simulator.scoring.verdict.rubric import load_rubrics, own_rubrics

        folder = configuration.shipped("prompts")
        own = expanded(rubrics) if (rubrics := self._settings.current.rubrics) else None
        theirs, refused = own_rubrics(own, folder) if own else ({}, ())
        return load_rubrics(folder) | theirs, refused

    def told(self, card: Scorecard) -> tuple[MeasureLine, ...]:
        """The measures of a card in words, what counts most first and what is fine last."""
        from simulator.scoring.verdict.rubric import GENERAL
        from simulator.scoring.verdict.told import told

        rubrics, _refused = self._rubrics.value
        return told(card, rubrics.get(card.rubric.id, rubrics[GENERAL]))

    @property
    def embedder(self) -> SentenceEmbedder | None:
        """The model of what sentences mean; None when it is missing."""
        return self._embedder.value

    @property
    def judges(self) -> Judges | None:
        """The trained judges; None when their files cannot be used."""
        return self._judges.value

    def warm_up(self, question: Question | None = None) -> None:
        """Load everything (about a second); with a question, also what an answer to it is compared with."""
        from simulator.model.transcript import from_text

        with self._lock:
            _ = (self.prompts, self.embedder, self.judges)
        if question is not None:
            self.score(from_text(question.model_answer or question.prompt), question, question.audience)

    def think_ahead(self, words: tuple[Word, ...], question: Question, audience: Audience) -> None:
        """Score an answer that still goes on, so that the models know its sentences when it ends.

        Does nothing while another call is at work, before anything was said, or without a model or a file.
        """
        from simulator.model.transcript import Transcript, WordKind

        if not any(word.kind is WordKind.WORD for word in words):
            return
        if not self._thinking_ahead.acquire(blocking=False):
            return
        try:
            self.score(self.annotate(Transcript(words=words, text="")), question, audience)
        except SimulatorError:
            return  # scoring the whole answer will report it
        finally:
            self._thinking_ahead.release()

    def annotate(self, transcript: Transcript) -> Annotated:
        """The transcript with fillers, restarts and pauses marked, ready to be scored and to be kept."""
        from simulator.scoring.language.annotate import annotate

        with self._lock:
            return annotate(transcript, self.prompts.fillers)

    def so_far(self, words: tuple[Word, ...]) -> SoFar:
        """Fillers and pace of an answer that is still being given."""
        from simulator.model.scorecard import SoFar
        from simulator.model.transcript import Transcript
        from simulator.scoring.measures.delivery import words_per_minute
        from simulator.scoring.measures.fillers import fillers_report

        annotated = self.annotate(Transcript(words=words, text=""))
        fillers = fillers_report(annotated, self.prompts.fillers)
        return SoFar(fillers=fillers.count, words_per_minute=words_per_minute(annotated) if words else None)

    def score(
        self, answer: Transcript | Annotated, question: Question | None, audience: Audience
    ) -> Scorecard:
        """The scorecard of one answer; one that is annotated already is not annotated again."""
        from simulator.scoring.verdict.rubric import rubric_for
        from simulator.scoring.verdict.score import score

        with self._lock:
            prompts = self.prompts
            card = score(
                answer,
                question=question,
                audience=audience,
                rubric=rubric_for(question, prompts.rubrics),
                lexicon=prompts.lexicon,
                fillers=prompts.fillers,
                hedges=prompts.hedges,
                embedder=self.embedder,
                judges=self.judges if question else None,
            )
            card = self._with_connection(card, answer, question)
        instead = tuple(f"{problem} Our rubric judged instead." for problem in prompts.refused)
        return replace(card, degraded=(*card.degraded, *instead)) if instead else card

    def corrected(
        self, judged: Scorecard, by_hand: tuple[ByHand, ...], question: Question | None
    ) -> Scorecard:
        """A scorecard with judgements corrected by hand and what follows from them; nothing is read again."""
        if not by_hand or not judged.scorable:
            return judged
        from simulator.scoring.verdict.corrected import corrected
        from simulator.scoring.verdict.rubric import rubric_for

        with self._lock:
            judges = self.judges if judged.models.reading else None
            rubric = rubric_for(question, self.prompts.rubrics)
        return corrected(judged, by_hand, question, rubric, judges.heads if judges else None)

    def _with_connection(
        self, card: Scorecard, answer: Transcript | Annotated, question: Question | None
    ) -> Scorecard:
        """Add a strength, but no points, when an answer about oneself connects the job with own work."""
        from simulator.interview.candidate.job_questions import TOLD, connection, strength
        from simulator.scoring.language.annotated import Annotated

        if self._yours is None or question is None or question.kind not in TOLD or not card.scorable:
            return card
        yours = self._yours()
        said = answer if isinstance(answer, Annotated) else self.annotate(answer)
        found = connection(said, yours, self.embedder) if self.embedder else None
        if found is None:
            return card
        return replace(card, strengths=(*card.strengths, strength(said.transcript, found)))

    def questions_asked(self, transcript: Transcript) -> Curiosity:
        """How thoughtful the candidate's own questions are."""
        from simulator.scoring.judgement.curiosity import curiosity

        with self._lock:
            return curiosity(transcript.text or transcript.verbatim, self.prompts.closing, self.embedder)

    def strong_answer(self, question: Question) -> tuple[StrongSentence, ...]:
        """The model answer by sentence, each with what it does; empty without one. Slow at first."""
        from simulator.model.records import StrongSentence
        from simulator.model.transcript import from_text

        if not question.model_answer:
            return ()
        said = self.annotate(from_text(question.model_answer))
        moves = self.score(said, question, question.audience).moves
        return tuple(
            StrongSentence(
                text=said.transcript.quote(span.first_word, span.last_word),
                moves=tuple(
                    move.move.value
                    for move in moves
                    if move.first_word is not None
                    and move.last_word is not None
                    and move.first_word <= span.last_word
                    and move.last_word >= span.first_word
                ),
            )
            for span in said.sentences
        )

    def close(self) -> None:
        """Free the models."""
        self._embedder.drop()
        self._judges.drop()


def _load_judges() -> Judges | None:
    """The shipped judges; None when their files are missing, changed, or of another version."""
    import msgspec

    from simulator.reading.claims import HEADS, SENSES, TrainedReader
    from simulator.scoring.judgement.heads import load_heads
    from simulator.scoring.judgement.learned import Judges
    from simulator.scoring.judgement.senses import load_sense_head

    reader = TrainedReader()
    try:
        reader.load()
        heads = load_heads(reader.file(HEADS.name))
        return Judges(reader, heads, load_sense_head(reader.file(SENSES.name)))
    except (MissingPartError, msgspec.DecodeError):
        reader.close()
        return None


def _close_judges(judges: Judges | None) -> None:
    if judges is not None:
        judges.reader.close()


def _load_embedder() -> SentenceEmbedder | None:
    from simulator.reading.embedder import SentenceEmbedder

    embedder = SentenceEmbedder(configuration.cache_folder())
    try:
        embedder.load()
    except MissingPartError:
        return None
    return embedder


def _close(embedder: SentenceEmbedder | None) -> None:
    if embedder is not None:
        embedder.close()
