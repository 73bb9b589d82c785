"""The job and the background on the screen: pasted, kept, shown, thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import make, name, press, running, text
from test_narrow import cut_keys
from textual.widgets import TextArea

from simulator.use_cases.desk import Desk

JOB = """\
Ranking Engineer [x]
Your tasks
- Build [b]ranking[/b] models, learning to rank with NDCG
- 5+ years of search in production
"""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_job_is_kept_and_what_was_made_of_it_is_shown(desk: Desk, size: tuple[int, int]) -> None:
    app = make(desk)
    async with running(app, size) as pilot:
        await press(pilot, "i", "y")
        assert name(pilot) == "YoursScreen"
        assert "Nothing is kept yet." in text(pilot)
        assert cut_keys(app) == []
        app.screen.query_one("#yours-job", TextArea).text = JOB
        await press(pilot, "tab", "m", "e", "ctrl+s")
        shown = text(pilot)
        assert desk.job.get().background == "me"
        assert "The job    Ranking Engineer x" in shown
        assert "· build b ranking or b models, learning to rank with NDCG" in shown
        assert "· 5 or more years of search in production" in shown
        assert "First come ranking and search, evaluation" in shown
        await press(pilot, "escape")
        assert name(pilot) == "InterviewsScreen"


async def test_kept_empty_it_is_deleted_and_what_is_not_kept_is_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    desk.job.keep("a job", "me")
    nothing = tmp_path / "nothing.txt"
    nothing.touch()
    app = make(desk)
    async with running(app) as pilot:
        await press(pilot, "i", "y")
        job = app.screen.query_one("#yours-job", TextArea)
        background = app.screen.query_one("#yours-background", TextArea)
        assert job.text == "a job"
        job.text, background.text = str(nothing), ""
        await press(pilot, "ctrl+s")
        assert "▲ There is no text in it to keep." in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "n")
        job.text, background.text = "", " "
        await press(pilot, "ctrl+s")
        assert desk.job.get().job == ""
        assert not desk.job.path.exists()
        assert "Nothing is kept yet." in text(pilot)
