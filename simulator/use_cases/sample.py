"""The shipped sample session: something to replay on a first start, something to hear without a terminal."""

from __future__ import annotations

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
from simulator.model.records import AnswerRecord, AnswerState, SessionRecord
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript

SESSION = "sample"
AUDIO = "answer.flac"
DOCUMENT = "session.json"


def load(folder: Path) -> tuple[SessionRecord, AnswerRecord] | None:
    """The sample's session and its one answer; None when it did not come along."""
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
