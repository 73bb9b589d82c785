"""An archive in a folder of its own, and a judged answer to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.archive.store import Archive
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.model.scorecard import (
    Audience,
    Dimension,
    Dimensions,
    DimensionScore,
    Fillers,
    Improvement,
    Jargon,
    Measure,
    Models,
    RubricRef,
    Scorecard,
)
from simulator.model.transcript import Transcript, Word, WordKind

NOW = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)
TRANSCRIPT = Transcript(
    words=(
        Word(text="um,", start_s=0.5, end_s=0.75, probability=0.93, kind=WordKind.FILLER),
        Word(text="zebrafish", start_s=1.0, end_s=1.5, probability=0.5),
    ),
    text="zebrafish",
    engine="faster-whisper",
    model="base",
    model_sha256="d01c3014",
    duration_s=47.9,
    speech_s=41.2,
)

Scored = Callable[[int | None], Scorecard]
Begun = Callable[..., AnswerRecord]


def scorecard(overall: int | None) -> Scorecard:
    """A scorecard of two measures; None is a refusal."""
    level = DimensionScore(score=64, level=3)
    good = overall is not None
    return Scorecard(
        question_id="churn-model",
        audience=Audience.SOFTWARE_ENGINEER,
        scorable=good,
        reason=None if good else "Only 2 words.",
        overall=overall,
        rubric=RubricRef(id="design", version=3),
        models=Models(hearing="base d01c30", meaning="all-MiniLM-L6-v2 53aa51"),
        dimensions=Dimensions(
            clarity=level if good else None, structure=level if good else None, content=None
        ),
        measures=(
            Measure(id="fillers_per_minute", value=6.25, unit="1/min", dimension=Dimension.CLARITY),
            Measure(id="pace_variation", value=None, unit="1"),
        ),
        words=TRANSCRIPT.words,
        restarts=(),
        fillers=Fillers(count=1, per_minute=6.25, per_100_words=50.0, items=()),
        jargon=Jargon(density_per_100_words=0.0, explained=0, unexplained=0, terms=()),
        moves=(),
        key_points=(),
        misconceptions=(),
        strengths=(),
        improvements=(Improvement(text="Close.", try_="One sentence."),),
        follow_ups=(),
    )


@pytest.fixture
def card() -> Scored:
    return scorecard


@pytest.fixture
def transcript() -> Transcript:
    return TRANSCRIPT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    opened = Archive(folder, busy_timeout_s=0.2)
    yield opened
    opened.close()


@pytest.fixture
def session(archive: Archive) -> SessionRecord:
    return archive.start_session(title="Churn", interview_id=None, mode="study", now=NOW)


@pytest.fixture
def begin(archive: Archive, session: SessionRecord) -> Begun:
    """Starts an answer in `session`."""

    def begun(question_id: str | None = "churn-model", *, has_audio: bool = True) -> AnswerRecord:
        return archive.start_answer(
            session.id,
            question_id=question_id,
            question_json='{"id":"churn-model"}',
            audience=Audience.SOFTWARE_ENGINEER,
            has_audio=has_audio,
        )

    return begun
