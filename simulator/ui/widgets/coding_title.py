"""The title of a coding problem under way: its phase, who has the floor, and the clock."""

from __future__ import annotations

from textual.content import Content

from simulator.ui.page import TitleBar


class CodingTitle(TitleBar):
    """The phase on the left; who has the floor and the clock on the right."""

    def __init__(self) -> None:
        super().__init__("Coding")
        self.floor = Content("")

    def tell(self, left: str, floor: Content) -> None:
        if (left, str(floor)) != (self.left, str(self.floor)):
            self.floor = floor
            self.say(left)

    def in_words(self) -> tuple[str, ...]:
        return self.left, self.floor.plain

    def render(self) -> Content:
        room = self.content_size.width - self.floor.cell_length - 2
        left = Content.styled(self.left, "bold").truncate(max(0, room), ellipsis=True)
        gap = max(1, room + 2 - left.cell_length)
        return Content.assemble(left, " " * gap, self.floor)
