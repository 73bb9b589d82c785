"""The keys of practice, and which of them mean something now. Knows no screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from simulator.use_cases.values import Phase, View

SPEAKING = (Phase.LISTENING, Phase.PAUSED)
INTERVIEWER = (Phase.CONSIDERING, Phase.REPLYING)

PRACTICE_KEYS: list[BindingType] = [
    Binding("space", "begin", "Begin", id="practice.begin", tooltip="Begin your answer"),
    Binding("space", "retry", "Try again", id="practice.retry", tooltip="Try the microphone again"),
    Binding("space", "done", "Done", id="practice.done", tooltip="Your answer is finished"),
    Binding("space", "resume", "Go on", id="practice.continue", tooltip="Go on after a pause"),
    Binding("space", "floor", "Go on", id="practice.floor", tooltip="Stop the reply, speak on"),
    Binding("a", "ask", "Ask", id="practice.ask", tooltip="Have your last sentence answered"),
    Binding("h", "hint", "Hint", id="practice.hint", tooltip="Have the interviewer help a little"),
    Binding("p", "pause", "Pause", id="practice.pause", tooltip="Pause the recording and the clock"),
    Binding("p", "resume", "Go on", id="practice.resume", show=False, tooltip="Go on after a pause"),
    Binding("c", "captions", "Captions", id="practice.captions", tooltip="Show what is heard, or not"),
    Binding("f4", "sketch", "Sketch", id="practice.sketch", priority=True, tooltip="Draw, or talk on"),
    Binding("f6", "drawn", "Done", id="practice.drawn", priority=True, tooltip="Answer finished"),
    Binding("d", "finish", "Done", id="practice.finish", tooltip="Your answer is finished"),
    Binding("s", "skip", "Skip the voice", id="practice.skip", tooltip="Stop the voice, read instead"),
    Binding("r", "read", "Repeat", id="practice.read", tooltip="Hear the question again"),
    Binding("t", "type", "Type instead", id="practice.type", tooltip="Type the answer instead"),
    Binding("y", "copy", "Copy", id="practice.copy", show=False, tooltip="Copy the question"),
    Binding("ctrl+s", "hand_in", "Hand in", id="practice.hand_in", tooltip="Hand in the typed answer"),
    Binding("escape", "discard", "Discard", id="practice.discard", tooltip="Drop this take, start afresh"),
    Binding("escape", "untype", "Speak instead", id="practice.untype", tooltip="Back from typing"),
    Binding("escape", "back", "Back", id="practice.back", tooltip="Leave the question"),
]


def offered(view: View | None, *, typing: bool, real: bool, draws: bool, sketches: bool) -> dict[str, bool]:
    """For each action whether it makes sense now; what is not named always does.

    With `typing` the answer is typed; `draws` says whether the keyboard is in the sketch, `sketches` whether
    the question can have one.
    """
    phase = view.phase if view else None
    taking = bool(view and view.taking)
    return {
        "begin": not typing and phase in (Phase.ASKING, Phase.YOUR_TURN),
        "retry": not typing and phase is Phase.TROUBLE,
        "done": phase is Phase.LISTENING,
        "floor": phase in INTERVIEWER,
        "ask": phase is Phase.LISTENING and bool(view and view.question.facts),
        "drawn": phase is Phase.LISTENING and draws,
        "sketch": sketches,
        "hint": not typing and bool(view and view.may_hint),
        "finish": phase is Phase.PAUSED or (phase is Phase.TROUBLE and taking),
        "pause": phase is Phase.LISTENING,
        "captions": phase in SPEAKING and not real,
        "resume": phase is Phase.PAUSED,
        "skip": not typing and phase is Phase.ASKING,
        "read": not typing and _can_read(phase, taking),
        "type": not typing and not taking and phase in (Phase.ASKING, Phase.YOUR_TURN, Phase.TROUBLE),
        "hand_in": typing,
        "untype": typing,
        "discard": taking and phase is not Phase.HEARING,
        "back": not typing and not (taking and phase is not Phase.HEARING),
    }


def _can_read(phase: Phase | None, taking: bool) -> bool:
    return phase in (Phase.YOUR_TURN, Phase.PAUSED) or (phase is Phase.TROUBLE and not taking)
