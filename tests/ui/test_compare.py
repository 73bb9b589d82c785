"""Takes side by side, and one question for four listeners."""

from pathlib import Path

from canned import BIAS, CHURN, answer, earlier
from driving import make, name, press, running, settle, text
from fakes import FakeStudio
from test_narrow import cut_keys
from textual.widgets import Static

from simulator.model.records import AnswerRecord, Take
from simulator.model.scorecard import Audience
from simulator.ui.app import SimulatorApp
from simulator.ui.screens.compare import CompareScreen
from simulator.ui.screens.listeners import ListenersScreen
from simulator.ui.widgets.pair import PairRow

NARROW = (80, 24)


def with_takes(folder: Path, *, how_many: int = 2) -> FakeStudio:
    """The canned answer, and earlier ones."""
    desk = FakeStudio(folder)
    old, new = earlier(desk.sound), answer(desk.sound)
    records: list[AnswerRecord] = [old, new][2 - how_many :] if how_many < 3 else [old, old, new]
    for number, record in enumerate(records):
        kept = record.id if how_many < 3 or record is new else f"{record.session_id}/{number + 1:02d}"
        desk.answer_of[kept] = record
        overall = record.scorecard.overall if record.scorecard else None
        desk.taken.append(Take(kept, record.started_at, record.audience, overall or 0))
    return desk


def whole(app: SimulatorApp) -> str:
    """All texts of the screen, also those below its edge."""
    return "\n".join(str(part.render()) for part in app.screen.query(Static))


async def comparing(app: SimulatorApp, pilot: object, answer_id: str) -> None:
    app.compare(answer_id)
    await settle(pilot, lambda: bool(app.screen.query(PairRow)))  # type: ignore[arg-type]


async def test_c_on_a_scorecard_shows_what_improved_and_what_got_worse(tmp_path: Path) -> None:
    desk = with_takes(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app, NARROW) as pilot:
        app.scorecard(answer(desk.sound).id)
        await settle(pilot)
        assert cut_keys(app) == []
        await press(pilot, "c")
        await settle(pilot, lambda: bool(app.screen.query(PairRow)))
        assert isinstance(app.screen, CompareScreen)
        assert cut_keys(app) == []
        shown = text(pilot)
        assert "18 points better: clarity +22." in shown
        assert "Walk me through" in shown
        assert "▲ 22" in shown
        assert "17 Nov 10:15" in shown
        assert "takes 1 and 2 of 2" in shown
        everything = whole(app)
        assert "You now make the point: Define churn and the window." in everything
        assert "You leave out this time: Cost of errors." in everything
        assert "Fillers 14/min → 5.2/min: weak before, fair now." in everything
        assert "Judged for different listeners: recruiter, then engineer." in everything
        assert "○ → ✓  Define churn" in everything


async def test_the_same_passage_of_both_is_played_one_after_the_other(tmp_path: Path) -> None:
    desk = with_takes(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app) as pilot:
        await comparing(app, pilot, answer(desk.sound).id)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        both = next(row for row in screen.query(PairRow) if row.before and row.after)
        both.focus()
        await press(pilot, "enter")
        assert len(desk.played) == 1
        assert "♪ 17 Nov 10:15" in text(pilot)
        screen.poll()
        desk.player.playing = False
        screen.poll()
        await settle(pilot, lambda: len(desk.played) == 2)
        assert both.before is not None
        assert both.after is not None
        assert [round(low, 2) for low, _ in desk.played] == [
            round(max(0.0, (quote.start_s or 0.0) - 0.3), 2) for quote in (both.before, both.after)
        ]
        screen.poll()
        desk.player.playing = False
        screen.poll()
        await settle(pilot)
        assert "♪" not in text(pilot)
        await press(pilot, "2")
        assert len(desk.played) == 3
        await press(pilot, "enter")
        assert not desk.player.playing


async def test_up_and_down_walk_and_left_takes_another_take(tmp_path: Path) -> None:
    desk = with_takes(tmp_path, how_many=3)
    app = make(tmp_path, desk=desk)
    async with running(app, NARROW) as pilot:
        await comparing(app, pilot, answer(desk.sound).id)
        assert "takes 1 and 3 of 3" in text(pilot) or "takes 2 and 3 of 3" in text(pilot)
        rows = list(app.screen.query(PairRow))
        await press(pilot, "down", "down", "up")
        assert app.screen.focused is rows[1]
        rows[-1].focus()
        await press(pilot, "down", "up")
        assert app.screen.focused is rows[-2]
        await press(pilot, "left")
        await settle(pilot, lambda: bool(app.screen.query(PairRow)))
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        assert screen.other_id in [take.answer_id for take in desk.taken[:2]]


async def test_a_single_take_and_trouble_say_so(tmp_path: Path) -> None:
    desk = with_takes(tmp_path, how_many=1)
    app = make(tmp_path, desk=desk)
    async with running(app, NARROW) as pilot:
        app.compare(answer(desk.sound).id)
        await settle(pilot, lambda: "answered once" in text(pilot))
        await press(pilot, "enter", "l", "left", "down", "escape")
        assert name(pilot) == "HomeScreen"


async def test_one_question_for_four_listeners(tmp_path: Path) -> None:
    desk = with_takes(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app, NARROW) as pilot:
        app.listeners(CHURN.id)
        await settle(pilot, lambda: "engineer" in text(pilot))
        assert isinstance(app.screen, ListenersScreen)
        assert cut_keys(app) == []
        shown = text(pilot)
        assert "2 of 4" in shown
        assert "explain: SMOTE" in shown
        assert "Best for an engineer (76), weakest for a recruiter (58)." in shown
        assert "→ Close with one sentence." in shown
        assert shown.count("not yet: Enter asks it for them") == 2
        assert "58" in shown
        assert "76" in shown
        await press(pilot, "down", "down")
        await press(pilot, "enter")
        assert name(pilot) == "PracticeScreen"
        assert desk.rehearsals[-1].audience is Audience.RESEARCHER


async def test_the_series_goes_from_listener_to_listener(tmp_path: Path) -> None:
    desk = with_takes(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app) as pilot:
        await press(pilot, "b")
        assert name(pilot) == "QuestionsScreen"
        await press(pilot, "l")
        await settle(pilot, lambda: "not yet" in text(pilot))
        await press(pilot, "s")
        assert desk.rehearsals[-1].audience is Audience.PRODUCT_MANAGER
        app.go_on()
        await settle(pilot)
        assert [r.audience for r in desk.rehearsals] == [Audience.PRODUCT_MANAGER, Audience.RESEARCHER]
        assert {r.view.question.id for r in desk.rehearsals} == {BIAS.id}
        app.go_on()
        await settle(pilot)
        assert app.series is None


async def test_a_take_for_a_listener_opens_and_is_compared(tmp_path: Path) -> None:
    desk = with_takes(tmp_path)
    app = make(tmp_path, desk=desk)
    async with running(app) as pilot:
        app.listeners(CHURN.id)
        await settle(pilot, lambda: "engineer" in text(pilot))
        await press(pilot, "o")
        assert name(pilot) == "ListenersScreen"
        await press(pilot, "up", "o")
        assert name(pilot) == "ScorecardScreen"
        await press(pilot, "escape", "c")
        await settle(pilot, lambda: bool(app.screen.query(PairRow)))
        assert name(pilot) == "CompareScreen"
        await press(pilot, "l")
        assert name(pilot) == "ListenersScreen"
