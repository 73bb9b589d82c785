"""How far the scores can be trusted, by those who listened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ExitCode
from simulator.model.records import RatedPair
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.agreement import agreement, spearman

ANSWER = (
    "First I would agree with the business on what counts as churn, say thirty days without activity. "
    "Then I would build features as of a fixed date, train a simple baseline, and try boosted trees. "
    "I would split by time, look at precision among the top customers, and watch for drift once it is live."
)
numbers = st.lists(st.integers(0, 100), min_size=3, max_size=30)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An answer, typed, scored and stored; its id."""
    monkeypatch.setenv("SIMULATOR_VOICE", "off")
    text = tmp_path / "answer.txt"
    text.write_text(ANSWER, encoding="utf-8")
    done = main(["practice", "--headless", "--question", "churn-model", "--answer", str(text)])
    assert done == ExitCode.DONE
    desk = Desk(settings.load())
    yield f"{desk.sessions.all()[0].id}/01"
    desk.close()


def pairs(*both: tuple[int, int]) -> list[RatedPair]:
    return [RatedPair(*pair) for pair in both]


def test_few_ratings_say_how_many_are_missing() -> None:
    found = agreement(pairs((50, 3), (60, 4)))
    assert found.spearman is None
    assert found.sentence == "2 ratings so far; 3 more, and the app says how far to trust its scores."


def test_agreement_is_said_with_its_interval() -> None:
    good = agreement(pairs(*[(18 * n + 2 * k, n) for n in range(1, 6) for k in (-1, 0, 1)]))
    assert good.spearman is not None
    assert good.spearman > 0.95
    assert good.sentence.startswith("The scores agree well with 15 ratings")
    against = agreement(pairs((90, 1), (80, 2), (60, 3), (40, 4), (20, 5)))
    assert "not clearly" in against.sentence


def test_all_alike_says_nothing() -> None:
    assert agreement(pairs(*[(50, 3)] * 6)).spearman is None


@given(numbers)
def test_rank_correlation_knows_itself_and_its_mirror(values: list[int]) -> None:
    a = np.array(values, dtype=float)
    found, mirrored = spearman(a, a**3), spearman(a, -a)
    assert found is None or found == pytest.approx(1)
    assert mirrored is None or mirrored == pytest.approx(-1)


def test_ratings_are_kept_and_what_cannot_be_rated_says_so(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert (
        main(["sessions", "rate", kept, "--overall", "4", "--clarity", "3", "--by", "coach", "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["agreement"]["ratings"] == 1
    assert main(["sessions", "show", kept, "--json"]) == ExitCode.DONE
    (rating,) = json.loads(capsys.readouterr().out)["answers"][0]["ratings"]
    assert (rating["by"], rating["overall"], rating["clarity"], rating["content"]) == ("coach", 4, 3, None)
    assert main(["sessions", "rate", kept, "--overall", "6"]) == ExitCode.BAD_INPUT
    assert main(["sessions", "rate", kept]) == ExitCode.USAGE
    assert main(["sessions", "rate", "sample", "--overall", "3"]) == ExitCode.BAD_INPUT
    assert main(["sessions", "rate", "20261122-120000-abcd/01", "--overall", "3"]) == ExitCode.BAD_INPUT


def test_rescoring_changes_what_is_different_and_keeps_the_old(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["sessions", "rescore", "--json"]) == ExitCode.DONE
    (row,) = json.loads(capsys.readouterr().out)["rescored"]
    assert row == {"id": kept, "before": row["after"], "after": row["after"], "changed": False}
    desk = Desk(settings.load())
    answer = desk.sessions.answer(kept)
    assert answer.transcript is not None
    assert answer.scorecard is not None
    desk.sessions.archive.scored(kept, answer.transcript, replace(answer.scorecard, overall=3))
    (again,) = desk.ratings.rescore(kept)
    assert (again.before, again.after, again.changed) == (3, answer.scorecard.overall, True)
    (earlier,) = desk.sessions.archive.ratings.earlier_scorings(kept)
    assert earlier.overall == 3
    assert desk.sessions.answer(kept).scorecard == answer.scorecard
    desk.close()
    assert main(["sessions", "rescore", "20261122-120000-abcd"]) == ExitCode.BAD_INPUT
