"""The conversation as a state machine without input or output: events in, commands out.

Screens, the command line and tests drive the same one. `step` is a pure function; whoever drives
carries out the commands and reports what happened as further events.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.interview.exchange.commands import OPENING, RECORDING, Command, Stepped
from simulator.interview.exchange.events import (
    Ask,
    Asked,
    BargedIn,
    Begin,
    Discard,
    Done,
    EarDied,
    Ending,
    Event,
    Happening,
    HeardSoFar,
    HearingFailed,
    Hint,
    Intent,
    Judged,
    Leave,
    MicrophoneLost,
    Pause,
    RanOut,
    ReadAgain,
    Recorded,
    Resume,
    Skip,
    Started,
    Stay,
    Stirred,
    TakeAgain,
    TakeOpened,
    Transcribed,
    TypeAnswer,
    Understood,
    Unwritten,
    VoiceFailed,
    Warned,
)
from simulator.interview.exchange.reported import EAR_RESTARTS, REPORTED
from simulator.interview.exchange.state import Phase, View
from simulator.model.question import Question

__all__ = [
    "EAR_RESTARTS",
    "OPENING",
    "RECORDING",
    "Ask",
    "Asked",
    "BargedIn",
    "Begin",
    "Command",
    "Discard",
    "Done",
    "EarDied",
    "Ending",
    "Event",
    "Happening",
    "HeardSoFar",
    "HearingFailed",
    "Hint",
    "Intent",
    "Judged",
    "Leave",
    "MicrophoneLost",
    "Pause",
    "Phase",
    "RanOut",
    "ReadAgain",
    "Recorded",
    "Resume",
    "Skip",
    "Started",
    "Stay",
    "Stepped",
    "Stirred",
    "TakeAgain",
    "TakeOpened",
    "Transcribed",
    "TypeAnswer",
    "Understood",
    "Unwritten",
    "View",
    "VoiceFailed",
    "Warned",
    "begin",
    "step",
]


def begin(question: Question, *, start_at_once: bool = False, barge_in: bool = False) -> View:
    """The view before anything happened."""
    return View(phase=Phase.ASKING, question=question, start_at_once=start_at_once, barge_in=barge_in)


def step(view: View, event: Event) -> Stepped:
    """The next view, and what to do. An event that means nothing in this phase changes nothing."""
    if view.phase is Phase.ENDED:
        return view, ()
    after, commands = HANDLERS[type(event)](view, event)
    if after.ending and after.phase is not Phase.LISTENING:
        after = replace(after, ending=False)
    return after, commands


def _started(view: View, _event: Started) -> Stepped:
    return _ask_aloud(view) if view.barge_in else (view, (Command.SAY,))


def _ask_aloud(view: View, *before: Command) -> Stepped:
    """Say the question; with `barge_in` the microphone is open meanwhile, and the floor the interviewer's."""
    asking = replace(view, phase=Phase.ASKING)
    if not view.barge_in or view.take_open:
        return asking, (*before, Command.SAY)
    opened = replace(_fresh(asking), notice=view.notice)
    return opened, (*before, Command.OPEN_TAKE, Command.HOLD_FLOOR, Command.SAY)


def _asked(view: View, _event: Asked) -> Stepped:
    if view.phase is Phase.REPLYING:
        return _your_floor(view)
    if view.phase is not Phase.ASKING:
        return view, ()
    return _listen(view) if view.start_at_once else _your_turn(view)


def _your_turn(view: View, *before: Command) -> Stepped:
    """The question was asked; a microphone that was open meanwhile heard nothing of the candidate."""
    dropped = (Command.DROP_TAKE,) if view.take_open else ()
    return replace(view, phase=Phase.YOUR_TURN, take_open=False), (*before, *dropped)


def _voice_failed(view: View, event: VoiceFailed) -> Stepped:
    if view.phase is Phase.REPLYING:
        return _your_floor(replace(view, notice=event.reason))
    view = replace(view, notice=event.reason)
    return _your_turn(view) if view.phase is Phase.ASKING else (view, ())


def _fresh(view: View) -> View:
    """The view with a new take opened."""
    return replace(
        view,
        notice=view.notice or OPENING,
        answer_id=None,
        heard="",
        said=(),
        progress=0.0,
        take_open=True,
        ear_restarts=0,
        replies=(),
    )


def _listen(view: View, *before: Command) -> Stepped:
    if view.phase is Phase.ASKING and view.take_open:
        return replace(view, phase=Phase.LISTENING), (*before, Command.GIVE_FLOOR)
    return replace(_fresh(view), phase=Phase.LISTENING), (*before, Command.OPEN_TAKE)


def _barged_in(view: View, _event: BargedIn) -> Stepped:
    """Whoever speaks has the floor; the microphone gave it to them with the first of their words."""
    if view.phase is Phase.REPLYING or (view.phase is Phase.ASKING and view.take_open):
        listening = replace(view, phase=Phase.LISTENING)
        return listening, (Command.STOP_VOICE, Command.FLOOR_TAKEN)
    return view, ()


def _ending(view: View, _event: Ending) -> Stepped:
    return replace(view, ending=view.phase is Phase.LISTENING), ()


def _not_ending(view: View, _event: Stirred | Stay) -> Stepped:
    return replace(view, ending=False), ()


def _ran_out(view: View, _event: RanOut) -> Stepped:
    return _done(view, Done()) if view.ending else (view, ())


