"""The measures of an answer in words: what is worth a look, folded what is fine, and how it sounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.model.measure_line import (
    UNWEIGHED,
    MeasureLine,
    fine,
    how_many_fine,
    unweighed,
    worth_a_look,
)
from simulator.model.scorecard import Fillers
from simulator.ui.widgets.walking import WALKING
from simulator.ui.words import LEVEL_STYLES

MOST_HABITS = 6


class MeasureRow(Horizontal):
    """One measure: its sign, its name, and what it says."""

    def __init__(self, line: MeasureLine) -> None:
        super().__init__(classes="measure")
        self.line = line

    def compose(self) -> ComposeResult:
        line = self.line
        style = LEVEL_STYLES[line.level] if line.level else ""
        name = Content.assemble((f"{line.sign} ", style), line.name)
        yield Static(name, classes="measure-name")
        yield Static(line.says, classes="measure-says", markup=False)


class Fold(Static, can_focus=True):
    """`▸ 9 measures are fine`; Enter or a click shows them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.fold", "Unfold", id="fold.turn", tooltip="Show or hide what is fine"),
        *WALKING,
    ]

    async def on_click(self) -> None:
        self.focus()
        await self.run_action("screen.fold")


class MeasureList(Vertical):
    """The measures of one answer, and the habits behind them."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._sentence = ""
        self._open = False

    async def show(self, lines: Sequence[MeasureLine], fillers: Fillers) -> None:
        """Show these in place of what was here; what was unfolded stays so."""
        self._sentence = how_many_fine(lines)
        await self.remove_children()
        parts: list[Widget] = [Static("Measures", classes="heading"), *map(MeasureRow, worth_a_look(lines))]
        if self._sentence:
            folded = Vertical(*map(MeasureRow, fine(lines)), id="folded")
            parts += [Fold("", id="fold", markup=False), folded]
        if habits := _habits(fillers):
            parts.append(Static(habits, id="habits"))
        if sounds := unweighed(lines):
            parts += [Static(UNWEIGHED, id="sounds", classes="heading"), *map(MeasureRow, sounds)]
        await self.mount_all(parts)
        self._draw()

    def turn(self) -> None:
        """Show what is fine, or hide it again."""
        self._open = not self._open
        self._draw()

    def _draw(self) -> None:
        for fold in self.query(Fold):
            fold.update(f"{'▾' if self._open else '▸'} {self._sentence}")
        for folded in self.query("#folded"):
            folded.display = self._open


def _habits(fillers: Fillers) -> Content:
    said = ", ".join(f"{text} {count}" for text, count in fillers.by_frequency[:MOST_HABITS])
    pets = ", ".join(f"{pet.text} {pet.count}" for pet in fillers.pet_words[:MOST_HABITS])
    named = (("fillers", said), ("pet words", pets))
    return Content("\n").join(
        Content.assemble((f"{name}  ", "$secondary"), words) for name, words in named if words
    )
