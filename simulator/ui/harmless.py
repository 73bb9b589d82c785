"""What a transcript, a question or a file's name contains is shown, and never obeyed by the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from simulator.model.harmless import CONTROLS

NOTHING = dict.fromkeys([*CONTROLS, 0x0A])
"""All of them are no cell wide, so that nothing on the line moves."""


class Harmless(LineFilter):
    """Takes control characters, and marks that turn the direction of text, out of every line drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.text.isprintable()
            else Segment(segment.text.translate(NOTHING), segment.style, segment.control)
            for segment in segments
        ]


HARMLESS = Harmless()
