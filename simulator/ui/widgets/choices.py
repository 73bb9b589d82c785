"""A list to choose from: a line of text for each value, and the value under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.content import Content
from textual.widgets import OptionList

T = TypeVar("T")


class Choices(OptionList, Generic[T]):
    """Shows values as lines. Each list of the app is a subclass with its own keys."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.values: tuple[T, ...] = ()

    def fill(self, values: Sequence[T], row: Callable[[T], Content], *, at: int | None = None) -> None:
        """Show these instead of what was here. The cursor goes to line `at`, or stays on its own."""
        at = (self.highlighted or 0) if at is None else at
        self.values = tuple(values)
        self.clear_options()
        self.add_options([row(value) for value in self.values])
        self.highlighted = min(at, len(self.values) - 1) if self.values else None

    def extend(self, values: Sequence[T], row: Callable[[T], Content]) -> None:
        """Show these below what is here; the cursor stays."""
        self.values = (*self.values, *values)
        self.add_options([row(value) for value in values])

    @property
    def near_end(self) -> bool:
        """Whether the cursor is a screen's height or less from the last line."""
        return (self.highlighted or 0) >= len(self.values) - 1 - self.size.height

    @property
    def chosen(self) -> T | None:
        """The value under the cursor."""
        at = self.highlighted
        return self.values[at] if at is not None and at < len(self.values) else None

    def redraw(self, value: T, line: Content) -> None:
        """Change the line of one of the values."""
        self.replace_option_prompt_at_index(self.values.index(value), line)