def _begin(view: View, _event: Begin) -> Stepped:
    if view.phase is Phase.ASKING:
        return _listen(view, Command.STOP_VOICE)
    if view.phase is Phase.TROUBLE and view.take_open:
        return replace(view, phase=Phase.LISTENING, notice=""), (Command.REOPEN_MICROPHONE,)
    if view.phase in (Phase.YOUR_TURN, Phase.TROUBLE):
        silence = (Command.STOP_VOICE,) if view.hints_used else ()
        return _listen(replace(view, notice=""), *silence)
    return _skip(view, Skip())


def _ask(view: View, event: Ask) -> Stepped:
    if view.phase is not Phase.LISTENING or view.answer_id is None:
        return view, ()
    return replace(view, phase=Phase.CONSIDERING, unasked=event.unsure), (Command.CONSIDER,)


def _hint(view: View, _event: Hint) -> Stepped:
    """Give the next hint; it is said aloud only while nothing is recorded, and nothing is paused."""
    if not view.may_hint:
        return view, ()
    hinted = replace(view, hints_used=view.hints_used + 1)
    if view.phase is Phase.YOUR_TURN:
        return hinted, (Command.STOP_VOICE, Command.SAY_HINT)
    return hinted, (Command.NOTE_HINT,)


def _understood(view: View, event: Understood) -> Stepped:
    if view.phase is not Phase.CONSIDERING:
        return view, ()
    if view.unasked and not event.recognised:
        return replace(view, phase=Phase.LISTENING), ()
    replies = (*view.replies, event.reply)
    return replace(view, phase=Phase.REPLYING, replies=replies, notice=""), (Command.REPLY,)


def _your_floor(view: View, *before: Command) -> Stepped:
    return replace(view, phase=Phase.LISTENING), (*before, Command.GIVE_FLOOR)


def _pause(view: View, _event: Pause) -> Stepped:
    if view.phase is not Phase.LISTENING:
        return view, ()
    return replace(view, phase=Phase.PAUSED), (Command.PAUSE_MICROPHONE,)


def _resume(view: View, _event: Resume) -> Stepped:
    if view.phase is not Phase.PAUSED:
        return view, ()
    return replace(view, phase=Phase.LISTENING), (Command.STOP_VOICE, Command.RESUME_MICROPHONE)


def _done(view: View, _event: Done) -> Stepped:
    if view.phase not in RECORDING and not (view.phase is Phase.TROUBLE and view.take_open):
        return view, ()
    return replace(view, phase=Phase.HEARING), (Command.STOP_VOICE, Command.CLOSE_MICROPHONE)


def _discard(view: View, _event: Discard) -> Stepped:
    if not view.taking:
        return view, ()
    dropped = replace(
        view,
        phase=Phase.YOUR_TURN,
        take_open=False,
        notice="",
        heard="",
        said=(),
        progress=0.0,
        replies=(),
    )
    return dropped, (Command.STOP_VOICE, Command.DROP_TAKE)


def _read_again(view: View, _event: ReadAgain) -> Stepped:
    if view.phase is Phase.PAUSED:
        return view, (Command.SAY,)
    if view.phase in (Phase.YOUR_TURN, Phase.ASKING) or (view.phase is Phase.TROUBLE and not view.take_open):
        return _ask_aloud(view, Command.STOP_VOICE)
    return view, ()


def _skip(view: View, _event: Skip) -> Stepped:
    if view.phase is Phase.CONSIDERING:
        return replace(view, phase=Phase.LISTENING), ()
    if view.phase is Phase.REPLYING:
        return _your_floor(view, Command.STOP_VOICE)
    if view.phase is not Phase.ASKING:
        return view, ()
    return _your_turn(view, Command.STOP_VOICE)


def _type_answer(view: View, _event: TypeAnswer) -> Stepped:
    if view.take_open or view.phase not in (Phase.ASKING, Phase.YOUR_TURN, Phase.TROUBLE):
        return view, ()
    return replace(view, phase=Phase.HEARING), (Command.STOP_VOICE, Command.JUDGE_TYPED)


def _take_again(view: View, _event: TakeAgain) -> Stepped:
    if view.phase is not Phase.SCORED:
        return view, ()
    again = View(
        phase=Phase.YOUR_TURN,
        question=view.question,
        take=view.take + 1,
        start_at_once=view.start_at_once,
        barge_in=view.barge_in,
    )
    return again, ()


def _leave(view: View, _event: Leave) -> Stepped:
    left = (Command.LEAVE_TAKE if view.taking else Command.DROP_TAKE,) if view.take_open else ()
    return replace(view, phase=Phase.ENDED), (Command.STOP_VOICE, *left)


def _warned(view: View, event: Warned) -> Stepped:
    return replace(view, notice=event.sentence), ()


HANDLERS: dict[type, Callable[..., Stepped]] = {
    **REPORTED,
    Begin: _begin,
    Pause: _pause,
    Resume: _resume,
    Ask: _ask,
    Hint: _hint,
    Done: _done,
    Discard: _discard,
    ReadAgain: _read_again,
    Skip: _skip,
    TypeAnswer: _type_answer,
    TakeAgain: _take_again,
    Stay: _not_ending,
    Leave: _leave,
    Started: _started,
    Asked: _asked,
    VoiceFailed: _voice_failed,
    BargedIn: _barged_in,
    Ending: _ending,
    Stirred: _not_ending,
    RanOut: _ran_out,
    Understood: _understood,
    Warned: _warned,
}
