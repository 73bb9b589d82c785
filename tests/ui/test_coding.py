"""The coding screen: talk it through, write it, run it, review it, and look back at it.

Longer than other files, because one coding take is followed from its first key to replay and scorecard.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from coding_driving import (
    coding,
    heard,
    next_phase,
    opened,
    own_problem,
    screen_of,
    seen,
    stored,
    talking,
)
from driving import make, name, press, running, settle, text
from fakes import FakeEquipment
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Static

from simulator.ui.app import SimulatorApp, Start
from simulator.ui.python_colours import coloured, open_before
from simulator.ui.screens import coding_parts as parts
from simulator.ui.screens.coding import CodingScreen
from simulator.ui.screens.replay import ReplayScreen
from simulator.ui.widgets.code_notes import CodeNotes, in_order, remark_of
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import ShutIn

NARROW, MIDDLE, WIDE = (80, 24), (100, 30), (120, 40)
RIGHT = "def f(x):\n    return 2 * x\n"


@pytest.fixture
def coding_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    return own_problem(empty_desk, tmp_path)


async def write(pilot: Pilot[None], code: str) -> None:
    screen_of(pilot).editor.text = code
    await settle(pilot)


async def run(pilot: Pilot[None]) -> CodingScreen:
    screen = screen_of(pilot)
    await pilot.press("f5")
    await settle(pilot, lambda: not screen.running, 60)
    return screen


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
        assert "1 of 2 hints: What is x plus x?" in text(pilot)
        await next_phase(pilot)
        await write(pilot, "")
        await press(pilot, "h", "q")
        assert screen.editor.text == "hq"
        await press(pilot, "f7")
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


async def test_the_replay_grows_the_code_with_the_sound(coding_desk: Desk) -> None:
    record = stored(coding_desk)
    async with running(make(coding_desk, Start(screen="replay", answer_id=record.id)), WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        assert "2       ..." in text(pilot)
        assert "discussion" in text(pilot)
        await press(pilot, "c")
        assert screen.position_s == pytest.approx(7.8)
        await press(pilot, "full_stop", "full_stop", "full_stop")
        assert screen.position_s == pytest.approx(8.4)
        assert "2 ›     re" in text(pilot)
        await press(pilot, "comma")
        assert "2 ›     r" in text(pilot)
        await press(pilot, "t")
        screen.go(21.0)
        await pilot.pause()
        assert "return 2 * x" in text(pilot)
        assert "tests 2 of 2" in text(pilot)
        assert "# twice" not in text(pilot)
        await press(pilot, "C")
        await press(pilot, "k")
        screen.go(25.0)
        await pilot.pause()
        assert "# twice" in text(pilot)


async def test_a_replay_without_code_is_as_before(desk: Desk) -> None:
    from driving import latest

    async with running(make(desk, Start(screen="replay", answer_id=latest(desk).id))) as pilot:
        assert not pilot.app.screen.query_one("#code").display
        await press(pilot, "c", "t", "k", "full_stop")
        assert not pilot.app._notifications
        assert "Code" not in text(pilot)


def test_notes_become_rows_with_what_counts_first(coding_desk: Desk) -> None:
    kept = coding_desk.code_answers.of(stored(coding_desk))
    assert kept is not None
    rows = [remark_of(note) for note in in_order(kept.report.notes)]
    assert rows[0].text.startswith("The code passes 2 of 2 visible tests")
    first = next(row for row in rows if row.text.startswith("The first line of code"))
    assert first.start_s == pytest.approx(9.0, abs=1.0)
    assert first.more == "return 2 * x"


async def code_notes(pilot: Pilot[None], answer_id: str) -> CodeNotes:
    """The widget on the scorecard of that answer."""
    app = pilot.app
    assert isinstance(app, SimulatorApp)
    app.scorecard(answer_id)
    await settle(pilot, lambda: name(pilot) == "ScorecardScreen" and bool(app.screen.query(EvidenceRow)), 60)
    found = app.screen.query(CodeNotes)
    if not found:
        await app.screen.query_one("#scorecard-body").mount(CodeNotes())
    notes = app.screen.query_one(CodeNotes)
    notes.show(answer_id)
    await settle(pilot, seconds=60)
    return notes


async def test_the_scorecard_shows_the_code_and_plays_its_notes(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    record = stored(coding_desk)
    async with running(make(coding_desk, Start()), (100, 60)) as pilot:
        notes = await code_notes(pilot, record.id)
        await settle(pilot, lambda: len(notes.query(EvidenceRow)) > 5, 60)
        shown = [row.remark.text for row in notes.query(EvidenceRow)]
        assert "passed 3 of 3" in str(notes.query(".heading").first(Static).render())
        assert any(line.startswith("The code passes 1 of 1 hidden test") for line in shown)
        row = next(r for r in notes.query(EvidenceRow) if r.remark.text.startswith("The first line of code"))
        row.focus()
        await press(pilot, "enter")
        await settle(pilot, lambda: bool(equipment.sound.played), 60)
        assert row.remark.start_s is not None
        assert equipment.sound.played[-1].start_s == pytest.approx(row.remark.start_s - 0.3)


async def test_a_scorecard_without_code_has_no_such_section(desk: Desk) -> None:
    from driving import latest

    async with running(make(desk, Start())) as pilot:
        notes = await code_notes(pilot, latest(desk).id)
        assert not notes.display


def test_problems_are_searched_like_questions(coding_desk: Desk) -> None:
    problems = coding_desk.coding.problems
    assert [question.id for question in problems.matching(text="bulbs", kind="coding")] == ["double-it"]
    assert problems.matching(kind="design") == ()
    assert problems.draw().id == "double-it"


STATEMENT = """f(points) -> list

