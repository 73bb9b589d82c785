"""The shipped sample session, so that there is something to replay before the first answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from simulator.model.errors import BadInputError
from simulator.model.formats import (
    from_json_text,
    json_text,
    question_json,
    scorecard_from_json,
    transcript_from_json,
)
from simulator.model.question import Question
from simulator.model.records import AnswerRecord, AnswerState, Bookmark, EarlierScoring, Rating, SessionRecord
from simulator.model.scorecard import ByHand, Scorecard
from simulator.model.transcript import Transcript

SESSION = "sample"
AUDIO = "answer.flac"
DOCUMENT = "session.json"
NOT_CORRECTED = "The shipped sample is not corrected: it is not your answer."


def load(folder: Path) -> tuple[SessionRecord, AnswerRecord] | None:
    """The sample's session and its one answer; None when it was not installed."""
    try:
        document = from_json_text((folder / DOCUMENT).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadInputError(f"The shipped sample {folder / DOCUMENT} cannot be read: {error}.") from error
    transcript = transcript_from_json(document["transcript"])
    scorecard = scorecard_from_json(document["scorecard"])
    session = SessionRecord(
        id=SESSION,
        started_at=document["started_at"],
        title=f"Sample: {document['question']['prompt']}",
        interview_id=None,
        answers=1,
        overall=scorecard.overall,
        duration_s=transcript.duration_s,
    )
    answer = AnswerRecord(
        id=f"{SESSION}/01",
        session_id=SESSION,
        question_id=scorecard.question_id,
        question_json=json_text(document["question"]),
        audience=scorecard.audience,
        take=1,
        started_at=document["started_at"],
        state=AnswerState.SCORED,
        audio=folder / AUDIO,
        transcript=transcript,
        scorecard=scorecard,
        duration_s=transcript.duration_s,
    )
    return session, answer


class Sample:
    """The shipped session, read in the same way as the archive; it refuses every change."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the sample; nothing is read before it is asked for."""
        self._folder = folder
        self.replays = _SampleReplays()
        self.ratings = _SampleRatings()
        self.corrections = _SampleCorrections()
        self.objections = _SampleObjections()

    @cached_property
    def _loaded(self) -> tuple[SessionRecord, AnswerRecord] | None:
        return load(self._folder)

    @property
    def is_here(self) -> bool:
        """Whether the sample was installed with the program."""
        return self._loaded is not None

    def session(self, _session_id: str = SESSION) -> SessionRecord:
        """The one session. Raises `BadInputError` when the sample was not installed."""
        return self._there()[0]

    def answers(self, _session_id: str = SESSION) -> tuple[AnswerRecord, ...]:
        """Its one answer."""
        return (self._there()[1],)

    def answer(self, _answer_id: str = f"{SESSION}/01") -> AnswerRecord:
        """Its one answer."""
        return self._there()[1]

    def delete_answer(self, _answer_id: str) -> None:
        """Raises `BadInputError`: the sample stays."""
        raise BadInputError("The shipped sample cannot be deleted.")

    def delete_session(self, _session_id: str) -> None:
        """Raises `BadInputError`: the sample stays."""
        raise BadInputError("The shipped sample cannot be deleted.")

    def _there(self) -> tuple[SessionRecord, AnswerRecord]:
        if self._loaded is None:
            raise BadInputError("The shipped sample is not here.", "Install the program again.")
        return self._loaded


class _SampleReplays:
    """No bookmark is in the sample, and its waveform is worked out each time."""

    def bookmarks(self, _answer_id: str) -> tuple[Bookmark, ...]:
        return ()

    def add_bookmark(self, _answer_id: str, _at_s: float, _note: str) -> None:
        raise BadInputError("The sample keeps no bookmarks; your own answers do.")

    def peaks(self, _answer_id: str) -> tuple[float, ...]:
        return ()

    def keep_peaks(self, _answer_id: str, _peaks: tuple[float, ...]) -> None:
        """Does nothing: the sample's folder may be read-only."""


class _SampleRatings:
    """Refuses ratings, because the sample is not the user's own answer."""

    def of(self, _answer_id: str) -> tuple[Rating, ...]:
        return ()

    def earlier_scorings(self, _answer_id: str) -> tuple[EarlierScoring, ...]:
        return ()

    def rate(self, _answer_id: str, _rating: Rating) -> None:
        raise BadInputError("The shipped sample is not rated: it is not your answer.")


class _SampleCorrections:
    """Refuses corrections, because the sample is not the user's own answer."""

    def corrected(
        self,
        _answer_id: str,
        _heard: Transcript,
        _card: Scorecard,
        _now: datetime,
        _judged: Scorecard | None = None,
    ) -> None:
        raise BadInputError(NOT_CORRECTED)

    def as_heard(
        self,
        _answer_id: str,
        _heard: Transcript,
        _card: Scorecard,
        _now: datetime,
        _judged: Scorecard | None = None,
    ) -> None:
        raise BadInputError(NOT_CORRECTED)


class _SampleObjections:
    """Refuses corrections of judgements as well."""

    def keep(
        self,
        _answer_id: str,
        _transcript: Transcript,
        _by_hand: Sequence[ByHand],
        _scorecards: tuple[Scorecard, Scorecard],
        _now: datetime,
    ) -> None:
        raise BadInputError(NOT_CORRECTED)


def document(question: Question, transcript: Transcript, scorecard: Scorecard, started_at: str) -> str:
    """The text of `session.json`."""
    from simulator.model.formats import scorecard_json, transcript_json

    parts = {
        "started_at": started_at,
        "question": question_json(question),
        "transcript": transcript_json(transcript),
        "scorecard": scorecard_json(scorecard),
    }
    return json_text(parts, indent=1) + "\n"
