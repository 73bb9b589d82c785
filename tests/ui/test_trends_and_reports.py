"""Trends: one line, one sentence, then detail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from canned import CHURN
from driving import make, name, press, running, text
from stored import practised

from simulator.model.records import AnswerRecord
from simulator.model.scorecard import PetWord
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.ratings import rating_now

CLARITY = (52, 60, 55, 58, 63, 60, 66, 64, 70, 78, 81, 80)
OVERALL = (48, 66, 50, 61, 47, 59, 62, 60, 51, 64, 49, 60)
FILLERS = (12, 11, 9.5, 10, 8, 9, 7.5, 8, 7, 3.5, 3, 3.2)
HONESTLY = (0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 4)
TOPICS = ("[bold]vision[/bold]", *("probability",) * 4, *("evaluation",) * 7)
LAST = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def answers(empty_desk: Desk) -> list[AnswerRecord]:
    """One every two days, up to noon of 24 November 2026."""
    return [
        practised(
            empty_desk.sessions.archive,
            replace(CHURN, topic=topic),
            (LAST - timedelta(days=2 * (len(CLARITY) - at))).isoformat(),
            overall,
            clarity,
            duration_s=105.0,
            fillers=fillers,
            pet_words=(PetWord(text="honestly", count=count),) if count else (),
        )
        for at, (topic, overall, clarity, fillers, count) in enumerate(
            zip(TOPICS, OVERALL, CLARITY, FILLERS, HONESTLY, strict=True), 1
        )
    ]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_home_leads_to_the_chart_of_clarity_with_its_sentence(
    empty_desk: Desk, answers: list[AnswerRecord], size: tuple[int, int]
) -> None:
    async with running(make(empty_desk), size) as pilot:
        await press(pilot, "t")
        assert name(pilot) == "TrendsScreen"
        shown = text(pilot)
        assert "Trends · clarity" in shown
        assert "21 min practised in 12 answers" in shown
        sentence = "Clarity rose from 60 to 77 this week (4 answers; 8 in the four weeks before)."
        assert sentence in " ".join(shown.split())
        assert "•" in shown
        assert "░ likely range" in shown


async def test_it_is_said_how_well_the_scores_agree_with_ratings_once_there_are_some(
    empty_desk: Desk, answers: list[AnswerRecord]
) -> None:
    desk = empty_desk
    async with running(make(desk), (80, 24)) as pilot:
        await press(pilot, "t")
        assert "ratings" not in text(pilot)
        for record, rating in zip(answers, (1, 4, 2), strict=False):
            desk.ratings.rate(record.id, rating_now(rating))
        await press(pilot, "escape", "t")
        assert "3 ratings so far; 2 more" in text(pilot)
        for record, rating in zip(answers[3:], (4, 1, 3), strict=False):
            desk.ratings.rate(record.id, rating_now(rating))
        await press(pilot, "escape", "t")
        assert "with 6 ratings" in text(pilot)


async def test_down_shows_the_next_one_and_t_its_values(
    empty_desk: Desk, answers: list[AnswerRecord]
) -> None:
    async with running(make(empty_desk)) as pilot:
        await press(pilot, "t", "down")
        assert "Trends · overall" in text(pilot)
        await press(pilot, "down", "down", "down")
        assert "Trends · fillers" in text(pilot)
        await press(pilot, "t")
        shown = text(pilot)
        assert f"3.2/min   today        12:00   {answers[-1].id}" in shown
        assert "12/min   2 Nov" in shown
        await press(pilot, "t")
        assert "smoothed" in text(pilot)


async def test_other_views_are_means_by_group_and_own_words(
    empty_desk: Desk, answers: list[AnswerRecord]
) -> None:
    async with running(make(empty_desk)) as pilot:
        await press(pilot, "t", "v", "v")
        shown = text(pilot)
        assert "means by topic" in shown
        assert "71   evaluation                7 answers" in shown
        assert "[bold]vision[/bold]" in shown
        await press(pilot, "v", "v")
        assert "an ML engineer            12 answers" in text(pilot)
        await press(pilot, "v", "v")
        assert "7   honestly" in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "HomeScreen"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_own_words_say_what_is_drawn_without_being_cut(
    empty_desk: Desk, answers: list[AnswerRecord], size: tuple[int, int]
) -> None:
    async with running(make(empty_desk), size) as pilot:
        await press(pilot, "t", *["v"] * 6)
        shown = text(pilot)
        assert "in each answer, oldest first" in shown
        assert "honestly" in shown
        assert "…" not in shown


async def test_without_answers_it_says_what_will_be_here(empty_desk: Desk) -> None:
    async with running(make(empty_desk), (80, 24)) as pilot:
        await press(pilot, "t")
        assert "Nothing to show yet" in text(pilot)
        await press(pilot, "v", "t")


async def test_one_answer_is_a_point_without_a_line(empty_desk: Desk) -> None:
    practised(empty_desk.sessions.archive, CHURN, LAST.isoformat(), 52)
    async with running(make(empty_desk)) as pilot:
        await press(pilot, "t")
        assert "•" in text(pilot)


@pytest.mark.parametrize("keys", [("h", "x"), ("h", "enter", "x"), ("h", "r", "x")])
async def test_x_saves_a_report_and_says_where(desk: Desk, keys: tuple[str, ...]) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, *keys)
        (saved,) = (desk.sessions.recordings / "reports").iterdir()
        assert any(f"Saved: {saved}" in note.message for note in pilot.app._notifications)


@pytest.fixture
def one_morning(empty_desk: Desk) -> None:
    """Eight answers within two hours, each better than the one before."""
    for at in range(8):
        when = LAST - timedelta(hours=2) + timedelta(minutes=15 * at)
        practised(empty_desk.sessions.archive, CHURN, when.isoformat(), 40 + 5 * at)


@pytest.mark.usefixtures("one_morning")
async def test_where_answers_are_too_few_to_compare_nothing_is_drawn_but_the_answers(
    empty_desk: Desk,
) -> None:
    async with running(make(empty_desk), (120, 40)) as pilot:
        await press(pilot, "t")
        shown = text(pilot)
        assert "Too few answers" in shown
        assert "• one answer" in shown
        assert not set("⣀⠤⠒⠉░↑↓") & set(shown)
        assert "smoothed" not in shown
    page = empty_desk.export.text("trends", "html")
    assert 'class="dot"' in page
    assert 'class="line"' not in page
    assert 'class="band"' not in page
