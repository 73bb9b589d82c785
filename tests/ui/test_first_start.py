"""The first start and the microphone check: what is said of the devices, and when it goes."""

from __future__ import annotations

from pathlib import Path

import fakes
import pytest
from driving import (
    CHURN_ASKED,
    listening,
    make,
    name,
    press,
    running,
    settle,
    text,
)
from fakes import NO_MICROPHONE, FakeEquipment
from textual.widgets import Input

from simulator.model.settings import load
from simulator.speech.audio.watch import MUTED
from simulator.speech.ports import Device
from simulator.ui.screens.microphone import MicrophoneScreen
from simulator.use_cases.desk import Desk


@pytest.fixture
def first_start(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    """Nobody has checked the microphone."""
    monkeypatch.delenv("SIMULATOR_MICROPHONE_CHECKED")


async def test_a_first_start_checks_the_microphone_once(
    first_start: None, desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk)) as pilot:
        assert name(pilot) == "MicrophoneScreen"
        assert equipment.sound.recordings == 1
        assert equipment.sound.recording
        await press(pilot, "enter")
        assert name(pilot) == "AboutScreen"
        assert desk.settings.current.microphone_checked
        assert load().microphone_checked
        await settle(pilot, lambda: not equipment.sound.recording)


async def test_a_first_start_asks_what_it_is_for_and_home_offers_a_short_question_of_a_weak_area(
    first_start: None, empty_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(empty_desk), (80, 24)) as pilot:
        await press(pilot, "enter")
        assert name(pilot) == "AboutScreen"
        await press(pilot, *"ML engineer", "enter", *"soon", "enter", "enter")
        assert "! Write the day as 2026-12-24, or leave it out." in text(pilot)
        pilot.app.screen.query_one("#interview_on", Input).value = "2999-12-03"
        await press(pilot, "enter", *"evaluation", "enter")
        assert name(pilot) == "HomeScreen"
        now = load()
        assert (now.role, now.interview_on, now.weak_areas) == ("ML engineer", "2999-12-03", "evaluation")
        await settle(pilot, lambda: "interview in" in text(pilot))
    async with running(make(empty_desk), (80, 24)) as pilot:
        assert name(pilot) == "HomeScreen", "it asks once"


async def test_what_it_is_for_may_be_skipped(first_start: None, empty_desk: Desk) -> None:
    async with running(make(empty_desk), (80, 24)) as pilot:
        await press(pilot, "escape", "escape")
        assert name(pilot) == "HomeScreen"
        assert load().role == ""
        shown = text(pilot)
        assert "Clarity, last 30 days" in shown
        assert "w Weak h History" in shown
        assert "s Settings" in shown


async def test_the_microphone_check_stops_asking_once_somebody_has_spoken(
    first_start: None, desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MicrophoneScreen)
        await settle(pilot, lambda: "nothing heard yet" in text(pilot))
        equipment.sound.warn(MUTED, about="silence")
        screen.poll()
        await settle(pilot, lambda: "is it muted?" in text(pilot))
        for _ in range(3):
            for equipment.sound.level in (0.3, 0.0):
                screen.poll()
                await settle(pilot, lambda: "I hear you" in text(pilot))
                equipment.sound.warn(MUTED, about="silence")
                screen.poll()
                await settle(pilot, lambda: "I hear you" in text(pilot))
                assert "is it muted?" not in text(pilot)


async def test_a_warning_about_the_sound_goes_once_a_voice_is_heard(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED)) as pilot:
        await listening(pilot, equipment)
        equipment.sound.warn(MUTED, about="silence")
        await settle(pilot, lambda: "is it muted?" in text(pilot))
        equipment.sound.hear_voice()
        await settle(pilot, lambda: "is it muted?" not in text(pilot))
        equipment.sound.warn("The disk is full.")
        await settle(pilot, lambda: "The disk is full." in text(pilot))
        equipment.sound.hear_voice()
        await pilot.pause(0.2)
        assert "The disk is full." in text(pilot)


