"""The level meter: a moving strip of blocks and a word, so that nobody speaks into a dead microphone."""

from __future__ import annotations

import math
from collections import deque

from textual.content import Content
from textual.widget import Widget

from simulator.model.signs import TROUBLE
from simulator.ui.plain import is_plain
from simulator.ui.widgets.bars import block

STRIP = 32
SILENT, QUIET, LOUD = 0.004, 0.04, 0.97
"""Peaks: below about -48 dBFS nothing is heard, below -28 it is faint, near 1 it is clipped."""


def loudness(peak: float) -> float:
    """Peak on a decibel scale: -54 dBFS and less is 0, full scale is 1."""
    return 0.0 if peak <= 0 else min(1.0, max(0.0, 1 + 20 * math.log10(peak) / 54))


def judgement(peak: float) -> tuple[str, str]:
    """A word for the loudest moment of the last seconds, and its style."""
    if peak < SILENT:
        return "silent so far", "$secondary"
    if peak < QUIET:
        return f"{TROUBLE} too quiet", "$warning"
    if peak > LOUD:
        return f"{TROUBLE} too loud", "$warning"
    return "level good", "$text-accent"


class LevelMeter(Widget):
    """Shows the last levels; whoever polls the microphone feeds it with `push`."""

    DEFAULT_CSS = "LevelMeter { height: 1; width: 48; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._peaks: deque[float] = deque([0.0] * STRIP, maxlen=STRIP)

    def push(self, peak: float) -> None:
        """Add the level of this moment, 0 to 1."""
        self._peaks.append(peak)
        self.refresh()

    def clear(self) -> None:
        self._peaks.extend([0.0] * STRIP)
        self.refresh()

    def render(self) -> Content:
        strip = "".join(block(loudness(peak)) for peak in self._peaks)
        word, style = judgement(max(self._peaks))
        if is_plain(self):
            return Content(word)
        return Content.assemble((strip, "$accent on $panel"), "  ", (word, style))
