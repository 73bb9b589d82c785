"""Trends: one line, one sentence, then detail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from canned import OVERVIEW
from driving import make, name, press, running, text
from fakes import FakeStudio

from simulator.model.records import RatedPair
from simulator.model.trends import Overview


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_home_leads_to_the_chart_of_clarity_with_its_sentence(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(make(tmp_path), size) as pilot:
        await press(pilot, "t")
        assert name(pilot) == "TrendsScreen"
        shown = text(pilot)
        assert "Trends · clarity" in shown
        assert " ".join(OVERVIEW.trends[0].sentence.split()[:5]) in shown
        assert "•" in shown
        assert "░ 95 % sure" in shown


async def test_it_is_said_how_well_the_scores_agree_with_ratings_once_there_are_some(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk), (80, 24)) as pilot:
        await press(pilot, "t")
        assert "ratings" not in text(pilot)
        desk.rated = [RatedPair(score, rating) for score, rating in ((20, 1), (40, 2), (60, 4))]
        await press(pilot, "escape", "t")
        assert "3 ratings so far; 2 more" in text(pilot)
        desk.rated += [RatedPair(score, rating) for score, rating in ((70, 4), (80, 4), (90, 5))]
        await press(pilot, "escape", "t")
        assert "with 6 ratings" in text(pilot)


async def test_down_shows_the_next_one_and_t_its_values(tmp_path: Path) -> None:
    async with running(make(tmp_path)) as pilot:
        await press(pilot, "t", "down", "down")
        assert "Trends · fillers" in text(pilot)
        await press(pilot, "t")
        shown = text(pilot)
        assert "3.2/min   today        12:00   20261124-120000-abcd/12" in shown
        assert "12/min   2 Nov" in shown
        await press(pilot, "t")
        assert "smoothed" in text(pilot)


async def test_other_views_are_means_by_group_and_own_words(tmp_path: Path) -> None:
    async with running(make(tmp_path)) as pilot:
        await press(pilot, "t", "v", "v")
        shown = text(pilot)
        assert "by topic" in shown
        assert "71   evaluation" in shown
        assert "[bold]vision[/bold]" in shown
        await press(pilot, "v", "v", "v", "v")
        assert "7   honestly" in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "HomeScreen"


async def test_without_answers_it_says_what_will_be_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fakes.OVERVIEW", Overview(trends=(), pet_words=(), spoken_s=0.0))
    async with running(make(tmp_path), (80, 24)) as pilot:
        await press(pilot, "t")
        assert "Nothing to show yet" in text(pilot)
        await press(pilot, "v", "t")


async def test_one_answer_is_a_point_without_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = OVERVIEW.trends[0]
    one = replace(OVERVIEW, trends=(replace(first, points=first.points[:1], line=()),))
    monkeypatch.setattr("fakes.OVERVIEW", one)
    async with running(make(tmp_path, desk=FakeStudio(tmp_path))) as pilot:
        await press(pilot, "t")
        assert "•" in text(pilot)


@pytest.mark.parametrize("keys", [("h", "x"), ("h", "enter", "x"), ("h", "r", "x")])
async def test_x_saves_a_report_and_says_where(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with running(make(tmp_path)) as pilot:
        await press(pilot, *keys)
        assert any("Saved: " in note.message for note in pilot.app._notifications)
