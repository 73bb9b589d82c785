"""Rubrics: loading, refusing broken ones, scales, dimensions and the overall."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.errors import BadInputError
from simulator.model.measures import CONTENT_EXPECTED, CONTENT_RATING
from simulator.model.question import Kind
from simulator.model.scorecard import Dimension, Dimensions, DimensionScore, Measure
from simulator.scoring.measures.registry import measure
from simulator.scoring.verdict.overall import dimension_points, overall
from simulator.scoring.verdict.rubric import Scale, level_of, load_rubric, load_rubrics

PROMPTS = Path(__file__).resolve().parents[3] / "prompts"
RUBRICS = load_rubrics(PROMPTS)
EXPLAIN = RUBRICS["explain"]


def test_every_kind_has_a_rubric_with_every_level_described() -> None:
    assert set(RUBRICS) == {*(kind.value for kind in Kind), "general"}
    for rubric in RUBRICS.values():
        assert all(rubric.level_text(d, level) for d in Dimension for level in range(1, 6))
        assert all(scale.source for scale in rubric.scales)


@pytest.mark.parametrize(
    ("name", "old", "new", "named"),
    [
        ("explain", "version = 5", "version = 0", "version"),
        ("explain", "version = 5", 'version = "one"', "version"),
        ("explain", 'id = "explain"', 'id = "else"', "id"),
        ("explain", "level = 2", "level = 6", "level"),
        ("base", "edges = [5, 7, 9.5, 12, 18, 26]", "edges = [5, 7, 3, 12, 18, 26]", "edges"),
        ("base", "edges = [5, 7, 9.5, 12, 18, 26]", "edges = [5, 7]", "edges"),
        ("base", "weight = 6", "weight = -6", "weight"),
        ("base", "target = [125, 175]", "target = [175, 125]", "target"),
        ("base", "clarity = 0.2, ", "", "overall.weights"),
        ("base", "level = 5", "level = 4", "level"),
    ],
)
def test_a_broken_rubric_is_refused_with_file_line_and_field(
    tmp_path: Path, name: str, old: str, new: str, named: str
) -> None:
    texts = {part: (PROMPTS / "rubrics" / f"{part}.toml").read_text() for part in ("base", "explain")}
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new, 1)
    for part, text in texts.items():
        (tmp_path / f"{part}.toml").write_text(text)
    with pytest.raises(BadInputError, match=rf"{name}\.toml, line \d+, field `{named}`"):
        load_rubric(tmp_path / "explain.toml", EXPLAIN.moves)


def test_our_kinds_say_only_what_is_their_own() -> None:
    files = [file for file in (PROMPTS / "rubrics").glob("*.toml") if file.stem != "base"]
    for file in files:
        text = file.read_text()
        assert 'extends = "base"' in text
        assert len(text.splitlines()) <= 40
    said = [level.text for rubric in RUBRICS.values() for level in rubric.levels]
    assert not [text for text in said if "{" in text]
    assert "Begins with the situation, goes on in a sensible order; one part is thin." in said


@given(st.floats(0, 60), st.floats(0, 60))
def test_more_fillers_are_never_better(few: float, many: float) -> None:
    scale = EXPLAIN.by_measure["fillers_per_minute"]
    assert scale.points(max(few, many)) <= scale.points(min(few, many))


def test_the_edges_are_worth_what_they_say() -> None:
    scale = EXPLAIN.by_measure["fillers_per_minute"]
    assert [scale.points(edge) for edge in scale.edges] == [100, 80, 60, 40, 20, 0]
    assert scale.band(4) == "up to 5"
    assert scale.band(8) == "7-9.5"
    assert scale.band(30) == "at least 26"


def test_a_target_is_met_inside_and_missed_on_both_sides() -> None:
    scale = Scale(
        id="pace",
        dimension=Dimension.CLARITY,
        weight=1,
        edges=(0, 10, 20, 30, 40, 50),
        source="x",
        target=(100, 150),
    )
    assert scale.points(120) == 100
    assert scale.points(90) == scale.points(160) == 80


@pytest.mark.parametrize(("points", "level"), [(0, 1), (19.9, 1), (20, 2), (79, 4), (80, 5), (100, 5)])
def test_levels_are_twenty_points_wide(points: float, level: int) -> None:
    assert level_of(points) == level


def _found(clarity: int, structure: int, content: int | None) -> Dimensions:
    scores = [
        None if s is None else DimensionScore(score=s, level=level_of(s))
        for s in (clarity, structure, content)
    ]
    return Dimensions(clarity=scores[0], structure=scores[1], content=scores[2])


def test_content_gates_the_overall() -> None:
    assert overall(_found(100, 100, 0), EXPLAIN) == 0
    assert overall(_found(100, 100, 30), EXPLAIN) == 30
    assert overall(_found(60, 60, 60), EXPLAIN) == 60
    assert overall(_found(80, 80, None), EXPLAIN) == 80


def test_the_overall_counts_the_mean_of_what_people_would_give_for_the_content() -> None:
    rated = [measure(CONTENT_RATING, 5.0), measure(CONTENT_EXPECTED, 4.0)]
    assert overall(_found(60, 60, 100), EXPLAIN, rated) == round(0.2 * 60 + 0.2 * 60 + 0.6 * 75)
    unsure = [measure(CONTENT_RATING, 2.0), measure(CONTENT_EXPECTED, 3.0)]
    assert overall(_found(100, 100, 25), EXPLAIN, unsure) == 25, "the gate looks at the score"
    assert overall(_found(60, 60, 100), EXPLAIN, rated[:1]) == 84, "older cards have no mean"
    assert overall(_found(60, 60, None), EXPLAIN, rated) == 60


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 99))
def test_better_content_never_lowers_the_overall(clarity: int, structure: int, content: int) -> None:
    worse, better = (overall(_found(clarity, structure, c), EXPLAIN) for c in (content, content + 1))
    assert worse is not None
    assert better is not None
    assert worse <= better


def test_what_cannot_be_taken_is_left_out_and_the_rest_renormalised() -> None:
    fillers = Measure(id="fillers_per_100_words", value=3, unit="")
    pace = Measure(id="words_per_minute", value=None, unit="")
    assert dimension_points(Dimension.CLARITY, (fillers, pace), EXPLAIN) == 100
    assert dimension_points(Dimension.CLARITY, (pace,), EXPLAIN) is None


def test_each_misconception_costs_content() -> None:
    points = Measure(id="key_points_weight", value=0.8, unit="")
    wrong = [Measure(id="misconceptions", value=n, unit="") for n in (0, 1, 2)]
    got = [dimension_points(Dimension.CONTENT, (points, w), EXPLAIN) for w in wrong]
    assert got == [80, 72, 64]
