"""The newest sessions, each beside the one of its title before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from simulator.model import settings
from simulator.model.scorecard import Audience
from simulator.use_cases.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(settings.load(given={"recordings": str(tmp_path / "recordings")}))
    yield made
    made.close()


def session(desk: Desk, title: str, day: int, overall: int | None) -> None:
    """A session of one answer on that day of June; None leaves it without a score."""
    when = datetime(2026, 6, day, 12).astimezone()
    archive = desk.sessions.archive
    begun = archive.start_session(title, None, "study", when)
    answer = archive.start_answer(
        begun.id,
        question_id="churn-model",
        question_json=None,
        audience=Audience.RECRUITER,
        has_audio=False,
        now=when,
    )
    sample = desk.sessions.sample.answers("sample")[0]
    if overall is not None:
        assert sample.transcript is not None
        assert sample.scorecard is not None
        archive.scored(answer.id, sample.transcript, replace(sample.scorecard, overall=overall))


def test_each_is_compared_with_the_last_one_of_its_title_that_was_scored(desk: Desk) -> None:
    session(desk, "churn", 1, 50)
    session(desk, "dropout", 2, 90)
    session(desk, "churn", 3, None)
    session(desk, "churn", 4, 62)
    found = desk.sessions.recent(3)
    assert [(row.session.title, row.take, row.change) for row in found] == [
        ("churn", 3, 12),
        ("churn", 2, None),
        ("dropout", 1, None),
    ]
    every = desk.sessions.recent(40)
    assert [(row.session.title, row.take, row.change) for row in every[3:4]] == [("churn", 1, None)]
    assert every[4].session.id == "sample"
    assert every[4][1:] == (1, None)


def test_pages_end_with_the_sample_and_know_how_many_there_are(desk: Desk) -> None:
    for day in range(1, 8):
        session(desk, "churn" if day % 2 else "dropout", day, None)
    first = desk.sessions.page(5)
    assert (len(first.sessions), first.more, first.matching, first.all) == (5, True, 8, 8)
    rest = desk.sessions.page(5, after=first.sessions[-1].id)
    assert not rest.more
    assert [*first.sessions, *rest.sessions] == list(desk.sessions.all())
    assert desk.sessions.page(7).more is False
    named = desk.sessions.page(5, words="DROP")
    assert ([s.title for s in named.sessions], named.matching, named.all) == (["dropout"] * 3, 3, 8)
    assert desk.sessions.count() == 7
