"""Canned values stored as a rehearsal stores them: through the real archive, into real files."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import tomli_w
from canned import BIAS, CHURN, COMPETENCIES, PLAN, QUESTIONS, STORY, answer

from simulator.archive.store import Archive
from simulator.model import settings
from simulator.model.formats import json_text, plan_json, question_json
from simulator.model.question import Question
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import DimensionScore, PetWord, Scorecard

WAVEFORM = tuple(abs(math.sin(i / 7)) * (0.3 + 0.7 * abs(math.sin(i / 43))) for i in range(600))
SITTINGS = (
    (1, CHURN, 76, 71),
    (2, BIAS, 49, 66),
    (3, STORY, None, None),
    (4, CHURN, 58, 60),
    (5, BIAS, 61, 63),
    (6, CHURN, 64, 58),
    (7, STORY, 90, 52),
)
"""So many days before 21 November: what was asked, the overall score, and clarity."""
AS_SHIPPED = ("rubrics", "topics.toml")
TERMS = ("evaluation-and-data", "language-and-ranking")
"""Of the shipped terms, those that come along: all of them would take longer to load than a test takes."""


def furnish(folder: Path, questions: tuple[Question, ...] = QUESTIONS) -> Path:
    """A small installation in place of all that is shipped: the canned questions, interview and competencies.

    Whatever judges is as shipped, but for some of the terms; the sample stayed behind.
    """
    prompts, shipped = folder / "prompts", settings.shipped("prompts")
    for name in ("questions", "interviews", "lexicon"):
        (prompts / name).mkdir(parents=True)
    for name in AS_SHIPPED:
        (prompts / name).symlink_to(shipped / name)
    for file in (shipped / "lexicon").iterdir():
        if file.stem.removeprefix("terms-") in TERMS or not file.stem.startswith("terms-"):
            (prompts / "lexicon" / file.name).symlink_to(file)
    competencies = [msgspec.to_builtins(competency) for competency in COMPETENCIES]
    (prompts / "competencies.toml").write_text(tomli_w.dumps({"competency": competencies}))
    (prompts / "interviews" / "bank-fraud.toml").write_text(tomli_w.dumps(_table(plan_json(PLAN))))
    write_questions(prompts / "questions", questions)
    return folder


def write_questions(folder: Path, questions: tuple[Question, ...]) -> None:
    """A file of them, as anybody may write it."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [_table(question_json(question)) for question in questions]
    (folder / "canned.toml").write_text(tomli_w.dumps({"question": tables}))


def _table(document: dict[str, object]) -> dict[str, object]:
    """Without what TOML cannot say, or a file does not."""
    known = {name: value for name, value in document.items() if name != "source" and value is not None}
    return {name: _plain(value) for name, value in known.items()}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def keep(
    archive: Archive, record: AnswerRecord, question: Question = CHURN, *, session_id: str = ""
) -> AnswerRecord:
    """An answer with sound, as it is in the archive after its rehearsal; in a session of its own."""
    when = datetime.fromisoformat(record.started_at)
    session_id = session_id or archive.start_session(question.prompt, None, "study", when).id
    kept = archive.start_answer(
        session_id,
        question_id=question.id,
        question_json=json_text(question_json(question)),
        audience=record.audience,
        has_audio=True,
        now=when,
    )
    assert kept.audio is not None
    flac = kept.audio.with_suffix(".flac")
    flac.write_bytes(b"")
    archive.recorded(kept.id, flac, record.duration_s)
    archive.replays.keep_peaks(kept.id, WAVEFORM)
    assert record.transcript is not None
    assert record.scorecard is not None
    judged = archive.scored if record.scorecard.scorable else archive.refused
    judged(kept.id, record.transcript, record.scorecard)
    return archive.answer(kept.id)


def practised(
    archive: Archive,
    question: Question,
    at: str,
    overall: int | None,
    clarity: int | None = None,
    *,
    duration_s: float = 60.0,
    fillers: float = 5.2,
    pet_words: tuple[PetWord, ...] = (),
    session_id: str = "",
) -> AnswerRecord:
    """The canned answer, given to `question` at that time and judged so; refused without an overall score."""
    record = answer(None)
    assert record.scorecard is not None
    card = _judged(record.scorecard, question, overall, overall if clarity is None else clarity)
    measures = tuple(replace(m, value=fillers) if m.id == "fillers_per_minute" else m for m in card.measures)
    card = replace(card, measures=measures, fillers=replace(card.fillers, pet_words=pet_words))
    record = replace(record, started_at=at, audience=question.audience, duration_s=duration_s, scorecard=card)
    return keep(archive, record, question, session_id=session_id)


def _judged(card: Scorecard, question: Question, overall: int | None, clarity: int | None) -> Scorecard:
    if overall is None or clarity is None:
        reason = "Too little was said to be scored."
        return replace(card, question_id=question.id, scorable=False, reason=reason, overall=None)
    dimensions = replace(card.dimensions, clarity=DimensionScore(score=clarity, level=clarity // 20 + 1))
    return replace(card, question_id=question.id, overall=overall, dimensions=dimensions)


def fill(archive: Archive) -> None:
    """Seven sittings of one to three answers; the latest has the canned answer in two takes."""
    for number, question, overall, clarity in reversed(SITTINGS[1:]):
        start = datetime.fromisoformat(f"2026-11-{21 - number:02d}T09:00:00+01:00")
        session_id, takes = "", 1 + number % 3
        for take in range(takes):
            at = (start + timedelta(minutes=10 * take)).isoformat()
            seconds = (60.0 + 7 * number) / takes
            kept = practised(
                archive, question, at, overall, clarity, duration_s=seconds, session_id=session_id
            )
            session_id = kept.session_id
    first = keep(archive, answer(None))
    keep(archive, replace(answer(None), started_at="2026-11-20T10:20:00+01:00"), session_id=first.session_id)
