"""The plan until the interview, by command, as a page, and from the map."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.cli.main import main
from simulator.model.errors import ExitCode

SOON = (date.today() + timedelta(days=10)).isoformat()


def test_the_plan_is_shown_and_written_as_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--until", SOON, "--hours", "4", "--json"]) == ExitCode.DONE
    document = json.loads(capsys.readouterr().out)
    assert document["interview"] == SOON
    assert document["hours_a_week"] == 4
    first = document["days"][0]
    assert first["day"] == date.today().isoformat()
    assert first["steps"][0]["prompt"]
    assert main(["plan", "--until", SOON, "--hours", "4"]) == ExitCode.DONE
    assert f"10 days until {SOON}" in capsys.readouterr().out
    page = tmp_path / "plan.html"
    assert main(["plan", "--until", SOON, "--output", str(page)]) == ExitCode.DONE
    written = page.read_text(encoding="utf-8")
    assert "10 days until" in written
    assert "5 hours a week" in written
    assert "@media print" in written
    assert "http://" not in written.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "needs the day of your interview"),
        (["--until", "2020-01-01"], "leaves no day"),
        (["--until", SOON, "--hours", "0"], "hours a week"),
        (["--until", SOON, "--hours", "nan"], "hours a week"),
    ],
)
def test_what_cannot_be_planned_gets_a_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", *arguments]) == ExitCode.BAD_INPUT
    assert said in capsys.readouterr().err
