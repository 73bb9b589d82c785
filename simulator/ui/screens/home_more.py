"""What home shows where there is room: today's plan, the last remarks, the next interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from simulator.model.counted import counted
from simulator.model.naming import clock
from simulator.model.signs import TROUBLE

if TYPE_CHECKING:
    from simulator.ui.screens.at_home import AtHome

MOST_STEPS = 6


def more(shown: AtHome) -> Content:
    """Parts with headings; a part with nothing to say is left out."""
    parts = {
        "Today's plan": [
            _step(step.question.prompt, step.question.time_limit_s, step.reason)
            for step in shown.today.agenda.steps[:MOST_STEPS]
        ],
        "From your last answers": [
            Content.assemble((f"{TROUBLE} ", "$warning"), remark.text, ("\n  → ", "$accent"), remark.try_)
            for remark in shown.remarks
        ],
        "Interviews": _interviews(shown),
    }
    return Content("\n\n").join(
        Content("\n").join([Content.styled(title, "bold $secondary"), *lines])
        for title, lines in parts.items()
        if lines
    )


def _step(prompt: str, seconds: int, reason: str) -> Content:
    return Content.assemble(f"· {prompt}", (f"  {clock(seconds)}, {reason}", "$secondary"))


def _interviews(shown: AtHome) -> list[Content]:
    days = shown.today.days_left
    lines = [Content.assemble(("▶ ", "$accent"), f"Continue: {item.words}") for item in shown.left]
    if days is not None:
        when = f"in {counted(days, 'day')}" if days else "today"
        lines.insert(0, Content(f"Yours is {when}."))
    return lines or [Content.styled("None begun: i chooses one.", "$secondary")]
