"""What the machine does when microphone, ear and judge report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.interview.exchange.commands import OPENING, RECORDING, Command, Stepped
from simulator.interview.exchange.events import (
    EarDied,
    HeardSoFar,
    HearingFailed,
    Judged,
    MicrophoneLost,
    Recorded,
    TakeOpened,
    Transcribed,
    Unwritten,
)
from simulator.interview.exchange.state import Phase, View

EAR_RESTARTS = 2
"""How often a take starts the ear again before it gives up and keeps the audio for later."""


def take_opened(view: View, event: TakeOpened) -> Stepped:
    notice = "" if view.notice == OPENING else view.notice
    return replace(view, answer_id=event.answer_id, notice=notice), ()


def microphone_lost(view: View, event: MicrophoneLost) -> Stepped:
    if view.phase is Phase.ASKING and view.take_open:
        return replace(view, take_open=False, notice=event.reason), (Command.DROP_TAKE,)
    if view.phase not in RECORDING:
        return view, ()
    if view.answer_id is None:
        return replace(view, phase=Phase.TROUBLE, notice=event.reason, take_open=False), (Command.DROP_TAKE,)
    kept = f"{event.reason} What was heard so far is kept."
    stop = (Command.STOP_VOICE,) if view.phase is Phase.REPLYING else ()
    return replace(view, phase=Phase.TROUBLE, notice=kept), stop


def recorded(view: View, _event: Recorded) -> Stepped:
    if view.phase is not Phase.HEARING:
        return view, ()
    return view, (Command.HEAR_REST,)


def unwritten(view: View, event: Unwritten) -> Stepped:
    if view.phase is not Phase.HEARING:
        return view, ()
    return replace(view, phase=Phase.TROUBLE, notice=event.reason), ()


def heard_so_far(view: View, event: HeardSoFar) -> Stepped:
    if not view.take_open:
        return view, ()
    return replace(view, heard=event.text, said=event.words, progress=event.progress), ()


def transcribed(view: View, event: Transcribed) -> Stepped:
    if view.phase is not Phase.HEARING:
        return view, ()
    replies = event.transcript.replies or view.replies
    return replace(view, progress=1.0, replies=replies), (Command.JUDGE_SPOKEN,)


def ear_died(view: View, event: EarDied) -> Stepped:
    if not view.take_open:
        return view, ()
    if view.phase is Phase.CONSIDERING:
        view = replace(view, phase=Phase.LISTENING)
    if view.ear_restarts >= EAR_RESTARTS:
        return hearing_failed(view, HearingFailed(event.reason))
    again = replace(
        view,
        ear_restarts=view.ear_restarts + 1,
        notice="The hearing stopped and was started again; nothing is lost.",
    )
    rest = (Command.HEAR_REST,) if view.phase is Phase.HEARING else ()
    return again, (Command.RESTART_EAR, *rest)


def hearing_failed(view: View, event: HearingFailed) -> Stepped:
    if view.phase is not Phase.HEARING:
        phase = Phase.LISTENING if view.phase is Phase.CONSIDERING else view.phase
        return replace(view, phase=phase, notice=event.reason), ()
    if not view.take_open:
        return replace(view, phase=Phase.TROUBLE, notice=event.reason), ()
    kept = f"{event.reason} The recording is kept: `simulator sessions finish` hears it later."
    return replace(view, phase=Phase.TROUBLE, notice=kept, take_open=False), (Command.LEAVE_TAKE,)


def judged(view: View, event: Judged) -> Stepped:
    return (
        replace(
            view,
            phase=Phase.SCORED,
            scorecard=event.scorecard,
            answer_id=event.answer_id,
            take_open=False,
            progress=1.0,
        ),
        (),
    )


REPORTED: dict[type, Callable[..., Stepped]] = {
    TakeOpened: take_opened,
    MicrophoneLost: microphone_lost,
    Recorded: recorded,
    Unwritten: unwritten,
    HeardSoFar: heard_so_far,
    Transcribed: transcribed,
    EarDied: ear_died,
    HearingFailed: hearing_failed,
    Judged: judged,
}
