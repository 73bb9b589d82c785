"""A rubric laid over another: what it changes, drops, replaces and adds, and where a fault is said to lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.errors import BadInputError
from simulator.model.scorecard import Dimension, Move
from simulator.scoring.judgement.moves import MoveLexicon
from simulator.scoring.verdict.rubric import Rubric, load_rubric

MEASURES = "".join(
    f'[[measure]]\nid = "{name}"\ndimension = "{dimension}"\nweight = 1\n'
    f'edges = [0, 1, 2, 3, 4, 5]\nsource = "x"\n'
    for name, dimension in (
        ("um", "clarity"),
        ("pace", "clarity"),
        ("order", "structure"),
        ("points", "content"),
    )
)
LEVELS = "".join(
    f'[[level]]\ndimension = "{dimension}"\nlevel = {level}\ntext = "{dimension} {level}: {{parts}}"\n'
    for dimension in Dimension
    for level in range(1, 6)
)
BASE = f"""\
[overall]
weights = {{ clarity = 0.25, structure = 0.25, content = 0.5 }}
gate_below = 50
gate_allows = 10
misconception_costs = 8
{MEASURES}{LEVELS}"""
TOP = """\
id = "own"
version = 1
extends = "base"
expected_moves = ["frame", "summary"]
opens_with = ["frame"]
closes_with = ["summary"]
phrases.parts = "all of it"
"""


def read(folder: Path, more: str = "", top: str = TOP, base: str = BASE) -> Rubric:
    (folder / "base.toml").write_text(base)
    (folder / "own.toml").write_text(top + more)
    return load_rubric(folder / "own.toml", MoveLexicon(()))


def refused(folder: Path, more: str = "", top: str = TOP, base: str = BASE) -> str:
    with pytest.raises(BadInputError) as error:
        read(folder, more, top, base)
    return str(error.value)


def ids(rubric: Rubric) -> list[str]:
    return [scale.id for scale in rubric.scales]


def test_what_it_leaves_out_is_the_bases(tmp_path: Path) -> None:
    rubric = read(tmp_path)
    assert (rubric.id, rubric.version, ids(rubric)) == ("own", 1, ["um", "pace", "order", "points"])
    assert rubric.expectation.moves == (Move.FRAME, Move.SUMMARY)
    assert rubric.level_text(Dimension.CONTENT, 3) == "content 3: all of it"
    assert rubric.overall.weights[Dimension.CONTENT] == 0.5


def test_tables_are_joined_by_key_measures_by_id_and_levels_by_dimension_and_level(tmp_path: Path) -> None:
    more = """
