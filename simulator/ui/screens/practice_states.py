"""How each phase of a rehearsal looks and reads: a sign, a word, a colour, and what to press."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.signs import TROUBLE
from simulator.use_cases.values import Phase


@dataclass(frozen=True, kw_only=True)
class State:
    sign: str
    word: str
    advice: str
    style: str
    """A theme variable for sign and word."""
    look: str
    """The style class of the stage."""


ENDING = State(
    sign="◔",
    word="your answer ends",
    advice="You have been silent for a while. Speak on, or press any key, and it goes on.",
    style="$warning",
    look="-ending",
)
"""While the countdown runs."""

STATES: dict[Phase | None, State] = {
    None: State(sign="…", word="getting ready", advice="One moment.", style="$secondary", look="-waiting"),
    Phase.ASKING: State(
        sign="♪",
        word="the interviewer speaks",
        advice="Listen, or press Space to start answering at once.",
        style="$primary",
        look="-asking",
    ),
    Phase.YOUR_TURN: State(
        sign="▶",
        word="your turn",
        advice="Think as long as you like. Press Space and speak.",
        style="$accent",
        look="-your-turn",
    ),
    Phase.LISTENING: State(
        sign="●",
        word="listening",
        advice="Speak. Space when you have finished.",
        style="$accent",
        look="-listening",
    ),
    Phase.CONSIDERING: State(
        sign="…",
        word="the interviewer thinks",
        advice="You asked something; the reply comes in a moment. Space takes the floor back.",
        style="$primary",
        look="-asking",
    ),
    Phase.REPLYING: State(
        sign="♪",
        word="the interviewer replies",
        advice="Listen: your clock stands still. Space takes the floor back.",
        style="$primary",
        look="-asking",
    ),
    Phase.PAUSED: State(
        sign="‖",
        word="paused",
        advice="The clock stands still and nothing is recorded. Space goes on, d ends the answer.",
        style="$warning",
        look="-paused",
    ),
    Phase.HEARING: State(
        sign="…",
        word="hearing the last words",
        advice="Your scorecard is being made. It takes a few seconds.",
        style="$primary",
        look="-hearing",
    ),
    Phase.SCORED: State(
        sign="✓", word="scored", advice="Your scorecard is ready.", style="$success", look="-scored"
    ),
    Phase.TROUBLE: State(
        sign=TROUBLE,
        word="trouble",
        advice="Space tries again. t lets you type the answer instead.",
        style="$warning",
        look="-trouble",
    ),
    Phase.ENDED: State(sign="■", word="ended", advice="Esc goes back.", style="$secondary", look="-waiting"),
}