points  a list of points, each of them a list of two numbers
        in no order
One round: every point joins its nearest center (squared
distance; on a tie the lower number wins), then it moves.

Return
  short  lines stay
  as     they are"""


def test_a_statement_is_filled_anew_for_a_narrow_pane() -> None:
    assert parts.reflowed(STATEMENT, 60) == STATEMENT
    lines = parts.reflowed(STATEMENT, 36).split("\n")
    assert max(map(len, lines)) <= 36
    assert lines[3].startswith("        them a list of two")
    assert "One round: every point joins its" in lines
    assert "  as     they are" in lines


@given(st.text(alphabet="ab \n  ,.", max_size=200), st.integers(20, 70))
def test_filling_anew_loses_no_word(text_: str, width: int) -> None:
    assert parts.reflowed(text_, width).split() == text_.split()


@given(st.text(alphabet="a1 \"'#\\\n()=defr", max_size=120))
def test_colours_stay_within_their_line_and_in_order(code: str) -> None:
    lines = code.split("\n")
    for line, inside in zip(lines, open_before(lines), strict=True):
        at = 0
        for start, end, _ in coloured(line, inside)[0]:
            assert at <= start < end <= len(line)
            at = end


def test_colours_tell_words_texts_numbers_and_comments() -> None:
    code = 'def f(x):  # why\n    return "a" + str(10)\n"""open\nstill text"""'
    lines = code.split("\n")
    kinds = [
        [(line[start:end], kind) for start, end, kind in coloured(line, inside)[0]]
        for line, inside in zip(lines, open_before(lines), strict=True)
    ]
    assert kinds[0] == [("def", "keyword"), ("f", "name"), ("# why", "comment")]
    assert kinds[1] == [("return", "keyword"), ('"a"', "text"), ("10", "number")]
    assert kinds[2:] == [[('"""', "text"), ("open", "text")], [('still text"""', "text")]]


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


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_picture_of_its_replay(snap_compare: Compare, coding_desk: Desk, size: tuple[int, int]) -> None:
    record = stored(coding_desk)

    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        screen.go(21.0)
        await settle(pilot)

    app = make(coding_desk, Start(screen="replay", answer_id=record.id))
    assert snap_compare(app, terminal_size=size, run_before=arrive)
