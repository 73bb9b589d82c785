"""Keys of rows that are walked through with Up and Down."""

from __future__ import annotations

from textual.binding import Binding, BindingType

WALKING: list[BindingType] = [
    Binding("down", "screen.next_row", "Next", id="row.down", show=False, tooltip="The next one"),
    Binding("up", "screen.previous_row", "Before", id="row.up", show=False, tooltip="The one before"),
]
"""Bindings of every kind of row: what scrolls would take these keys from the screen."""
