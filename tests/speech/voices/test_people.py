"""An interviewer's voice fits who they are, as far as this machine has such voices."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from simulator.interview.process.plans import load_plans
from simulator.model.plan import Round
from simulator.speech.ports import Samples
from simulator.speech.voices import speak_once
from simulator.speech.voices.speaker import Speaker
from simulator.speech.voices.system import SystemVoice

PLANS = load_plans(Path(__file__).parents[3] / "prompts" / "interviews", "shipped")[0]
PEOPLE = {item.name: item for plan in PLANS for item in plan.rounds}
SAID = "Tell me about a model that you built, and what it changed for the people who used it."


def voice(name: str, gender: str) -> SimpleNamespace:
    return SimpleNamespace(id=name, name=name, gender=gender, languages=["en_US"])


def pitch(samples: Samples, rate: int) -> float:
    """The median pitch in Hz of what is loud."""
    found = []
    for start in range(0, len(samples) - 2048, 2048):
        part = samples[start : start + 2048] - samples[start : start + 2048].mean()
        if np.sqrt(np.mean(part**2)) > 0.05:
            likeness = np.correlate(part, part, "full")[2047:]
            low, high = rate // 350, rate // 70
            found.append(rate / (low + int(likeness[low:high].argmax())))
    return float(np.median(found))


def test_an_interviewer_sounds_as_their_persona_speaks_of_them() -> None:
    assert {name: PEOPLE[name].like for name in ("Dana", "Marek", "Priya")} == {
        "Dana": "woman", "Marek": "man", "Priya": "woman",
    }  # fmt: skip
    assert sum(item.like == "" for item in PEOPLE.values()) <= 2


def test_a_persona_that_says_neither_gets_any_voice() -> None:
    item = next(iter(PEOPLE.values()))
    told = Round(
        role=item.role,
        audience=item.audience,
        minutes=20,
        name="Kim",
        persona="Kim asks.",
        opening="Hi.",
        draw=(),
    )
    assert told.like == ""


def test_of_the_systems_voices_one_that_fits_is_taken() -> None:
    there = [
        voice("Fred", "VoiceGenderMale"),
        voice("Samantha", "VoiceGenderFemale"),
        voice("Kate", "Female"),
    ]
    chosen = [speak_once.english_voice(there, "Fred", nth, "woman") for nth in range(3)]
    assert chosen == ["Samantha", "Kate", "Samantha"]
    assert speak_once.english_voice(there, "Samantha", 0, "man") == "Fred"
    assert speak_once.english_voice(there, "Samantha") is None
    assert speak_once.english_voice([voice("Fred", "Male")], "x", 1, "woman") == "Fred"


@pytest.mark.real
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the variants are espeak's")
def test_women_and_men_can_be_told_apart_and_each_is_another() -> None:
    women = [pitch(*SystemVoice(nth=nth, like="woman").speak(SAID)) for nth in (1, 2)]
    men = [pitch(*SystemVoice(nth=nth, like="man").speak(SAID)) for nth in (1, 2)]
    assert min(women) > 150 > max(men)
    assert women[0] != women[1]
    assert min(SystemVoice().people()) >= 7


@pytest.mark.real
def test_the_first_interviewer_has_a_fitting_voice_too(tmp_path: Path) -> None:
    speaker = Speaker("piper", tmp_path)
    try:
        spoken = {like: speaker.prepare("Hello there.", 1, like) for like in ("", "man", "woman")}
        assert all(spoken.values())
        voices = {like: made.voice for like, made in spoken.items() if made}
        assert voices[""] == voices["man"] != voices["woman"]
    finally:
        speaker.close()
