"""A rubric of the user's takes the place of ours; a broken one is named, and ours judges."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ExitCode
from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

OURS = (settings.shipped("prompts") / "rubrics" / "general.toml").read_text()
SAID = from_text(
    "First I look at the data, since most faults are there. Then I build the simplest model that could work, "
    "and I compare it with what people do today. If it is better, we try it on a few customers."
)


def scorer(rubrics: str = "") -> Scorer:
    """With the rubrics of a folder in place of ours."""
    return Scorer(SettingsStore(settings.Settings(rubrics=rubrics)))


def test_it_judges_in_place_of_ours(tmp_path: Path) -> None:
    changed = OURS.replace("version = 2", "version = 77")
    assert changed != OURS
    (tmp_path / "general.toml").write_text(changed)
    card = scorer(str(tmp_path)).score(SAID, None, Audience.ENGINEER)
    assert (card.rubric.id, card.rubric.version) == ("general", 77)
    assert scorer().score(SAID, None, Audience.ENGINEER).rubric.version == 2
    assert card.degraded == ()


def test_a_broken_one_is_named_with_line_and_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "general.toml").write_text(OURS.replace("version = 2", 'version = "two"'))
    card = scorer(str(tmp_path)).score(SAID, None, Audience.ENGINEER)
    assert card.rubric.version == 2
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
    card = scorer(str(tmp_path / "nowhere")).score(SAID, None, Audience.ENGINEER)
    assert "nowhere" in card.degraded[0]
