"""Stories on the screen: read, write, link, rehearse, delete."""

from __future__ import annotations

from pathlib import Path

import pytest
from canned import STORIES, STORY
from driving import make, name, press, running, settle, text
from fakes import FakeStudio
from test_narrow import cut_keys
from textual.widgets import Input, TextArea

from simulator.ui.screens.story import StoryScreen
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.use_cases.prepare.coach import STORY as DRILL

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_stories_show_what_is_missing_and_rehearse_on_enter(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = FakeStudio(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app, size) as pilot:
        await press(pilot, "b", "s")
        assert name(pilot) == "StoriesScreen"
        shown = text(pilot)
        assert "○ No story yet for: Influence, Feedback" in shown
        assert "Meters, not [b]kilometers[/b]" in shown
        assert "once, last 20 Nov, scored 71 (by a guess)" in shown
        assert cut_keys(app) == []
        assert "○ 4 to write  Fog at small airports" in shown
        await press(pilot, "enter")
        assert desk.drills == [DRILL + "meters"]
        assert name(pilot) == "PracticeScreen"


async def test_a_story_without_questions_asks_to_be_linked_first(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        pilot.app.action_stories()  # type: ignore[attr-defined]
        await settle(pilot, lambda: name(pilot) == "StoriesScreen")
        await press(pilot, "down", "enter")
        assert name(pilot) == "StoryLinksScreen"
        assert "◌" in text(pilot)
        await press(pilot, "space")
        assert "✓ 1 linked" in text(pilot)
        await press(pilot, "space")
        assert "✓ 0 linked" in text(pilot)
        assert desk.drills == []


async def test_a_story_is_written_kept_and_deleted(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app, (80, 24)) as pilot:
        await press(pilot, "b", "s", "n")
        assert name(pilot) == "StoryScreen"
        await press(pilot, "ctrl+s")
        assert "▲ The story's title: it is empty." in text(pilot)
        pilot.app.screen.query_one(Input).value = "Fire drill"
        await press(pilot, "tab", "o", "n", "e", "tab", "m", "e")
        assert cut_keys(app) == []
        await press(pilot, "ctrl+s")
        assert name(pilot) == "StoriesScreen"
        assert desk.kept[-1].title == "Fire drill"
        assert desk.kept[-1].situation == "one"
        assert desk.kept[-1].task == "me"
        await press(pilot, "d", "y")
        assert len(desk.kept) == 2


async def test_leaving_a_changed_story_asks_first(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "b", "s", "e")
        screen = pilot.app.screen
        assert isinstance(screen, StoryScreen)
        assert "it may also show: Influence" in text(pilot)
        assert not screen.changed
        screen.query_one("#story-shows").focus()
        await press(pilot, "down", "space")
        assert screen.written().competencies == ("mistakes", "influence")
        assert "✓ Influence" in text(pilot)
        await press(pilot, "space")
        assert not screen.changed
        screen.query_one("#story-learned", TextArea).text = "Test it twice."
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "n")
        assert pilot.app.screen is screen
        await press(pilot, "escape", "y")
        assert name(pilot) == "StoriesScreen"
        assert desk.kept == list(STORIES)


async def test_no_stories_and_a_broken_file(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.kept = []
    async with running(make(tmp_path, desk=desk), (80, 24)) as pilot:
        await press(pilot, "b", "s")
        assert "n writes the first" in text(pilot)
        desk.stories_broken = "/home/me/stories.toml, line 3, field `title`: it is empty."
        pilot.app.screen.on_screen_resume()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "line 3, field `title`" in " ".join(text(pilot).split())
        await press(pilot, "n", "e", "enter")
        assert name(pilot) == "StoriesScreen"


async def test_the_scorecard_says_which_story_it_may_be(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.tells = {"20261120-101500-aaaa/01", "20261120-101500-aaaa/02"}
    app = make(tmp_path, desk=desk)
    async with running(app) as pilot:
        app.scorecard("20261120-101500-aaaa")
        await settle(pilot, lambda: bool(app.screen.query(EvidenceRow)))
        assert "◌ sounds like your story “Meters, not [b]kilometers[/b]” (a guess)" in text(pilot)
    assert STORY.id in STORIES[0].questions
