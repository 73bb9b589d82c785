"""Weights fetched elsewhere are known by their digest; `doctor` ends with what the machine can do."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))
from fakes import FakeEquipment

from simulator.cli.main import main
from simulator.downloads.official import Remote
from simulator.model.errors import ExitCode
from simulator.reading import weights as meaning
from simulator.speech.audio import advice
from simulator.speech.hearing import catalogue
from simulator.speech.hearing import weights as hearing
from simulator.speech.ports import Device
from simulator.use_cases import equipment as equipments
from simulator.use_cases import machine
from simulator.use_cases.machine import Check, exit_code

FILES = {"model.bin": b"weights" * 900, "config.json": b"{}", "tokenizer.json": b"words"}


def pinned(name: str) -> tuple[str, str, int]:
    return name, hashlib.sha256(FILES[name]).hexdigest(), len(FILES[name])


@pytest.fixture(autouse=True)
def small_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hearing models that share a file, and one of meaning; nothing is on this machine."""
    monkeypatch.setenv("SIMULATOR_CACHE", str(tmp_path / "cache"))
    names = ("model.bin", "config.json", "tokenizer.json")
    one = catalogue.Model("one", "somebody/one", "1" * 40, tuple(map(pinned, names)), "small")
    other = replace(one, name="other", files=(("model.bin", "0" * 64, 5_000), pinned("tokenizer.json")))
    monkeypatch.setattr(hearing, "MODELS", (one, other))
    remote = Remote("https://example.org/a/b", hashlib.sha256(b"meaning").hexdigest(), 7)
    monkeypatch.setattr(meaning, "REMOTES", {"model.safetensors": remote})
    monkeypatch.setattr(meaning, "PACKAGE", "not_installed_here")


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    """A folder as a browser leaves it: names that mean nothing, and files that are none of ours."""
    folder = tmp_path / "Downloads"
    (folder / "more").mkdir(parents=True)
    for number, content in enumerate(FILES.values()):
        (folder / f"download ({number})").write_bytes(content)
    (folder / "letter.txt").write_text("Dear all")
    return folder


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, object]]]:
    document: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return document


def test_a_folder_of_files_becomes_a_model(fetched: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "add", str(fetched)]) == ExitCode.DONE
    assert "one is ready." in capsys.readouterr().out
    assert hearing.find("one", machine.configuration.cache_folder()).source == "cache"
    assert [row.present for row in machine.models()[:2]] == [True, False]
    assert len(list(fetched.iterdir())) == 5, "what was fetched stays where it is"


def test_one_file_says_what_is_still_missing(fetched: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "add", str(fetched / "download (0)"), "--json"]) == ExitCode.DONE
    (added,) = said(capsys)["added"]
    assert added["model"] == "one"
    assert added["missing"] == ["config.json", "tokenizer.json"]
    assert Path(str(added["file"])).read_bytes() == FILES["model.bin"]


def test_a_file_that_two_models_share_goes_to_both(fetched: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "add", str(fetched / "download (2)"), "--json"]) == ExitCode.DONE
    assert [row["model"] for row in said(capsys)["added"]] == ["one", "other"]


def test_the_meaning_model_is_known_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "m").write_bytes(b"meaning")
    assert main(["models", "add", str(tmp_path / "m")]) == ExitCode.DONE
    assert "all-MiniLM-L6-v2 is ready." in capsys.readouterr().out


@pytest.mark.parametrize("content", [FILES["model.bin"][:-1] + b"X", FILES["model.bin"][:100], b""])
def test_a_file_that_was_changed_or_cut_off_is_refused(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "model.bin").write_bytes(content)
    assert main(["models", "add", str(tmp_path / "model.bin")]) == ExitCode.BAD_INPUT
    assert "SHA-256 is none of the pinned ones" in capsys.readouterr().err
    assert not (tmp_path / "cache").exists()


def test_what_is_wrong_with_the_command_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "add"]) == ExitCode.USAGE
    assert "needs a FILE" in capsys.readouterr().err
    assert main(["models", "add", str(tmp_path / "gone")]) == ExitCode.BAD_INPUT
    assert "There is no file" in capsys.readouterr().err


def test_the_mirror_of_the_settings_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(hearing, "fetch", lambda remote, target, *_: asked.append(remote.url) or target)
    monkeypatch.setenv("SIMULATOR_MIRROR", "https://models.example.org/")
    assert main(["models", "pull", "one"]) == ExitCode.DONE
    assert {url.split("/somebody")[0] for url in asked} == {"https://models.example.org"}


# Doctor


@pytest.mark.parametrize(
    ("failed", "code"),
    [
        ((), ExitCode.DONE),
        (("meaning",), ExitCode.DONE),
        (("prompts",), ExitCode.DONE),
        (("microphone",), ExitCode.MISSING),
        (("speaker",), ExitCode.MISSING),
        (("voice",), ExitCode.MISSING),
        (("hearing",), ExitCode.MISSING),
        (("archive",), ExitCode.ARCHIVE),
        (("archive", "hearing"), ExitCode.MISSING),
    ],
)
def test_doctor_ends_with_what_cannot_be_done(failed: tuple[str, ...], code: ExitCode) -> None:
    every = ("microphone", "speaker", "voice", "hearing", "meaning", "archive", "prompts")
    assert exit_code(Check(id=name, ok=name not in failed, detail="") for name in every) == code


@pytest.fixture
def equipment(monkeypatch: pytest.MonkeyPatch) -> FakeEquipment:
    """What `simulator doctor` finds on this machine."""
    equipment = FakeEquipment()
    monkeypatch.setattr(equipments, "Equipment", lambda _settings: equipment)
    return equipment


@pytest.mark.parametrize("arguments", [["doctor"], ["doctor", "--json"]])
def test_the_command_ends_with_4_without_weights_and_with_0_with_them(
    arguments: list[str], equipment: FakeEquipment, fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_MODEL", "one")
    assert main(arguments) == ExitCode.MISSING
    assert main(["models", "add", str(fetched)]) == ExitCode.DONE
    assert main(arguments) == ExitCode.DONE


def test_doctor_knows_a_microphone_whose_card_has_another_number(equipment: FakeEquipment) -> None:
    def check(kept: str, *names: str) -> Check:
        there = [
            Device(id=f"{name} (ALSA)", name=name, inputs=1, outputs=0, rate=48_000, host="ALSA")
            for name in names
        ]
        return machine._device("microphone", there, [], kept)

    renumbered = check("Yeti (hw:2,0) (ALSA)", "Webcam (hw:0,0)", "Yeti (hw:1,0)")
    assert renumbered.ok
    assert renumbered.detail.startswith("Yeti (hw:1,0)")
    alike = check("Yeti (hw:2,0) (ALSA)", "Yeti (hw:1,0)", "Yeti (hw:3,0)")
    assert not alike.ok
    assert "which one is yours?" in alike.detail
    assert "not here" in check("Yeti (hw:2,0) (ALSA)", "Webcam (hw:2,0)").detail


def test_doctor_names_what_leads_to_the_sound_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advice, "system", lambda: advice.WSL)
    monkeypatch.setattr(advice, "_led_to_server", lambda *_: "In WSL, set PULSE_SERVER.")
    assert "PULSE_SERVER" in machine._device("microphone", [], [], "").mend
