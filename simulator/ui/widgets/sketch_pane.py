"""The pane in which a design is drawn: on the left the lines that are typed, on the right what they draw."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import TextArea

from simulator.model.signs import TROUBLE
from simulator.ui.page import Page
from simulator.ui.widgets.sketch_view import SketchView
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.practise.sketching import Sketching
from simulator.use_cases.values import Phase, View, intents

DRAWING = (Phase.LISTENING, Phase.CONSIDERING, Phase.REPLYING, Phase.TROUBLE)
"""While an answer is recorded in one of these, lines can be typed."""
HOW = Content.from_markup(
    "client -> gateway: request\n\nA line like this is drawn on the right as you type. "
    "[$text]group models: ranker, index[/] puts a border around boxes, [$text]\\[cache][/] is a box alone."
)
KEPT_AFTER_S = 1.0
"""Seconds after which what is drawn beside a typed answer is on the disk."""
EVERY_S = 0.06
"""Seconds from a key to the drawing: several keys are drawn at once, and typing never waits for that."""


class SketchLines(TextArea):
    """Where the lines are typed; Escape lets go of the keyboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "let_go", "Talk on", id="sketch.out", tooltip="Keys mean what they mean again"),
    ]

    def action_let_go(self) -> None:
        self.screen.set_focus(None)


class SketchPane(Horizontal):
    """Hidden until it is opened; knows the rehearsal that it draws for."""

    DEFAULT_CSS = """
    SketchPane { display: none; height: 1fr; min-height: 6; margin: 0 1; }
    SketchPane SketchLines {
        width: 40%; height: 1fr; border: round $border-blurred; border-title-color: $secondary; padding: 0;
        background: transparent; scrollbar-size: 1 1; scrollbar-color: $panel;
    }
    SketchPane SketchLines:focus { border: round $accent; border-title-color: $accent; }
    """

    def __init__(self) -> None:
        super().__init__(id="sketch")
        self.sketching: Sketching | None = None
        self._rehearsal: Rehearsal | None = None
        self._waiting = self._keeping = False
        self._take = 1
        self._open = False
        """Whether a take was under way when this was last told."""
        self._draft = self._kept = ""
        """The draft that is typed now, and one that is on the disk."""

    def compose(self) -> ComposeResult:
        lines = SketchLines(
            id="sketch-lines", soft_wrap=False, show_line_numbers=False, tab_behavior="focus", read_only=True,
            highlight_cursor_line=False, placeholder=HOW,
        )  # fmt: skip
        lines.border_title = "sketch"
        lines.cursor_blink = self._page.host.ticking
        yield lines
        yield SketchView(id="sketch-drawing")

    @property
    def lines(self) -> SketchLines:
        return self.query_one(SketchLines)

    def follow(self, rehearsal: Rehearsal | None, view: View, *, typing: bool) -> None:
        """The conversation is here now."""
        self._rehearsal = rehearsal
        sketching = self._page.desk.rehearsals.sketch_of(rehearsal)
        if sketching is not None and sketching is not self.sketching:
            self.sketching, self._take = sketching, view.take
            self._show()
        elif sketching is not None and self._is_afresh(view):
            sketching.again()
            self._show()
        self._take, self._open = view.take, view.take_open
        recorded = view.take_open and view.answer_id is not None and view.phase in DRAWING
        self.lines.read_only = sketching is None or not (recorded or typing)
        self.lines.border_subtitle = "" if not self.lines.read_only else "begin, then draw"
        if sketching is None:
            self.display = False
        self._draft_of(view.question.id if typing and not recorded else "")
        if view.phase is Phase.SCORED:
            self._keep_draft("")

    def _is_afresh(self, view: View) -> bool:
        """Whether another take begins, or this one was dropped."""
        dropped = self._open and view.phase is Phase.YOUR_TURN
        return dropped or (view.take != self._take and view.take > 1)

    def _show(self) -> None:
        assert self.sketching is not None
        self.lines.load_text(self.sketching.text)
        self.draw()

    def _draft_of(self, question_id: str) -> None:
        """What is drawn beside a typed answer is kept like that; "" while one is recorded."""
        before, self._draft = self._draft, f"{question_id} sketch" if question_id else ""
        if self._draft and self._draft != before and self.sketching is not None and not self.lines.text:
            self.sketching.edited(self._page.desk.drafts.of(self._draft))
            self._show()

    def _keep_draft(self, text: str | None = None) -> None:
        draft, kept = self._draft or self._kept, self.lines.text if text is None else text
        if draft:
            self._kept = draft if kept else ""
            self._page.ask(lambda: self._page.desk.drafts.keep(draft, kept), lane="draft")

    @property
    def _page(self) -> Page:
        page = self.screen
        assert isinstance(page, Page)
        return page

    def on_descendant_focus(self) -> None:
        self.screen.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.screen.refresh_bindings()

    def turn(self) -> None:
        """Open it, or go from the lines to the talk and back."""
        opened = not self.display
        self.display = True
        self.screen.add_class("-sketching")
        held = self.screen.focused is self.lines
        if held and not opened:
            self.lines.action_let_go()
        else:
            self.screen.set_focus(self.lines)  # at once: a space that comes too soon would end the answer

    def on_text_area_changed(self, changed: TextArea.Changed) -> None:
        changed.stop()
        if self.sketching is None or self.lines.read_only:
            return
        self.sketching.edited(self.lines.text)
        if self._rehearsal is not None and self._rehearsal.view.ending:
            self._rehearsal.send(intents.Stay())  # who draws has not finished
        if trouble := self.sketching.trouble:
            self.lines.border_subtitle = f"{TROUBLE} {trouble}"
        if self._draft and not self._keeping:
            self._keeping = True
            self.set_timer(KEPT_AFTER_S, self._keep)
        self._draw_soon()

    def on_text_area_selection_changed(self, changed: TextArea.SelectionChanged) -> None:
        """What the line with the cursor names comes into sight: walking the lines scrolls the drawing."""
        changed.stop()
        if self.sketching is not None:
            self._draw_soon()

    def _draw_soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            self.set_timer(EVERY_S, self.draw)

    def _keep(self) -> None:
        self._keeping = False
        if self._draft:
            self._keep_draft()

    def draw(self) -> None:
        """Draw what stands there now."""
        self._waiting = False
        row = self.lines.cursor_location[0]
        self.query_one(SketchView).draw(self.lines.text, self.lines.document.get_line(row))
