"""A strong answer, read aloud sentence by sentence with what each does; then it is your turn."""

from __future__ import annotations

from math import inf
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from simulator.model.question import Question
from simulator.model.records import StrongSentence
from simulator.ui.page import Page, TitleBar
from simulator.ui.sound import Sounding
from simulator.ui.widgets.keys import Keys

POLLS = 10


class StrongSentenceRow(Horizontal):
    """What the sentence does on the left, the sentence beside it; lit while it is spoken."""

    def __init__(self, sentence: StrongSentence) -> None:
        super().__init__(
            Static(", ".join(sentence.moves[:1]), classes="strong-move", markup=False),
            Static(sentence.text, classes="strong-text", markup=False),
        )


class StrongScreen(Page):
    HELP = (
        "How a strong answer may sound: Space reads it aloud, sentence by sentence, with what each sentence "
        "does on the left. It is one way of many. a takes the question: say it your own way."
    )
    CSS_PATH = "strong.tcss"
    AUTO_FOCUS = "#strong"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "read", "Hear it / stop", id="strong.read", tooltip="Read it aloud, or stop"),
        Binding("a", "again", "Say it your way", id="strong.again", tooltip="Take the question yourself"),
        Binding("escape", "back", "Back", id="strong.back", tooltip="Back"),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.sentences: tuple[StrongSentence, ...] = ()
        self.at: int | None = None
        """Index of the sentence that is being read; None when none is."""
        self._sounding = Sounding(patience=inf)

    def compose(self) -> ComposeResult:
        yield TitleBar("A strong answer", self.question.prompt)
        with VerticalScroll(id="strong"):
            yield Static("One moment.", id="strong-wait", classes="muted")
        yield Keys()

    def on_mount(self) -> None:
        self.ask(lambda: self.desk.scorer.strong_answer(self.question), self._received)
        self.every(POLLS, self.poll)

    def _received(self, sentences: tuple[StrongSentence, ...]) -> None:
        self.sentences = sentences
        self.query_one("#strong-wait", Static).display = not sentences
        self.query_one("#strong-wait", Static).update("This question has no model answer.")
        self.query_one("#strong").mount_all([StrongSentenceRow(sentence) for sentence in sentences])

    def action_read(self) -> None:
        if self.at is None:
            self._say(0)
        else:
            self._stop()

    def _say(self, at: int) -> None:
        """Read a sentence aloud, and have the next one made ready meanwhile."""
        self.at = at
        self._sounding.restart()
        self._light()
        text = self.sentences[at].text if at < len(self.sentences) else ""
        if not text:
            self._stop()
            return
        self.ask(lambda: self.desk.player.say(text), self._begun, self._failed, lane="sound")
        if at + 1 < len(self.sentences):
            following = self.sentences[at + 1].text
            self.ask(lambda: self.desk.player.prepare(following), None, lambda _sentence: None, lane="ahead")

    def _begun(self, spoken: bool) -> None:
        if not spoken:
            self._failed("The voice is off: Settings can switch it on.")

    def _failed(self, sentence: str) -> None:
        self._stop()
        self.warn(sentence)

    def poll(self) -> None:
        """Go on to the next sentence when this one has been heard."""
        if self.at is not None and self._sounding.over(self.desk.player.playing):
            self._say(self.at + 1)

    def _light(self) -> None:
        for index, row in enumerate(self.query(StrongSentenceRow)):
            row.set_class(index == self.at, "-lit")
            if index == self.at:
                row.scroll_visible(animate=False)

    def _stop(self) -> None:
        self.at = None
        self._light()
        self.ask(self.desk.player.stop, lane="sound")

    def on_unmount(self) -> None:
        if self.at is not None:
            self.host.leave_to_end(self.desk.player.stop, lane="sound")

    def action_again(self) -> None:
        """Ask the question; in an interview only go back, because another take is chosen on the scorecard."""
        if self.host.interviewing():
            self.host.back()
        else:
            self.host.practise(self.question.id)
