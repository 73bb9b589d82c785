"""Compare: two takes of one question side by side, to be read and heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Quote
from simulator.model.signs import TROUBLE
from simulator.ui.page import TitleBar
from simulator.ui.rows import RowsPage
from simulator.ui.screens.compare_code import CompareCodeScreen, TypedTake
from simulator.ui.screens.compare_parts import (
    measures_table,
    passage_row,
    points_table,
    scores_table,
    taken,
)
from simulator.ui.screens.replay_parts import read_code
from simulator.ui.sound import Sounding, around
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.moveband import MoveBand
from simulator.ui.widgets.pair import PairRow, finding_row
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.comparison import Comparison
from simulator.use_cases.look_back.comparisons import Compared

PATIENCE = 40
"""Polls to wait for sound to begin before it counts as over."""


@dataclass(frozen=True)
class Loaded:
    compared: Compared
    prompt: str
    typed: tuple[TypedTake, ...] = ()
    """Code or sketch of both takes, where both have one of the same sort."""


def load(desk: Desk, answer_id: str, other_id: str | None) -> Loaded:
    """Read the comparison and what was asked; slow, so call it on a thread."""
    question = desk.sessions.question_of(desk.sessions.answer(answer_id))
    compared = desk.comparisons.compare(answer_id, other_id)
    found = compared.comparison
    both = [typed_take(desk, answer) for answer in (found.before, found.after)] if found else []
    typed = tuple(take for take in both if take)
    alike = len(typed) == len(both) and len({take.tape.drawn for take in typed}) == 1
    return Loaded(compared, question.prompt if question else "Compare takes", typed if alike else ())


def typed_take(desk: Desk, answer: AnswerRecord) -> TypedTake | None:
    """What was typed beside one of the takes."""
    tape = read_code(desk, answer)
    if tape is None:
        return None
    kept = None if tape.drawn else desk.code_answers.of(answer)
    passed = f"passed {kept.passed} of {len(kept.tests)}" if kept else ""
    return TypedTake(answer=answer, tape=tape, passed=passed)


class CompareScreen(RowsPage):
    HELP = (
        "Two takes of the same question, the earlier one on the left. ▲ is better than before, ▼ worse. "
        "Up and Down walk through what changed and through the sentences; Enter plays the passage of both, "
        "one after the other, 1 only the earlier, 2 only the later. Left and Right choose the other take. "
        "c shows the code or the sketch of both, side by side.\n\n"
        "Sentences stand beside each other that make the same key point or share their topical words; "
        "words that the other sentence does not have are bold."
    )
    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = ""
    ROW = "PairRow"
    BODY = "#compare-body"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "next_row", "Next", id="compare.down", show=False, tooltip="The next passage"),
        Binding("up", "previous_row", "Before", id="compare.up", show=False, tooltip="The passage before"),
        Binding("enter", "play('both')", "Play both", id="compare.play", tooltip="Hear both passages"),
        Binding("1", "play('before')", "Earlier", id="compare.first", tooltip="Hear the earlier take"),
        Binding("2", "play('after')", "Later", id="compare.second", tooltip="Hear the later take"),
        Binding("left", "other(-1)", "Other take", id="compare.left", tooltip="Compare with an earlier take"),
        Binding("right", "other(1)", "", id="compare.right", show=False, tooltip="Compare with a later take"),
        Binding("c", "code", "Code", id="compare.code", tooltip="Code or sketch of both side by side"),
        Binding("l", "listeners", "Listeners", id="compare.listeners", tooltip="All takes by listener"),
        Binding("escape", "back", "Back", id="compare.back", tooltip="Back"),
    ]

    def __init__(self, answer_id: str) -> None:
        super().__init__()
        self.answer_id = answer_id
        self.other_id: str | None = None
        self.compared: Compared | None = None
        self.prompt = "Compare takes"
        self.typed: tuple[TypedTake, ...] = ()
        self._queue: list[tuple[AnswerRecord, Quote]] = []
        self._playing = False
        self._sounding = Sounding(PATIENCE)

    def compose(self) -> ComposeResult:
        yield TitleBar("Compare takes")
        with VerticalScroll(id="compare-body", can_focus=False):
            yield Static("", id="compare-sentence")
            yield Static("", id="compare-notes", classes="notice")
            yield Static("", id="compare-scores")
            for which, word in (("before", "then"), ("after", "now")):
                with Horizontal(classes="moves-line"):
                    yield Static(word, classes="moves-word muted")
                    yield MoveBand(id=f"moves-{which}")
            yield Vertical(id="compare-rows")
        yield Keys()

    def on_mount(self) -> None:
        self._load()
        self.every(10, self.poll)

    def _load(self) -> None:
        answer_id, other_id = self.answer_id, self.other_id
        self.ask(lambda: load(self.desk, answer_id, other_id), self._show, self._refused)

    def _refused(self, sentence: str) -> None:
        self.write("#compare-sentence", f"{TROUBLE} {sentence}")

    # What is shown

    def _show(self, loaded: Loaded) -> None:
        compared = self.compared = loaded.compared
        self.prompt, self.typed = loaded.prompt, loaded.typed
        found = compared.comparison
        self.refresh_bindings()
        for part in self.query("#compare-notes, #compare-scores, .moves-line"):
            part.display = found is not None
        if found is None:
            alone = "This question was answered once: Esc goes back, and there a takes it again."
            self.write("#compare-sentence", alone)
            return
        self._title()
        self.write("#compare-sentence", Content.styled(found.sentence, "bold"))
        self.write_if_any("#compare-notes", "\n".join(f"{TROUBLE} {note}" for note in found.notes))
        self.write("#compare-scores", scores_table(found, self.host.today))
        self._band("#moves-before", found.before)
        self._band("#moves-after", found.after)
        self.run_worker(self._show_rows(found), exclusive=True)

    def _band(self, name: str, answer: AnswerRecord) -> None:
        card = answer.scorecard
        self.query_one(name, MoveBand).show(card.moves if card else (), len(card.words) if card else 0)

    def _title(self, playing: str = "") -> None:
        compared = self.compared
        if compared is None or compared.comparison is None:
            return
        ids = [take.answer_id for take in compared.takes]
        both = (compared.comparison.before.id, compared.comparison.after.id)
        first, second = (ids.index(answer_id) + 1 for answer_id in both)
        where = f"takes {first} and {second} of {len(ids)}"
        self.query_one(TitleBar).say(self.prompt, playing or where)

    async def _show_rows(self, found: Comparison) -> None:
        box = self.query_one("#compare-rows", Vertical)
        await box.remove_children()
        widgets: list[Widget] = []
        for title, findings in (("Better", found.better), ("Worse", found.worse)):
            if findings:
                widgets += [_heading(title), *(finding_row(finding) for finding in findings)]
        if found.points:
            widgets += [_heading("Key points, then and now"), Static(points_table(found))]
        widgets.append(_heading("Sentence by sentence, the earlier take on the left"))
        for passage in found.passages:
            if passage.why:
                widgets.append(Static(Content.styled(f"both say: {passage.why}", "$accent"), classes="why"))
            widgets.append(passage_row(passage, found))
        widgets += [_heading("Measures, then and now"), Static(measures_table(found))]
        await box.mount(*widgets)
        first = self.query(PairRow)
        if first:
            self.set_focus(first.first(), scroll_visible=False)
        self.query_one("#compare-body").scroll_home(animate=False)

    # Playing

    def action_play(self, what: str) -> None:
        row = self.focused
        found = self.compared.comparison if self.compared else None
        if not isinstance(row, PairRow) or found is None:
            return
        if self._playing:
            self._stop()
            return
        sides = {"before": (found.before, row.before), "after": (found.after, row.after)}
        chosen = sides.values() if what == "both" else [sides[what]]
        self._queue = [(answer, quote) for answer, quote in chosen if quote and quote.start_s is not None]
        if not self._queue:
            self.notify("There is nothing to hear: it was typed, or is not in that take.", timeout=4)
        self._play_next()

    def _play_next(self) -> None:
        self._playing = bool(self._queue)
        if not self._queue:
            self._title()
            return
        answer, quote = self._queue.pop(0)
        self._sounding.restart()
        low, high = around(quote.start_s or 0.0, quote.end_s)
        self._title(f"♪ {taken(answer, self.host.today)}")
        self.ask(lambda: self.desk.player.play(answer, low, high), None, self._cannot_play, lane="sound")

    def poll(self) -> None:
        """Play the other passage when this one has ended."""
        if self._playing and self._sounding.over(self.desk.player.playing):
            self._play_next()

    def _cannot_play(self, sentence: str) -> None:
        self._queue, self._playing = [], False
        self._title()
        self.warn(sentence)

    def _stop(self) -> None:
        self._queue, self._playing = [], False
        self._title()
        self.ask(self.desk.player.stop, lane="sound")

    def on_screen_suspend(self) -> None:
        if self._playing:
            self._stop()

    def on_unmount(self) -> None:
        if self._playing:
            self.host.leave_to_end(self.desk.player.stop, lane="sound")

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "other":
            return bool(self.compared and len(self.compared.takes) > 2)
        if action == "code":
            return bool(self.typed)
        if action == "play":
            return bool(self.compared and self.compared.comparison)
        return True

    def action_other(self, by: int) -> None:
        """Compare the answer with the next of its other takes, or with the one before."""
        if self.compared is None or self.compared.comparison is None:
            return
        found = self.compared.comparison
        other = found.before.id if found.after.id == self.answer_id else found.after.id
        others = [take.answer_id for take in self.compared.takes if take.answer_id != self.answer_id]
        self.other_id = others[(others.index(other) + by) % len(others)]
        self._load()

    def action_code(self) -> None:
        """What was typed in both takes, side by side."""
        earlier, later = self.typed
        self.app.push_screen(CompareCodeScreen(earlier, later, self.prompt))

    def action_listeners(self) -> None:
        found = self.compared.comparison if self.compared else None
        question_id = found.after.question_id if found else None
        if question_id:
            self.host.listeners(question_id)


def _heading(text: str) -> Static:
    return Static(text, classes="heading", markup=False)
