"""Misheard words are put right from the replay."""

from pathlib import Path

from canned import answer
from driving import make, name, press, running, settle, text
from fakes import FakeStudio
from test_narrow import cut_keys
from textual.widgets import TextArea

from simulator.ui.app import Start


def replaying(folder: Path) -> tuple[FakeStudio, Start]:
    desk = FakeStudio(folder)
    return desk, Start(screen="replay", answer_id=answer(desk.sound).id)


async def test_e_opens_the_sentence_enter_keeps_it_and_the_replay_says_corrected(tmp_path: Path) -> None:
    desk, start = replaying(tmp_path)
    app = make(tmp_path, start, desk)
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


async def test_a_scorecard_below_shows_the_corrected_score(tmp_path: Path) -> None:
    desk, start = replaying(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app, (80, 24)) as pilot:
        app.scorecard(str(start.answer_id))
        await settle(pilot)
        assert "Corrected" not in text(pilot)
        await press(pilot, "r", "e")
        area = app.screen.query_one(TextArea)
        area.load_text("So what is churn?")
        await press(pilot, "enter", "escape")
        assert name(pilot) == "ScorecardScreen"
        await settle(pilot, lambda: "▲ Corrected: misheard words" in text(pilot))


async def test_going_on_keeps_the_sentence_and_leaving_asks_before_it_is_lost(tmp_path: Path) -> None:
    desk, start = replaying(tmp_path)
    async with running(make(tmp_path, start, desk)) as pilot:
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


async def test_the_sentence_can_be_heard_and_trouble_is_said(tmp_path: Path) -> None:
    desk, start = replaying(tmp_path)
    async with running(make(tmp_path, start, desk)) as pilot:
        await press(pilot, "e", "pagedown", "f5")
        ((low, high),) = desk.played
        assert high is not None
        assert 0 < low < high
        area = pilot.app.screen.query_one(TextArea)
        area.load_text("Bias")

        def refuse(*_: object) -> None:
            raise studio_error

        from simulator.model.errors import ArchiveError

        studio_error = ArchiveError("The disk is full.")
        desk.corrections.correct = refuse  # type: ignore[assignment,method-assign]
        await press(pilot, "enter")
        assert "▲ The disk is full." in text(pilot)
        assert area.text == "Bias"
