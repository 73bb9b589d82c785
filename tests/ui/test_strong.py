"""A strong answer: read sentence by sentence, what each does beside it, then one's own turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import make, name, press, running, settle, text
from fakes import FakeStudio

from simulator.model import settings
from simulator.ui.screens.strong import StrongScreen, StrongSentenceRow
from simulator.use_cases.desk import Desk


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_is_read_sentence_by_sentence_and_stops_at_the_end(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk), size) as pilot:
        await press(pilot, "h", "enter", "m")
        screen = pilot.app.screen
        assert isinstance(screen, StrongScreen)
        assert "clarify    First I would ask" in text(pilot)
        assert "[bold]Then[/bold] I would frame it." in text(pilot)
        await press(pilot, "space")
        assert desk.said == ["First I would ask what counts as churn."]
        assert [row.has_class("-lit") for row in screen.query(StrongSentenceRow)] == [True, False]
        for playing in (True, False):
            desk.player.playing = playing
            screen.poll()
        await settle(pilot)
        assert desk.said[-1] == "[bold]Then[/bold] I would frame it."
        for playing in (True, False):
            desk.player.playing = playing
            screen.poll()
        await settle(pilot)
        assert screen.at is None
        await press(pilot, "a")
        assert name(pilot) == "PracticeScreen"


async def test_space_stops_it(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "b", "slash", *"predict", "enter", "m")
        assert name(pilot) == "StrongScreen"
        await press(pilot, "space", "space")
        assert len(desk.said) == 1
        assert not desk.player.playing
        await press(pilot, "escape")
        assert name(pilot) == "QuestionsScreen"


def test_every_sentence_of_a_real_one_is_there_and_most_moves_too() -> None:
    desk = Desk(settings.load())
    question = desk.questions.get("churn-model")
    sentences = desk.scorer.strong_answer(question)
    assert " ".join(sentence.text for sentence in sentences) == " ".join(str(question.model_answer).split())
    assert len({move for sentence in sentences for move in sentence.moves}) >= 4
    desk.close()
