"""Turns rows of the database into records, and back. A row that was not written so raises ValueError."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from simulator.archive import ids
from simulator.model.formats import (
    from_json_text,
    json_text,
    scorecard_from_json,
    scorecard_json,
    transcript_from_json,
    transcript_json,
)
from simulator.model.records import AnswerRecord, AnswerState, SessionRecord, TurnPlace
from simulator.model.scorecard import Audience, ByHand, Scorecard
from simulator.model.transcript import Transcript

LAST_S = 253_402_300_799
"""The last second that a date can be made of."""
SESSION = """
    SELECT s.id, s.started_at, s.title, s.interview_id, s.mode,
           COUNT(a.key) AS answers,
           CAST(ROUND(AVG(CASE WHEN a.turn = 'question' THEN a.overall END)) AS INTEGER) AS overall,
           SUM(a.duration_s) AS duration_s,
           COUNT(o.answer) AS corrected,
           COUNT(CASE WHEN a.turn = 'question' THEN a.overall END) AS scored
    FROM sessions s LEFT JOIN answers a ON a.session_id = s.id LEFT JOIN originals o ON o.answer = a.key
"""
ANSWER = """
    SELECT a.session_id, a.number, a.question_id, q.question_json, a.audience, a.take, a.started_at,
           a.state, a.audio, a.duration_s, a.turn, a.round, a.because, a.parent,
           COALESCE(a.hints_used, 0) AS hints_used,
           d.transcript_json, d.scorecard_json, o.transcript_json AS heard_json, o.corrected_at,
           b.scorecard_json AS judged_json, b.corrections_json
    FROM answers a LEFT JOIN documents d ON d.answer = a.key LEFT JOIN asked q ON q.answer = a.key
         LEFT JOIN originals o ON o.answer = a.key LEFT JOIN objections b ON b.answer = a.key
"""
SCORED = (
    "overall",
    "clarity",
    "structure",
    "content",
    "rubric_id",
    "rubric_version",
    "hearing_model",
    "hearing_sha256",
    "meaning_model",
)
"""Columns of an answer that its judgement fills in."""
SET_SCORED = f"UPDATE answers SET {', '.join(f'{name} = :{name}' for name in SCORED)} WHERE key = :key"


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    """One row of `ANSWER`, checked."""

    session_id: str
    number: int
    question_id: str | None
    question_json: str | None
    audience: Audience
    take: int
    started_at: str
    state: AnswerState
    audio: str | None
    duration_s: float | None
    turn: str
    round: int | None
    because: str | None
    parent: str | None
    hints_used: int
    transcript_json: str | None
    scorecard_json: str | None
    heard_json: str | None
    corrected_at: str | None
    judged_json: str | None
    corrections_json: str | None


def session(row: sqlite3.Row) -> SessionRecord:
    """The session in one row of `SESSION`."""
    return msgspec.convert(dict(row), SessionRecord)


def answer(row: sqlite3.Row, folder: Path) -> AnswerRecord:
    """The answer in one row of `ANSWER`; its audio is below `folder`."""
    checked = msgspec.convert(dict(row), _Answer)
    transcript, scorecard = checked.transcript_json, checked.scorecard_json
    if checked.state in (AnswerState.SCORED, AnswerState.REFUSED) and not (transcript and scorecard):
        raise ValueError("a judged answer without its judgement")
    return AnswerRecord(
        id=ids.answer_id(checked.session_id, checked.number),
        session_id=checked.session_id,
        question_id=checked.question_id,
        question_json=checked.question_json,
        audience=checked.audience,
        take=checked.take,
        started_at=checked.started_at,
        state=checked.state,
        audio=audio_path(folder, checked.audio) if checked.audio else None,
        transcript=transcript_from_json(from_json_text(transcript)) if transcript else None,
        heard=transcript_from_json(from_json_text(checked.heard_json)) if checked.heard_json else None,
        corrected_at=checked.corrected_at,
        judged=scorecard_from_json(from_json_text(checked.judged_json)) if checked.judged_json else None,
        objections=objections(checked.corrections_json) if checked.corrections_json else (),
        scorecard=scorecard_from_json(from_json_text(scorecard)) if scorecard else None,
        duration_s=checked.duration_s,
        place=TurnPlace(
            turn=checked.turn, round=checked.round, because=checked.because, parent=checked.parent
        ),
        hints_used=checked.hints_used,
    )


def objections(stored: str) -> tuple[ByHand, ...]:
    """What the user objected to, as it is stored. Raises `msgspec.MsgspecError` for anything else."""
    return msgspec.json.decode(stored, type=tuple[ByHand, ...])


def audio_path(folder: Path, stored: str) -> Path:
    """`stored` below `folder`; raises ValueError for one that leads out of it."""
    if not isinstance(stored, str):
        raise ValueError("the path of a recording is no text")
    relative = PurePosixPath(stored)
    if relative.is_absolute() or ".." in relative.parts or "\\" in stored or ":" in stored:
        raise ValueError("the path of a recording leads out of the folder")
    return folder / relative


@dataclass(frozen=True)
class Judgement:
    """What a judged answer fills in, as values that SQLite takes."""

    columns: dict[str, Any]
    """Values for columns of `answers` and `documents`, by name."""
    measures: list[tuple[str, float | None, str]]
    """Id, value and unit."""


def judgement(transcript: Transcript, scorecard: Scorecard) -> Judgement:
    """The transcript and the scorecard as columns, documents and measures."""
    heard, card = transcript_json(transcript), scorecard_json(scorecard)
    scores = {name: score and score["score"] for name, score in card["dimensions"].items()}
    return Judgement(
        columns=scores
        | {
            "duration_s": heard["duration_s"],
            "overall": card["overall"],
            "rubric_id": card["rubric"]["id"],
            "rubric_version": card["rubric"]["version"],
            "hearing_model": card["models"]["hearing"],
            "hearing_sha256": heard["model_sha256"],
            "meaning_model": card["models"]["meaning"],
            "transcript_json": json_text(heard),
            "scorecard_json": json_text(card),
        },
        measures=[(m["id"], m["value"], m["unit"]) for m in card["measures"]],
    )


def check_place(session_id: object, number: object) -> None:
    """Raises ValueError unless these name an answer, because paths of files are made of them."""
    if not (isinstance(session_id, str) and ids.is_session_id(session_id) and isinstance(number, int)):
        raise ValueError(f"{session_id!r}/{number!r} is no answer")


def check_times(found: Sequence[sqlite3.Row]) -> None:
    """Raises ValueError for a time that cannot be read, so that no reader of the rows has to check it."""
    columns = found[0].keys() if found else ()
    for row in found if "started_at" in columns else ():
        if datetime.fromisoformat(str(row["started_at"])).tzinfo is None:
            raise ValueError(row["started_at"])
    for row in found if "at" in columns else ():
        if isinstance(row["at"], int | float) and not 0 <= row["at"] <= LAST_S:
            raise ValueError(row["at"])
    for row in found if "day" in columns else ():
        date.fromisoformat(str(row["day"]))


def storable(text: str) -> str:
    """The text as SQLite takes it, valid UTF-8: a lone surrogate from a terminal becomes "?"."""
    return text.encode("utf-8", "replace").decode()
