"""The editor for code: indentation, undo, and calm colours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from simulator.ui.python_colours import coloured, open_before

MOST_DRAWN = 512
"""Rows that are kept as they were drawn."""


class CodeEditor(TextArea):
    """A page for code. Tab and Shift+Tab shift what is selected; Escape lets go of the keyboard."""

    class LetGo(Message):
        """Escape was pressed: keys mean what they mean on the screen again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "let_go", "Out of code", id="editor.let-go", tooltip="Single keys work again"),
        Binding("shift+tab", "shift_lines(-1)", "Out", id="editor.out", show=False, tooltip="Indent less"),
    ]

    def __init__(self, *, id: str, tab_width: int, blinking: bool) -> None:
        super().__init__(
            id=id,
            soft_wrap=False,
            show_line_numbers=True,
            tab_behavior="indent",
            read_only=True,
            theme="css",
            highlight_cursor_line=False,
        )
        self.indent_width = tab_width
        self.cursor_blink = blinking
        self._inside: list[str] = []
        """For each line the quotes of the text that is open where it begins."""
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(MOST_DRAWN)

    def in_words(self) -> tuple[str, ...]:
        row, column = self.cursor_location
        lines = [f"{at} {line}" for at, line in enumerate(self.document.lines, 1)]
        return f"The cursor is in line {row + 1}, column {column + 1}.", *lines

    # A key changes one line, but the editor is asked for every row in sight: the others are drawn once.

    def render_lines(self, crop: Region) -> list[Strip]:
        self._inside = list(open_before(self.document.lines))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A row; one without the cursor or anything marked is taken from before where it reads the same."""
        left, top = self.scroll_offset
        row, lines = top + y, self.document.lines
        if row >= len(lines) or row >= len(self._inside) or self._is_marked(row):
            return super().render_line(y)
        place = (row, left, self.size, self.gutter_width)
        looks = (self.app.theme, self.has_focus, self.read_only)
        key = (lines[row], self._inside[row], place, looks)
        strip = self._drawn.get(key)
        if strip is None:
            self._drawn[key] = strip = super().render_line(y)
        return strip

    def _is_marked(self, row: int) -> bool:
        first, last = sorted(self.selection)
        matching = self.matching_bracket_location
        return first[0] <= row <= last[0] or (matching is not None and matching[0] == row)

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def get_line(self, line_index: int) -> Text:
        """The line in its colours."""
        line = super().get_line(line_index)
        theme = self.app.current_theme
        colours = styles_of(theme.primary, theme.success, theme.accent, theme.secondary)
        for start, end, kind in coloured(line.plain, self._inside[line_index])[0]:
            line.stylize(colours[kind], start, end)
        return line

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self.action_let_go()
        elif self.read_only or event.key not in ("enter", "tab"):
            return
        elif event.key == "enter":
            self._new_line()
        elif self.selection.start[0] != self.selection.end[0]:
            self.action_shift_lines(1)
        else:
            return
        event.stop()
        event.prevent_default()

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Like the base's, but lines are shown from their beginning again where the cursor allows it."""
        moved = super().scroll_cursor_visible(center, animate)
        column = self.wrapped_document.location_to_offset(self.cursor_location).x
        if self.scroll_x and column + 3 + self.gutter_width <= self.scrollable_content_region.width:
            self.scroll_to(x=0, animate=False, force=True)
        return moved

    def action_let_go(self) -> None:
        self.post_message(self.LetGo())

    def _new_line(self) -> None:
        """A line that goes in as far as the one before, and farther after a colon."""
        top = min(self.selection)
        before = self.document.get_line(top[0])[: top[1]]
        indent = len(before) - len(before.lstrip(" "))
        deeper = self.indent_width if before.rstrip().endswith(":") else 0
        self._typed("\n" + " " * (indent + deeper))

    def _typed(self, text: str) -> None:
        if self._replace_via_keyboard(text, *self.selection) is not None:
            self.scroll_cursor_visible()

    def action_delete_left(self) -> None:
        """In front of the first word of a line, back to the tab stop before."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        steps = (column - 1) % self.indent_width + 1
        if self.read_only or not self.selection.is_empty or not before or before.strip(" ") or steps < 2:
            super().action_delete_left()
        else:
            self._delete_via_keyboard((row, column - steps), (row, column))

    def action_shift_lines(self, by: int) -> None:
        """Indent the selected lines more or less."""
        if self.read_only:
            return
        start, end = self.selection
        rows = range(min(start, end)[0], max(start, end)[0] + 1)
        lines = [self.document.get_line(row) for row in rows]
        shifted = [self._shifted(line, by) for line in lines]
        if shifted == lines:
            return
        self.replace("\n".join(shifted), (rows[0], 0), (rows[-1], len(lines[-1])))
        self.selection = Selection(
            _moved(start, rows, lines, shifted),
            _moved(end, rows, lines, shifted),
        )

    def _shifted(self, line: str, by: int) -> str:
        if by > 0:
            return " " * self.indent_width + line if line.strip() else line
        less = min(self.indent_width, len(line) - len(line.lstrip(" ")))
        return line[less:]


@lru_cache(maxsize=8)
def styles_of(keyword: str, text: str | None, number: str | None, comment: str | None) -> dict[str, Style]:
    """How each kind of `coloured` looks in a theme's colours."""
    return {
        "keyword": Style(color=keyword),
        "name": Style(bold=True),
        "text": Style(color=text),
        "number": Style(color=number),
        "comment": Style(color=comment, italic=True),
    }


def _moved(
    place: tuple[int, int], rows: range, before: Sequence[str], after: Sequence[str]
) -> tuple[int, int]:
    row, column = place
    at = row - rows[0]
    return row, max(0, column + len(after[at]) - len(before[at]))
