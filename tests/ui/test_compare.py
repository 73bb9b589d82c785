"""Takes side by side, and one question for five listeners."""

from canned import CHURN, answer, earlier
from driving import make, name, press, rehearsal, running, settle, text
from fakes import FakeEquipment
from stored import keep
from test_narrow import cut_keys
from textual.pilot import Pilot
from textual.widgets import Static
from textual.widgets._footer import FooterKey

from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Audience
from simulator.ui.app import SimulatorApp
from simulator.ui.screens.compare import CompareScreen
from simulator.ui.screens.listeners import ListenersScreen
from simulator.ui.widgets.pair import PairRow
from simulator.use_cases.desk import Desk

NARROW = (80, 24)


def with_takes(desk: Desk, *, earlier_ones: int = 1) -> AnswerRecord:
    """The canned answer, after earlier ones."""
    for _ in range(earlier_ones):
        keep(desk.sessions.archive, earlier(None))
    return keep(desk.sessions.archive, answer(None))


def whole(app: SimulatorApp) -> str:
    """All texts of the screen, also those below its edge."""
    return "\n".join(str(part.render()) for part in app.screen.query(Static))


async def comparing(app: SimulatorApp, pilot: Pilot[None], answer_id: str) -> None:
    app.compare(answer_id)
    await settle(pilot, lambda: bool(app.screen.query(PairRow)))


async def test_c_on_a_scorecard_shows_what_improved_and_what_got_worse(empty_desk: Desk) -> None:
    now = with_takes(empty_desk)
    app = make(empty_desk)
    async with running(app, NARROW) as pilot:
        app.scorecard(now.id)
        await settle(pilot)
        assert cut_keys(app) == []
        await press(pilot, "c")
        await settle(pilot, lambda: bool(app.screen.query(PairRow)))
        assert isinstance(app.screen, CompareScreen)
        await settle(pilot, lambda: bool(app.screen.query(FooterKey)))
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
        assert "Judged for different listeners: a recruiter, then a software engineer." in everything
        assert "○ → ✓  Define churn" in everything


async def test_the_same_passage_of_both_is_played_one_after_the_other(
    empty_desk: Desk, equipment: FakeEquipment
) -> None:
    now = with_takes(empty_desk)
    app = make(empty_desk)
    played = equipment.sound.played
    async with running(app) as pilot:
        await comparing(app, pilot, now.id)
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        both = next(row for row in screen.query(PairRow) if row.before and row.after)
        both.focus()
        await press(pilot, "enter")
        assert len(played) == 1
        assert "♪ 17 Nov 10:15" in text(pilot)
        screen.poll()
        equipment.sound.end()
        screen.poll()
        await settle(pilot, lambda: len(played) == 2)
        assert both.before is not None
        assert both.after is not None
        assert [round(one.start_s, 2) for one in played] == [
            round(max(0.0, (quote.start_s or 0.0) - 0.3), 2) for quote in (both.before, both.after)
        ]
        assert played[-1].sound == now.audio
        screen.poll()
        equipment.sound.end()
        screen.poll()
        await settle(pilot)
        assert "♪" not in text(pilot)
        await press(pilot, "2")
        assert len(played) == 3
        await press(pilot, "enter")
        assert not equipment.sound.playing


async def test_up_and_down_walk_and_left_takes_another_take(empty_desk: Desk) -> None:
    now = with_takes(empty_desk, earlier_ones=2)
    app = make(empty_desk)
    async with running(app, NARROW) as pilot:
        await comparing(app, pilot, now.id)
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
        takes = empty_desk.sessions.archive.history.takes(CHURN.id)
        assert screen.other_id in [take.answer_id for take in takes[:2]]


async def test_a_single_take_and_trouble_say_so(empty_desk: Desk) -> None:
    now = with_takes(empty_desk, earlier_ones=0)
    app = make(empty_desk)
    async with running(app, NARROW) as pilot:
        app.compare(now.id)
        await settle(pilot, lambda: "answered once" in text(pilot))
        await press(pilot, "enter", "l", "left", "down", "escape")
        assert name(pilot) == "HomeScreen"


async def test_one_question_for_five_listeners(empty_desk: Desk) -> None:
    with_takes(empty_desk)
    app = make(empty_desk)
    async with running(app, NARROW) as pilot:
        app.listeners(CHURN.id)
        await settle(pilot, lambda: "engineer" in text(pilot))
        assert isinstance(app.screen, ListenersScreen)
        assert cut_keys(app) == []
        shown = text(pilot)
        assert "2 of 5" in shown
        assert "explain: SMOTE" in shown
        assert "Best for a software engineer (76), weakest for a recruiter (58)." in shown
        assert "→ Close with one sentence." in shown
        assert shown.count("not yet: Enter asks it for them") == 3
        assert "58" in shown
        assert "76" in shown
        await press(pilot, "down", "down", "down")
        await press(pilot, "enter")
        assert name(pilot) == "PracticeScreen"
        assert rehearsal(pilot).audience is Audience.RESEARCHER


async def test_the_series_goes_from_listener_to_listener(empty_desk: Desk) -> None:
    with_takes(empty_desk)
    app = make(empty_desk)
    async with running(app) as pilot:
        await press(pilot, "b", "down")
        assert name(pilot) == "QuestionsScreen"
        await press(pilot, "l")
        await settle(pilot, lambda: "not yet" in text(pilot))
        await press(pilot, "s")
        assert rehearsal(pilot).audience is Audience.PRODUCT_MANAGER
        assert rehearsal(pilot).view.question.id == CHURN.id
        for audience in (Audience.ML_ENGINEER, Audience.RESEARCHER):
            app.go_on()
            await settle(pilot, lambda audience=audience: rehearsal(pilot).audience is audience)
            assert rehearsal(pilot).view.question.id == CHURN.id
        app.go_on()
        await settle(pilot)
        assert app.series is None


async def test_a_take_for_a_listener_opens_and_is_compared(empty_desk: Desk) -> None:
    with_takes(empty_desk)
    app = make(empty_desk)
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
