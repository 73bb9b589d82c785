"""Keeps what a transcript, a question or a file's name contains from driving the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from simulator.model.harmless import CONTROLS

NOTHING = dict.fromkeys([*CONTROLS, 0x0A])
"""A translation that deletes them. They take up no cell, so that nothing on the line moves."""


class Harmless(LineFilter):
    """Deletes control characters, and marks that turn the direction of text, from every line drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.text.isprintable()
            else Segment(segment.text.translate(NOTHING), segment.style, segment.control)
            for segment in segments
        ]


HARMLESS = Harmless()
