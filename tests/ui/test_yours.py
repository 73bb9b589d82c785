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
        asks = app.screen.query_one("#yours-asks", TextArea)
        assert asks.text.splitlines() == [
            "build b ranking or b models, learning to rank with NDCG",
            "5 or more years of search in production",
        ]
        assert asks.text.splitlines()[0] in shown
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
        assert "! There is no text in it to keep." in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "n")
        job.text, background.text = "", " "
        await press(pilot, "ctrl+s")
        assert desk.job.get().job == ""
        assert not desk.job.path.exists()
        assert "Nothing is kept yet." in text(pilot)


async def test_what_was_understood_is_corrected_on_the_screen(desk: Desk) -> None:
    desk.job.keep(JOB, "me")
    app = make(desk)
    async with running(app) as pilot:
        await press(pilot, "i", "y")
        job = app.screen.query_one("#yours-job", TextArea)
        asks = app.screen.query_one("#yours-asks", TextArea)
        asks.text = "experience with <b>Spark</b>\n\n explain models to the board "
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "n", "ctrl+s")
        corrected = ("experience with Spark", "explain models to the board")
        assert desk.job.get().asks == corrected
        assert asks.text.splitlines() == list(corrected)
        app.screen.query_one("#yours-background", TextArea).text = "me again"
        await press(pilot, "ctrl+s")
        assert (desk.job.get().background, desk.job.get().asks) == ("me again", corrected)
        job.text = "Requirements: Python, Scala"
        await press(pilot, "ctrl+s")
        assert desk.job.get().asks == ("experience with Python", "experience with Scala")
        asks.text = "experience with Scala"
        await press(pilot, "ctrl+s")
        assert desk.job.get().asks == ("experience with Scala",)
        asks.text = ""
        await press(pilot, "ctrl+s")
        assert desk.job.get().asks == ("experience with Python", "experience with Scala")
        job.text = "/no/such/job.pdf"
        await press(pilot, "ctrl+s")
        assert "! /no/such/job.pdf cannot be read: No such file or directory." in text(pilot)
        await press(pilot, "escape", "y")
