"""One round alone or a mock is chosen on the screen and by command; another listener on the scorecard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from canned import PLAN
from driving import latest, make, name, press, running, settle, text

from simulator.cli.main import main
from simulator.model.errors import ExitCode
from simulator.ui.app import Start
from simulator.use_cases.desk import Desk


async def test_p_goes_through_the_parts_and_enter_begins_the_one_that_is_shown(desk: Desk) -> None:
    app = make(desk)
    async with running(app, (100, 30)) as pilot:
        await press(pilot, "i")
        assert name(pilot) == "InterviewsScreen"
        await settle(pilot, lambda: PLAN.title in text(pilot))
        await press(pilot, "p", "p")
        assert f"Only round 2: {PLAN.rounds[1].who}" in " ".join(text(pilot).split())
        await press(pilot, "enter")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen" and "Round 1 of 1" in text(pilot))
        assert PLAN.rounds[1].name in text(pilot)


@pytest.mark.parametrize("part", [["--round", "99"], ["--round", "x"]])
def test_a_round_that_is_not_there_is_said(part: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["practice", "--interview", "bank-fraud", "--headless", "--answer", "a.wav", *part])
    assert code == ExitCode.BAD_INPUT
    assert f"has no round {part[1]}" in capsys.readouterr().err


@pytest.mark.parametrize("part", [["--round", "2"], ["--mock"]])
def test_a_part_needs_an_interview(part: list[str]) -> None:
    assert main(["practice", *part]) == ExitCode.USAGE


async def test_another_listener_is_scored_for_at_once_and_seen(desk: Desk) -> None:
    answer = latest(desk)
    assert answer.audience == "software_engineer"
    app = make(desk, Start(screen="replay", answer_id=answer.id))
    async with running(app, (120, 40)) as pilot:
        assert "for a software engineer" in text(pilot)
        app.scorecard(answer.id)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        await press(pilot, "L")
        await settle(pilot, lambda: "for an ML engineer" in text(pilot))
    after = desk.sessions.answer(answer.id)
    assert after.audience == "ml_engineer"
    assert after.scorecard is not None
    assert after.scorecard.audience == "ml_engineer"
    assert len(desk.sessions.archive.ratings.earlier_scorings(answer.id)) == 1


async def test_the_map_writes_the_plan_until_the_interview(desk: Desk) -> None:
    desk.settings.change(interview_on=(date.today() + timedelta(days=9)).isoformat())
    async with running(make(desk), (100, 30)) as pilot:
        await press(pilot, "m")
        assert name(pilot) == "MapScreen"
        await press(pilot, "p")
        await settle(pilot)
    page = desk.sessions.recordings / "reports" / "plan.html"
    assert "9 days until" in page.read_text(encoding="utf-8")
