"""The editor keeps rows as they were drawn; garbage is searched for between answers."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from coding_driving import coding, heard, next_phase, own_problem, screen_of, talking
from driving import name, press, running, settle
from fakes import FakeEquipment
from textual.pilot import Pilot

from simulator.ui.widgets.code_editor import CodeEditor
from simulator.use_cases.desk import Desk

CODE = "def f(x):\n    return 2 * x  # twice\n" + "".join(f"y{at} = f({at})\n" for at in range(60))


@pytest.fixture
def coding_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    return own_problem(empty_desk, tmp_path)


def rows(editor: CodeEditor) -> list[object]:
    """Each row in sight, with its colours."""
    return [list(editor.render_line(y)) for y in range(editor.size.height)]


def drawn_anew(editor: CodeEditor) -> list[object]:
    editor.notify_style_update()
    return rows(editor)


async def same(pilot: Pilot[None], editor: CodeEditor) -> None:
    await settle(pilot)
    assert rows(editor) == drawn_anew(editor)


async def test_rows_that_are_kept_look_as_they_would_when_drawn_anew(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), (100, 30)) as pilot:
        await talking(pilot, equipment)
        await next_phase(pilot)
        editor = screen_of(pilot).editor
        editor.text = CODE
        editor.move_cursor((3, 0))
        await same(pilot, editor)
        await press(pilot, *"ab", "left_parenthesis", "right_parenthesis", "left")
        await same(pilot, editor)
        before = rows(editor)[8]
        await press(pilot, "enter", *["quotation_mark"] * 3)
        await same(pilot, editor)
        assert rows(editor)[8] != before, "what follows is inside of a text now"
        await press(pilot, "ctrl+z", "ctrl+z", "shift+down", "shift+down")
        await same(pilot, editor)
        await press(pilot, "pagedown", "pagedown", *"zzz")
        await same(pilot, editor)
        pilot.app.theme = "day"
        await same(pilot, editor)
        await press(pilot, "escape")
        await same(pilot, editor)


async def test_after_a_long_line_the_others_are_seen_from_their_beginning_again(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), (100, 30)) as pilot:
        await talking(pilot, equipment)
        await next_phase(pilot)
        editor = screen_of(pilot).editor
        editor.text = " " * 8 + "x" * 200
        editor.move_cursor((0, 208))
        await press(pilot, "z")
        await settle(pilot, lambda: editor.scroll_offset.x > 100)
        await press(pilot, "enter", *"def")
        await settle(pilot, lambda: editor.scroll_offset.x == 0)


SET_ASIDE = 1000 if sys.version_info[:2] == (3, 12) else 0
"""Python 3.12 itself sets some hundred objects aside that are never freed; others set none aside."""


async def test_what_was_loaded_before_an_answer_is_searched_for_garbage_only_after_it(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(coding(coding_desk), (100, 30)) as pilot:
        assert gc.get_freeze_count() <= SET_ASIDE
        screen = await talking(pilot, equipment)
        assert gc.get_freeze_count() > 10_000
        for _ in range(3):
            await next_phase(pilot)
        await settle(pilot, lambda: screen.view is not None and screen.view.phase.value == "hearing")
        equipment.hearing.understand(heard())
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen", 60)
        assert gc.get_freeze_count() <= SET_ASIDE
