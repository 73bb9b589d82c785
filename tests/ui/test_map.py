"""The knowledge map by its keys, and the drills it opens; Home's plan."""

from pathlib import Path

import pytest
from driving import DAY, make, name, press, running, settle, text
from fakes import FakeStudio

from simulator.model.settings import Settings
from simulator.ui.app import Start, build
from simulator.ui.widgets.topic_grid import TopicGrid
from simulator.use_cases.desk import Desk
from simulator.use_cases.prepare.coach import WEAK_SPOTS


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_arrows_walk_the_map_and_enter_drills(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk), size) as pilot:
        await press(pilot, "m")
        assert "leads to" in text(pilot)
        assert "[red]my own" in text(pilot)
        grid = pilot.app.screen.query_one(TopicGrid)
        seen = []
        for key in ("right", "down", "right", "down", "up", "up", "left", "left", "left"):
            await press(pilot, key)
            assert grid.place is not None
            seen.append(grid.place.topic.id)
        assert seen[:4] == ["statistics", "estimation", "evaluation", "[red]my own subject[/red]"]
        assert seen[-1] == "probability"
        await press(pilot, "down", "down")
        assert "2 due" in text(pilot)
        await press(pilot, "enter")
        await settle(pilot, lambda: name(pilot) == "PracticeScreen")
        assert desk.drills == ["evaluation"]
        pilot.app.go_on()  # type: ignore[attr-defined]
        await settle(pilot)
        assert desk.drills == ["evaluation", "evaluation"]


async def test_home_says_the_plan_and_w_drills_the_weak_spots(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk), (80, 24)) as pilot:
        shown = text(pilot)
        for part in ("6-day streak", "1 question is due", "Weak spot: Evaluation", "2 done today", "▲ 18"):
            assert part in shown
        await press(pilot, "w")
        assert desk.drills == [WEAK_SPOTS]


async def test_the_real_map_shows_every_topic_of_a_first_start(tmp_path: Path) -> None:
    desk = Desk(Settings(recordings=str(tmp_path), microphone_checked=True))
    try:
        async with running(build(desk, Start(), today=DAY, ticking=False), (80, 24)) as pilot:
            await press(pilot, "m")
            await settle(pilot, lambda: "0 of 32 topics" in text(pilot))
            for title in ("Career stories", "Data structures", "Ranking, search"):
                assert title in text(pilot)
            await press(pilot, "escape", "w")
            assert name(pilot) == "HomeScreen"
            assert any("No weak spots" in note.message for note in pilot.app._notifications)
    finally:
        desk.close()
