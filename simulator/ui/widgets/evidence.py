"""One remark with the words it rests on: something that can be focused and played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from simulator.model.naming import clock, shortened
from simulator.model.scorecard import JudgementKind, Quote
from simulator.ui.widgets.walking import WALKING

BRIEF, LONG = 46, 150
"""Letters of a quote, at most."""
Judgement = tuple[JudgementKind, str]
"""A judgement by its kind and id."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What a row says."""

    sign: str
    style: str
    text: str
    more: str = ""
    """A muted line below: what to try, a definition."""
    quote: Quote | None = None
    brief: bool = False
    """Whether its quote takes one line."""
    quoted_above: bool = False
    """Whether the row before has the same quote."""
    by_hand: str = ""
    """That it was corrected by hand, and what the judge had said."""
    judgement: Judgement | None = None
    """What is said here that may be wrong; None where it is no judgement by itself."""

    @property
    def start_s(self) -> float | None:
        return self.quote.start_s if self.quote else None


class EvidenceRow(Horizontal, can_focus=True):
    """Enter or a click plays what the remark is about; Up and Down go to the next row and the one before."""

    BINDINGS: ClassVar[list[BindingType]] = WALKING

    def __init__(self, remark: Remark, *, playable: bool) -> None:
        super().__init__(classes="evidence")
        self.remark = remark
        self.playable = playable and remark.start_s is not None

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(self.remark.sign, self.remark.style), classes="evidence-sign")
        yield Static(self._text(), classes="evidence-text")
        yield Static(self._when(), classes="evidence-when")

    def _text(self) -> Content:
        lines = [Content(self.remark.text)]
        quote = self.remark.quote.quote if self.remark.quote else None
        if quote and not self.remark.quoted_above:
            most = BRIEF if self.remark.brief else LONG
            lines.append(Content.styled(f"“{shortened(quote, most)}”", "$secondary italic"))
        if self.remark.by_hand:
            lines.append(Content.styled(self.remark.by_hand, "$accent"))
        if self.remark.more:
            lines.append(Content.assemble(("→ ", "$accent"), self.remark.more))
        return Content("\n").join(lines)

    def _when(self) -> Content:
        start_s = self.remark.start_s
        if start_s is None:
            return Content("")
        return Content.assemble((clock(start_s), "bold"), ("  ⏎" if self.playable else "", "$secondary"))

    def mark(self, playing: bool) -> None:
        """Show whether this row's quote is playing now."""
        self.set_class(playing, "-playing")
        now = Content.styled("♪ playing", "$accent")
        self.query_one(".evidence-when", Static).update(now if playing else self._when())

    async def on_click(self) -> None:
        self.focus()
        await self.run_action("screen.play")
