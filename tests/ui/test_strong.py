"""A strong answer: read sentence by sentence, what each does beside it, then one's own turn."""

from __future__ import annotations

import pytest
from driving import make, name, press, running, settle, text
from fakes import FakeEquipment

from simulator.model import settings
from simulator.ui.screens.strong import StrongScreen, StrongSentenceRow
from simulator.use_cases.desk import Desk


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_is_read_sentence_by_sentence_and_stops_at_the_end(
    desk: Desk, equipment: FakeEquipment, size: tuple[int, int]
) -> None:
    async with running(make(desk), size) as pilot:
        await press(pilot, "h", "enter", "m")
        screen = pilot.app.screen
        assert isinstance(screen, StrongScreen)
        assert "clarify    First I would ask" in text(pilot)
        assert "[bold]Then[/bold] I would frame it as" in text(pilot)
        await press(pilot, "space")
        assert equipment.said == ["First I would ask what counts as churn for this business."]
        assert [row.has_class("-lit") for row in screen.query(StrongSentenceRow)] == [True, False]
        screen.poll()
        equipment.sound.end()
        screen.poll()
        await settle(pilot)
        assert equipment.said[-1] == "[bold]Then[/bold] I would frame it as a yearly classification."
        screen.poll()
        equipment.sound.end()
        screen.poll()
        await settle(pilot)
        assert screen.at is None
        await press(pilot, "a")
        assert name(pilot) == "PracticeScreen"


async def test_space_stops_it(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "b", "slash", *"predict", "enter", "m")
        assert name(pilot) == "StrongScreen"
        await press(pilot, "space", "space")
        assert len(equipment.said) == 1
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
