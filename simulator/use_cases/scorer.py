"""Scoring with what it needs at hand: word lists, rubrics and the meaning of sentences, each loaded once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.model import settings as configuration
from simulator.model.errors import BadInputError, MissingPartError, SimulatorError
from simulator.model.formats import scorecard_json
from simulator.model.ownfile import expanded
from simulator.model.records import AnswerRecord, SessionRecord

if TYPE_CHECKING:
    from simulator.interview.candidate.job import Yours
    from simulator.model.curiosity import Curiosity
    from simulator.model.question import Question
    from simulator.model.records import StrongSentence
    from simulator.model.scorecard import Audience, Scorecard, SoFar
    from simulator.model.transcript import Transcript, Word
    from simulator.reading.embedder import SentenceEmbedder
    from simulator.scoring.judgement.curiosity import ClosingRules
    from simulator.scoring.language.lexicon import FillerLexicon, Lexicon, Phrase
    from simulator.scoring.verdict.rubric import Rubric

TEXT_LIMIT = 2_000_000
"""Bytes of a typed answer; 50,000 words are well below."""


@dataclass(frozen=True)
class Prompts:
    """The data that scoring works with."""

    lexicon: Lexicon
    fillers: FillerLexicon
    hedges: tuple[Phrase, ...]
    rubrics: dict[str, Rubric]
    """By id; the user's own in place of ours."""
    refused: tuple[str, ...]
    """Sentences about rubrics of the user's that are broken: ours judge instead."""
    closing: ClosingRules


class Judge:
    """Scores transcripts; safe to share between threads."""

    def __init__(self, yours: Callable[[], Yours] | None = None, *, rubrics: str = "") -> None:
        """`yours` gives the job and background of who is judged, to notice where an answer connects them.

        `rubrics` is a folder of the user's, "" for none.
        """
        self._yours = yours
        self._own_rubrics = rubrics
        self._lock = threading.RLock()
        self._thinking_ahead = threading.Lock()

    @cached_property
    def prompts(self) -> Prompts:
        """Word lists and rubrics. Raises `BadInputError` naming file, line and field."""
        from simulator.scoring.judgement.curiosity import load_closing
        from simulator.scoring.language.lexicon import load_fillers, load_hedges, load_lexicon
        from simulator.scoring.verdict.rubric import load_rubrics, own_rubrics

        folder = configuration.shipped("prompts")
        words = folder / "lexicon"
        own = expanded(self._own_rubrics) if self._own_rubrics else None
        theirs, refused = own_rubrics(own, folder) if own else ({}, ())
        return Prompts(
            lexicon=load_lexicon(words),
            fillers=load_fillers(words / "fillers.toml"),
            hedges=load_hedges(words / "hedges.toml"),
            rubrics=load_rubrics(folder) | theirs,
            refused=refused,
            closing=load_closing(words / "closing.toml"),
        )

    @cached_property
    def embedder(self) -> SentenceEmbedder | None:
        """The meaning of sentences, None where its model is missing."""
        from simulator.reading.embedder import SentenceEmbedder

        embedder = SentenceEmbedder(configuration.cache_folder())
        try:
            embedder.load()
        except MissingPartError:
            return None
        return embedder

    def warm_up(self, question: Question | None = None) -> None:
        """Load everything (about a second); with a question, also what an answer to it is compared with."""
        from simulator.model.transcript import from_text

        with self._lock:
            _ = (self.prompts, self.embedder)
        if question is not None:
            self.score(from_text(question.model_answer or question.prompt), question, question.audience)

    def think_ahead(self, words: tuple[Word, ...], question: Question, audience: Audience) -> None:
        """Score an answer that still goes on, so that its sentences are known when it ends.

        Does nothing while it is at it, where nothing was said yet, or where a model or a file is missing.
        """
        from simulator.model.transcript import Transcript, WordKind

        if not any(word.kind is WordKind.WORD for word in words):
            return
        if not self._thinking_ahead.acquire(blocking=False):
            return
        try:
            self.score(self.annotate(Transcript(words=words, text="")), question, audience)
        except SimulatorError:
            return  # scoring the whole answer says so
        finally:
            self._thinking_ahead.release()

    def annotate(self, transcript: Transcript) -> Transcript:
        """The transcript with fillers, restarts and pauses marked."""
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

    def score(self, transcript: Transcript, question: Question | None, audience: Audience) -> Scorecard:
        """The scorecard of one answer."""
        from simulator.scoring.verdict.rubric import rubric_for
        from simulator.scoring.verdict.score import score

        with self._lock:
            prompts = self.prompts
            card = score(
                transcript,
                question=question,
                audience=audience,
                rubric=rubric_for(question, prompts.rubrics),
                lexicon=prompts.lexicon,
                fillers=prompts.fillers,
                hedges=prompts.hedges,
                embedder=self.embedder,
            )
            card = self._with_connection(card, transcript, question)
        instead = tuple(f"{problem} Our rubric judged instead." for problem in prompts.refused)
        return replace(card, degraded=(*card.degraded, *instead)) if instead else card

    def _with_connection(
        self, card: Scorecard, transcript: Transcript, question: Question | None
    ) -> Scorecard:
        """A strength more, and no point more, where a told answer connects the job with one's own work."""
        from simulator.interview.candidate.job_questions import TOLD, connection, strength

        if self._yours is None or question is None or question.kind not in TOLD or not card.scorable:
            return card
        yours = self._yours()
        found = connection(transcript, yours, self.embedder) if self.embedder else None
        if found is None:
            return card
        return replace(card, strengths=(*card.strengths, strength(transcript, found)))

    def questions_asked(self, transcript: Transcript) -> Curiosity:
        """How thoughtful the candidate's own questions are."""
        from simulator.scoring.judgement.curiosity import curiosity

        with self._lock:
            return curiosity(transcript.text or transcript.verbatim, self.prompts.closing, self.embedder)

    def strong_answer(self, question: Question) -> tuple[StrongSentence, ...]:
        """The model answer, sentence by sentence, each with what it does."""
        from simulator.model.records import StrongSentence
        from simulator.model.transcript import from_text
        from simulator.scoring.language.text import sentences

        said = from_text(question.model_answer or "")
        moves = self.score(said, question, question.audience).moves
        return tuple(
            StrongSentence(
                text=said.quote(span.first_word, span.last_word),
                moves=tuple(
                    move.move.value
                    for move in moves
                    if move.first_word is not None
                    and move.last_word is not None
                    and move.first_word <= span.last_word
                    and move.last_word >= span.first_word
                ),
            )
            for span in sentences(said)
        )

    def close(self) -> None:
        """Free the meaning model."""
        embedder = self.__dict__.get("embedder")
        if embedder is not None:
            embedder.close()


def read_text(path: Path) -> str:
    """A typed answer. Raises `BadInputError` with one sentence."""
    try:
        if path.exists() and not path.is_file():
            raise BadInputError(f"{path} is not a text file.")
        if path.stat().st_size > TEXT_LIMIT:
            raise BadInputError(f"{path} is over {TEXT_LIMIT // 1_000_000} MB, too long for an answer.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from error


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
        "replies": [asdict(reply) for reply in answer.transcript.replies] if answer.transcript else [],
    }
    return card | about
