"""Your job: what do they look for, and what do I bring?"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from simulator.model.signs import TROUBLE
from simulator.ui.page import TitleBar
from simulator.ui.unsaved import WritingPage
from simulator.ui.widgets.keys import Keys
from simulator.use_cases.values import Yours

TOPICS = 6
JOB, BACKGROUND, ASKS = "#yours-job", "#yours-background", "#yours-asks"


class YoursScreen(WritingPage):
    HELP = (
        "Paste the description of a job you want and a few lines about your own background, or type the path "
        "of a text file, a PDF or a Word file (.docx) for either. Ctrl+S keeps them, on this machine and "
        "readable by you alone; kept empty, they are deleted.\n\nWhat was found that the job asks "
        "for is shown, a line each: delete a line, change it or add one, and Ctrl+S keeps it so. Emptied, or "
        "with another text of the job, it is found anew.\n\nRecruiters and hiring managers in "
        "interviews then ask about what the job asks for; questions of its topics come first; an answer that "
        "connects the job with your own work is named on the scorecard. Scores do not change."
    )
    CSS_PATH = "yours.tcss"
    AUTO_FOCUS = JOB
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="yours.keep", priority=True, tooltip="Keep both texts"),
        Binding("tab", "app.focus_next", "Next part", id="yours.next", tooltip="The other text"),
        Binding("escape", "back", "Back", id="yours.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.kept: Yours | None = None
        self._keeping = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Your job", "for you alone")
        yield Static(
            "The job: paste its text, or type the path of a text, PDF or Word file", classes="heading"
        )
        yield TextArea(id="yours-job", compact=True)
        yield Static("You: a few lines about your background, or the path of your résumé", classes="heading")
        yield TextArea(id="yours-background", compact=True)
        yield Static("They may ask about, a line each: change, delete or add", classes="heading")
        yield TextArea(id="yours-asks", compact=True)
        with VerticalScroll(id="yours-scroll", can_focus=False):
            yield Static("", id="yours-made", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        for area in self.query(TextArea):
            area.cursor_blink = self.host.ticking
        self.ask(self.desk.job.get, self._show, self._unreadable)

    def _unreadable(self, sentence: str) -> None:
        self._say(
            Content.styled(
                f"{TROUBLE} {sentence} It is not used until you mend it, or keep new texts.", "$warning"
            )
        )
        self.kept = Yours()

    def _show(self, yours: Yours) -> None:
        self._keeping = False
        self.kept = yours
        self.query_one(JOB, TextArea).text = yours.job
        self.query_one(BACKGROUND, TextArea).text = yours.background
        self.query_one(ASKS, TextArea).text = "\n".join(yours.asks)
        self._say(made_of(yours))

    def _say(self, words: Content) -> None:
        self.write("#yours-made", words)

    def written(self) -> tuple[str, str]:
        return self.query_one(JOB, TextArea).text, self.query_one(BACKGROUND, TextArea).text

    def asks(self) -> tuple[str, ...]:
        """What they may ask about, as it stands on the screen."""
        return tuple(filter(None, map(str.strip, self.query_one(ASKS, TextArea).text.splitlines())))

    @property
    def unsaved(self) -> bool:
        kept = self.kept
        return kept is not None and (*self.written(), self.asks()) != (kept.job, kept.background, kept.asks)

    def action_keep(self) -> None:
        if self._keeping:
            return
        self._keeping = True
        job, background = self.written()
        if not job.strip() and not background.strip():
            self.ask(self.desk.job.forget, lambda _: self._show(Yours()), self._refused, lane="yours")
            return
        self._say(Content("◌ reading both texts …"))
        kept, asks = self.kept or Yours(), self.asks()
        if job != kept.job and asks == kept.asks:  # they were found in another text
            asks = ()
        self.ask(
            lambda: self.desk.job.keep(job, background, asks), self._is_kept, self._refused, lane="yours"
        )

    def _is_kept(self, yours: Yours) -> None:
        self._show(yours)
        self.notify("✓ Kept, for you alone.", timeout=3)

    def _refused(self, sentence: str) -> None:
        self._keeping = False
        self._say(Content.styled(f"{TROUBLE} {sentence}", "$warning"))


def made_of(yours: Yours) -> Content:
    """What else was found in the texts: the job's title and the topics that come first."""
    if not yours.job and not yours.background:
        return Content.styled(
            "Nothing is kept yet. Ctrl+S keeps it; kept empty, it is deleted.", "$secondary"
        )
    lines = [Content.assemble(("The job    ", "$secondary"), (yours.title or "no title found", "bold"))]
    if not yours.asks:
        lines.append(Content("○ Nothing was found that it asks for: paste the list of what they look for."))
    topics = ", ".join(topic.replace("-", " ") for topic, _ in yours.weightiest[:TOPICS])
    lines.append(Content.assemble(("First come ", "$secondary"), topics or "all topics alike"))
    return Content("\n").join(lines)