async def test_a_microphone_whose_card_has_another_number_is_shown_as_the_chosen_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = [
        Device(id=f"{name} (ALSA)", name=name, inputs=1, outputs=1, rate=48_000, host="ALSA")
        for name in ("Webcam (hw:0,0)", "Yeti (hw:1,0)", "Twin (hw:2,0)", "Twin (hw:3,0)")
    ]
    monkeypatch.setattr(fakes, "DEVICES", tuple(there))
    desk.settings.change(microphone="Yeti (hw:4,0) (ALSA)", speaker="Twin (hw:5,0) (ALSA)")
    async with running(make(desk)) as pilot:
        await press(pilot, "s")
        await settle(pilot)
        assert "Yeti (hw:1,0)" in text(pilot)
        assert "Twin (hw:5,0) (ALSA): which of these?" in text(pilot)
        await press(pilot, "m")
        await settle(pilot, lambda: name(pilot) == "MicrophoneScreen")
        await settle(pilot, lambda: "Yeti (hw:1,0)" in text(pilot))
        await press(pilot, "enter")
        await settle(pilot)
    assert desk.settings.current.microphone == "Yeti (hw:4,0) (ALSA)"


async def test_without_a_microphone_the_first_start_says_so_and_goes_on(
    first_start: None, desk: Desk, equipment: FakeEquipment
) -> None:
    equipment.sound.missing = NO_MICROPHONE
    async with running(make(desk)) as pilot:
        assert "No microphone was found" in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "AboutScreen"


async def test_somebody_says_something_and_hears_themselves(
    first_start: None, desk: Desk, equipment: FakeEquipment
) -> None:
    sound = equipment.sound
    async with running(make(desk), (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MicrophoneScreen)
        sound.recorded_s = 3.0
        await press(pilot, "h")
        await settle(pilot, lambda: "speak now: 10 s left" in text(pilot))
        sound.level, sound.recorded_s = 0.3, 7.0
        screen.poll()
        await settle(pilot, lambda: "speak now: 6 s left" in text(pilot))
        assert sound.played == []
        sound.recorded_s = 13.0
        screen.poll()
        await settle(pilot, lambda: "this is how you sound" in text(pilot))
        assert (sound.played[-1].start_s, sound.recording) == (3.0, False)
        kept = sound.played[-1].sound
        assert kept.exists()
        sound.end()
        screen.poll()
        await settle(pilot, lambda: "That was you." in text(pilot))
        assert sound.recording, "the meter goes on"
        await press(pilot, "enter")
        await settle(pilot, lambda: not sound.recording)
        assert not kept.parent.exists(), "nothing of it is kept"


async def test_ten_silent_seconds_are_not_played_and_a_lost_loudspeaker_is_said(
    first_start: None, desk: Desk, equipment: FakeEquipment
) -> None:
    sound = equipment.sound
    async with running(make(desk), (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MicrophoneScreen)
        await press(pilot, "h", "h")
        await settle(pilot, lambda: "Nothing was heard in that time." in text(pilot))
        assert sound.played == []
        await press(pilot, "h")
        sound.level = 0.3
        screen.poll()
        await press(pilot, "h")
        await settle(pilot, lambda: bool(sound.played))
        sound.lose_speaker("The loudspeaker was unplugged.")
        screen.poll()
        await settle(pilot, lambda: "The loudspeaker was unplugged." in text(pilot))
        await settle(pilot, lambda: sound.recording)


async def test_headphones_are_asked_about_once_and_kept(first_start: None, empty_desk: Desk) -> None:
    async with running(make(empty_desk), (80, 24)) as pilot:
        assert "Do you wear headphones?" in text(pilot)
        await press(pilot, "p", "enter")
        await settle(pilot, lambda: load().headphones == "yes")
        assert empty_desk.settings.current.headphones == "yes"
        await press(pilot, "escape")
    async with running(make(empty_desk), (80, 24)) as pilot:
        assert name(pilot) == "HomeScreen", "it is not asked again"
