"""Reports as Markdown, CSV and JSON, and what happens when one cannot be written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ArchiveError, BadInputError, ExitCode
from simulator.model.measure_line import UNWEIGHED
from simulator.model.scorecard import JargonTerm, PointState
from simulator.reports import page
from simulator.reports.subject import ReportedAnswer, SessionReport
from simulator.reports.text import markdown, plain
from simulator.use_cases.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk(settings.load())
    yield opened
    opened.close()


def test_markdown_has_scores_quotes_with_seconds_and_the_words(desk: Desk) -> None:
    card = desk.sessions.answer("sample").scorecard
    assert card is not None
    written = desk.export.text("sample", "md")
    assert f"**{card.overall}** overall" in written
    assert "take 1 · for an ML engineer" in written
    first = card.improvements[0]
    assert f"> 0:{int(first.start_s or 0):02d} “{plain(str(first.quote))}”" in written
    assert "◑ fillers: 10.5 a minute, listeners mind from 9.5" in written
    assert "⟨Um,⟩ Okay, so" in written


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_point_said_the_wrong_way_round_is_reported(
    desk: Desk, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = desk.sessions.answer("sample")
    assert answer.scorecard is not None
    wrong = replace(answer.scorecard.key_points[0], state=PointState.WRONG)
    changed = replace(answer, scorecard=replace(answer.scorecard, key_points=(wrong,)))
    monkeypatch.setattr(desk.sessions, "answers", lambda _identifier: (changed,))
    assert "✗" in desk.export.text("sample", form)


@pytest.mark.parametrize("form", ["md", "html"])
def test_how_the_sample_sounds_is_reported_apart_from_what_counts(desk: Desk, form: str) -> None:
    written = desk.export.text("sample", form)
    told = written[written.index(UNWEIGHED) :]
    assert "moves over 7.1 semitones" in told
    assert "from 156 to 192 words a minute, ten seconds at a time" in told
    assert "levelNone" not in written


@pytest.mark.parametrize(("count", "said"), [(0, ""), (1, "with 1 hint"), (2, "with 2 hints")])
def test_reports_say_how_many_hints_were_given(desk: Desk, count: int, said: str) -> None:
    record = replace(desk.sessions.answer("sample"), hints_used=count)
    answer = ReportedAnswer(record=record, question=desk.sessions.question_of(record))
    report = SessionReport(session=desk.sessions.session("sample"), answers=(answer,))
    for written in (markdown(report), page.report(report)):
        assert re.findall(r"with \d+ hints?", written) == ([said] if said else [])


def test_what_was_said_at_once_is_listed_by_its_second_too(desk: Desk) -> None:
    answer = desk.sessions.answer("sample")
    card = answer.scorecard
    assert card is not None
    filler = replace(card.fillers.items[0], text="Um", start_s=0.0)
    term = JargonTerm(
        term="SMOTE", explained=False, late=False, how=None, definition="New rare cases.", start_s=0.0
    )
    typed = replace(term, start_s=None)
    said = replace(
        card,
        fillers=replace(card.fillers, items=(filler,)),
        jargon=replace(card.jargon, terms=(term, typed)),
    )
    reported = ReportedAnswer(record=replace(answer, scorecard=said), question=None)
    at_once = [moment.what for moment in reported.moments if moment.at_s == 0.0]
    assert at_once == ["filler: Um", "not explained: SMOTE"]


def test_csv_has_every_measure_as_a_number(desk: Desk) -> None:
    card = desk.sessions.answer("sample").scorecard
    assert card is not None
    rows = list(csv.DictReader(io.StringIO(desk.export.text("sample", "csv"))))
    values = {row["measure"]: row["value"] for row in rows}
    assert values["overall"] == str(card.overall)
    assert all(float(values[m.id]) == m.value for m in card.measures if m.value is not None)


def test_json_is_what_sessions_show_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "sample", "--format", "json"]) == ExitCode.DONE
    exported = json.loads(capsys.readouterr().out)
    assert main(["sessions", "show", "sample", "--json"]) == ExitCode.DONE
    assert exported == json.loads(capsys.readouterr().out)


@given(st.text())
def test_no_markup_survives(text: str) -> None:
    escaped = plain(text)
    for sign in "`*_[]<>|#~":
        assert f"\\{sign}" in escaped or sign not in text
    assert "\n" not in escaped


def test_what_does_not_exist_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "20261122-120000-abcd", "--format", "html"]) == ExitCode.BAD_INPUT
    assert main(["export", "trends", "--format", "md"]) == ExitCode.BAD_INPUT
    assert "no session" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_leaves_the_old_one(desk: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(ArchiveError):
        desk.export.write("sample", "md", blocked / "report.md")
    kept = tmp_path / "report.md"
    kept.write_text("old")
    with pytest.raises(BadInputError):
        desk.export.write("20261122-120000-abcd", "md", kept)
    assert kept.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "report.md"]
