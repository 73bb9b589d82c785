"""The line follows what is there, says how sure it is, and a change is said only when it is clear."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model import plot, smoothing
from simulator.model.smoothing import DAY_S
from simulator.use_cases.look_back.trends import sentence

NOW = 1_800_000_000.0
values = st.lists(st.floats(0, 100), min_size=4, max_size=30)


def days(*ago: float) -> list[float]:
    """Seconds since 1970 of that many days before `NOW`, ascending."""
    return sorted(NOW - day * DAY_S for day in ago)


@given(st.floats(-5, 5), st.floats(0, 100), st.integers(4, 40))
def test_a_straight_rise_is_its_own_line(slope: float, start: float, count: int) -> None:
    at = [NOW + i * DAY_S for i in range(count)]
    line = smoothing.line(at, [start + slope * i for i in range(count)])
    for place in line:
        assert place.value == pytest.approx(start + slope * (place.at - NOW) / DAY_S, abs=1e-6)


@given(values)
@settings(deadline=None)
def test_the_line_lies_within_its_uncertainty(heights: list[float]) -> None:
    at = [NOW + i * DAY_S for i in range(len(heights))]
    for place in smoothing.line(at, heights):
        assert place.low <= place.value <= place.high


@given(values)
@settings(deadline=None)
def test_the_line_stays_among_the_values(heights: list[float]) -> None:
    at = [NOW + i * DAY_S for i in range(len(heights))]
    for place in smoothing.line(at, heights):
        assert min(heights) - 1e-9 <= place.value <= max(heights) + 1e-9


def test_a_share_that_rises_to_the_whole_does_not_rise_above_it() -> None:
    shares = [0.2, 0.1, 0.3, 0.7, 0.9, 1.0, 1.0]
    line = smoothing.line([NOW + i * DAY_S for i in range(len(shares))], shares)
    assert max(place.value for place in line) <= 1.0


@given(values, st.floats(-50, 50))
@settings(deadline=None)
def test_higher_values_make_a_higher_line_of_the_same_width(heights: list[float], more: float) -> None:
    at = [NOW + i * DAY_S for i in range(len(heights))]
    lower, higher = smoothing.line(at, heights), smoothing.line(at, [h + more for h in heights])
    for a, b in zip(lower, higher, strict=True):
        assert b.value - a.value == pytest.approx(more, abs=1e-6)
        assert b.high - b.low == pytest.approx(a.high - a.low, abs=1e-6)


def test_more_answers_make_it_surer() -> None:
    noise = np.random.default_rng(5).normal(60, 5, 400)
    few = smoothing.line([NOW + i * DAY_S for i in range(10)], list(noise[:10]))
    many = smoothing.line([NOW + i * DAY_S / 40 for i in range(400)], list(noise))
    assert np.mean([p.high - p.low for p in many]) < np.mean([p.high - p.low for p in few])


def test_the_line_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(7)
    at = [NOW + i * DAY_S for i in range(60)]
    inside = [
        place.low <= 60 <= place.high
        for _ in range(100)
        for place in smoothing.line(at, list(random.normal(60, 8, 60)))[5:-5:10]
    ]
    assert 0.9 < np.mean(inside) < 0.99


def test_three_values_are_no_line_and_one_sitting_is_one_place() -> None:
    assert smoothing.line([1, 2, 3], [1, 2, 3]) == ()
    (only,) = smoothing.line([5.0] * 4, [60, 62, 64, 66])
    assert only.value == 63


@pytest.mark.parametrize(("freedom", "point"), [(3, 3.182), (5, 2.571), (10, 2.228), (60, 2.000)])
def test_the_points_of_student_s_t(freedom: int, point: float) -> None:
    assert smoothing.student(freedom) == pytest.approx(point, rel=0.01)


def test_a_clear_rise_is_said() -> None:
    found = smoothing.change(days(20, 15, 12, 9, 3, 2, 1), [60, 61, 59, 60, 74, 75, 76], NOW)
    assert found.clear
    said = sentence("clarity", "0-100", found)
    assert said == "Clarity rose from 60 to 75 this week (3 answers; 4 in the four weeks before)."


def test_a_difference_within_the_scatter_is_not_said() -> None:
    found = smoothing.change(days(20, 15, 12, 9, 3, 2, 1), [40, 80, 55, 65, 75, 50, 70], NOW)
    assert not found.clear
    assert sentence("clarity", "0-100", found).startswith("No clear change in clarity this week: 65 after 60")


@pytest.mark.parametrize("ago", [(), (1,), (1, 2, 3), (20, 21, 22), (1, 2, 20, 21, 22)])
def test_too_few_answers_say_so(ago: tuple[float, ...]) -> None:
    found = smoothing.change(days(*ago), [50.0] * len(ago), NOW)
    assert not found.enough
    assert sentence("clarity", "0-100", found).startswith("Too few answers")


def test_what_is_older_than_five_weeks_does_not_count() -> None:
    found = smoothing.change(days(100, 90, 80, 3, 2, 1), [10, 11, 12, 70, 71, 72], NOW)
    assert found.answers_before == 0
    assert math.isnan(found.before)


@given(values, st.integers(12, 120), st.integers(5, 30))
def test_a_chart_fills_exactly_its_room(heights: list[float], width: int, height: int) -> None:
    at = [NOW + i * DAY_S for i in range(len(heights))]
    rows = plot.chart(at, heights, smoothing.line(at, heights), "0-100", width=width, height=height)
    if width < plot.LABEL_CELLS + 8:
        assert rows == ()
        return
    assert len(rows) == height
    assert all(len("".join(char for char, _ in row)) <= max(width, 30) for row in rows)
    assert sum(ink is plot.Ink.LINE for row in rows for _, ink in row) >= width - plot.LABEL_CELLS


def test_a_chart_without_values_is_nothing() -> None:
    assert plot.chart([], [], (), "0-100", width=80, height=20) == ()


def test_pooling_many_values_moves_the_line_by_less_than_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(0)
    at = sorted(chance.uniform(0, 300 * smoothing.DAY_S, 3 * smoothing.POOLS))
    values = [60 + 10 * float(np.sin(t / 4e6)) + float(chance.normal(0, 8)) for t in at]
    pooled = smoothing.line(at, values)
    monkeypatch.setattr(smoothing, "POOLS", len(values))
    exact = smoothing.line(at, values)
    for a, b in zip(pooled, exact, strict=True):
        assert a.at == b.at
        assert a.value == pytest.approx(b.value, abs=0.05)
        assert a.high - a.low == pytest.approx(b.high - b.low, rel=0.01)
