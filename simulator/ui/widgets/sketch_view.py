"""A sketch as it is drawn: boxes, arrows and groups, in the colours of the theme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from simulator.ui.code_tape import CodeTape
from simulator.ui.plain import is_plain, plain_head
from simulator.use_cases.values import Drawing, Ink, drawn, in_sentences, sketched

ABOVE = 2
"""Rows that stay in sight above and below what was typed last."""


class SketchView(ScrollView, can_focus=False):
    """Draws lines; where the whole does not fit, boxes lose their borders, and the rest is scrolled to.

    It draws its own rows, so that a key that changes the drawing lays out nothing else on the screen.
    """

    DEFAULT_CSS = """
    SketchView {
        width: 1fr; height: 1fr; border: round $border-blurred; border-title-color: $secondary;
        border-subtitle-color: $secondary; padding: 0 1; scrollbar-size: 1 1; scrollbar-color: $panel;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = "drawing"
        self.text = ""
        self._near = ""
        self._drawing = Drawing(())

    def draw(self, text: str, near: str = "") -> None:
        """Draw the lines; what the line `near` names stays in sight."""
        self.text, self._near = text, near
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def in_words(self) -> tuple[str, ...]:
        return in_sentences(sketched(self.text))

    def _draw(self) -> None:
        if is_plain(self):
            said = (plain_head(self).plain, *self.in_words())
            self._drawing = Drawing(tuple(((line, Ink.NAME),) for line in said))
            self.virtual_size = Size(self._drawing.width, self._drawing.height)
            self.refresh()
            return
        room = self.scrollable_content_region
        drawing = drawn(self.text)
        if room.width and (drawing.width > room.width or drawing.height > room.height):
            drawing = drawn(self.text, compact=True)
        self._drawing = drawing
        self.virtual_size = Size(drawing.width, drawing.height)
        self.refresh()
        if room.height:
            self.call_after_refresh(self._go_near, drawing, room.height)

    def _go_near(self, drawing: Drawing, height: int) -> None:
        names = [name for name in sketched(self._near).boxes if name.split()]
        rows = _with(names, drawing) or _with([name.split()[0] for name in names], drawing)
        at, top = rows[-1] if rows else 0, int(self.scroll_y)
        if not top + ABOVE <= at <= top + height - ABOVE - 1:
            self.scroll_to(y=max(0, at - height // 2), animate=False)

    def render_line(self, y: int) -> Strip:
        """A row of the drawing as it is scrolled to."""
        left, top = self.scroll_offset
        width, base = self.scrollable_content_region.width, self.rich_style
        rows, theme = self._drawing.rows, self.app.current_theme
        styles = styles_of(theme.primary, theme.accent, theme.secondary)
        row = rows[top + y] if top + y < len(rows) else ()
        strip = Strip([Segment(text, base + styles[ink]) for text, ink in row])
        return strip.crop(left, left + width).extend_cell_length(width, base).simplify()


def _with(names: Sequence[str], drawing: Drawing) -> list[int]:
    """The rows that hold one of these names; a long one stands on several."""
    if not names:
        return []
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    return [at for at, line in enumerate(drawing.lines) if any_of.search(line)]


@lru_cache(maxsize=8)
def styles_of(box: str, arrow: str | None, quiet: str | None) -> dict[Ink, Style]:
    """How each ink looks in a theme's colours."""
    muted = Style(color=quiet)
    return {
        Ink.NOTHING: Style(),
        Ink.BOX: Style(color=box),
        Ink.NAME: Style(bold=True),
        Ink.ARROW: Style(color=arrow),
        Ink.LABEL: muted,
        Ink.GROUP: muted,
        Ink.NOTE: muted + Style(italic=True),
    }


class SketchReplay(SketchView):
    """The sketch of an answer as it was at a second: it grows in step with the sound."""

    DEFAULT_CSS = """
    SketchReplay { display: none; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = "sketch"
        self.tape: CodeTape | None = None
        self._edits = -1

    def show(self, tape: CodeTape | None) -> None:
        """Show this sketch from its beginning; nothing is shown for None."""
        self.tape, self._edits = tape, -1
        self.display = tape is not None
        self.move(0.0)

    def move(self, position_s: float) -> None:
        """Show the sketch as it was at that second."""
        if self.tape is None:
            return
        journal = self.tape.journal
        edits = journal.edits_until(position_s)
        if edits == self._edits:
            return
        self._edits, text = edits, journal.text_after(edits)
        edited = journal.edits[edits - 1] if edits else None
        line = text.count("\n", 0, edited.start + len(edited.text)) if edited else 0
        self.draw(text, [*text.split("\n"), ""][line])
        self.border_subtitle = f"line {line + 1}: {text.split(chr(10))[line].strip()}" if edited else ""
