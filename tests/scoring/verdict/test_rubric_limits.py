"""Rubrics at their limits: scales from both sides, bands in words, every fault by its field, what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.errors import BadInputError
from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.scorecard import Dimension, Dimensions, DimensionScore, Measure, Move
from simulator.scoring.judgement.leading import Expectation
from simulator.scoring.judgement.moves import SIGNS, MoveLexicon
from simulator.scoring.verdict.overall import dimension_points, dimensions, overall, overall_of, taken
from simulator.scoring.verdict.rubric import (
    LevelText,
    OverallRule,
    Rubric,
    Scale,
    level_of,
    load_rubric,
    load_rubrics,
    own_rubrics,
    rubric_for,
)

CLARITY, STRUCTURE, CONTENT = Dimension.CLARITY, Dimension.STRUCTURE, Dimension.CONTENT
LEVELS = "".join(
    f'[[level]]\ndimension = "{dimension}"\nlevel = {level}\ntext = "{dimension} {level}"\n'
    for dimension in Dimension
    for level in range(1, 6)
)
MEASURES = "".join(
    f'[[measure]]\nid = "of-{dimension}"\ndimension = "{dimension}"\nweight = 1\n'
    f'edges = [0, 1, 2, 3, 4, 5]\nsource = "convention"\n'
    for dimension in Dimension
)
TEXT = f"""\
id = "own"
version = 1
expected_moves = ["frame", "summary"]
opens_with = ["frame"]
closes_with = ["summary"]
[overall]
weights = {{ clarity = 0, structure = 0.5, content = 0.5 }}
gate_below = 50
gate_allows = 10
misconception_costs = 8
{MEASURES}{LEVELS}"""


def read(folder: Path, text: str = TEXT) -> Rubric:
    path = folder / "own.toml"
    path.write_text(text)
    return load_rubric(path, MoveLexicon(()))


def test_a_rubric_loads_with_all_it_says(tmp_path: Path) -> None:
    rubric = read(tmp_path)
    assert (rubric.id, rubric.version, len(rubric.scales)) == ("own", 1, 3)
    assert rubric.expectation == Expectation(
        (Move.FRAME, Move.SUMMARY), frozenset({Move.FRAME}), frozenset({Move.SUMMARY}), False
    )
    assert rubric.level_text(STRUCTURE, 4) == "structure 4"
    assert read(tmp_path, TEXT.replace('"frame", "summary"', '"task", "summary"')).expectation.story
    assert read(tmp_path, TEXT.replace("version = 1", "version = 2")).version == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "own"', 'id = "other"', "line 1, field `id`: must be the file's name, `own`"),
        ("version = 1", "version = 0", "line 2, field `version`: must be 1 or more"),
        ("clarity = 0,", "clarity = -0.1,", "field `overall.weights`: needs clarity, structure and content"),
        ("clarity = 0,", "", "field `overall.weights`: needs clarity, structure and content"),
        ("weight = 1", "weight = -1", "line 14, field `weight`: must be from 0 to 1000"),
        ("weight = 1", "weight = 0", "field `measure`: no measure weighs in clarity"),
        ("edges = [0, 1, 2, 3, 4, 5]", "edges = [0, 1, 2, 3, 4]", "line 15, field `edges`: needs 6 values"),
        ("edges = [0, 1, 2, 3, 4, 5]", "edges = [0, 1, 2, 3, 4, 4]", "must rise or fall all the way"),
        ("edges = [0, 1, 2, 3, 4, 5]", "edges = [5, 4, 3, 2, 1, 1]", "must rise or fall all the way"),
        (
            "edges = [0, 1, 2, 3, 4, 5]",
            "edges = [1, 2, 3, 4, 5, 6]\ntarget = [1, 2]",
            "line 16, field `target`: is from low to high, its edges start at 0",
        ),
        (
            'source = "convention"',
            'source = "convention"\ntarget = [2, 1]',
            "field `target`: is from low to high",
        ),
        ("level = 5", "level = 6", "field `level`: clarity needs each level from 1 to 5 once"),
        ("level = 2", "level = 1", "field `level`: clarity needs each level from 1 to 5 once"),
        ("gate_below", "gate_under", "gate_under"),
        ("version = 1", 'version = 1\ncolour = "red"', "colour"),
        ('source = "convention"', "", "source"),
    ],
)
def test_a_fault_is_named_with_its_line_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(BadInputError) as error:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert said in str(error.value)
    assert "own.toml" in str(error.value)


def test_a_target_of_one_value_and_falling_edges_are_fine(tmp_path: Path) -> None:
    edges = 'edges = [0, 1, 2, 3, 4, 5]\nsource = "convention"'
    assert read(tmp_path, TEXT.replace(edges, f"{edges}\ntarget = [2, 2]", 1)).scales[0].target == (2, 2)
    falling = read(tmp_path, TEXT.replace("[0, 1, 2, 3, 4, 5]", "[5, 4, 3, 2, 1, 0]", 1))
    assert (falling.scales[0].points(5), falling.scales[0].points(0)) == (100, 0)


def folders(tmp_path: Path, *names: str) -> Path:
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "lexicon").mkdir()
    weights = ", ".join(f"{sign} = 0" for sign in SIGNS)
    (tmp_path / "lexicon" / "moves.toml").write_text(
        f'[[move]]\nid = "frame"\nweights = {{ {weights} }}\nstrong = []\nlike = ["So."]\n'
    )
    for name in names:
        (tmp_path / "rubrics" / f"{name}.toml").write_text(TEXT.replace('"own"', f'"{name}"'))
    return tmp_path


def test_all_rubrics_are_loaded_and_a_general_one_there_must_be(tmp_path: Path) -> None:
    prompts = folders(tmp_path, "design", "general")
    rubrics = load_rubrics(prompts)
    assert list(rubrics) == ["design", "general"]
    asked = Question(id="q", kind=Kind.DESIGN, prompt="?", key_points=(KeyPoint(id="k", text="k"),))
    assert rubric_for(asked, rubrics).id == "design"
    assert rubric_for(Question(id="q", kind=Kind.DEBUG, prompt="?", key_points=()), rubrics).id == "general"
    assert rubric_for(None, rubrics).id == "general"
    (prompts / "rubrics" / "general.toml").unlink()
    with pytest.raises(BadInputError, match=r"rubrics has no general\.toml"):
        load_rubrics(prompts)


def test_rubrics_of_the_users_are_loaded_each_for_itself(tmp_path: Path) -> None:
    prompts = folders(tmp_path, "general")
    own = tmp_path / "mine"
    assert own_rubrics(own, prompts) == ({}, (f"There is no folder {own} with rubrics of yours.",))
    own.mkdir()
    assert own_rubrics(own, prompts) == ({}, ())
    (own / "design.toml").write_text(TEXT.replace('"own"', '"design"'))
    (own / "debug.toml").write_text("id = 3")
    found, (problem,) = own_rubrics(own, prompts)
    assert list(found) == ["design"]
    assert "debug.toml" in problem


def scale(name: str, dimension: Dimension = CLARITY, weight: float = 1.0, **changes: object) -> Scale:
    fields: dict[str, object] = {"edges": (0.0, 1.0, 2.0, 3.0, 4.0, 5.0), "source": "x"}
    return Scale(id=name, dimension=dimension, weight=weight, **(fields | changes))  # type: ignore[arg-type]


RISING, FALLING = scale("r"), scale("f", edges=(5.0, 4.0, 3.0, 2.0, 1.0, 0.0))
TARGET = scale("t", target=(10.0, 20.0))


@pytest.mark.parametrize(
    ("which", "value", "points", "band"),
    [
        (RISING, -1, 100, "up to 0"),
        (RISING, 0, 100, "up to 0"),
        (RISING, 0.5, 90, "0-1"),
        (RISING, 1, 80, "0-1"),
        (RISING, 4.5, 10, "4-5"),
        (RISING, 5, 0, "at least 5"),
        (FALLING, 0, 0, "up to 0"),
        (FALLING, 4.5, 90, "4-5"),
        (FALLING, 6, 100, "at least 5"),
        (TARGET, 10, 100, "10-20"),
        (TARGET, 20, 100, "10-20"),
        (TARGET, 9.5, 90, "under 10"),
        (TARGET, 21, 80, "over 20"),
        (TARGET, 99, 0, "over 20"),
    ],
)
def test_points_and_bands(which: Scale, value: float, points: float, band: str) -> None:
    assert which.points(value) == pytest.approx(points)
    assert which.band(value) == band


def rubric(*scales: Scale, **rule: float) -> Rubric:
    return Rubric(
        id="r",
        version=1,
        expectation=Expectation((Move.FRAME,), frozenset({Move.FRAME}), frozenset(), True),
        overall=OverallRule(
            weights={CLARITY: 1, STRUCTURE: 1, CONTENT: 2},
            **({"gate_below": 50, "gate_allows": 10, "misconception_costs": 8} | rule),
        ),
        scales=scales,
        levels=(LevelText(dimension=CLARITY, level=1, text="x"),),
        moves=MoveLexicon(()),
    )


def measure(name: str, value: float | None) -> Measure:
    return Measure(id=name, value=value, unit="u")


def test_a_measure_gets_its_level_band_and_dimension() -> None:
    found = rubric(RISING).judged(measure("r", 1))
    assert found == Measure(id="r", value=1, unit="u", level=5, band="0-1", dimension=CLARITY)
    assert rubric(RISING).judged(measure("r", None)) == measure("r", None)
    assert rubric(RISING).judged(measure("x", 1)) == measure("x", 1)
    assert [level_of(points) for points in (0, 19.99, 20, 40, 60, 80, 100)] == [1, 1, 2, 3, 4, 5, 5]


def test_a_question_may_expect_moves_of_its_own() -> None:
    own = Question(id="q", kind=Kind.DESIGN, prompt="?", key_points=(), expected_moves=(Move.TASK,))
    plain = Question(id="q", kind=Kind.DESIGN, prompt="?", key_points=())
    kind = rubric().expectation
    assert rubric().expects(own) == Expectation((Move.TASK,), kind.opens_with, kind.closes_with, True)
    assert rubric().expects(plain) == rubric().expects(None) == kind


def test_a_dimension_is_the_weighted_mean_of_what_could_be_taken() -> None:
    heavy = scale("h", weight=3.0)
    shown = scale("s", weight=0.0)
    other = scale("o", STRUCTURE)
    instead = scale("i", when_missing="r")
    rules = rubric(RISING, heavy, shown, other, instead)

    def points(**values: float | None) -> float | None:
        return dimension_points(CLARITY, [measure(k, v) for k, v in values.items()], rules)

    assert points(r=0, h=5) == 25
    assert points(r=0, h=5, s=5, o=5) == 25
    assert points(r=None, h=1) == 80
    assert points(r=0, i=5) == 100
    assert points(r=None, i=5) == 0
    assert points(s=0) is None
    assert points() is None
    assert taken([measure("a", 0), measure("b", None)]) == {"a": 0}


def test_wrong_claims_cost_content_alone_and_never_below_nothing() -> None:
    rules = rubric(scale("c", CONTENT), RISING)

    def points(dimension: Dimension, wrong: float | None, value: float = 0) -> float | None:
        name = "c" if dimension is CONTENT else "r"
        return dimension_points(dimension, [measure(name, value), measure("misconceptions", wrong)], rules)

    assert [points(CONTENT, wrong) for wrong in (None, 0, 1, 2)] == [100, 100, 92, 84]
    assert points(CONTENT, 2, value=4.5) == 0
    assert points(CLARITY, 2) == 100
    assert dimension_points(CONTENT, [measure("misconceptions", 1)], rules) is None


def found(clarity: int | None, structure: int | None, content: int | None) -> Dimensions:
    def of(score: int | None) -> DimensionScore | None:
        return None if score is None else DimensionScore(score=score, level=1)

    return Dimensions(clarity=of(clarity), structure=of(structure), content=of(content))


@pytest.mark.parametrize(
    ("scores", "whole"),
    [
        ((80, 60, 70), 70),
        ((80, 60, None), 70),
        ((None, 60, 90), 80),
        ((None, None, None), None),
        ((100, 100, 50), 75),
        ((100, 100, 49), 59),
        ((100, 100, 0), 10),
        ((0, 0, 49), 24),
        ((None, None, 40), 40),
    ],
)
def test_the_overall_is_a_weighted_mean_that_content_gates(
    scores: tuple[int | None, int | None, int | None], whole: int | None
) -> None:
    assert overall(found(*scores), rubric()) == whole


def test_dimensions_and_overall_of_measures() -> None:
    rules = rubric(RISING, scale("c", CONTENT))
    got = dimensions([measure("r", 1.02), measure("c", 0)], rules)
    assert got.clarity == DimensionScore(score=80, level=5)
    assert (got.structure, got.content) == (None, DimensionScore(score=100, level=5))
    assert overall_of([measure("r", 1.02), measure("c", 0)], rules) == 93
    assert overall_of([], rules) is None
