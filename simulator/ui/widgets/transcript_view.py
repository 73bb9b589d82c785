"""The words of an answer, wrapped, with the one that sounds now marked; a click on a word seeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from simulator.model.transcript import Word, WordKind

AHEAD = 8
"""Words from the one that sounds on that tell a reader where we are."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and the column of its line where it begins."""

    index: int
    column: int
    text: str


def marked(word: Word, term: bool) -> str:
    """A word as shown, told apart without colour: `⟨um⟩` is a filler, `‹SMOTE›` an unexplained term."""
    if word.kind is WordKind.FILLER:
        return f"⟨{word.text}⟩"
    return f"‹{word.text}›" if term else word.text


def placed(texts: Sequence[str], width: int) -> list[list[Placed]]:
    """The words on lines of at most `width` cells; a longer word has a line of its own."""
    lines: list[list[Placed]] = [[]]
    column = 0
    for index, text in enumerate(texts):
        if column and column + len(text) > width:
            lines.append([])
            column = 0
        lines[-1].append(Placed(index, column, text))
        column += len(text) + 1
    return lines


class TranscriptView(Widget):
    """Is as tall as its words need; it belongs in a container that scrolls."""

    DEFAULT_CSS = "TranscriptView { height: auto; width: 1fr; }"

    @dataclass
    class Sought(Message):
        """The word that was clicked."""

        index: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._texts: list[str] = []
        self._styles: Mapping[int, str] = {}
        self._current: int | None = None
        self._lines: list[list[Placed]] = []
        self._line_of: dict[int, int] = {}
        self._width = 0

    def show(self, words: Sequence[Word], terms: frozenset[int]) -> None:
        """Show these words; `terms` are the indices of words of unexplained terms."""
        self._texts = [marked(word, index in terms) for index, word in enumerate(words)]
        fillers = {i: "$warning" for i, word in enumerate(words) if word.kind is WordKind.FILLER}
        given_up = {
            i: "$secondary" for i, w in enumerate(words) if w.kind in (WordKind.REPETITION, WordKind.FRAGMENT)
        }
        self._styles = given_up | dict.fromkeys(terms, "$text-primary") | fillers
        self._width = 0
        self.refresh(layout=True)

    def in_words(self) -> tuple[str, ...]:
        here = [] if self._current is None else self._texts[self._current : self._current + AHEAD]
        return f"Here it says: {' '.join(here)}" if here else "", " ".join(self._texts)

    def mark(self, index: int | None) -> None:
        """Mark the word that sounds now, and keep it in sight; None marks none."""
        if index == self._current:
            return
        before, self._current = self._current, index
        for changed in (before, index):
            if (line := self._line_of.get(-1 if changed is None else changed)) is not None:
                self.refresh(Region(0, line, self.size.width, 1))
        if index is not None and (line := self._line_of.get(index)) is not None:
            self.screen.call_later(self._keep_in_sight, line)

    def _keep_in_sight(self, line: int) -> None:
        if self.is_attached and self.parent is not None:
            region = Region(0, self.virtual_region.y + line, 1, 2)
            self.screen.query_one("#transcript-scroll").scroll_to_region(region, animate=False)

    def _wrap(self, width: int) -> None:
        if width != self._width:
            self._width = width
            self._lines = placed(self._texts, width)
            self._line_of = {word.index: y for y, line in enumerate(self._lines) for word in line}

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._wrap(width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Draw one line alone, because an answer of half an hour has five hundred."""
        width = self.content_size.width
        self._wrap(width)
        line = self._line(self._lines[y]) if y < len(self._lines) else Content("")
        return Visual.to_strips(self, line, width, 1, self.visual_style)[0]

    def _line(self, line: list[Placed]) -> Content:
        return Content(" ").join(Content.styled(word.text, self._style(word.index)) for word in line)

    def _style(self, index: int) -> str:
        return "bold $background on $accent" if index == self._current else self._styles.get(index, "")

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y >= len(self._lines):
            return
        for word in self._lines[offset.y]:
            if word.column <= offset.x < word.column + len(word.text):
                self.post_message(self.Sought(word.index))
