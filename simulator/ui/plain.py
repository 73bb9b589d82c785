"""Screens for whoever has them read aloud, or under their fingers: as lines, and with a cursor to follow.

A screen reader follows the terminal's cursor and reads a line from left to right. Frames, columns and
drawings mean nothing to it, and what changes every second never lets it finish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Input, OptionList, Select, TextArea
from textual.widgets._footer import FooterKey

PLAIN = "-plain"
"""The class of an app that draws plainly."""
STEP_S = 60.0
"""A clock that is read aloud changes so seldom; a convention."""
DRAWN = re.compile(r"[\u2500-\u25a0\u25ac-\u25af\u2800-\u28ff]+")
"""Lines, blocks and the dots of charts."""


@runtime_checkable
class InWords(Protocol):
    """A widget that says itself what it shows."""

    def in_words(self) -> Sequence[str]:
        """Line by line."""


def is_plain(node: DOMNode) -> bool:
    """Whether the app draws plainly."""
    return node.app.has_class(PLAIN)


def seldom(seconds: float) -> float:
    """The seconds that a clock shows which is read aloud."""
    return seconds - seconds % STEP_S


def as_text(screen: Screen[object]) -> list[str]:
    """What the screen shows, line by line in the order in which it is meant to be read."""
    found: list[str] = []
    for line in _lines(screen.children):
        if any(map(str.isalnum, line)) and not (found and _same(found[-1], line)):
            found.append(line)
    return found


def _same(line: str, other: str) -> bool:
    """Whether a title stands on a border and is written below it once more."""
    return line.strip(" :") == other.strip(" :")


def _lines(widgets: Iterable[Widget]) -> Iterator[str]:
    for widget in widgets:
        if widget.display:
            yield from _title(widget)
            yield from _said(widget)


def _title(widget: Widget) -> Iterator[str]:
    title, more = (str(part or "") for part in (widget.border_title, widget.border_subtitle))
    if said := ", ".join(filter(None, (title, more))):
        yield f"{said}:"


def plain_head(widget: Widget) -> Content:
    """The title of a widget whose border, on which it usually stands, is not drawn."""
    return Content(next(_title(widget), ""))


def _said(widget: Widget) -> Iterator[str]:
    match widget:
        case InWords():
            yield from widget.in_words()
        case TextArea():
            yield from widget.document.lines
        case OptionList():
            yield from _options(widget)
        case Select():
            yield from (_without_drawing(str(part.render())) for part in widget.query("#label"))
        case Input():
            yield widget.value or f"empty: {widget.placeholder}"
        case Footer():
            keys = [key for key in widget.query(FooterKey) if key.display]
            yield "Keys: " + ", ".join(f"{key.key_display} {key.description}" for key in keys)
        case _ if widget.children:
            yield from _lines(widget.children)
        case _:
            yield from _rendered(widget)


def _options(listed: OptionList) -> Iterator[str]:
    for at, option in enumerate(listed.options):
        chosen = "chosen: " if at == listed.highlighted else ""
        yield from _rows(f"{chosen}{_plain(option.prompt)}")


def _rendered(widget: Widget) -> Iterator[str]:
    yield from _rows(_plain(widget.render()))


def _rows(text: str) -> Iterator[str]:
    yield from (_without_drawing(line) for line in text.splitlines())


def _plain(shown: object) -> str:
    if isinstance(shown, Content):
        return shown.plain
    return shown if isinstance(shown, str) else getattr(shown, "plain", "")


def _without_drawing(line: str) -> str:
    return DRAWN.sub(" ", line).rstrip()


def place_of(screen: Screen[object]) -> Offset:
    """Where the terminal's cursor belongs: at what the keyboard is in, else on the first line."""
    focused = screen.focused
    if focused is None:
        return Offset(0, 0)
    if isinstance(focused, (TextArea, Input)):
        return focused.cursor_screen_offset
    inside = focused.content_region
    if isinstance(focused, OptionList) and focused.highlighted is not None:
        line = focused._index_to_line.get(focused.highlighted, 0) - focused.scroll_offset.y
        return Offset(inside.x, inside.y + max(0, min(line, inside.height - 1)))
    return inside.offset
