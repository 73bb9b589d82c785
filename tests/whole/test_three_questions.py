"""Three questions in a row are heard at the loudspeaker, whichever voice of this machine asks them."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from virtual_sound import VirtualSound, wait_for

from simulator.model import settings
from simulator.speech.ports import AudioEvent
from simulator.use_cases.equipment import Equipment
from simulator.use_cases.settings_store import SettingsStore

pytestmark = [pytest.mark.real, pytest.mark.loop]

QUESTIONS = ("What is overfitting?", "How would you notice it?", "And what would you do then?")
LOUD = 0.02
BLOCKS_A_SECOND = 20


def loud_s(path: Path) -> float:
    """Seconds of a file in which anything is heard, in twentieths."""
    sound, rate = soundfile.read(path, dtype="float32")
    step = rate // BLOCKS_A_SECOND
    blocks = sound[: len(sound) // step * step].reshape(-1, step)
    return float((np.abs(blocks).max(axis=1) > LOUD).sum()) / BLOCKS_A_SECOND


@pytest.mark.parametrize(
    ("voice", "number"),
    [("piper", 1), ("pyttsx3", 1), ("pyttsx3", 2)],
)
def test_the_second_and_the_third_question_are_spoken_too(
    virtual_sound: VirtualSound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice: str, number: int
) -> None:
    monkeypatch.setenv("SIMULATOR_CACHE", str(tmp_path))
    equipment = Equipment(SettingsStore(settings.load(given={"voice": voice})))
    events: list[AudioEvent] = []
    equipment.on_audio(events.append)
    heard = []
    for at, question in enumerate(QUESTIONS, 1):
        spoken = equipment.voice.prepare(question, number)
        assert spoken is not None
        assert spoken.notice is None
        with virtual_sound.capture() as captured:
            equipment.audio().play(spoken.path)
            wait_for(lambda at=at: len(events) == at, f"question {at} comes to its end")
            time.sleep(0.3)  # what is still on its way through the sound server
        heard.append((round(loud_s(captured), 2), round(loud_s(spoken.path), 2)))
    for end in equipment.endings():
        end()
    assert [event.kind for event in events] == ["played"] * 3
    for at_loudspeaker, in_file in heard:
        assert in_file > 0.5
        assert at_loudspeaker == pytest.approx(in_file, rel=0.2), heard
