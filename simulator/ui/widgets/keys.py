"""The footer: as many keys as the terminal has room for, the most important first, none of them cut."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

ALWAYS = ("escape", "f1", "f9")
"""The way out, the help, which names all keys, and where screens are plain what reads them, always stay."""
AROUND_KEY, AFTER_WORD, PALETTE_EDGE = 2, 1, 2
"""Cells that a footer key has around its parts; the last two go where room is short."""


class Keys(Footer):
    """A screen's bindings in the order in which it declares them."""

    DEFAULT_CSS = """
    Keys.-tight FooterKey .footer-key--description { padding: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._width = 0
        self._shown: list[tuple[Binding, bool, str]] = []

    def compose(self) -> ComposeResult:
        self._width = self.app.size.width
        self._shown = self._offered() if self._bindings_ready else []
        made = list(super().compose())
        keys = [widget for widget in made if isinstance(widget, FooterKey)]
        for key in keys:
            if not key.has_class("-command-palette"):
                key.set_reactive(
                    FooterKey.compact, self.compact
                )  # told on mounting, it styles each key twice
        kept, tight = fitting(keys, self._width)
        self.set_class(tight, "-tight")
        yield from (widget for widget in made if not isinstance(widget, FooterKey) or widget in kept)

    def _offered(self) -> list[tuple[Binding, bool, str]]:
        found = self.screen.active_bindings.values()
        return [(binding, enabled, tooltip) for _, binding, enabled, tooltip in found if binding.show]

    async def recompose(self) -> None:
        """Build it anew where there is a difference: bindings are announced whenever the focus moves."""
        if not self.is_attached:
            return
        if self._offered() != self._shown or self.app.size.width != self._width:
            await super().recompose()

    def on_resize(self, event: events.Resize) -> None:
        if self._bindings_ready and self.app.size.width != self._width:
            self.call_after_refresh(self.recompose)


def fitting(keys: Sequence[FooterKey], width: int) -> tuple[list[Widget], bool]:
    """The keys that are shown in `width` cells, and whether they stand closer together than usual."""
    palette = [key for key in keys if key.has_class("-command-palette")]
    own = [key for key in keys if key not in palette]
    needed = sum(_cells(key) + AFTER_WORD for key in own)
    edge = sum(_cells(key) + AFTER_WORD + PALETTE_EDGE for key in palette)
    if needed + edge <= width:
        return [*own, *palette], False
    if needed <= width:
        return [*own], False
    left = width - sum(_cells(key) for key in own if key.key in ALWAYS)
    kept: list[Widget] = []
    full = False
    for key in own:
        if key.key in ALWAYS:
            kept.append(key)
        elif not full and _cells(key) <= left:
            kept.append(key)
            left -= _cells(key)
        else:
            full = True
    return kept, True


def _cells(key: FooterKey) -> int:
    return AROUND_KEY + Content(key.key_display).cell_length + Content(key.description).cell_length
