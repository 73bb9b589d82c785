"""Asking the interviewer in the middle of an answer: who has the floor is plain, and the key is offered."""

from __future__ import annotations

from pathlib import Path

from driving import make, press, running, settle, text, until_replying
from fakes import FakeStudio

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Command
from simulator.ui.app import Start

NARROW = (80, 24)
SAID = "Two years, about a million customers"


async def test_the_reply_is_shown_while_it_is_spoken_and_afterwards(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    app = make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)
    async with running(app, NARROW) as pilot:
        rehearsal = await until_replying(pilot, desk)
        assert "the interviewer replies" in text(pilot)
        assert SAID in text(pilot)
        assert "Go on" in text(pilot)
        rehearsal.send(talk.Asked())
        await settle(pilot)
        assert "listening" in text(pilot)
        assert SAID in text(pilot)
        assert rehearsal.commands[-2:] == [Command.REPLY, Command.GIVE_FLOOR]


async def test_space_takes_the_floor_back(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    app = make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)
    async with running(app, NARROW) as pilot:
        rehearsal = await until_replying(pilot, desk)
        await press(pilot, "space")
        assert "listening" in text(pilot)
        assert rehearsal.commands[-1] is Command.GIVE_FLOOR
        assert talk.Done() not in rehearsal.sent


async def test_a_question_without_facts_offers_nothing_to_ask(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    app = make(tmp_path, Start(screen="practice", question_id="bias-variance"), desk)
    async with running(app, NARROW) as pilot:
        desk.rehearsals[0].send(talk.Asked())
        await press(pilot, "space")
        desk.rehearsals[0].send(talk.TakeOpened("20261122-120000-abcd/01"))
        await settle(pilot)
        await press(pilot, "a")
        assert talk.Ask() not in desk.rehearsals[0].sent
