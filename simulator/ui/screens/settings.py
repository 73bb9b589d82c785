"""Settings: drawn from the schema; every change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, fields
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from simulator.model.settings import Settings
from simulator.model.signs import TROUBLE
from simulator.ui.page import Page, TitleBar
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Device, recognised

Choice = tuple[str, str]
"""What is shown, and the value."""
DEFAULT_WORDS = {
    "audience": "the question's own",
    "microphone": "the system's default",
    "speaker": "the system's default",
}


def choices_of(item: Field[object]) -> list[Choice]:
    """The choices the schema declares."""
    return [(value or DEFAULT_WORDS.get(item.name, "none"), value) for value in item.metadata["choices"]]


def device_choices(devices: tuple[Device, ...], kept: str, *, inputs: bool) -> list[Choice]:
    """The system's default, then every device that can record, or with `inputs` False, play.

    The device that is recognised as the `kept` one has that id as its value. Where several may be meant, the
    last choice asks which.
    """
    fitting = [device for device in devices if (device.inputs if inputs else device.outputs)]
    names = [device.name for device in fitting]
    meant = recognised(kept, fitting) if kept else ()
    choices = [("the system's default", "")]
    for device in fitting:
        label = device.id if names.count(device.name) > 1 else device.name
        choices.append((label, kept if meant == (device,) else device.id))
    return choices + [(f"{kept}: which of these?", kept)] * (len(meant) > 1)


def model_choices(desk: Desk) -> list[Choice]:
    """The hearing models, each with whether it is here or how much there is to download."""
    rows = [row for row in desk.machine.models() if row.kind == "hearing"]
    return [
        ("auto: the best one here that is quick enough", "auto"),
        *(
            (f"{row.name}, {'here' if row.present else f'to download: {row.size_mb} MB'}", row.name)
            for row in rows
        ),
    ]


FOUND: dict[str, Callable[[Desk], list[Choice]]] = {
    "microphone": lambda desk: device_choices(
        desk.equipment.devices(), desk.settings.current.microphone, inputs=True
    ),
    "speaker": lambda desk: device_choices(
        desk.equipment.devices(), desk.settings.current.speaker, inputs=False
    ),
    "model": model_choices,
}
"""How to find the choices that depend on this machine; slow, so call these on a thread."""


class SettingsScreen(Page):
    HELP = (
        "Every setting, kept as soon as it is changed. Tab goes to the next one, Enter opens its choices. "
        "Folders are kept with Enter. m checks the microphone with a level meter. What was given on "
        "the command line or in the environment wins over what is kept here."
    )
    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "Select"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next", id="settings.next", tooltip="The next setting"),
        Binding("shift+tab", "app.focus_previous", "Previous", id="settings.previous", show=False),
        Binding(
            "m", "app.microphone", "Check microphone", id="settings.check", tooltip="Check the microphone"
        ),
        Binding("escape", "back", "Back", id="settings.back", tooltip="Back"),
    ]

    def compose(self) -> ComposeResult:
        yield TitleBar("Settings", "kept as soon as changed")
        with VerticalScroll(id="settings-body", can_focus=False):
            for item in fields(Settings):
                if item.metadata["shown"]:
                    yield self._row(item)
        yield Keys()

    def _row(self, item: Field[object]) -> Widget:
        label = Static(item.metadata["label"], classes="setting-label", markup=False)
        help_line = Static(Content(item.metadata["help"]), classes="setting-help", id=f"help-{item.name}")
        return Vertical(
            Horizontal(label, self._control(item), classes="setting-line"), help_line, classes="setting"
        )

    def _control(self, item: Field[object]) -> Widget:
        value = str(getattr(self.desk.settings.current, item.name))
        if item.name in FOUND:
            known = [(value or DEFAULT_WORDS.get(item.name, "none"), value)]
            return Select(known, value=value, allow_blank=False, id=item.name, compact=True)
        if item.metadata["choices"]:
            return Select(choices_of(item), value=value, allow_blank=False, id=item.name, compact=True)
        box = Input(
            value,
            id=item.name,
            compact=True,
            placeholder="the usual place" if "recordings" in item.name else "none",
        )
        box.cursor_blink = self.host.ticking
        return box

    def on_mount(self) -> None:
        for select in self.query(Select):
            self.watch(select, "expanded", partial(self._in_sight, select), init=False)
        for name, find in FOUND.items():
            self._find(name, find)

    def _in_sight(self, select: Select[str], opened: bool) -> None:
        """A menu opens where it can be seen, wherever the screen was scrolled to."""
        if opened:
            select.scroll_visible(animate=False, immediate=True)

    def _find(self, name: str, find: Callable[[Desk], list[Choice]]) -> None:
        self.ask(
            lambda: find(self.desk),
            lambda choices: self._offer(name, choices),
            lambda sentence: self._say(name, sentence),
            lane="devices",
        )

    def _offer(self, name: str, choices: list[Choice]) -> None:
        value = str(getattr(self.desk.settings.current, name))
        if value not in [known for _, known in choices]:
            choices = [*choices, (f"{value} (not found)", value)]
        select = self.query_one(f"#{name}", Select)
        with select.prevent(Select.Changed):
            select.set_options(choices)
            select.value = value

    def _say(self, name: str, sentence: str) -> None:
        line = self.query_one(f"#help-{name}", Static)
        line.set_classes("setting-help notice")
        line.update(Content(f"{TROUBLE} {sentence}"))

    # Changes

    def on_select_changed(self, event: Select.Changed) -> None:
        if isinstance(event.value, str):
            self._keep(str(event.select.id), event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._keep(str(event.input.id), event.value.strip())

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, Input):
            self._keep(str(event.widget.id), event.widget.value.strip())

    def _keep(self, name: str, value: str) -> None:
        if value == str(getattr(self.desk.settings.current, name)):
            return
        if name == "theme":
            self.app.theme = value
        self.ask(
            lambda: self.desk.settings.change(**{name: value}),
            lambda _none: self.query_one(TitleBar).say("Settings", f"✓ {name} kept"),
            lambda sentence: self._say(name, sentence),
            lane="settings",
        )
