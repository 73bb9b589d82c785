"""One idea, five listeners: the same question for people who know more and less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.model.measures import JARGON_DENSITY, MEASURES, UNEXPLAINED_TERMS
from simulator.model.naming import LISTENERS, clock, number
from simulator.model.question import Question
from simulator.ui.page import TitleBar
from simulator.ui.rows import RowsPage
from simulator.ui.widgets.bars import score_bar
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.walking import WALKING
from simulator.ui.words import CORRECTED, day
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.comparisons import TakeForListener

NAME, SCORE, TERMS, JARGON, LENGTH = 19, 17, 13, 10, 8
MOST_TERMS = 4


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """All that the screen shows."""

    question: Question
    listeners: tuple[TakeForListener, ...]


def load(desk: Desk, question_id: str) -> Hearing:
    """Read all that the screen shows; slow, so call it on a thread."""
    listeners = desk.comparisons.by_listener(question_id)
    kept = next((found.answer for found in listeners if found.answer), None)
    question = desk.sessions.question_of(kept) if kept else None
    return Hearing(question=question or desk.questions.get(question_id), listeners=listeners)


class ListenerRow(Vertical, can_focus=True):
    """One listener, and the last take for them."""

    BINDINGS: ClassVar[list[BindingType]] = WALKING

    def __init__(self, listener: TakeForListener, lines: list[Content]) -> None:
        super().__init__(classes="listener")
        self.listener = listener
        self._lines = lines

    def compose(self) -> ComposeResult:
        for line in self._lines:
            yield Static(line)

    async def on_click(self) -> None:
        self.focus()


class ListenersScreen(RowsPage):
    HELP = (
        "The same question told to five listeners: a recruiter who has never trained a model, a product "
        "manager, a software engineer, an ML engineer, a researcher. Each take is judged for who listens: a "
        "term that an ML engineer knows is to be explained to a recruiter. Enter asks the question for the "
        "listener under the cursor; s goes through all five, those that are missing first, and n on each "
        "scorecard goes on."
    )
    CSS_PATH = "listeners.tcss"
    AUTO_FOCUS = ""
    ROW = "ListenerRow"
    BODY = "#listeners-body"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "next_row", "Next", id="listeners.down", show=False, tooltip="The next listener"),
        Binding("up", "previous_row", "Before", id="listeners.up", show=False, tooltip="The one before"),
        Binding("enter", "practise", "Answer for them", id="listeners.practise", tooltip="Ask it for them"),
        Binding("s", "series", "All five", id="listeners.series", tooltip="One after the other"),
        Binding("o", "open", "Scorecard", id="listeners.open", tooltip="The last take for this listener"),
        Binding("c", "compare", "Compare", id="listeners.compare", tooltip="That take beside another"),
        Binding("escape", "back", "Back", id="listeners.back", tooltip="Back"),
    ]

    def __init__(self, question_id: str) -> None:
        super().__init__()
        self.question_id = question_id
        self.hearing: Hearing | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("One idea, five listeners")
        with VerticalScroll(id="listeners-body", can_focus=False):
            yield Static("", id="listeners-prompt", markup=False)
            yield Static("", id="listeners-sentence")
            yield Static("", id="listeners-header", classes="muted")
            yield Vertical(id="listeners-rows")
        yield Keys()

    def on_mount(self) -> None:
        self.ask(lambda: load(self.desk, self.question_id), self._show)

    async def _show_rows(self, hearing: Hearing) -> None:
        box = self.query_one("#listeners-rows", Vertical)
        await box.remove_children()
        await box.mount(*(ListenerRow(found, self._lines(found)) for found in hearing.listeners))
        missing = [row for row in self.query(ListenerRow) if row.listener.answer is None]
        self.set_focus((missing or list(self.query(ListenerRow)))[0], scroll_visible=False)
        self.refresh_bindings()

    def _show(self, hearing: Hearing) -> None:
        self.hearing = hearing
        done = sum(found.answer is not None for found in hearing.listeners)
        self.query_one(TitleBar).say("One idea, five listeners", f"{done} of {len(hearing.listeners)}")
        self.write("#listeners-prompt", Content.styled(hearing.question.prompt, "bold"))
        self.write("#listeners-sentence", _sentence(hearing.listeners))
        names = (("overall", SCORE), ("unexplained", TERMS), ("jargon", JARGON), ("length", LENGTH))
        header = " " * (NAME + 2) + "".join(name.ljust(cells) for name, cells in names) + "taken"
        self.write("#listeners-header", header)
        self.run_worker(self._show_rows(hearing), exclusive=True)

    def _lines(self, found: TakeForListener) -> list[Content]:
        """The lines of one listener: numbers, what to change, and what to explain."""
        name = LISTENERS[found.audience].split(" ", 1)[1].ljust(NAME)
        answer, card = found.answer, found.answer.scorecard if found.answer else None
        if answer is None or card is None or card.overall is None:
            return [Content.assemble((name, "bold"), ("○ not yet: Enter asks it for them", "$secondary"))]
        score = Content.assemble((f"{card.overall:>3} ", "bold"), score_bar(card.overall), " ")
        numbers = ((UNEXPLAINED_TERMS, TERMS), (JARGON_DENSITY, JARGON))
        cells = [_number(found.value(id_), MEASURES[id_].unit).ljust(width) for id_, width in numbers]
        length = clock(answer.duration_s) if answer.duration_s else f"{len(card.words)} w"
        when = day(answer.started_at, self.host.today)
        first = Content.assemble((name, "bold"), score, *cells, length.ljust(LENGTH), (when, "$secondary"))
        lines = [first]
        notes = [CORRECTED] if answer.corrected else []
        notes += [f"the latest: take {found.takes} for them"] if found.takes > 1 else []
        if notes:
            lines.append(Content.styled(" · ".join(notes), "$secondary"))
        terms = [term.term for term in card.open_terms]
        changes = [i.text for i in card.improvements if not (terms and i.measure == UNEXPLAINED_TERMS)]
        lines += [Content.assemble(("→ ", "$accent"), text) for text in changes[:1]]
        if terms:
            more = f" and {len(terms) - MOST_TERMS} more" if len(terms) > MOST_TERMS else ""
            named = f"explain: {', '.join(terms[:MOST_TERMS])}{more}"
            lines.append(Content.assemble(("‹› ", "$warning"), named))
        return lines

    # Keys

    @property
    def chosen(self) -> TakeForListener | None:
        """The listener under the cursor."""
        return self.focused.listener if isinstance(self.focused, ListenerRow) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("open", "compare"):
            return bool(self.hearing and any(found.answer for found in self.hearing.listeners))
        return True

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def action_practise(self) -> None:
        if self.chosen:
            self.host.practise(self.question_id, audience=self.chosen.audience)

    def action_series(self) -> None:
        """Ask the question for each listener without a take, or for all again when every one has a take."""
        if self.hearing is None:
            return
        missing = [found.audience for found in self.hearing.listeners if found.answer is None]
        first, *rest = missing or [found.audience for found in self.hearing.listeners]
        self.host.practise(self.question_id, audience=first, series=tuple(rest))

    def action_open(self) -> None:
        self._with_answer(self.host.scorecard)

    def action_compare(self) -> None:
        self._with_answer(self.host.compare)

    def _with_answer(self, show: Callable[[str], None]) -> None:
        if self.chosen and self.chosen.answer:
            show(self.chosen.answer.id)
        else:
            self.notify("There is no answer for this listener yet: Enter asks.", timeout=4)


def _sentence(listeners: tuple[TakeForListener, ...]) -> str:
    """Who was served best and who least; before two listeners were, an invitation to tell all five."""
    scores = {
        found.audience: found.answer.scorecard.overall or 0
        for found in listeners
        if found.answer and found.answer.scorecard
    }
    if len(scores) < 2:
        return "Tell the same idea to all five: each of them needs other words explained."
    best, least = max(scores, key=scores.__getitem__), min(scores, key=scores.__getitem__)
    if scores[best] == scores[least]:
        return f"The same score for all who heard it: {scores[best]}."
    return f"Best for {LISTENERS[best]} ({scores[best]}), weakest for {LISTENERS[least]} ({scores[least]})."


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit == "terms":
        return f"{value:.0f} term{'s' * (value != 1)}"
    return f"{number(value)} %"
