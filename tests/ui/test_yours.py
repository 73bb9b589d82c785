"""The job and the background on the screen: pasted, kept, shown, thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import make, name, press, running, text
from fakes import FakeStudio
from test_narrow import cut_keys
from textual.widgets import TextArea


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_job_is_kept_and_what_was_made_of_it_is_shown(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = FakeStudio(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app, size) as pilot:
        await press(pilot, "i", "y")
        assert name(pilot) == "YoursScreen"
        assert "Nothing is kept yet." in text(pilot)
        assert cut_keys(app) == []
        app.screen.query_one("#yours-job", TextArea).text = "Ranking engineer\n- build ranking models"
        await press(pilot, "tab", "m", "e", "ctrl+s")
        shown = text(pilot)
        assert desk.job.background == "me"
        assert "Ranking Engineer [x]" in shown
        assert "First come ranking and search, evaluation" in shown
        assert "· build [b]ranking[/b] models" in shown
        await press(pilot, "escape")
        assert name(pilot) == "InterviewsScreen"


async def test_kept_empty_it_is_deleted_and_what_is_not_kept_is_asked_about(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.job.keep("a job", "me")
    app = make(tmp_path, desk=desk)
    async with running(app) as pilot:
        await press(pilot, "i", "y")
        job = app.screen.query_one("#yours-job", TextArea)
        assert job.text == "a job"
        job.text = "/no/such"
        await press(pilot, "ctrl+s")
        assert "▲ There is no text in it to keep." in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "n")
        job.text = ""
        app.screen.query_one("#yours-background", TextArea).text = " "
        await press(pilot, "ctrl+s")
        assert desk.job.job == ""
        assert "Nothing is kept yet." in text(pilot)
