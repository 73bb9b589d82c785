"""The first start: what are you preparing for? Each answer may be skipped, and is kept in the settings."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from simulator.model.signs import TROUBLE
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.values import day_of

ASKED = (
    ("role", "Which role do you prepare for?", "such as ML engineer, recommender systems"),
    ("interview_on", "When is your interview?", "a day such as 2026-12-24"),
    ("weak_areas", "What do you feel unsure about?", "such as statistics, system design"),
)
"""For each setting: what is asked, and an example."""


class AboutScreen(Page):
    HELP = (
        "Three questions about what you prepare for. Enter goes to the next one, with or without an answer; "
        "Esc skips them all. Home then offers a short question: of a weak area that you named, if you named "
        "one. The settings (F2) keep the answers, on this machine, and there you can change them."
    )
    CSS_PATH = "about.tcss"
    AUTO_FOCUS = "#role"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "following", "Next", id="about.next", tooltip="The next question"),
        Binding("escape", "skip", "Skip", id="about.skip", tooltip="Leave the rest unanswered"),
    ]

    def compose(self) -> ComposeResult:
        yield TitleBar("What do you prepare for?", "each answer may be left out")
        with VerticalScroll(id="about-body", can_focus=False), Vertical(id="about-card", classes="card"):
            for name, question, example in ASKED:
                yield Static(question, classes="heading")
                box = Input(
                    str(getattr(self.desk.settings.current, name)), id=name, compact=True, placeholder=example
                )
                box.cursor_blink = self.host.ticking
                yield box
            yield Static("", id="about-trouble", classes="notice", markup=False)
            yield Static("It stays on this machine, in your settings.", classes="muted")
        yield Keys()

    def on_input_submitted(self) -> None:
        self.action_following()

    def action_following(self) -> None:
        """Go to the next question; after the last one, keep the answers and go on."""
        day = self.query_one("#interview_on", Input)
        boxes = list(self.query(Input))
        if day.value.strip() and day_of(day.value) is None:
            self.write("#about-trouble", f"{TROUBLE} Write the day as 2026-12-24, or leave it out.")
            day.focus()
            return
        self.write("#about-trouble", "")
        at = next((index for index, box in enumerate(boxes) if box is self.focused), len(boxes) - 1)
        if at + 1 < len(boxes):
            boxes[at + 1].focus()
            return
        self._keep({str(box.id): box.value.strip() for box in boxes if box.value.strip()})

    def _keep(self, said: dict[str, str]) -> None:
        if not said:
            self.host.back()
            return
        self.ask(
            lambda: self.desk.settings.change(**said),
            lambda _none: self.host.back(),
            self._kept_for_now,
            lane="settings",
        )

    def _kept_for_now(self, sentence: str) -> None:
        self.warn(sentence)
        self.host.back()

    def action_skip(self) -> None:
        self.host.back()
