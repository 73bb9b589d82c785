"""History: many sessions, read a page at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from driving import make, press, running, settle, text

from simulator.ui.screens import sessions as history
from simulator.ui.screens.sessions import SessionList
from simulator.use_cases.desk import Desk

SESSIONS = 43


@pytest.fixture
def many(empty_desk: Desk) -> Desk:
    """Many sessions without answers; every fifth is about dropout."""
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    for at in range(SESSIONS):
        title = f"{'Über Dropout' if at % 5 == 0 else 'Churn'} {at}"
        empty_desk.sessions.archive.start_session(title, None, "study", begun + timedelta(hours=at))
    return empty_desk


async def test_the_list_goes_on_as_the_cursor_nears_its_end(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 20)
    async with running(make(many), (80, 12)) as pilot:
        await press(pilot, "h")
        shown = pilot.app.screen.query_one(SessionList)
        assert len(shown.values) == 20
        assert f"{SESSIONS} of {SESSIONS} sessions" in text(pilot)
        for read in (40, SESSIONS):
            await press(pilot, "end")
            await settle(pilot, lambda read=read: len(shown.values) == read)
        await press(pilot, "end")
        ids = [session.id for session in shown.values]
        assert ids == [session.id for session in many.sessions.all()]
        assert shown.highlighted == SESSIONS - 1


async def test_coming_back_shows_as_much_as_before_with_the_cursor_where_it_was(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 20)
    async with running(make(many), (80, 12)) as pilot:
        await press(pilot, "h", "end")
        shown = pilot.app.screen.query_one(SessionList)
        await settle(pilot, lambda: len(shown.values) == 40)
        await press(pilot, *["down"] * 3, "d", "escape")
        await settle(pilot)
        assert len(shown.values) >= 40
        assert shown.highlighted == 22


async def test_a_search_looks_through_all_sessions_not_only_those_that_are_shown(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 5)
    async with running(make(many), (80, 12)) as pilot:
        await press(pilot, "h", "slash", *"üBER drop")
        await settle(pilot, lambda: f"9 of {SESSIONS} sessions" in text(pilot))
        await press(pilot, "enter", "end")
        shown = pilot.app.screen.query_one(SessionList)
        await settle(pilot, lambda: len(shown.values) == 9)
        assert {session.title[:12] for session in shown.values} == {"Über Dropout"}
        await press(pilot, "slash", *"zzz")
        await settle(pilot, lambda: "No session matches." in text(pilot))
