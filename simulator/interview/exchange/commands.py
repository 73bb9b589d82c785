"""What the machine of the conversation tells its driver to do."""

from __future__ import annotations

from enum import StrEnum

from simulator.interview.exchange.state import Phase, View


class Command(StrEnum):
    """What the driver does next; the details (question, take) are in the view."""

    SAY = "say"
    STOP_VOICE = "stop voice"
    OPEN_TAKE = "open take"
    HOLD_FLOOR = "hold floor"
    FLOOR_TAKEN = "floor taken"
    REOPEN_MICROPHONE = "reopen microphone"
    CONSIDER = "consider"
    REPLY = "reply"
    GIVE_FLOOR = "give floor"
    SAY_HINT = "say hint"
    NOTE_HINT = "note hint"
    PAUSE_MICROPHONE = "pause microphone"
    RESUME_MICROPHONE = "resume microphone"
    CLOSE_MICROPHONE = "close microphone"
    DROP_TAKE = "drop take"
    LEAVE_TAKE = "leave take"
    HEAR_REST = "hear rest"
    RESTART_EAR = "restart ear"
    JUDGE_SPOKEN = "judge spoken"
    JUDGE_TYPED = "judge typed"


Stepped = tuple[View, tuple[Command, ...]]
RECORDING = (Phase.LISTENING, Phase.CONSIDERING, Phase.REPLYING, Phase.PAUSED)
OPENING = "Opening the microphone ..."
