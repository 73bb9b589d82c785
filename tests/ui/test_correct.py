"""Misheard words are put right from the replay."""

import pytest
from driving import latest, make, name, press, running, settle, text
from fakes import FakeEquipment
from test_narrow import cut_keys
from textual.widgets import TextArea

from simulator.model.errors import ArchiveError
from simulator.ui.app import Start
from simulator.use_cases.desk import Desk


def replaying(desk: Desk) -> Start:
    return Start(screen="replay", answer_id=latest(desk).id)


async def test_e_opens_the_sentence_enter_keeps_it_and_the_replay_says_corrected(desk: Desk) -> None:
    start = replaying(desk)
    app = make(desk, start)
    async with running(app, (80, 24)) as pilot:
        await press(pilot, "e")
        assert name(pilot) == "CorrectScreen"
        assert cut_keys(app) == []
        area = app.screen.query_one(TextArea)
        assert area.text.startswith("So um the first thing")
        await press(pilot, "pagedown")
        assert area.text.startswith("Then I would frame it as a yearly")
        area.load_text(area.text.replace("yearly", "binary"))
        await press(pilot, "enter")
        assert name(pilot) == "ReplayScreen"
        await settle(pilot, lambda: "binary" in text(pilot))
        assert "corrected" in text(pilot)
        assert "yearly" not in text(pilot)
        await press(pilot, "e", "pagedown")
        assert "✎ heard “yearly”, said “binary”" in text(pilot)
        await press(pilot, "ctrl+r", "y")
        await press(pilot, "escape")
        await settle(pilot, lambda: "yearly" in text(pilot))
        assert "corrected" not in text(pilot)


async def test_a_scorecard_below_shows_the_corrected_score(desk: Desk) -> None:
    start = replaying(desk)
    app = make(desk)
    async with running(app, (80, 24)) as pilot:
        app.scorecard(str(start.answer_id))
        await settle(pilot)
        assert "Corrected" not in text(pilot)
        await press(pilot, "r", "e")
        area = app.screen.query_one(TextArea)
        area.load_text("So what is churn?")
        await press(pilot, "enter", "escape")
        assert name(pilot) == "ScorecardScreen"
        await settle(pilot, lambda: "! Corrected: misheard words" in text(pilot))


async def test_going_on_keeps_the_sentence_and_leaving_asks_before_it_is_lost(desk: Desk) -> None:
    start = replaying(desk)
    async with running(make(desk, start)) as pilot:
        await press(pilot, "e")
        area = pilot.app.screen.query_one(TextArea)
        area.load_text("So what is churn?")
        await press(pilot, "pagedown")
        record = desk.sessions.answer(str(start.answer_id))
        assert record.transcript is not None
        assert record.transcript.verbatim.startswith("So what is churn? Then I would")
        assert area.text.startswith("Then I would frame")
        area.load_text("Nothing.")
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "n")
        assert name(pilot) == "CorrectScreen"
        await press(pilot, "escape", "y")
        assert name(pilot) == "ReplayScreen"
        assert desk.sessions.answer(record.id).transcript == record.transcript


async def test_the_sentence_can_be_heard_and_trouble_is_said(
    desk: Desk, equipment: FakeEquipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(make(desk, replaying(desk))) as pilot:
        await press(pilot, "e", "pagedown", "f5")
        (played,) = equipment.sound.played
        assert played.end_s is not None
        assert 0 < played.start_s < played.end_s
        area = pilot.app.screen.query_one(TextArea)
        area.load_text("Bias")

        def refuse(*_: object) -> None:
            raise ArchiveError("The disk is full.")

        monkeypatch.setattr(desk.sessions.archive.corrections, "corrected", refuse)
        await press(pilot, "enter")
        assert "! The disk is full." in text(pilot)
        assert area.text == "Bias"
