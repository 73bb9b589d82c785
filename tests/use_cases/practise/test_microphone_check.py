"""What was heard stays heard, and a warning about silence is over once somebody speaks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "ui"))
from fakes import FakeEquipment

from simulator.speech.audio.watch import DISTORTED, FAINT, MUTED, NOISY, about
from simulator.speech.ports import AudioEvent
from simulator.use_cases.practise.microphone_check import MicrophoneCheck

SPOKEN = 0.3


@pytest.fixture
def equipment() -> FakeEquipment:
    return FakeEquipment()


@pytest.fixture
def check(equipment: FakeEquipment) -> Iterator[MicrophoneCheck]:
    check = MicrophoneCheck(equipment.sound, None)
    equipment.on_audio(check.on_audio)
    yield check
    check.stop()


def warning(sentence: str) -> AudioEvent:
    return AudioEvent(kind="warning", detail=sentence, about=about(sentence))


def speak(equipment: FakeEquipment, check: MicrophoneCheck) -> None:
    """A word, and its end."""
    for equipment.sound.level in (SPOKEN, 0.0):
        assert check.level == equipment.sound.level


@pytest.mark.parametrize("sentence", [MUTED, f"{MUTED} If not, allow it.", FAINT])
def test_a_warning_of_silence_is_over_once_somebody_speaks(
    check: MicrophoneCheck, equipment: FakeEquipment, sentence: str
) -> None:
    check.on_audio(warning(sentence))
    assert check.notice == sentence
    speak(equipment, check)
    assert check.heard
    assert check.notice == ""


def test_three_quiet_seconds_after_a_word_are_no_silence(
    check: MicrophoneCheck, equipment: FakeEquipment
) -> None:
    for _ in range(3):
        speak(equipment, check)
        check.on_audio(warning(MUTED))
        assert check.heard
        assert check.notice == ""


def test_a_noise_is_over_once_a_voice_stands_out_and_not_before(
    check: MicrophoneCheck, equipment: FakeEquipment
) -> None:
    check.on_audio(warning(NOISY))
    speak(equipment, check)
    assert check.notice == NOISY
    check.on_audio(AudioEvent(kind="voice"))
    assert check.heard
    assert check.notice == ""


def test_what_is_wrong_with_the_sound_or_the_device_is_said_after_a_voice_too(
    check: MicrophoneCheck, equipment: FakeEquipment
) -> None:
    speak(equipment, check)
    check.on_audio(warning(DISTORTED))
    assert check.notice == DISTORTED
    equipment.sound.lose_microphone("It is unplugged.")
    speak(equipment, check)
    check.on_audio(AudioEvent(kind="voice"))
    assert check.notice == "It is unplugged."
