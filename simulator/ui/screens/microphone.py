"""The microphone check: choose it, speak, see that you are heard."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Select, Static

from simulator.model.signs import TROUBLE
from simulator.ui.page import Page, TitleBar
from simulator.ui.screens.settings import device_choices
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.meter import LevelMeter
from simulator.use_cases.practise.microphone_check import MicrophoneCheck, Trial
from simulator.use_cases.values import Device

POLLS = 15
HEADPHONES = (("no: I hear the interviewer in the room", "no"), ("yes: only I hear the interviewer", "yes"))


class MicrophoneScreen(Page):
    HELP = (
        "Say a sentence and watch the blocks move. If they stay flat, choose another microphone, or "
        "see whether it is muted. H records you for up to ten seconds and plays it: is that how you sound? "
        "P says whether you wear headphones; then the interviewer also says when the time runs out. "
        "Nothing is kept of what you say here. Without a microphone you can type your answers."
    )
    CSS_PATH = "microphone.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Continue", id="microphone.continue", tooltip="Use this microphone"),
        Binding(
            "h", "hear", "Hear yourself", id="microphone.hear", tooltip="Speak for ten seconds, then listen"
        ),
        Binding("p", "headphones", "Headphones", id="microphone.headphones", tooltip="Worn, or not"),
        Binding("c", "choose", "Choose", id="microphone.choose", tooltip="Choose another microphone"),
        Binding("u", "look_again", "Look again", id="microphone.refresh", tooltip="Look for new devices"),
        Binding("escape", "skip", "Skip", id="microphone.skip", tooltip="Leave it for later"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.check: MicrophoneCheck | None = None
        self._listening_to = ""

    def compose(self) -> ComposeResult:
        yield TitleBar("Microphone check")
        with (
            VerticalScroll(id="microphone-body", can_focus=False),
            Vertical(id="microphone-card", classes="card"),
        ):
            yield Static("Say a sentence: “This is how I speak in an interview.”", id="ask", markup=False)
            yield LevelMeter(id="check-level")
            yield Static(Content.styled("… opening the microphone", "$secondary"), id="verdict")
            yield Static("Microphone", classes="heading")
            kept = self.desk.settings.current.microphone
            known = [(kept or "the system's default", kept)]
            yield Select(known, value=kept, allow_blank=False, id="device", compact=True)
            yield Static("Do you wear headphones? (p changes it)", classes="heading")
            worn = self.desk.settings.current.headphones
            yield Select(HEADPHONES, value=worn, allow_blank=False, id="headphones", compact=True)
            yield Static(
                "Nothing is kept of what you say here, and nothing ever leaves this machine.",
                classes="muted",
                id="promise",
            )
        yield Keys()

    def on_mount(self) -> None:
        self._look(refresh=False)
        self._open(self.desk.settings.current.microphone)
        self.every(POLLS, self.poll)

    # Devices

    def _look(self, *, refresh: bool) -> None:
        self.ask(
            lambda: self.desk.equipment.devices(refresh=refresh), self._offer, self._trouble, lane="sound"
        )

    def _offer(self, devices: tuple[Device, ...]) -> None:
        kept = self._listening_to
        choices = device_choices(devices, kept, inputs=True)
        select = self.query_one("#device", Select)
        with select.prevent(Select.Changed):
            select.set_options(choices)
            select.value = kept if kept in [value for _, value in choices] else ""

    @property
    def device(self) -> str:
        return str(self.query_one("#device", Select).value)

    # Listening

    def _open(self, device: str) -> None:
        self._listening_to = device
        self.ask(
            lambda: self.desk.microphone_checks.begin(device or None),
            self._opened,
            self._trouble,
            lane="sound",
        )

    def _opened(self, check: MicrophoneCheck) -> None:
        self.check = check
        self.query_one(LevelMeter).clear()
        self.poll()

    def _trouble(self, sentence: str) -> None:
        self._say(f"{TROUBLE} {sentence} You can type your answers; Enter goes on.", "$warning")

    def poll(self) -> None:
        """Show the level and the verdict."""
        if self.check is None:
            return
        self.query_one(LevelMeter).push(self.check.level)
        if self.check.trial is Trial.SAYING and self.check.left_s <= 0:
            self.action_hear()
        if self.check.notice:
            self._trouble(self.check.notice)
        elif sentence := self._trial(self.check):
            self._say(sentence, "bold $accent")
        elif self.check.heard:
            self._say("✓ I hear you. Enter continues.", "bold $accent")
        else:
            self._say("● listening: nothing heard yet", "$secondary")

    def _trial(self, check: MicrophoneCheck) -> str:
        """What is said while somebody tries how they sound; "" before."""
        return {
            Trial.NOT_BEGUN: "",
            Trial.SAYING: f"● speak now: {round(check.left_s)} s left, or h when you are done",
            Trial.HEARING: "▶ this is how you sound",
            Trial.HEARD: "✓ That was you. Enter continues, h tries again.",
            Trial.SILENT: "○ Nothing was heard in that time. H tries again.",
        }[check.trial]

    def _say(self, sentence: str, style: str) -> None:
        self.write("#verdict", Content.styled(sentence, style))

    def on_unmount(self) -> None:
        if self.check is not None:
            self.host.leave_to_end(self.check.stop, lane="sound")

    # Keys

    def on_select_changed(self) -> None:
        """Open the chosen microphone. `Select` reports its first value too, which is open already."""
        if self.device == self._listening_to:
            return
        self._open(self.device)
        self.set_focus(None)

    def action_choose(self) -> None:
        select = self.query_one("#device", Select)
        select.focus()
        select.action_show_overlay()

    def action_hear(self) -> None:
        """Begin to say something; while it is being said, play it."""
        if self.check is not None:
            turn = self.check.hear if self.check.trial is Trial.SAYING else self.check.say
            self.ask(turn, lambda _none: self.poll(), self._trouble, lane="sound")

    def action_headphones(self) -> None:
        select = self.query_one("#headphones", Select)
        select.value = "no" if select.value == "yes" else "yes"

    def action_look_again(self) -> None:
        self._look(refresh=True)
        self._open(self.device)

    def action_go_on(self) -> None:
        device, worn = self.device, str(self.query_one("#headphones", Select).value)
        self.ask(
            lambda: self.desk.settings.change(microphone=device, headphones=worn, microphone_checked=True)
        )
        self.host.back()

    def action_skip(self) -> None:
        self.ask(lambda: self.desk.settings.change(microphone_checked=True))
        self.host.back()
