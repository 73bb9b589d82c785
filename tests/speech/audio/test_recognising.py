"""A device is known again although the system has numbered its sound cards anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from fake_portaudio import FakeDevice, FakePortAudio

from simulator.model.errors import MissingPartError
from simulator.speech.audio import devices

USB = "USB PnP Sound Device: Audio"
HDMI = "HDA Intel PCH: HDMI 0"


@pytest.mark.parametrize("kind", ["input", "output"])
@pytest.mark.parametrize(
    ("there", "kept", "index"),
    [
        ([f"{USB} (hw:2,0)", f"{HDMI} (hw:0,3)"], f"{USB} (hw:2,0) (ALSA)", 0),
        ([f"{HDMI} (hw:0,3)", f"{USB} (hw:1,0)"], f"{USB} (hw:2,0) (ALSA)", 1),
        ([f"{USB} (hw:1,0)", f"{USB} (hw:2,0)"], f"{USB} (hw:2,0) (ALSA)", 1),
        ([f"{HDMI} (hw:1,3)", f"{HDMI} (hw:1,7)"], f"{HDMI} (hw:0,7) (ALSA)", 1),
        (["Microphone (3- Yeti)", "Microphone (Webcam)"], "Microphone (2- Yeti) (ALSA)", 0),
        (["Microphone (Yeti)", "Microphone (Webcam)"], "Microphone (2- Yeti) (ALSA)", 0),
        (["pulse", "default"], "pulse (ALSA)", 0),
    ],
)
def test_the_card_s_number_does_not_count(
    monkeypatch: pytest.MonkeyPatch, kind: str, there: list[str], kept: str, index: int
) -> None:
    plug(monkeypatch, *(FakeDevice(name, outputs=1) for name in there))
    assert devices.find(kind, kept) == index


@pytest.mark.parametrize(
    ("kept", "index"),
    [
        ("Yeti (Windows WASAPI)", 2),
        ("Yeti (MME)", 1),
        ("Yeti (Windows WDM-KS)", 1),
    ],
)
def test_the_host_api_comes_after_the_name(monkeypatch: pytest.MonkeyPatch, kept: str, index: int) -> None:
    plug(
        monkeypatch,
        FakeDevice("Webcam", "Windows WDM-KS"),
        FakeDevice("Yeti", "MME"),
        FakeDevice("Yeti", "Windows WASAPI"),
    )
    assert devices.find("input", kept) == index


@pytest.mark.parametrize(("kind", "what"), [("input", "microphone"), ("output", "speaker")])
def test_it_is_asked_which_when_two_are_alike(monkeypatch: pytest.MonkeyPatch, kind: str, what: str) -> None:
    plug(monkeypatch, *(FakeDevice(f"{USB} (hw:{card},0)", outputs=2) for card in (1, 3)))
    with pytest.raises(MissingPartError, match=rf"2 {what}s are called .*which one is yours\?") as error:
        devices.find(kind, f"{USB} (hw:2,0) (ALSA)")
    assert "settings" in error.value.mend


def test_two_of_the_very_same_name_can_both_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    plug(monkeypatch, FakeDevice("Yeti", "Core Audio"), FakeDevice("Yeti", "Core Audio"))
    ids = [device.id for device in devices.devices()]
    assert ids == ["Yeti (Core Audio)", "Yeti [2] (Core Audio)"]
    assert [devices.find("input", identifier) for identifier in ids] == [0, 1]


def test_a_microphone_is_no_speaker_of_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    plug(monkeypatch, FakeDevice("Headset", inputs=1, outputs=0), FakeDevice("Headset", inputs=0, outputs=2))
    names = [device.id for device in devices.devices()]
    assert devices.find("output", names[1]) == 1
    assert devices.find("input", names[0]) == 0


def test_one_that_is_not_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    plug(monkeypatch, FakeDevice("Webcam"))
    with pytest.raises(MissingPartError, match="'Yeti \\(ALSA\\)' is not here"):
        devices.find("input", "Yeti (ALSA)")


def plug(monkeypatch: pytest.MonkeyPatch, *there: FakeDevice) -> None:
    sound = FakePortAudio(*there)
    monkeypatch.setattr(devices, "portaudio", lambda: sound)
