"""The knowledge map by its keys, and the drills it opens; Home's plan."""

from dataclasses import replace
from pathlib import Path

import pytest
from canned import BIAS
from driving import DAY, make, name, press, rehearsal, running, settle, text
from stored import furnish, practised

from simulator.model.settings import Settings
from simulator.ui.app import Start, build
from simulator.ui.widgets.topic_grid import BAR, BAR_FROM, BESIDE, TITLE, TopicGrid, bar_cells
from simulator.use_cases.desk import Desk
from simulator.use_cases.prepare.coach import WEAK_SPOTS

OWN = "[red]my own subject[/red]"
TOPICS = ("probability", "statistics", "optimization", "estimation", "evaluation", "experiments", OWN)
ASKED = {topic: replace(BIAS, id=f"q{at}", topic=topic) for at, topic in enumerate(TOPICS)}
ANOTHER = replace(BIAS, id="another", topic="evaluation")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank with a question of each of these topics, and two of one."""
    return furnish(tmp_path_factory.mktemp("house"), (*ASKED.values(), ANOTHER))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_arrows_walk_the_map_and_enter_drills(empty_desk: Desk, size: tuple[int, int]) -> None:
    archive = empty_desk.sessions.archive
    for question, overall in ((ASKED["evaluation"], 40), (ANOTHER, 45), (ASKED["statistics"], 41)):
        practised(archive, question, "2026-11-14T09:00:00+01:00", overall)
    for topic, overall in (("probability", 82), ("estimation", 100), (OWN, 7)):
        practised(archive, ASKED[topic], "2026-11-24T09:00:00+01:00", overall)
    app = make(empty_desk)
    async with running(app, size) as pilot:
        await press(pilot, "m")
        assert "leads to" in text(pilot)
        assert "[red]my own" in text(pilot)
        assert "5 of 7 topics practised · 3 due !" in text(pilot)
        grid = app.screen.query_one(TopicGrid)
        seen = []
        for key in ("right", "down", "right", "down", "up", "up", "left", "left", "left"):
            await press(pilot, key)
            assert grid.place is not None
            seen.append(grid.place.topic.id)
        assert seen[:4] == ["statistics", "estimation", "evaluation", OWN]
        assert seen[-1] == "probability"
        await press(pilot, "down", "down")
        assert " · ! 2 due · " in text(pilot), "what is due stands where it is not cut"
        standing = grid.place.standing
        said = f"Mastery {standing.mastery} is the mean of the latest scores, faded by time: 40, 45."
        assert said in text(pilot)
        await press(pilot, "enter")
        await settle(pilot, lambda: name(pilot) == "PracticeScreen")
        assert app.drilling == "evaluation"
        first = rehearsal(pilot)
        assert first.view.question.topic == "evaluation"
        app.go_on()
        await settle(pilot, lambda: rehearsal(pilot) is not first)
        assert app.drilling == "evaluation"
        assert rehearsal(pilot).view.question.topic == "evaluation"


WEEK = (
    (19, "evaluation", 40, 50),
    (20, "probability", 95, 50),
    (20, "probability", 95, 50),
    (21, "statistics", 95, 50),
    (21, "statistics", 95, 50),
    (22, "optimization", 95, 68),
    (22, "optimization", 95, 68),
    (23, "estimation", 95, 68),
    (24, "experiments", 95, 68),
    (24, OWN, 95, 68),
)
"""Day of November, topic, overall score and clarity of each answer."""


async def test_home_says_the_plan_and_w_drills_the_weak_spots(empty_desk: Desk) -> None:
    for at, (day, topic, overall, clarity) in enumerate(WEEK):
        when = f"2026-11-{day}T09:{at:02d}:00+01:00"
        practised(empty_desk.sessions.archive, ASKED[topic], when, overall, clarity)
    app = make(empty_desk)
    async with running(app, (80, 24)) as pilot:
        shown = text(pilot)
        for part in ("6-day streak", "1 question is due", "Weak spot: Evaluation", "2 done today", "▲ 18"):
            assert part in shown
        await press(pilot, "w")
        await settle(pilot, lambda: name(pilot) == "PracticeScreen")
        assert app.drilling == WEAK_SPOTS
        assert rehearsal(pilot).view.question == ASKED["evaluation"]


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


@pytest.mark.parametrize("column", range(BAR_FROM, 60))
def test_a_bar_is_shortened_before_a_title_is_cut(column: int) -> None:
    bar = bar_cells(column)
    assert 1 < bar <= BAR
    assert column - bar - BESIDE >= TITLE
