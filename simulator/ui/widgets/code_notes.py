"""Code or sketch of an answer on its scorecard: what tests gave, and what an interviewer would note."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Quote
from simulator.model.signs import TROUBLE
from simulator.ui.page import Page
from simulator.ui.widgets.evidence import EvidenceRow, Remark
from simulator.use_cases.look_back.code_answers import CodeAnswer
from simulator.use_cases.values import CodingNote

LOOKS = {True: ("✓", "$success"), False: (TROUBLE, "$warning"), None: ("·", "$secondary")}
"""Sign and style of a note that speaks for the candidate, against, or neither."""
MOST_CODE = 70
"""Characters of a line of code that a note shows."""


class CodeNotes(Vertical):
    """Shows an answer's code or sketch when it has any: `show(answer_id)`. Needs nothing else there."""

    DEFAULT_CSS = """
    CodeNotes { display: none; height: auto; margin: 1 0; }
    CodeNotes .evidence { height: auto; }
    """

    def show(self, answer_id: str) -> None:
        """Read what came of the answer's code, and show it; hidden where there is none."""
        page = self.screen
        assert isinstance(page, Page)
        desk = page.desk

        def read() -> tuple[AnswerRecord, CodeAnswer | None, tuple[CodingNote, ...]]:
            answer = desk.sessions.answer(answer_id)
            code = desk.code_answers.of_or_made(answer)
            return answer, code, () if code else desk.sketches.notes(answer)

        page.host.ask(
            self,
            read,
            lambda found: self._fill(*found[1:], playable=found[0].audio is not None),
            page.warn,
            lane="code",
        )

    def _fill(self, code: CodeAnswer | None, drawn: tuple[CodingNote, ...], *, playable: bool) -> None:
        self.display = code is not None or bool(drawn)
        heading = heading_of(code) if code else Content("Sketch")
        notes = code.report.in_order if code else drawn
        if self.display:
            self.run_worker(self._mount(heading, notes, playable=playable), exclusive=True)

    async def _mount(self, heading: Content, notes: Sequence[CodingNote], *, playable: bool) -> None:
        await self.remove_children()
        rows = [EvidenceRow(remark_of(note), playable=playable) for note in notes]
        await self.mount_all([Static(heading, classes="heading"), *rows])


def heading_of(found: CodeAnswer) -> Content:
    """`Code   passed 7 of 9`."""
    all_ = found.passed == len(found.tests)
    return Content.assemble(
        "Code   ",
        (f"passed {found.passed} of {len(found.tests)}", "bold $success" if all_ else "bold $warning"),
    )


def remark_of(note: CodingNote) -> Remark:
    """A note as a row: its sentence, the words it rests on, the code, and the second to play."""
    sign, style = LOOKS[note.good]
    at_s = note.start_s if note.start_s is not None else note.at_s
    quote = Quote(
        quote=note.quote,
        first_word=note.first_word,
        last_word=note.last_word,
        start_s=at_s,
        end_s=note.end_s,
    )
    return Remark(sign=sign, style=style, text=note.text, more=_in_short(note.code), quote=quote)


def _in_short(code: str) -> str:
    """The first line of code, with a mark where there is more; "" for none."""
    lines = code.strip().splitlines()
    if not lines:
        return ""
    first = lines[0].strip()
    return first if len(lines) == 1 and len(first) <= MOST_CODE else f"{first[:MOST_CODE]} …"
