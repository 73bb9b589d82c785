"""The code of an answer as it was at a second: it grows in step with the sound."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from simulator.ui.code_tape import CodeTape
from simulator.ui.plain import is_plain, plain_head
from simulator.ui.python_colours import STYLES, coloured, open_before


class CodeView(Widget):
    """Shows the lines around the last edit; `move` draws again only when the code or its state changed."""

    DEFAULT_CSS = """
    CodeView {
        display: none; width: 1fr; height: 1fr; border: round $border-blurred;
        border-title-color: $secondary; border-subtitle-color: $secondary; padding: 0 1;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.tape: CodeTape | None = None
        self.code = ""
        self._edits = -1
        self._line = 0
        """The line that was edited last."""
        self._top = 0
        self._beside: frozenset[str] | None = None
        self.border_title = "code"

    def show(self, tape: CodeTape | None) -> None:
        """Show this code from its beginning; nothing is shown for None."""
        self.tape, self._edits, self._top = tape, -1, 0
        self.display = tape is not None
        self.move(0.0)

    def move(self, position_s: float) -> None:
        """Show the code as it was at that second."""
        if self.tape is None:
            return
        journal = self.tape.journal
        self.border_subtitle = self.tape.said_at(position_s)
        edits = journal.edits_until(position_s)
        if edits == self._edits:
            return
        self._edits, self.code = edits, journal.text_after(edits)
        if edits:
            edit = journal.edits[edits - 1]
            self._line = self.code.count("\n", 0, edit.start + len(edit.text))
        self.refresh()

    def set_beside(self, code: str) -> None:
        """Mark the lines that this other code does not have."""
        beside = frozenset(line.strip() for line in code.split("\n"))
        if beside != self._beside:
            self._beside = beside
            self.refresh()

    def in_words(self) -> tuple[str, ...]:
        lines = self.code.split("\n")
        edited = f"Line {self._line + 1} was edited last." if self._edits > 0 else "Nothing was typed yet."
        alone = [at for at, line in enumerate(lines, 1) if self._is_alone(line)]
        only = f"Lines that the other take lacks: {', '.join(map(str, alone))}." if alone else ""
        return edited, only, *(f"{at} {line}" for at, line in enumerate(lines, 1))

    def _is_alone(self, line: str) -> bool:
        return self._beside is not None and bool(line.strip()) and line.strip() not in self._beside

    def render(self) -> Content:
        lines = self.code.split("\n")
        head = [plain_head(self)] if is_plain(self) else []
        room = max(1, self.content_size.height - len(head))
        if not self._top <= self._line < self._top + room:
            self._top = max(0, min(self._line - room // 2, len(lines) - room))
        inside = list(open_before(lines))
        shown = range(self._top, min(len(lines), self._top + room))
        rows = [self._row(at, lines[at], inside[at], len(str(len(lines)))) for at in shown]
        return Content("\n").join([*head, *rows])

    def _row(self, at: int, line: str, inside: str, digits: int) -> Content:
        edited = at == self._line and self._edits > 0
        alone = self._is_alone(line)
        sign = "+" if alone else "›" if edited else " "
        gutter = (f"{at + 1:>{digits}} {sign} ", "bold $accent" if edited or alone else "$secondary")
        text = Content(line)
        for start, end, kind in coloured(line, inside)[0]:
            text = text.stylize(STYLES[kind], start, end)
        room = max(1, self.content_size.width - digits - 3)
        return Content.assemble(gutter, text.truncate(room, ellipsis=True))
