"""A coding problem for the screens' tests, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from driving import make, settle
from fakes import FakeEquipment
from textual.pilot import Pilot

from simulator.model.records import AnswerRecord
from simulator.model.transcript import Transcript, Word
from simulator.ui.app import SimulatorApp, Start
from simulator.ui.screens.coding import CodingScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import View

PROBLEM = '''
id = "double-it"
title = "Twice"
prompt = "We sell bulbs in pairs. Please double a number."
statement = """
f(x) -> number

x  any number; what comes back is twice as much, and a
   whole number stays one
"""
start = "def f(x):\\n    ...\\n"
minutes = 20
key_points = [ { id = "multiply", text = "Multiply by two", say = ["I multiply it by two"] } ]
hints = ["What is x plus x?", "Write it with a star."]
facts = [ { about = "negative numbers", answer = "They may come too." } ]
examples = [ { call = "f(2)", gives = "4", because = "twice two" } ]
complexity = { time = "O(1)", space = "O(1)" }
edge_cases = [ { id = "zero", text = "zero", say = ["zero"], test = "zero" } ]
reference = "def f(x): return 2 * x"
[[test]]
name = "two"
visible = true
call = "f(2)"
gives = "4"
[[test]]
name = "a negative one"
visible = true
call = "f(-3)"
gives = "-6"
[[test]]
name = "zero"
call = "f(0)"
gives = "0"
'''
RIGHT = "def f(x):\n    return 2 * x\n"
CODED = Start(screen="practice", question_id="double-it")
SAID = (
    "So first I want to know whether the number may be negative. My approach is that I multiply it by two, "
    "which takes constant time, and zero stays zero. For two it gives four, and I am done with this one."
)


def own_problem(desk: Desk, folder: Path) -> Desk:
    """The desk with the problem in the user's own folder."""
    (folder / "mine" / "coding").mkdir(parents=True)
    (folder / "mine" / "coding" / "double-it.toml").write_text(PROBLEM, encoding="utf-8")
    desk.settings.change(questions=str(folder / "mine"))
    return desk


def coding(desk: Desk) -> SimulatorApp:
    return make(desk, CODED)


def screen_of(pilot: Pilot[None]) -> CodingScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodingScreen)
    return screen


async def opened(pilot: Pilot[None], equipment: FakeEquipment) -> CodingScreen:
    """The problem is there and was read aloud."""
    await settle(pilot, lambda: isinstance(pilot.app.screen, CodingScreen), 60)
    screen = screen_of(pilot)
    await settle(pilot, lambda: screen.take is not None and equipment.sound.playing, 60)
    equipment.sound.end()
    await seen(pilot, lambda view: view.phase.value == "your_turn")
    return screen


async def seen(pilot: Pilot[None], condition: Callable[[View], object]) -> None:
    screen = screen_of(pilot)
    await settle(pilot, lambda: screen.view is not None and bool(condition(screen.view)), 60)


async def talking(pilot: Pilot[None], equipment: FakeEquipment) -> CodingScreen:
    """Space, and the microphone is open."""
    screen = await opened(pilot, equipment)
    await pilot.press("space")
    await seen(pilot, lambda view: view.answer_id)
    return screen


async def next_phase(pilot: Pilot[None]) -> None:
    screen_of(pilot)._moved_at = 0.0
    await pilot.press("f6")
    await settle(pilot)


async def write(pilot: Pilot[None], code: str) -> None:
    screen_of(pilot).editor.text = code
    await settle(pilot)


def heard() -> Transcript:
    words = tuple(
        Word(text=word, start_s=at * 0.5, end_s=at * 0.5 + 0.4) for at, word in enumerate(SAID.split())
    )
    return Transcript(words=words, text=SAID, engine="fake", model="none", duration_s=len(words) * 0.5)


def stored(desk: Desk, typed: str = "return 2 * x", wait_s: float = 0.0) -> AnswerRecord:
    """An answer with code, kept as a rehearsal keeps it; the typing begins so much later."""
    from dataclasses import replace

    from canned import answer as canned_answer
    from stored import keep

    from simulator.archive.code import EditsWriter
    from simulator.interview.coding.edits import Edit, PhaseStart, TestRun, edit_line, phase_line, run_line

    problem = desk.coding.problems.get("double-it")
    record = keep(desk.sessions.archive, replace(canned_answer(None)), problem.question)
    writer = EditsWriter(desk.sessions.archive.code.edits_path(record.id))
    writer.add(edit_line(Edit(0.0, 0, 0, problem.start)))
    writer.add(phase_line(PhaseStart(0.0, "discussion")))
    at = 8.0 + wait_s
    writer.add(phase_line(PhaseStart(at, "coding")))
    writer.add(edit_line(Edit(at, 14, 17, "")))
    for number, letter in enumerate(typed):
        writer.add(edit_line(Edit(at + 0.2 * (number + 1), 14 + number, 14 + number, letter)))
    writer.add(run_line(TestRun(20.0 + wait_s, 2, 2)))
    writer.add(edit_line(Edit(24.0 + wait_s, 26, 26, "  # twice")))
    assert writer.close()
    made = desk.code_answers.examine(record)
    assert made is not None
    assert made.passed == 3
    return desk.sessions.answer(record.id)
