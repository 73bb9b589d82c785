"""A rubric of the user's takes the place of ours; a broken one is named, and ours judges."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomli_w

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ExitCode
from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.scoring.verdict.rubric import read_layers
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

OURS = (settings.shipped("prompts") / "rubrics" / "general.toml").read_text()
VERSION = tomllib.loads(OURS)["version"]
SAID = from_text(
    "First I look at the data, since most faults are there. Then I build the simplest model that could work, "
    "and I compare it with what people do today. If it is better, we try it on a few customers."
)


def scorer(rubrics: str = "") -> Scorer:
    """With the rubrics of a folder in place of ours."""
    return Scorer(SettingsStore(settings.Settings(rubrics=rubrics)))


def test_it_judges_in_place_of_ours(tmp_path: Path) -> None:
    changed = OURS.replace(f"version = {VERSION}", "version = 77")
    assert changed != OURS
    (tmp_path / "general.toml").write_text(changed)
    card = scorer(str(tmp_path)).score(SAID, None, Audience.SOFTWARE_ENGINEER)
    assert (card.rubric.id, card.rubric.version) == ("general", 77)
    assert scorer().score(SAID, None, Audience.SOFTWARE_ENGINEER).rubric.version == VERSION
    assert card.degraded == ()


def test_a_few_lines_over_ours_are_enough(tmp_path: Path) -> None:
    (tmp_path / "general.toml").write_text(
        'id = "general"\nversion = 78\nextends = "general"\n[[measure]]\nid = "closed"\nweight = 100\n'
    )
    card, ours = (s.score(SAID, None, Audience.SOFTWARE_ENGINEER) for s in (scorer(str(tmp_path)), scorer()))
    assert (card.rubric.version, card.degraded) == (78, ())
    assert card.measures == ours.measures
    assert card.dimensions.structure != ours.dimensions.structure
    assert card.dimensions.clarity == ours.dimensions.clarity


def test_a_complete_one_stands_alone(tmp_path: Path) -> None:
    complete = read_layers(settings.shipped("prompts") / "rubrics" / "general.toml").values
    del complete["extends"]
    complete["measure"] = [row for row in complete["measure"] if row["id"] != "order"]
    (tmp_path / "general.toml").write_text(tomli_w.dumps(complete))
    card = scorer(str(tmp_path)).score(SAID, None, Audience.SOFTWARE_ENGINEER)
    assert card.degraded == ()
    assert [m.level for m in card.measures if m.id == "order"] == [None]


def test_a_base_of_ones_own_counts_for_the_files_beside_it(tmp_path: Path) -> None:
    base = (settings.shipped("prompts") / "rubrics" / "base.toml").read_text()
    (tmp_path / "general.toml").write_text(OURS)
    (tmp_path / "base.toml").write_text(base.replace("gate_below = 50", "gate_below = 0"))
    prompts = scorer(str(tmp_path)).prompts
    assert prompts.rubrics["general"].overall.gate_below == 0
    assert prompts.rubrics["explain"].overall.gate_below == 50
    (tmp_path / "explain.toml").write_text(OURS.replace('"general"', '"explain"'))
    (tmp_path / "base.toml").write_text(base.replace("gate_below = 50", "gate_below = -1"))
    refused = scorer(str(tmp_path)).prompts.refused
    assert len(refused) == 1
    assert "base.toml, line 8, field `overall.gate_below`" in refused[0]


def test_a_broken_one_is_named_with_line_and_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "general.toml").write_text(OURS.replace(f"version = {VERSION}", 'version = "two"'))
    card = scorer(str(tmp_path)).score(SAID, None, Audience.SOFTWARE_ENGINEER)
    assert card.rubric.version == VERSION
    (sentence,) = card.degraded
    assert "general.toml, line 5, field `version`" in sentence
    assert "version" in sentence
    assert sentence.endswith("Our rubric judged instead.")
    monkeypatch.setenv("SIMULATOR_RUBRICS", str(tmp_path))
    text = tmp_path / "answer.txt"
    text.write_text(SAID.verbatim)
    assert main(["score", "--transcript", str(text)]) == ExitCode.DONE
    assert "general.toml, line 5" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    card = scorer(str(tmp_path / "nowhere")).score(SAID, None, Audience.SOFTWARE_ENGINEER)
    assert "nowhere" in card.degraded[0]


def test_the_example_of_the_handbook_is_a_rubric(tmp_path: Path) -> None:
    handbook = Path(__file__).parents[3] / "docs" / "scoring.md"
    example = handbook.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "design.toml").write_text(example)
    prompts = scorer(str(tmp_path)).prompts
    assert prompts.refused == ()
    design = prompts.rubrics["design"]
    assert (design.version, design.overall.gate_allows) == (3, 15)
    assert "numbers" in design.by_measure
    assert not {"examples", "detours"} & set(design.by_measure)
