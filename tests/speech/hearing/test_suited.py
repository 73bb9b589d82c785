"""The model that a machine can carry: reckoned from one measurement, never taken without being asked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from simulator.model.errors import BadInputError
from simulator.speech.hearing import engine, engines, suited, weights
from simulator.speech.hearing.catalogue import MODELS
from simulator.speech.hearing.suited import Measured

QUICK, SLOW = 0.03, 0.6


def measured(factor: float) -> Measured:
    return Measured(engine.FASTER, "base", factor, time.time())


@pytest.mark.parametrize(
    ("factor", "best"), [(SLOW, "base"), (0.1, "base"), (QUICK, "small"), (0.01, "large-v3-turbo")]
)
def test_a_larger_model_is_named_only_where_the_wait_stays_short(factor: float, best: str) -> None:
    found = suited.suited(measured(factor), MODELS)
    assert found.name == best
    assert best == "base" or measured(factor).wait_s(found) <= suited.LONGEST_S


def test_auto_is_base_until_something_was_measured(tmp_path: Path) -> None:
    assert suited.definite("auto", tmp_path, MODELS) == "base"
    assert suited.definite("tiny.en", tmp_path, MODELS) == "tiny.en"


def test_auto_takes_only_what_is_here(tmp_path: Path) -> None:
    suited.keep(measured(QUICK), tmp_path)
    assert suited.definite("auto", tmp_path, MODELS) == "small"
    assert suited.definite("auto", tmp_path, [weights.known("base")]) == "base"
    suited.keep(measured(SLOW), tmp_path)
    assert suited.definite("auto", tmp_path, MODELS) == "base"


def test_what_was_measured_is_kept(tmp_path: Path) -> None:
    suited.keep(measured(QUICK), tmp_path)
    found = suited.kept(tmp_path)
    assert found is not None
    assert found.factor == QUICK
    assert found.fresh


def test_a_busy_machine_is_measured_again_and_forgets_no_better_figure(tmp_path: Path) -> None:
    busy = Measured(engine.FASTER, "base", SLOW, time.time(), load=4.0)
    suited.keep(busy, tmp_path)
    assert not (suited.kept(tmp_path) or busy).fresh
    suited.keep(measured(QUICK), tmp_path)
    suited.keep(busy, tmp_path)
    assert (suited.kept(tmp_path) or busy).factor == QUICK


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"model": "huge", "factor": 1}'])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "hearing-speed.json").write_text(content)
    assert suited.kept(tmp_path) is None


def test_auto_finds_the_weights(tmp_path: Path) -> None:
    assert weights.find("auto", tmp_path).name == "base"


def test_every_model_has_its_digest_in_its_address_or_pinned() -> None:
    names = [model.name for model in MODELS]
    assert len(set(names)) == len(names)
    assert set(suited.LADDER) <= set(names)
    for model in MODELS:
        for file in model.files:
            remote = model.remote(file)
            assert len(remote.sha256) == 64
            assert remote.url.endswith(f"/{file[0]}")
            assert model.revision in remote.url


def test_openais_own_digests_are_those_of_its_package() -> None:
    import whisper

    own = [model for model in MODELS if model.original]
    assert own
    for model in own:
        assert model.remote(model.files[0]).url == whisper._MODELS[model.name]


def test_openais_own_file_is_refused_by_faster_whisper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = weights.FoundWeights("large-v2", tmp_path, "0" * 64, "path", original=True)
    with pytest.raises(BadInputError, match="cannot read"):
        engines.load(engine.FASTER, found)
