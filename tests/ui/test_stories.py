"""Stories on the screen: read, write, link, rehearse, delete."""

from __future__ import annotations

import pytest
from canned import STORIES, STORY
from driving import make, name, press, rehearsal, running, settle, text
from fakes import FakeMeaning
from stored import practised
from test_narrow import cut_keys
from textual.widgets import Input, TextArea

from simulator.ui.screens.story import StoryScreen
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.use_cases.desk import Desk
from simulator.use_cases.prepare.coach import STORY as DRILL

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def told(desk: Desk) -> str:
    """Two stories, one of them told once; the session it was told in."""
    for story in STORIES:
        desk.stories.keep(story)
    archive = desk.sessions.archive
    answer = practised(archive, STORY, "2026-11-20T12:00:00+01:00", 71)
    archive.tellings.remember(answer.id, STORIES[0].id, 0.58)
    return answer.session_id


@pytest.mark.parametrize("size", SIZES)
async def test_stories_show_what_is_missing_and_rehearse_on_enter(
    desk: Desk, told: str, size: tuple[int, int]
) -> None:
    app = make(desk)
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
        await settle(pilot, lambda: name(pilot) == "PracticeScreen")
        assert app.drilling == DRILL + "meters"
        assert rehearsal(pilot).view.question == STORY


async def test_a_story_without_questions_asks_to_be_linked_first(desk: Desk, told: str) -> None:
    app = make(desk)
    async with running(app) as pilot:
        app.action_stories()
        await settle(pilot, lambda: name(pilot) == "StoriesScreen")
        await press(pilot, "down", "enter")
        assert name(pilot) == "StoryLinksScreen"
        assert "◌" in text(pilot)
        await press(pilot, "space")
        assert "✓ 1 linked" in text(pilot)
        assert desk.stories.get("fog").questions == (STORY.id,)
        await press(pilot, "space")
        assert "✓ 0 linked" in text(pilot)
        assert app.drilling == ""


async def test_a_story_is_written_kept_and_deleted(desk: Desk, told: str) -> None:
    app = make(desk)
    async with running(app, (80, 24)) as pilot:
        await press(pilot, "b", "s", "n")
        assert name(pilot) == "StoryScreen"
        await press(pilot, "ctrl+s")
        assert "! The story's title: it is empty." in text(pilot)
        pilot.app.screen.query_one(Input).value = "Fire drill"
        await press(pilot, "tab", "o", "n", "e", "tab", "m", "e")
        assert cut_keys(app) == []
        await press(pilot, "ctrl+s")
        assert name(pilot) == "StoriesScreen"
        kept = desk.stories.all()[-1]
        assert (kept.title, kept.situation, kept.task) == ("Fire drill", "one", "me")
        await press(pilot, "d", "y")
        assert len(desk.stories.all()) == 2


@pytest.mark.parametrize("meaning", [FakeMeaning()])
async def test_leaving_a_changed_story_asks_first(desk: Desk, told: str, meaning: FakeMeaning) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "b", "s", "e")
        screen = pilot.app.screen
        assert isinstance(screen, StoryScreen)
        assert "it may also show: Feedback or Influence" in text(pilot)
        assert not screen.unsaved
        screen.query_one("#story-shows").focus()
        await press(pilot, "down", "space")
        assert screen.written().competencies == ("mistakes", "influence")
        assert "✓ Influence" in text(pilot)
        await press(pilot, "space")
        assert not screen.unsaved
        screen.query_one("#story-learned", TextArea).text = "Test it twice."
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "n")
        assert pilot.app.screen is screen
        await press(pilot, "escape", "y")
        assert name(pilot) == "StoriesScreen"
        assert desk.stories.all() == STORIES


async def test_no_stories_and_a_broken_file(desk: Desk) -> None:
    async with running(make(desk), (80, 24)) as pilot:
        await press(pilot, "b", "s")
        assert "n writes the first" in text(pilot)
        broken = '[[story]]\nid = "fog"\ntitle = ""\n'
        (desk.sessions.recordings / "stories.toml").write_text(broken)
        pilot.app.screen.on_screen_resume()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "stories.toml,line3,field`title`:itisempty." in "".join(text(pilot).split())
        await press(pilot, "n", "e", "enter")
        assert name(pilot) == "StoriesScreen"


async def test_the_scorecard_says_which_story_it_may_be(desk: Desk, told: str) -> None:
    app = make(desk)
    async with running(app) as pilot:
        app.scorecard(told)
        await settle(pilot, lambda: bool(app.screen.query(EvidenceRow)))
        assert "◌ sounds like your story “Meters, not [b]kilometers[/b]” (a guess)" in text(pilot)
