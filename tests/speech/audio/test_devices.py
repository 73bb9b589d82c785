"""A machine without PortAudio: one sentence and the command that mends it."""

from __future__ import annotations

import sys

import pytest

from simulator.model.errors import MissingPartError
from simulator.speech.audio import devices


class FakeFinder:
    """Finds everything but the sound library, as on a machine without libportaudio2."""

    def find_spec(self, name: str, *_rest: object) -> None:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")


def test_without_portaudio_there_is_one_sentence_and_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [FakeFinder(), *sys.meta_path])
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(MissingPartError, match="PortAudio") as error:
        devices.devices()
    assert error.value.mend == "sudo apt-get install libportaudio2"
