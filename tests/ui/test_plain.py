"""Plain screens, and every screen as text: what a screen reader is given, by the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from coding_driving import RIGHT, coding, next_phase, own_problem, stored, talking, write
from driving import CHURN_ASKED, listening, make, name, press, running, settle, text
from fakes import FakeEquipment
from test_sketch import SKETCH
from test_sketch import stored as stored_sketch
from textual.geometry import Offset
from textual.pilot import Pilot

from simulator.ui.app import Start
from simulator.ui.plain import as_text, place_of
from simulator.ui.screens.read import ReadScreen
from simulator.ui.screens.replay import ReplayScreen
from simulator.ui.widgets.sketch_pane import SketchPane
from simulator.use_cases.desk import Desk

DRAWN = re.compile("[\u2500-\u259f]")
SIZES = [(80, 24), (100, 30)]


@pytest.fixture
def plain_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    empty_desk.settings.change(screens="plain")
    return own_problem(empty_desk, tmp_path)


async def read(pilot: Pilot[None]) -> list[str]:
    """What F9 gives; then back."""
    await press(pilot, "f9")
    screen = pilot.app.screen
    assert isinstance(screen, ReadScreen)
    await press(pilot, "escape")
    assert not isinstance(pilot.app.screen, ReadScreen)
    return screen.lines


def keys_in(lines: list[str]) -> str:
    return next(line for line in lines if line.startswith("Keys: "))


@pytest.mark.parametrize("size", SIZES)
async def test_coding_is_read_line_by_line_and_each_of_its_keys_is_named(
    plain_desk: Desk, equipment: FakeEquipment, size: tuple[int, int]
) -> None:
    async with running(coding(plain_desk), size) as pilot:
        screen = await talking(pilot, equipment)
        equipment.sound.recorded_s = 95.0
        screen.poll()
        await settle(pilot)
        assert not DRAWN.search(text(pilot).replace("▂", "").replace("▃", ""))
        said = await read(pilot)
        assert said[0] == "Problem · Phase 1 of 3 · talk it through"
        assert said[1] == "● listening   1:00 / 20:00", "by the minute, else it never stops being read"
        assert "Twice:" in said
        assert "f(x) -> number" in said
        assert "tests  ○ two   ○ a negative one   + 1 hidden" in said
        for key in ("f3", "f6 Next", "esc Leave, kept", "f9 Read", "f1 Help"):
            assert key in keys_in(said)
        await next_phase(pilot)
        assert screen.focused is screen.editor
        assert "Code · Phase 2 of 3" in text(pilot)
        assert "f(x) -> number" not in text(pilot), "one pane at a time"
        await write(pilot, RIGHT)
        screen.editor.move_cursor((1, 4))
        said = await read(pilot)
        assert screen.focused is screen.editor
        assert said[said.index("The cursor is in line 2, column 5.") + 1 :][:2] == [
            "1 def f(x):",
            "2     return 2 * x",
        ]
        assert "esc Out of code" in keys_in(said)
        assert place_of(screen) == screen.editor.cursor_screen_offset
        await press(pilot, "f5")
        await settle(pilot, lambda: not screen.running, 60)
        assert "tests  ✓ two   ✓ a negative one" in await read(pilot)
        await press(pilot, "escape")
        assert screen.focused is not screen.editor
        assert "f(x) -> number" in text(pilot)
        await press(pilot, "h")
        await settle(pilot, lambda: "1 of 2 hints" in text(pilot))
        assert "› 1 of 2 hints: What is x plus x?" in await read(pilot)


async def test_the_editor_is_left_by_a_key_that_is_shown(
    empty_desk: Desk, equipment: FakeEquipment, tmp_path: Path
) -> None:
    async with running(coding(own_problem(empty_desk, tmp_path)), (80, 24)) as pilot:
        screen = await talking(pilot, equipment)
        await next_phase(pilot)
        assert "esc Out of code" in text(pilot)
        assert "f3 Problem/code" in text(pilot)
        await press(pilot, "escape")
        assert screen.focused is not screen.editor
        assert "esc Leave, kept" in text(pilot)


async def test_a_sketch_is_told_in_sentences(plain_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(plain_desk, CHURN_ASKED), (80, 24)) as pilot:
        await listening(pilot, equipment)
        await press(pilot, "f4")
        lines = pilot.app.screen.query_one(SketchPane).lines
        assert pilot.app.focused is lines
        lines.load_text(SKETCH)
        await settle(pilot, lambda: "leads to" in text(pilot))
        assert "┌" not in text(pilot)
        rows = text(pilot).splitlines()
        typed, told = (next(at for at, row in enumerate(rows) if part in row) for part in ("->", "leads to"))
        assert told > typed, "one below the other"
        said = await read(pilot)
        assert "client leads to gateway: request." in said
        assert "Group serving: gateway, churn model." in said
        assert "Note: what counts as churn?" in said
        assert "esc Talk on" in keys_in(said)
        await press(pilot, "escape")
        assert pilot.app.focused is not lines


async def test_replays_are_told_as_they_were_at_their_second(plain_desk: Desk) -> None:
    record = stored(plain_desk)
    async with running(make(plain_desk, Start(screen="replay", answer_id=record.id)), (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        screen.go(21.0)
        await settle(pilot)
        said = await read(pilot)
        assert any(line.startswith("‖ paused   0:21 / ") for line in said)
        assert "code, coding · tests 2 of 2:" in said
        assert "Line 2 was edited last." in said
        assert "2     return 2 * x" in said
        assert any(line.startswith("Here it says: ") for line in said)
        assert "coding · tests 2 of 2" in text(pilot)


async def test_the_replay_of_a_sketch_is_told_in_sentences(plain_desk: Desk) -> None:
    record = stored_sketch(plain_desk)
    async with running(make(plain_desk, Start(screen="replay", answer_id=record.id)), (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        screen.go(4.5)
        await settle(pilot)
        said = await read(pilot)
        assert "2 boxes: client, gateway." in said
        assert "client leads to gateway: request." in said
        assert "gateway leads to churn model: features." not in said


async def test_two_takes_stand_below_each_other_with_what_only_one_has(plain_desk: Desk) -> None:
    stored(plain_desk)
    second = stored(plain_desk, typed="return x + x", wait_s=10.0)
    app = make(plain_desk, Start())
    async with running(app, (80, 24)) as pilot:
        app.compare(second.id)
        await settle(pilot, lambda: name(pilot) == "CompareScreen" and "takes 1 and 2" in text(pilot), 60)
        await press(pilot, "c")
        assert name(pilot) == "CompareCodeScreen"
        shown = text(pilot).splitlines()
        first_row = next(at for at, line in enumerate(shown) if "return 2 * x" in line)
        second_row = next(at for at, line in enumerate(shown) if "return x + x" in line)
        assert second_row > first_row
        said = await read(pilot)
        assert said.count("Lines that the other take lacks: 2.") == 2
        assert sum("passed 3 of 3" in line for line in said) == 2


@pytest.mark.parametrize("keys", ["", "b", "h", "i", "t", "m", "s", "h enter", "f1"])
async def test_every_screen_is_given_as_text(desk: Desk, keys: str) -> None:
    async with running(make(desk), (80, 24)) as pilot:
        await press(pilot, *keys.split())
        said = as_text(pilot.app.screen)
        assert len(said) > 3
        assert not any(DRAWN.search(line) for line in said)
        place = place_of(pilot.app.screen)
        assert pilot.app.screen.region.contains_point(place)


async def test_screens_become_plain_and_drawn_again_at_once(desk: Desk) -> None:
    async with running(make(desk), (80, 24)) as pilot:
        assert "╭" in text(pilot)
        assert "f9" not in text(pilot)
        desk.settings.change(screens="plain")
        await settle(pilot)
        assert "╭" not in text(pilot)
        assert "f9 Read" in text(pilot)
        desk.settings.change(screens="drawn")
        await settle(pilot)
        assert "╭" in text(pilot)
        pilot.app.set_focus(None)
        assert place_of(pilot.app.screen) == Offset(0, 0)
