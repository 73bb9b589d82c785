"""Asking the interviewer in the middle of an answer: who has the floor is plain, and the key is offered."""

from __future__ import annotations

from canned import BIAS, CHURN
from driving import CHURN_ASKED, listening, make, press, reach, replying, running, settle, text
from fakes import FakeEquipment

from simulator.ui.app import Start
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

NARROW = (80, 24)
SAID = "Two years, about a million customers"


async def test_the_reply_is_shown_while_it_is_spoken_and_afterwards(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await replying(pilot, equipment)
        assert "the interviewer replies" in text(pilot)
        assert SAID in text(pilot)
        assert "Go on" in text(pilot)
        assert equipment.said[-1] == CHURN.facts[0].answer
        (reply,) = equipment.sound.floor
        assert reply is not None
        assert reply.about == CHURN.facts[0].about
        equipment.sound.end()
        await reach(pilot, Phase.LISTENING)
        assert "listening" in text(pilot)
        assert SAID in text(pilot)
        await settle(pilot, lambda: equipment.sound.floor == [reply, None])


async def test_space_takes_the_floor_back(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await replying(pilot, equipment)
        await press(pilot, "space")
        await reach(pilot, Phase.LISTENING)
        assert "listening" in text(pilot)
        await settle(pilot, lambda: equipment.sound.floor[-1] is None)
        assert not equipment.sound.playing
        assert equipment.sound.recording


async def test_a_question_without_facts_offers_nothing_to_ask(desk: Desk, equipment: FakeEquipment) -> None:
    start = Start(screen="practice", question_id=BIAS.id)
    async with running(make(desk, start), NARROW) as pilot:
        await listening(pilot, equipment)
        await press(pilot, "a")
        assert equipment.hearing.told == 0
        assert pilot.app.screen.view.phase is Phase.LISTENING