[overall]
gate_below = 40
weights = { content = 0.7 }
[[measure]]
id = "pace"
weight = 3
target = [10, 20]
[[measure]]
id = "new"
dimension = "structure"
weight = 2
edges = [5, 4, 3, 2, 1, 0]
source = "mine"
[[level]]
dimension = "clarity"
level = 2
text = "Two, for {parts}."
"""
    rubric = read(tmp_path, more)
    assert (rubric.overall.gate_below, rubric.overall.gate_allows) == (40, 10)
    assert rubric.overall.weights == {
        Dimension.CLARITY: 0.25,
        Dimension.STRUCTURE: 0.25,
        Dimension.CONTENT: 0.7,
    }
    assert ids(rubric) == ["um", "pace", "order", "points", "new"]
    pace = rubric.by_measure["pace"]
    assert (pace.weight, pace.target, pace.edges[1], pace.source) == (3, (10, 20), 1, "x")
    assert rubric.level_text(Dimension.CLARITY, 2) == "Two, for all of it."
    assert rubric.level_text(Dimension.CLARITY, 3) == "clarity 3: all of it"


def test_a_measure_can_be_dropped_and_another_take_its_place(tmp_path: Path) -> None:
    other = 'instead_of = "um"\ndimension = "clarity"\nweight = 2\nedges = [1, 2, 3, 4, 5, 6]\nsource = "s"\n'
    rubric = read(tmp_path, f'[[measure]]\nid = "pace"\ndrop = true\n[[measure]]\nid = "uh"\n{other}')
    assert ids(rubric) == ["uh", "order", "points"]
    whole = read(tmp_path, f'[[measure]]\nid = "um"\n{other}')
    assert ids(whole) == ["um", "pace", "order", "points"]
    assert whole.by_measure["um"].edges == (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            '[[measure]]\nid = "um"\nweight = -1\n',
            "own.toml, line 10, field `weight`: must be from 0 to 1000",
        ),
        ('[[measure]]\nid = "um"\nedges = [1]\n', "own.toml, line 10, field `edges`: needs 6 values"),
        ('[[measure]]\nid = "um"\nedges = "x"\n', "own.toml, line 10, field `edges`: Expected `array`"),
        (
            '[[measure]]\nid = "um"\ncolour = 1\n',
            "own.toml, line 10, field `colour`: Object contains unknown",
        ),
        ('[[measure]]\nid = "new"\nweight = 1\n', "own.toml, line 8, field `dimension`: Object missing"),
        ("[[measure]]\nid = 3\n", "own.toml, line 9, field `id`: Expected `str`"),
        ("[[measure]]\nweight = 3\n", "own.toml, line 8, field `id`: Object missing"),
        ('[[measure]]\nid = "um"\n[[measure]]\nid = "um"\n', "own.toml, line 10, field `dimension`: Object"),
        ('[[measure]]\nid = "um"\ndrop = false\n', "own.toml, line 10, field `drop`: must be true"),
        (
            '[[measure]]\nid = "um"\ndrop = true\nweight = 2\n',
            "own.toml, line 11, field `weight`: is of no use",
        ),
        ('[[measure]]\nid = "uhm"\ndrop = true\n', "own.toml, line 10, field `drop`: there is no such row"),
        (
            '[[measure]]\nid = "x"\ninstead_of = "y"\n',
            "own.toml, line 10, field `instead_of`: there is no `y`",
        ),
        (
            '[[measure]]\nid = "x"\ninstead_of = []\n',
            "own.toml, line 10, field `instead_of`: there is no `[]`",
        ),
        (
            '[[measure]]\nid = "order"\ndrop = true\n',
            "own.toml, line 8, field `measure`: no measure weighs in s",
        ),
        (
            '[[level]]\ndimension = "clarity"\nlevel = 9\ntext = "?"\n',
            "own.toml, line 10, field `level`: clarity",
        ),
        (
            '[[level]]\ndimension = "clarity"\nlevel = 1\ndrop = true\n',
            "own.toml, line 8, field `level`: clarity",
        ),
        (
            '[[level]]\ndimension = "clarity"\nlevel = 1\ntext = "{whole}"\n',
            "line 11, field `text`: clarity 1 wan",
        ),
        ("measure = 3\n", "own.toml, line 8, field `measure`: Expected `array`"),
        ('overall = "x"\n', "own.toml, line 8, field `overall`: Expected `object`"),
        (
            "[overall]\ngate_below = 101\n",
            "own.toml, line 9, field `overall.gate_below`: must be from 0 to 100",
        ),
    ],
)
def test_a_fault_of_the_upper_file_is_named_there(tmp_path: Path, more: str, said: str) -> None:
    assert said in refused(tmp_path, more)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gate_below = 50", "gate_below = -1", "base.toml, line 3, field `overall.gate_below`"),
        ("edges = [0,", "edges = [9,", "base.toml, line 10, field `edges`: must rise or fall all the way"),
        ("weight = 1", 'weight = "1"', "base.toml, line 9, field `weight`: Expected `float`"),
        ('source = "x"\n', "", "base.toml, line 6, field `source`: Object missing required field"),
        ('id = "pace"', 'id = "um"', "base.toml, line 13, field `id`: `um` is there already"),
        ("[overall]", "[overall", "base.toml:1: not valid TOML"),
        ("clarity 1", "\\u001b", "field `text`: the character U+001B"),
    ],
)
def test_a_fault_of_the_base_is_named_there(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refused(
        tmp_path, '[[measure]]\nid = "order"\nweight = 2\n', base=BASE.replace(old, new, 1)
    )


def test_of_two_that_do_not_go_together_the_upper_is_named(tmp_path: Path) -> None:
    targeted = BASE.replace("weight = 1", "weight = 1\ntarget = [1, 2]", 1)
    moved = '[[measure]]\nid = "um"\nedges = [1, 2, 3, 4, 5, 6]\n'
    assert "own.toml, line 10, field `edges`: is from low to high" in refused(tmp_path, moved, base=targeted)
    again = moved.replace(
        "edges", 'instead_of = "pace"\ndimension = "clarity"\nweight = 1\nsource = "s"\nedges'
    )
    assert "own.toml, line 9, field `id`: `um` is there already" in refused(tmp_path, again)
    early = again.replace('id = "um"', 'id = "order"')
    assert "own.toml, line 9, field `id`: `order` is there already" in refused(tmp_path, early)


def test_a_phrase_that_a_kind_forgot_is_missed_in_the_kind(tmp_path: Path) -> None:
    said = refused(tmp_path, top=TOP.replace("phrases.parts", "phrases.whole"))
    assert "own.toml, line 7, field `phrases`: clarity 1 wants a phrase `parts`" in said
    assert "own.toml, line 1" in refused(tmp_path, top=TOP.replace('phrases.parts = "all of it"\n', ""))


@pytest.mark.parametrize("name", ["own", "nothing", "../base", "", "a\\u0000b", "x" * 3000])
def test_what_is_extended_must_be_there(tmp_path: Path, name: str) -> None:
    said = refused(tmp_path, top=TOP.replace('"base"', f'"{name}"'))
    assert "own.toml, line 3, field `extends`" in said
    assert "own.toml, line 3" in refused(tmp_path, top=TOP.replace('"base"', "3"))


def test_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('extends = "own"\n')
    said = refused(tmp_path, top=TOP.replace('"base"', '"other"'))
    assert "other.toml, line 1, field `extends`: there is no other rubric `own`" in said
