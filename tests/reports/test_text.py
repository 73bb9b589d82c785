"""Reports as Markdown, CSV and JSON, and what happens when one cannot be written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ArchiveError, BadInputError, ExitCode
from simulator.reports.text import plain
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
    first = card.improvements[0]
    assert f"> 0:{int(first.start_s or 0):02d} “{plain(str(first.quote))}”" in written
    assert "| fillers | 10.5/min |" in written
    assert "⟨Um,⟩ Okay, so" in written


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
