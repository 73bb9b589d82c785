"""Scorecard: three numbers, then your own words."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.model.naming import LISTENERS, clock, with_hints
from simulator.model.opinion import Opinion
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.signs import TROUBLE
from simulator.ui.page import TitleBar
from simulator.ui.rows import RowsPage
from simulator.ui.screens.practice import PracticeScreen
from simulator.ui.screens.rate import RateScreen
from simulator.ui.screens.scorecard_parts import DO_NEXT, Sheet, missing_moves, notices, read, sections
from simulator.ui.screens.second import SecondScreen
from simulator.ui.sound import Sounding, around
from simulator.ui.widgets.code_notes import CodeNotes
from simulator.ui.widgets.evidence import EvidenceRow, Judgement, Remark
from simulator.ui.widgets.headline import Headline
from simulator.ui.widgets.keys import Keys
from simulator.ui.widgets.measures import MeasureList
from simulator.ui.widgets.moveband import MoveBand
from simulator.ui.words import answer_state, day
from simulator.use_cases.look_back.ratings import rating_now
from simulator.use_cases.look_back.sessions import HELD

PATIENCE = 40
"""Polls to wait for sound to begin before a row stops saying that it plays."""


class ScorecardScreen(RowsPage):
    HELP = (
        "Three numbers of 100, each with a word, and what they rest on. Up and Down walk through "
        "the remarks; Enter plays the second a remark is about, Enter again stops it. "
        "! is worth a look, ✓ went well.\n\n"
        "W on a key point, a claim or a move says that this judgement is wrong: a point goes through made, "
        "half made, not made and said the wrong way round, a claim or a move is taken away, and once more "
        "brings back what was judged. The scores follow at once, the row says that you corrected it, and "
        "trends count it. `simulator export ID --format labels` writes corrected answers as labelled rows; "
        "nothing is sent anywhere.\n\n"
        "Shift+L scores the answer again for the next listener, in a drill all its takes.\n\n"
        "Measures say what counts most first, with a sign from ○ weak to ● strong; Enter or F unfolds what "
        "is fine. How each score is computed is published in docs/scoring.md."
    )
    CSS_PATH = "scorecard.tcss"
    AUTO_FOCUS = ""
    ROW = "EvidenceRow, Fold"
    BODY = "#scorecard-body"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "next_row", "Next", id="scorecard.down", show=False, tooltip="The next remark"),
        Binding("up", "previous_row", "Previous", id="scorecard.up", show=False, tooltip="The remark before"),
        Binding("enter", "play", "Play", id="scorecard.play", tooltip="Play the second a remark is about"),
        Binding("w", "wrong", "Wrong", id="scorecard.wrong", tooltip="This judgement is wrong: correct it"),
        Binding("r", "replay", "Replay", id="scorecard.replay", tooltip="Hear and read the whole answer"),
        Binding("a", "again", "Again", id="scorecard.again", tooltip="Take the same question again"),
        Binding("n", "next", "Next", id="scorecard.next", tooltip="Go on with another question"),
        Binding("c", "compare", "Compare", id="scorecard.compare", tooltip="Beside another take"),
        Binding("l", "listeners", "Listeners", id="scorecard.listeners", show=False, tooltip="For whom else"),
        Binding(
            "L", "listener", "Listener", id="scorecard.listener", show=False, tooltip="For another listener"
        ),
        Binding("m", "model", "Model", id="scorecard.model", tooltip="How it may sound"),
        Binding("x", "export", "Save", id="scorecard.export", show=False, tooltip="Save a report to keep"),
        Binding("g", "rate", "Rate", id="scorecard.rate", show=False, tooltip="Your own opinion of it"),
        Binding("o", "second", "Second judge", id="scorecard.second", show=False, tooltip="Another opinion"),
        Binding("f", "fold", "Fold", id="scorecard.fold", show=False, tooltip="Show or hide what is fine"),
        Binding("y", "copy", "Copy", id="scorecard.copy", tooltip="Copy the scorecard as text"),
        Binding(
            "Y", "copy_path", "Copy path", id="scorecard.path", show=False, tooltip="The saved report's path"
        ),
        Binding("left", "take(-1)", "Earlier", id="scorecard.earlier", show=False, tooltip="The take before"),
        Binding("right", "take(1)", "Later", id="scorecard.later", show=False, tooltip="The take after"),
        Binding("escape", "back", "Back", id="scorecard.back", tooltip="Back"),
    ]

    def __init__(self, answer_id: str) -> None:
        super().__init__()
        self.answer_id = answer_id
        self.sheet: Sheet | None = None
        self._playing: EvidenceRow | None = None
        self._sounding = Sounding(PATIENCE)
        self._corrected: Judgement | None = None
        """The row to stay at, because it was corrected just now."""

    def compose(self) -> ComposeResult:
        yield TitleBar("Scorecard")
        with VerticalScroll(id="scorecard-body", can_focus=False):
            yield Headline(id="headline")
            yield Static("", id="asked", classes="muted", markup=False)
            yield Static("", id="not-scored", classes="notice")
            yield MoveBand(id="moves")
            yield Static("", id="missing", classes="muted")
            yield Static("", id="scorecard-hints", classes="muted")
            yield Static("", id="scorecard-notices", classes="notice")
            yield Static("", id="scorecard-story", classes="muted", markup=False)
            with Horizontal(id="columns"):
                with Vertical(id="said"):
                    yield Vertical(id="remarks", classes="remarks")
                    yield CodeNotes()
                    yield Vertical(id="more-remarks", classes="remarks")
                yield MeasureList(id="measures")
        yield Keys()

    def on_mount(self) -> None:
        self._load()
        self.every(10, self.poll)

    def _load(self) -> None:
        answer_id = self.answer_id
        self.ask(lambda: read(self.desk, answer_id), self._show_if_changed)

    def on_screen_resume(self) -> None:
        """Read the answer again, because the replay above may have corrected it."""
        if self.sheet is not None:
            self._load()

    def _show_if_changed(self, sheet: Sheet) -> None:
        if self.sheet is None or sheet.answer != self.sheet.answer:
            self._show(sheet)

    # What is shown

    async def _show_rows(self, sheet: Sheet, card: Scorecard) -> None:
        playable = sheet.answer.audio is not None and not sheet.answer.audio_missing
        said, measures = self.query_one("#said", Vertical), self.query_one(MeasureList)
        first: list[Widget] = []
        more: list[Widget] = []
        for title, rows in sections(card, sheet.answer.judged):
            parts = first if title == DO_NEXT else more
            parts.append(Static(title, classes="heading", markup=False))
            parts += [EvidenceRow(row, playable=playable) for row in rows]
        async with said.batch():
            await measures.show(sheet.measures, card.fillers)
            for where, widgets in (("#remarks", first), ("#more-remarks", more)):
                await self.query_one(where).remove_children()
                await self.query_one(where).mount_all(widgets)
            self.query_one("#more-remarks").set_class(bool(first), "-below")
        all_rows = list(self.query(EvidenceRow))
        stay = self._corrected
        self._corrected = None
        for row in all_rows if stay else ():
            if row.remark.judgement == stay:
                row.focus()
                self.call_after_refresh(row.scroll_visible, animate=False)
                return
        if all_rows:
            self.set_focus(all_rows[0], scroll_visible=False)
        self.query_one("#scorecard-body").scroll_home(animate=False)

    def action_fold(self) -> None:
        self.query_one(MeasureList).turn()

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.answer_id = sheet.answer.id
        self._title(sheet)
        card = sheet.answer.scorecard
        refused = card is not None and not card.scorable
        missing = HELD if sheet.held else answer_state(sheet.answer)
        self._not_scored(missing if card is None else card.reason if refused else "", held=sheet.held)
        scored = card is not None and card.scorable
        for part in ("#headline", "#moves", "#remarks", "#more-remarks", "#measures", "#missing"):
            self.query_one(part).display = scored
        self.write_if_any("#scorecard-notices", "")
        self.write_if_any("#scorecard-story", "")
        hints = with_hints(sheet.answer.hints_used)
        self.write_if_any("#scorecard-hints", f"◌ answered {hints}" if hints else "")
        if card is not None and scored:
            self._show_card(sheet, card)
        self.query_one(CodeNotes).show(sheet.answer.id)
        self.refresh_bindings()

    def _title(self, sheet: Sheet) -> None:
        answer = sheet.answer
        at, takes = sheet.takes.index(answer.id) + 1, len(sheet.takes)
        parts = [f"‹ {at} of {takes} ›"] if takes > 1 else []
        parts += [day(answer.started_at, self.host.today), f"for {LISTENERS[answer.audience]}"]
        if answer.duration_s:
            parts.append(clock(answer.duration_s))
        prompt = sheet.question.prompt if sheet.question else "An answer"
        bar = self.query_one(TitleBar)
        bar.say(prompt, " · ".join(parts))
        self.write("#asked", prompt)
        self.query_one("#asked").set_class(bar.is_cut, "-cut")

    def _not_scored(self, reason: str | None, *, held: bool) -> None:
        what = "Not shown yet." if held else "Not scored."
        then = "i on Home goes on with it, g in History gives it up." if held else "a takes it again."
        sentence = Content.assemble((f"{TROUBLE} {what} ", "bold"), reason or "", f"\n\n{then}")
        self.write_if_any("#not-scored", sentence if reason else "")

    def _show_card(self, sheet: Sheet, card: Scorecard) -> None:
        self.query_one(Headline).show(card)
        self.query_one(MoveBand).show(card.moves, len(card.words))
        absent = ", ".join(missing_moves(card, sheet.question))
        self.write_if_any("#missing", f"○ not clearly heard: {absent}" if absent else card.reason or "")
        said = (f"{TROUBLE} {notice}" for notice in notices(sheet, card))
        self.write_if_any("#scorecard-notices", "\n".join(said))
        told = f"◌ sounds like your story “{sheet.story}” (a guess)"
        self.write_if_any("#scorecard-story", told if sheet.story else "")
        self.run_worker(self._show_rows(sheet, card), exclusive=True)

    # Playing

    def poll(self) -> None:
        """Notice when a quote has finished sounding."""
        if self._playing is not None and self._sounding.over(self.desk.player.playing):
            self._mark(None)

    def _mark(self, row: EvidenceRow | None) -> None:
        if self._playing is not None and self._playing.is_attached:
            self._playing.mark(False)
        self._playing = row
        self._sounding.restart()
        if row is not None:
            row.mark(True)

    def action_play(self) -> None:
        row = self.focused
        if not isinstance(row, EvidenceRow) or self.sheet is None:
            return
        if row is self._playing:
            self.stop_sound()
        elif row.playable:
            self._mark(row)
            self._play(self.sheet.answer, row.remark)
        elif self.sheet.answer.audio is None:
            self.warn("This answer was typed: there is nothing to play.")

    def _play(self, answer: AnswerRecord, remark: Remark) -> None:
        quote = remark.quote
        if quote is None or quote.start_s is None:
            return
        start_s, end_s = around(quote.start_s, quote.end_s)
        self.ask(lambda: self.desk.player.play(answer, start_s, end_s), None, self._cannot_play, lane="sound")

    def _cannot_play(self, sentence: str) -> None:
        self._mark(None)
        self.warn(sentence)

    def stop_sound(self) -> None:
        self._mark(None)
        self.ask(self.desk.player.stop, lane="sound")

    def on_screen_suspend(self) -> None:
        if self._playing is not None:
            self.stop_sound()

    def on_unmount(self) -> None:
        if self._playing is not None:
            self.host.leave_to_end(self.desk.player.stop, lane="sound")

    # Correcting

    @property
    def judgement(self) -> Judgement | None:
        """The judgement in the selected row; None where there is nothing to correct."""
        row = self.focused
        return row.remark.judgement if isinstance(row, EvidenceRow) else None

    def on_descendant_focus(self) -> None:
        """The footer offers to correct only what can be corrected."""
        self.refresh_bindings()

    def action_wrong(self) -> None:
        if self.judgement is None or self.sheet is None:
            return
        answer_id, (kind, key) = self.answer_id, self.judgement

        def work() -> Sheet:
            self.desk.objections.turn(answer_id, kind, key)
            return read(self.desk, answer_id)

        def corrected(sheet: Sheet) -> None:
            if self.answer_id == answer_id:
                self._corrected = (kind, key)
                self._show(sheet)

        self.ask(work, corrected, lane="correct")

    # From here

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        question = self.sheet.question if self.sheet else None
        if action == "model":
            return bool(question and question.model_answer)
        if action == "wrong":
            return self.judgement is not None
        if action == "listener":
            return bool(self.sheet and self.sheet.answer.scorecard)
        if action in ("again", "listeners"):
            return question is not None
        if action == "compare":
            return bool(self.sheet and self.sheet.answer.scorecard and self.sheet.answer.scorecard.scorable)
        if action == "play":
            return bool(self.sheet and self.sheet.answer.audio)
        if action == "replay":
            return bool(self.sheet and self.sheet.answer.transcript)
        return True

    def action_take(self, by: int) -> None:
        takes = self.sheet.takes if self.sheet else ()
        at = takes.index(self.answer_id) + by if self.answer_id in takes else -1
        if 0 <= at < len(takes):
            self.answer_id = takes[at]
            self._load()

    def action_replay(self) -> None:
        self.host.replay(self.answer_id)

    def action_compare(self) -> None:
        self.host.compare(self.answer_id)

    def action_listeners(self) -> None:
        if self.sheet and self.sheet.question:
            self.host.listeners(self.sheet.question.id)

    def action_listener(self) -> None:
        """Score the answer again for the next listener; all takes of a drill, which has one."""
        if self.sheet is None:
            return
        answer_id, all_of_them = self.answer_id, list(LISTENERS)
        following = (all_of_them.index(self.sheet.answer.audience) + 1) % len(all_of_them)
        listener = Audience(all_of_them[following])

        def told(sheet: Sheet) -> None:
            if self.answer_id == answer_id:
                self._show(sheet)

        def work() -> Sheet:
            self.desk.ratings.for_listener(answer_id, listener)
            return read(self.desk, answer_id)

        self.ask(work, told, lane="listener")

    def action_export(self) -> None:
        self.save_report(self.answer_id)

    def action_copy(self) -> None:
        answer_id = self.answer_id
        self.copy("the scorecard", lambda: self.desk.export.text(answer_id, "md"), f"scorecard-{answer_id}")

    def action_rate(self) -> None:
        self.app.push_screen(RateScreen(), self._rated)

    def _rated(self, overall: int | None) -> None:
        if overall is not None:
            answer_id = self.answer_id
            self.ask(
                lambda: self.desk.ratings.rate(answer_id, rating_now(overall)),
                lambda agreement: self.notify(agreement.sentence, title="Kept", markup=False, timeout=8),
            )

    def action_second(self) -> None:
        """Ask the second judge, where the settings name one; it may take a minute."""
        if self.sheet is None or (heard := self.sheet.answer.transcript) is None:
            return
        answer, question = self.sheet.answer, self.sheet.question
        self.notify("Asking the second judge; you can go on meanwhile.", timeout=4)
        self.ask(
            lambda: self.desk.second_opinions.ask(heard, question),
            lambda opinion: self._judged_again(answer, opinion),
            lane="second judge",
        )

    def _judged_again(self, answer: AnswerRecord, opinion: Opinion) -> None:
        if self.app.screen is self and self.answer_id == answer.id:
            content = answer.scorecard.dimensions.content if answer.scorecard else None
            self.app.push_screen(SecondScreen(opinion, content.level if content else None))

    def action_again(self) -> None:
        below = self.app.screen_stack[-2]
        if isinstance(below, PracticeScreen):
            self.host.back()
            below.again()
        elif self.sheet and self.sheet.question:
            audience = self.sheet.answer.audience
            self.host.practise(self.sheet.question.id, drill=self.host.drilling, audience=audience)

    def action_model(self) -> None:
        if self.sheet and self.sheet.question and self.sheet.question.model_answer:
            self.host.strong_answer(self.sheet.question)

    def action_next(self) -> None:
        self.host.go_on()

    def action_back(self) -> None:
        """Go back; over a practice go straight home, because that question is done."""
        if isinstance(self.app.screen_stack[-2], PracticeScreen):
            self.host.home()
        else:
            self.host.back()
