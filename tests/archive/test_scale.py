"""Ten times the answers cost at most ten times the work, and a page of a list always the same.

Counted are the steps of SQLite's own machine, which are the same on every computer, however busy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from simulator.archive import database
from simulator.archive.store import Archive
from simulator.model.errors import DamagedArchiveError

SMALL, LARGE = 300, 3_000
EACH = 10
"""Steps between two looks at SQLite's machine."""
QUESTIONS = 30
Work = Callable[[Archive], object]


def fill(folder: Path, answers: int) -> Path:
    """An archive of so many answers, seven a session, each with ten measures."""
    Archive(folder).ensure()
    with sqlite3.connect(folder / database.NAME) as file:
        for at in range(0, answers, 7):
            session = f"20260101-000000-{at // 7:04x}"
            iso = f"2026-01-01T00:00:{at % 60:02d}+00:00"
            file.execute(
                "INSERT INTO sessions (id, started_at, at, title, mode) VALUES (?,?,?,?,'study')",
                (session, iso, at, f"Frage {at % QUESTIONS} über Ähnlichkeit"),
            )
            for number in range(1, min(7, answers - at) + 1):
                key = at + number
                file.execute(
                    "INSERT INTO answers (key, session_id, number, question_id, audience, take, started_at,"
                    " at, state, duration_s, overall, clarity, structure, content, topic, kind,"
                    " hearing_model)"
                    " VALUES (?,?,?,?,'recruiter',1,?,?,'scored',60,?,?,?,?,?,'explain','base')",
                    (key, session, number, f"q{key % QUESTIONS}", iso, key, *[key % 100] * 4, f"t{key % 20}"),
                )
                file.executemany(
                    "INSERT INTO measures VALUES (?,?,?,'1')", [(f"m{i}", key, i + key) for i in range(10)]
                )
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return fill(tmp_path_factory.mktemp("small"), SMALL), fill(tmp_path_factory.mktemp("large"), LARGE)


@contextmanager
def opened(folder: Path) -> Iterator[Archive]:
    archive = Archive(folder)
    archive.sessions()
    yield archive
    archive.close()


def steps(archive: Archive, work: Work) -> int:
    """How many steps of SQLite's machine the work takes, to within `EACH`."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += EACH
        return 0

    connection: Any = archive._file._connection
    connection.set_progress_handler(count, EACH)
    work(archive)
    connection.set_progress_handler(None, 0)
    return counted


def ratio(folders: tuple[Path, Path], work: Work) -> float:
    found = []
    for folder in folders:
        with opened(folder) as archive:
            found.append(steps(archive, work))
    return found[1] / found[0]


WHOLE: dict[str, Work] = {
    "all sessions": lambda archive: archive.sessions(),
    "a trend": lambda archive: archive.history.values("m3"),
    "a trend of a topic": lambda archive: archive.history.values("m3", topic="t3"),
    "trends together": lambda archive: archive.history.series(("overall", "clarity", "m1", "m2")),
    "means by topic": lambda archive: archive.history.group_means("clarity", "topic"),
    "means of a measure by kind": lambda archive: archive.history.group_means("m3", "kind"),
    "means by interview": lambda archive: archive.history.group_means("clarity", "interview"),
    "reviews": lambda archive: archive.history.reviews(),
}
PARTS: dict[str, Work] = {
    "what was practised when": lambda archive: archive.history.last_practised(),
    "the first page": lambda archive: archive.lists.page(20),
    "a page in the middle": lambda archive: archive.lists.page(20, after="20260101-000000-0014"),
    "the takes of a title": lambda archive: archive.lists.one_before(archive.lists.page(1)[0]),
}


@pytest.mark.parametrize("name", WHOLE)
def test_ten_times_the_answers_are_at_most_ten_times_the_steps(folders: tuple[Path, Path], name: str) -> None:
    assert ratio(folders, WHOLE[name]) < 10.8


@pytest.mark.parametrize("name", PARTS)
def test_what_does_not_show_everything_costs_the_same_with_ten_times_the_answers(
    folders: tuple[Path, Path], name: str
) -> None:
    assert ratio(folders, PARTS[name]) < 1.5


@pytest.mark.parametrize("name", {**WHOLE, **PARTS})
def test_no_list_trend_or_mean_reads_the_wide_rows_of_all_answers(
    folders: tuple[Path, Path], name: str
) -> None:
    """Indexes cover what is read; what is in the order of time is not sorted again."""
    with opened(folders[0]) as archive:
        queries: list[str] = []
        connection: Any = archive._file._connection
        connection.set_trace_callback(queries.append)
        {**WHOLE, **PARTS}[name](archive)
        connection.set_trace_callback(None)
        for query in filter(lambda text: text.lstrip().startswith(("SELECT", "WITH")), queries):
            for row in connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall():
                detail = row["detail"]
                assert not (detail.startswith("SCAN a") and "COVERING" not in detail), (detail, query)
                assert name.startswith("means") or "B-TREE FOR ORDER BY" not in detail, (detail, query)


def test_pages_one_after_the_other_are_the_whole_list(folders: tuple[Path, Path]) -> None:
    with opened(folders[0]) as archive:
        found = list(archive.lists.page(10))
        while page := archive.lists.page(10, after=found[-1].id):
            found += page
        assert tuple(found) == archive.sessions()
        assert len(found) == archive.lists.count() == 43


def test_titles_are_found_by_words_whatever_their_case(folders: tuple[Path, Path]) -> None:
    with opened(folders[0]) as archive:
        named = archive.lists.page(100, words=("ÄHNLICHKEIT", "7"))
        assert {session.title for session in named} == {s.title for s in archive.sessions() if "7" in s.title}
        assert archive.lists.count(("ähnlichkeit", "7")) == len(named) > 0
        assert archive.lists.page(100, words=("%",)) == ()


def test_the_session_before_has_the_same_title(folders: tuple[Path, Path]) -> None:
    with opened(folders[0]) as archive:
        every = archive.sessions()
        newest = every[0]
        older = [session for session in every[1:] if session.title == newest.title]
        assert archive.lists.one_before(newest) == older[0]
        assert archive.lists.before(newest) == len(older)
        assert archive.lists.one_before(every[-1]) is None


def test_a_value_that_is_no_number_is_a_damaged_archive(tmp_path: Path) -> None:
    fill(tmp_path / "a", 10)
    with sqlite3.connect(tmp_path / "a" / database.NAME) as file:
        file.execute("UPDATE measures SET value = 'much' WHERE measure_id = 'm3' AND answer = 4")
    archive = Archive(tmp_path / "a")
    with pytest.raises(DamagedArchiveError):
        archive.history.values("m3")
    assert len(archive.history.values("m4")) == 10
    archive.close()
