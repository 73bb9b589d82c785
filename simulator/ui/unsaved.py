"""Screens one writes on. What is not kept yet is never lost without a question."""

from __future__ import annotations

from typing import ClassVar

from simulator.ui.page import Page


class WritingPage(Page):
    """A screen one writes on. Whoever leaves it, or quits, is asked first while something is `unsaved`."""

    LEAVING: ClassVar[tuple[str, str]] = ("What you wrote is not kept yet. Throw it away?", "Throw away")
    """The question that is asked, and the verb that stands for yes."""

    @property
    def unsaved(self) -> bool:
        """Whether what is written differs from what is kept."""
        raise NotImplementedError

    def leave(self) -> None:
        """Leave without a question, whatever is written."""
        self.host.back()

    def action_back(self) -> None:
        if self.unsaved:
            self.confirm(*self.LEAVING, self.leave)
        else:
            self.leave()

    def may_quit(self) -> str:
        return "What you wrote is not kept yet." if self.unsaved else ""
