"""The keys with which one walks through rows."""

from __future__ import annotations

from textual.binding import Binding, BindingType

WALKING: list[BindingType] = [
    Binding("down", "screen.next_row", "Next", id="row.down", show=False, tooltip="The next one"),
    Binding("up", "screen.previous_row", "Before", id="row.up", show=False, tooltip="The one before"),
]
"""Each row binds these itself: the container around the rows would otherwise take the keys to scroll."""
