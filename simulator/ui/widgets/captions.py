"""Live captions: what was heard last, and two counts, in three lines that never move."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from simulator.model.scorecard import SoFar

LINES = 2
"""Of words; a third holds the counts."""


def last_lines(text: str, width: int, lines: int = LINES) -> tuple[str, ...]:
    """The end of `text` in at most so many lines, cut between words, "…" for what went before.

    Lines break where they always did, so that those already shown only move up.
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
    """Told with `say` what was heard; drawn only when that changed."""

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
        count = self.so_far.fillers
        pace = self.so_far.words_per_minute
        numbers = f"{count} filler{'' if count == 1 else 's'}"
        if pace is not None:
            numbers += f" · {pace:.0f} words a minute"
        lines = last_lines(self.text, self.content_size.width)
        return Content("\n").join([Content.styled(numbers, "bold"), *(Content(line) for line in lines)])
