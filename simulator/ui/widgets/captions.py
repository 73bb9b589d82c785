"""Live captions: what was heard last, and two counts, in three lines that never move."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from simulator.model.counted import counted
from simulator.model.scorecard import SoFar

LINES = 2
"""Lines of words; a third line holds the counts."""


def last_lines(text: str, width: int, lines: int = LINES) -> tuple[str, ...]:
    """The last `lines` lines of `text`, wrapped to `width` cells; "…" stands for what went before.

    The wrapping begins at the start of `text`, so that lines already shown only move up as it grows.
    """
    whole: list[str] = []
    for word in text.split():
        if whole and len(whole[-1]) + 1 + len(word) <= width:
            whole[-1] += f" {word}"
        else:
            whole.append(word[:width])
    shown = whole[-lines:]
    if len(whole) > lines:
        room = shown[0] if len(shown[0]) + 2 <= width else shown[0].partition(" ")[2]
        shown[0] = f"… {room}"
    return tuple(shown)


class Captions(Widget):
    """Shows what `say` was given last; it is drawn again only when that changes."""

    DEFAULT_CSS = "Captions { height: 3; margin-top: 1; color: $secondary; }"

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.so_far = SoFar(fillers=0, words_per_minute=None)

    def say(self, text: str, so_far: SoFar) -> None:
        if (text, so_far) != (self.text, self.so_far):
            self.text, self.so_far = text, so_far
            self.refresh()

    def clear(self) -> None:
        self.say("", SoFar(fillers=0, words_per_minute=None))

    def render(self) -> Content:
        if not self.text:
            return Content.styled("Captions appear at your first pause.", "$secondary")
        pace = self.so_far.words_per_minute
        numbers = counted(self.so_far.fillers, "filler")
        if pace is not None:
            numbers += f" · {pace:.0f} words a minute"
        lines = last_lines(self.text, self.content_size.width)
        return Content("\n").join([Content.styled(numbers, "bold"), *(Content(line) for line in lines)])
