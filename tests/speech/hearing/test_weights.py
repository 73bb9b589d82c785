from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.downloads.official import sha256_of
from simulator.model.errors import BadInputError, MissingPartError
from simulator.model.settings import cache_folder
from simulator.speech.hearing import ct2_reader, engine, engines, weights
from simulator.speech.hearing.catalogue import MODELS


def test_base_is_joined_from_its_packages_once(tmp_path: Path) -> None:
    found = weights.find("base", tmp_path)
    file = found.folder / "model.bin"
    assert sha256_of(file) == found.sha256 == weights.known("base").sha256
    written = file.stat().st_mtime_ns
    assert weights.find("base", tmp_path).source == "cache"
    assert file.stat().st_mtime_ns == written
    assert not list(tmp_path.rglob("*.half"))


def test_a_changed_file_is_refused_and_pull_mends_it(tmp_path: Path) -> None:
    folder = weights.pull("tiny.en", tmp_path)
    file = folder / "model.bin"
    with file.open("r+b") as changed:
        changed.seek(1_000_000)
        changed.write(b"\0\0\0\0")
    found = weights.find("tiny.en", tmp_path)
    assert found.source == "cache"
    with pytest.raises(MissingPartError) as refusal:
        engines.load(engine.FASTER, found)
    assert refusal.value.mend == "Run `simulator models pull tiny.en` to fetch it anew."
    weights.pull("tiny.en", tmp_path)
    weights.verify(weights.find("tiny.en", tmp_path))


def test_a_model_that_is_not_there_names_the_mend(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError) as refusal:
        weights.find("small", tmp_path)
    assert "simulator models pull small" in refusal.value.mend


def test_unknown_models_and_engines_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        weights.find("huge", tmp_path)
    with pytest.raises(BadInputError):
        weights.pull("huge", tmp_path)
    with pytest.raises(BadInputError):
        engines.chosen("whisper-five")


def test_a_folder_given_by_the_user_is_used(tmp_path: Path) -> None:
    source = weights.find("tiny.en", cache_folder()).folder
    shutil.copytree(source, tmp_path / "mine")
    found = weights.find(str(tmp_path / "mine"), cache_folder())
    assert found.source == "path"
    assert found.sha256 == weights.known("tiny.en").sha256
    with pytest.raises(BadInputError):
        weights.find(str(tmp_path), cache_folder())


def test_the_list_names_every_model_with_its_size(tmp_path: Path) -> None:
    rows = {row.name: row for row in weights.models(tmp_path)}
    assert set(rows) == {model.name for model in MODELS}
    assert rows["base"].present
    assert not rows["large-v3"].present
    assert rows["base"].size_mb == 148


def test_the_catalogue_is_consistent() -> None:
    for model in MODELS:
        assert model.files[0][0] == (f"{model.name}.pt" if model.original else "model.bin")
        assert len(model.revision) == 40
        for name, sha256, size in model.files:
            assert len(sha256) == 64
            assert size > 0
            assert model.remote((name, sha256, size)).url.startswith("https://")


def test_the_same_file_gives_openai_whisper_every_tensor() -> None:
    variables = ct2_reader.read(weights.find("tiny.en", cache_folder()).folder / "model.bin")
    assert len(variables) >= 148
    assert len(ct2_reader.state(variables)) == 167
    size = ct2_reader.dimensions(variables)
    assert (size.n_mels, size.n_audio_state, size.n_audio_layer, size.n_vocab) == (80, 384, 4, 51864)


def test_another_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"not a model at all")
    with pytest.raises(MissingPartError):
        ct2_reader.read(tmp_path / "model.bin")
