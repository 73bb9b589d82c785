"""The conversation when silence ends an answer, and when one may speak into the interviewer's words."""

from __future__ import annotations

from functools import reduce

import pytest

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Command, Event, Phase, View
from simulator.model.question import Kind, Question
from simulator.model.transcript import Reply

QUESTION = Question(id="q", kind=Kind.EXPLAIN, prompt="What is dropout?", key_points=())
ASKED = (talk.Started(), talk.TakeOpened("1"))


def after(*events: Event, at_once: bool = False, barge_in: bool = False) -> tuple[View, tuple[Command, ...]]:
    """The view after the events, and what the last of them has done."""
    view = talk.begin(QUESTION, start_at_once=at_once, barge_in=barge_in)
    return reduce(lambda state, event: talk.step(state[0], event), events, (view, ()))


LISTENING = (talk.Started(), talk.Asked(), talk.Begin(), talk.TakeOpened("1"))


def test_an_answer_ends_when_the_countdown_has_run_out() -> None:
    view, _ = after(*LISTENING, talk.Ending())
    assert view.ending
    view, commands = after(*LISTENING, talk.Ending(), talk.RanOut())
    assert (view.phase, view.ending) == (Phase.HEARING, False)
    assert Command.CLOSE_MICROPHONE in commands


@pytest.mark.parametrize("stirs", [talk.Stirred(), talk.Stay()])
def test_a_sound_or_a_key_stops_the_countdown(stirs: Event) -> None:
    view, commands = after(*LISTENING, talk.Ending(), stirs, talk.RanOut())
    assert (view.phase, view.ending, commands) == (Phase.LISTENING, False, ())


@pytest.mark.parametrize("event", [talk.Pause(), talk.Ask(), talk.MicrophoneLost("gone"), talk.Discard()])
def test_whatever_ends_the_listening_ends_the_countdown(event: Event) -> None:
    view, _ = after(*LISTENING, talk.Ending(), event)
    assert not view.ending
    assert after(*LISTENING, talk.Ending(), event, talk.RanOut())[0].phase is view.phase


def test_nothing_ends_while_nobody_listens() -> None:
    assert not after(talk.Started(), talk.Ending())[0].ending


def test_the_microphone_is_open_while_the_question_is_asked_and_nothing_counts_yet() -> None:
    view, commands = after(talk.Started(), barge_in=True)
    assert commands == (Command.OPEN_TAKE, Command.HOLD_FLOOR, Command.SAY)
    assert (view.phase, view.take_open, view.taking) == (Phase.ASKING, True, False)


def test_who_speaks_into_the_question_has_the_floor() -> None:
    view, commands = after(*ASKED, talk.BargedIn(), barge_in=True)
    assert (view.phase, view.answer_id) == (Phase.LISTENING, "1")
    assert commands == (Command.STOP_VOICE, Command.FLOOR_TAKEN)


def test_who_speaks_into_a_reply_has_the_floor() -> None:
    reply = Reply(asked="How much?", about=None, said="Yours to assume.", answered=False)
    asked = (*ASKED, talk.BargedIn(), talk.Ask(), talk.Understood(reply, recognised=True))
    assert after(*asked, barge_in=True)[0].phase is Phase.REPLYING
    view, commands = after(*asked, talk.BargedIn(), barge_in=True)
    assert view.phase is Phase.LISTENING
    assert commands == (Command.STOP_VOICE, Command.FLOOR_TAKEN)


def test_who_says_nothing_is_as_free_as_without() -> None:
    view, commands = after(*ASKED, talk.Asked(), barge_in=True)
    assert (view.phase, view.take_open, commands) == (Phase.YOUR_TURN, False, (Command.DROP_TAKE,))
    view, commands = after(*ASKED, talk.Asked(), at_once=True, barge_in=True)
    assert (view.phase, view.answer_id, commands) == (Phase.LISTENING, "1", (Command.GIVE_FLOOR,))
    view, commands = after(*ASKED, talk.Begin(), barge_in=True)
    assert (view.phase, commands) == (Phase.LISTENING, (Command.STOP_VOICE, Command.GIVE_FLOOR))


@pytest.mark.parametrize(
    "event", [talk.Skip(), talk.Leave(), talk.VoiceFailed("hoarse"), talk.MicrophoneLost("gone")]
)
def test_a_microphone_that_heard_nothing_leaves_no_answer_behind(event: Event) -> None:
    _, commands = after(*ASKED, event, barge_in=True)
    assert Command.DROP_TAKE in commands
    assert Command.LEAVE_TAKE not in commands


def test_without_a_microphone_the_question_is_asked_to_its_end() -> None:
    view, _ = after(*ASKED, talk.MicrophoneLost("gone"), barge_in=True)
    assert (view.phase, view.take_open, view.notice) == (Phase.ASKING, False, "gone")


def test_the_question_can_be_heard_again() -> None:
    view, commands = after(*ASKED, talk.Asked(), talk.ReadAgain(), barge_in=True)
    assert view.take_open
    assert commands == (Command.STOP_VOICE, Command.OPEN_TAKE, Command.HOLD_FLOOR, Command.SAY)
    assert after(*ASKED, talk.ReadAgain(), barge_in=True)[1] == (Command.STOP_VOICE, Command.SAY)


def test_a_further_take_is_held_as_the_first() -> None:
    assert talk.step(talk.begin(QUESTION, barge_in=True), talk.Started())[0].barge_in
    again = View(phase=Phase.SCORED, question=QUESTION, barge_in=True, start_at_once=True)
    assert talk.step(again, talk.TakeAgain())[0].barge_in
