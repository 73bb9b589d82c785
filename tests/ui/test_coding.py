"""The coding screen: talk it through, write it, run it, review it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from coding_driving import (
    RIGHT,
    coding,
    heard,
    next_phase,
    opened,
    own_problem,
    screen_of,
    seen,
    talking,
    write,
)
from driving import name, press, running, settle, text
from fakes import FakeEquipment
from textual.pilot import Pilot

from simulator.model.transcript import Reply
from simulator.speech.ports import HEARING_RATE
from simulator.ui.screens.coding import REPLY_STAYS_S, CodingScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.sitting import BYTES_PER_SAMPLE
from simulator.use_cases.values import Phase, ShutIn

NARROW, MIDDLE, WIDE = (80, 24), (100, 30), (120, 40)


@pytest.fixture
def coding_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    return own_problem(empty_desk, tmp_path)


async def run(pilot: Pilot[None]) -> CodingScreen:
    screen = screen_of(pilot)
    await pilot.press("f5")
    await settle(pilot, lambda: not screen.running, 60)
    return screen


def told(pilot: Pilot[None]) -> str:
    """What was said last in a notice that goes by itself."""
    return [notice.message for notice in pilot.app._notifications][-1]


async def test_talk_code_tests_review_and_the_scorecard(coding_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await opened(pilot, equipment)
        assert "your turn" in text(pilot)
        assert "f(x) -> number" in text(pilot)
        assert screen.editor.read_only
        await pilot.press("space")
        await seen(pilot, lambda view: view.answer_id)
        assert "Phase 1 of 3 · talk it through" in text(pilot)
        equipment.sound.recorded_s = 20.0
        await next_phase(pilot)
        assert screen.focused is screen.editor
        assert "Phase 2 of 3 · code" in text(pilot)
        await write(pilot, "def f(x):\n    return x + 2\n")
        await run(pilot)
        assert "✓ two" in text(pilot)
        assert "✗ a negative one: `f(-3)` gave -1, and should give -6." in text(pilot)
        equipment.sound.recorded_s = 40.0
        await write(pilot, RIGHT)
        await run(pilot)
        assert "✗" not in text(pilot)
        await next_phase(pilot)
        assert "Phase 3 of 3 · review" in text(pilot)
        finished = equipment.hearing.finished
        await next_phase(pilot)
        await settle(pilot, lambda: equipment.hearing.finished > finished)
        equipment.hearing.understand(heard())
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen", 60)
    answer = coding_desk.sessions.answer(coding_desk.sessions.all(sample=False)[0].id)
    kept, journal = coding_desk.code_answers.of(answer), coding_desk.code_answers.journal(answer)
    assert kept is not None
    assert journal is not None
    assert kept.passed == 3
    assert [(run.passed, run.total) for run in journal.runs] == [(1, 2), (2, 2)]
    assert journal.text_at(30.0) == "def f(x):\n    return x + 2\n"


async def test_keys_in_the_editor_are_typed_and_out_of_it_mean_something(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        await press(pilot, "h")
        await seen(pilot, lambda view: view.hints_used == 1)
        assert "1 of 2 hints: What is x plus x?" in text(pilot)
        await next_phase(pilot)
        await write(pilot, "")
        await press(pilot, "h", "q")
        assert screen.editor.text == "hq"
        await press(pilot, "f7")
        await seen(pilot, lambda view: view.hints_used == 2)
        assert "2 of 2 hints: Write it with a star." in text(pilot)
        assert screen.editor.text == "hq"
        await press(pilot, "escape")
        assert screen.focused is not screen.editor
        assert name(pilot) == "CodingScreen"
        await press(pilot, "a")
        await seen(pilot, lambda view: view.phase.value == "considering")
        assert not screen.editor.read_only


async def test_indentation_goes_with_the_code(coding_desk: Desk, equipment: FakeEquipment) -> None:
    coding_desk.settings.change(tab_width="2")
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        await next_phase(pilot)
        await write(pilot, "")
        await press(pilot, *"if", "space", "x", "colon", "enter", *"y", "enter", *"z")
        assert screen.editor.text == "if x:\n  y\n  z"
        await press(pilot, "enter", "backspace", *"w")
        assert screen.editor.text == "if x:\n  y\n  z\nw"
        screen.editor.select_all()
        await press(pilot, "tab")
        assert screen.editor.text == "  if x:\n    y\n    z\n  w"
        await press(pilot, "shift+tab")
        assert screen.editor.text == "if x:\n  y\n  z\nw"
        await press(pilot, "ctrl+z")
        assert screen.editor.text == "  if x:\n    y\n    z\n  w"
        assert screen.take is not None
        assert screen.take.text == screen.editor.text


async def test_backspace_at_the_start_of_a_line_joins_it_to_the_one_before(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        await next_phase(pilot)
        await write(pilot, "")
        await press(pilot, *"ab", "enter", *"c", "home", "backspace")
        assert screen.editor.text == "abc"


async def test_left_and_come_back_to(coding_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        await talking(pilot, equipment)
        equipment.sound.recorded_s = 5.0
        await next_phase(pilot)
        await write(pilot, "def f(x):\n    y = 1")
        await press(pilot, "escape", "escape")
        await settle(pilot, lambda: name(pilot) == "HomeScreen")
        app = pilot.app
        app.practise("double-it")  # type: ignore[attr-defined]
        screen = await opened(pilot, equipment)
        assert screen.editor.text == "def f(x):\n    y = 1"
        assert "as you left it" in text(pilot)
        assert "Phase 2 of 3" in text(pilot)


async def test_home_names_a_problem_that_was_left_and_enter_goes_on_with_it(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), NARROW) as pilot:
        screen = await talking(pilot, equipment)
        await next_phase(pilot)
        await write(pilot, "def f(x):\n    y = 1")
        assert screen.view is not None
        recording = coding_desk.sessions.answer(screen.view.answer_id or "").audio
        assert recording is not None
        recording.write_bytes(bytes(47 * HEARING_RATE * BYTES_PER_SAMPLE))
        await press(pilot, "escape", "escape")
        await settle(pilot, lambda: "“Twice”" in text(pilot))
        shown = " ".join(text(pilot).replace("│", " ").split())
        assert "The coding problem “Twice” of" in shown
        assert "is not finished. Opening it goes on with your code, in the same recording." in shown
        assert "was cut off before it was heard" not in shown
        await press(pilot, "tab")
        while pilot.app.focused is not pilot.app.screen.query_one("#left-code"):
            await press(pilot, "tab")
        await press(pilot, "enter")
        screen = await opened(pilot, equipment)
        assert screen.editor.text == "def f(x):\n    y = 1"
        await press(pilot, "space")
        await seen(pilot, lambda view: view.answer_id)
        await settle(pilot, lambda: screen.focused is screen.editor)


async def test_f6_twice_ends_one_phase_and_says_so(coding_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        assert screen.take is not None
        await press(pilot, "f6")
        assert screen.take.phase == "coding", "Space is no F6 that slipped"
        await press(pilot, "f6")
        assert screen.take.phase == "coding"
        assert "Press it again to end this phase." in told(pilot)
        await next_phase(pilot)
        assert screen.take.phase == "review"


async def test_f6_while_the_microphone_opens_is_refused_in_words(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await opened(pilot, equipment)
        assert "F3 leads to the code" in text(pilot)
        assert screen.view is not None
        assert screen.take is not None
        screen._show(replace(screen.view, phase=Phase.LISTENING, answer_id=None))
        await press(pilot, "f6")
        assert screen.take.phase == "discussion"
        assert "The microphone is being opened." in told(pilot)


async def test_a_reply_says_to_what_and_one_that_told_nothing_goes(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    fact = Reply(asked="may it be negative", about="negative numbers", said="They may come too.")
    lost = Reply(asked="and what about the", about=None, said="I'm not sure.", answered=False)
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        assert screen.view is not None
        for reply, stays in ((fact, True), (lost, False)):
            view = replace(screen.view, replies=(*screen.view.replies, reply))
            screen._show(replace(view, phase=Phase.REPLYING))
            screen._show(replace(view, phase=Phase.LISTENING))
            await settle(pilot)
            assert f"♪ To “{reply.asked}”: {reply.said}" in text(pilot)
            screen._show(replace(view, phase=Phase.CONSIDERING))
            await settle(pilot)
            assert reply.said not in text(pilot)
            screen._show(replace(view, phase=Phase.LISTENING))
            screen._replied_at -= REPLY_STAYS_S + 1
            screen.poll()
            await settle(pilot)
            assert (reply.said in text(pilot)) is stays


async def test_a_terminal_too_small_for_code_is_told_and_typing_goes_on(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), NARROW) as pilot:
        screen = await talking(pilot, equipment)
        await next_phase(pilot)
        await write(pilot, "")
        assert "too small" not in text(pilot)
        await pilot.resize_terminal(40, 12)
        await settle(pilot)
        shown = " ".join(text(pilot).split())
        assert "it has 40 columns and 12 rows, and 80 and 24 are needed" in shown
        assert "╭" not in shown
        assert not screen.show_vertical_scrollbar
        await press(pilot, "h")
        assert screen.editor.text == "h"
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert "too small" not in text(pilot)
        assert "solution.py" in text(pilot)


async def test_at_80_columns_one_pane_at_a_time(coding_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(coding(coding_desk), NARROW) as pilot:
        screen = await talking(pilot, equipment)
        assert "f(x) -> number" in text(pilot)
        assert "solution.py" not in text(pilot)
        await press(pilot, "f3")
        await settle(pilot, lambda: screen.focused is screen.editor)
        assert "solution.py" in text(pilot)
        assert "f(x) -> number" not in text(pilot)
        await press(pilot, "f3")
        await settle(pilot, lambda: screen.focused is not screen.editor)
        assert "f(x) -> number" in text(pilot)


async def test_tests_may_be_locked_until_the_end(coding_desk: Desk, equipment: FakeEquipment) -> None:
    coding_desk.settings.change(tests_locked="yes")
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        assert "locked until you are done" in text(pilot)
        await next_phase(pilot)
        await run(pilot)
        assert screen.results == {}


async def test_what_is_not_kept_in_is_said_before_anything_runs(
    coding_desk: Desk, equipment: FakeEquipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ = ShutIn(network=False, files=True, by="limits", missing=("The code can reach the network.",))
    monkeypatch.setattr(coding_desk.coding, "shut_in", lambda: open_)
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        await next_phase(pilot)
        await write(pilot, RIGHT)
        await run(pilot)
        assert screen.results == {}
        assert "The code can reach the network." in text(pilot)
        await run(pilot)
        assert len(screen.results) == 2


async def test_without_a_microphone_code_is_typed_alone(coding_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await opened(pilot, equipment)
        await press(pilot, "t")
        await settle(pilot, lambda: not screen.editor.read_only)
        assert "typing, not recorded" in text(pilot)
        await write(pilot, RIGHT)
        for _ in range(3):
            await next_phase(pilot)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen", 60)
    assert equipment.sound.recordings == 0
    answer = coding_desk.sessions.answer(coding_desk.sessions.all(sample=False)[0].id)
    kept = coding_desk.code_answers.of(answer)
    assert kept is not None
    assert kept.passed == 3


async def test_silence_while_typing_is_noticed(coding_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(coding(coding_desk), MIDDLE) as pilot:
        screen = await talking(pilot, equipment)
        await next_phase(pilot)
        equipment.sound.recorded_s = 2.0
        await write(pilot, RIGHT)
        equipment.sound.recorded_s = 48.0
        screen.poll()
        await pilot.pause()
        assert "! quiet for 0:48" in text(pilot)
        equipment.sound.level = 0.5
        screen.poll()
        await pilot.pause()
        assert "quiet for" not in text(pilot)


Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [NARROW, MIDDLE, WIDE])
def test_picture_of_coding(
    snap_compare: Compare, coding_desk: Desk, equipment: FakeEquipment, size: tuple[int, int]
) -> None:
    async def arrive(pilot: Pilot[None]) -> None:
        await talking(pilot, equipment)
        await next_phase(pilot)
        equipment.sound.recorded_s = 700.0
        await write(pilot, "def f(x):\n    return x + 2  # soon\n")
        await run(pilot)
        equipment.sound.recorded_s = 748.0
        screen_of(pilot).poll()
        await settle(pilot)

    assert snap_compare(coding(coding_desk), terminal_size=size, run_before=arrive)


def test_problems_are_searched_like_questions(coding_desk: Desk) -> None:
    problems = coding_desk.coding.problems
    assert [question.id for question in problems.matching(text="bulbs", kind="coding")] == ["double-it"]
    assert problems.matching(kind="design") == ()
    assert problems.draw().id == "double-it"
