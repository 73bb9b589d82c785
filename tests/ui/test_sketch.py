"""The sketch of a design: drawn while talking, kept on the clock of the sound, looked at again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from driving import CHURN_ASKED, done, listening, make, name, press, rehearsal, running, settle, text
from fakes import FakeEquipment
from textual.pilot import Pilot

from simulator.model.question import KeyPoint
from simulator.model.records import AnswerRecord
from simulator.ui.app import Start
from simulator.ui.screens.replay import ReplayScreen
from simulator.ui.widgets.code_notes import CodeNotes
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.ui.widgets.sketch_pane import SketchPane
from simulator.ui.widgets.sketch_view import SketchView
from simulator.use_cases.desk import Desk

Compare = Callable[..., bool]
NARROW, MIDDLE, WIDE = (80, 24), (100, 30), (120, 40)
SKETCH = """client -> gateway: request
gateway -> churn model: features
group serving: gateway, churn model
churn model -> test set: compare
customer table -> churn model: nightly rows
what counts as churn?"""


def pane(pilot: Pilot[None]) -> SketchPane:
    return pilot.app.screen.query_one(SketchPane)


async def drawing(pilot: Pilot[None], equipment: FakeEquipment, lines: str = "") -> SketchPane:
    """The answer is recorded, and the lines are typed."""
    await listening(pilot, equipment)
    await press(pilot, "f4")
    found = pane(pilot)
    await settle(pilot, lambda: pilot.app.focused is found.lines)
    if lines:
        found.lines.load_text(lines)
        found.lines.move_cursor(found.lines.document.end)
        await settle(pilot, lambda: found.query_one(SketchView).text == lines)
    return found


async def test_lines_are_drawn_as_they_are_typed_and_keys_are_letters_meanwhile(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), MIDDLE) as pilot:
        assert "f4 Sketch" in text(pilot)
        found = await drawing(pilot, equipment)
        equipment.sound.recorded_s = 4.0
        await press(pilot, *"app", "space", "minus", "greater_than_sign", "space", *"db")
        await settle(pilot, lambda: "│ app │" in text(pilot) and "│ db " in text(pilot))
        assert found.lines.text == "app -> db"
        assert rehearsal(pilot).view.phase.value == "listening"
        await press(pilot, "escape")
        assert pilot.app.focused is None
        assert name(pilot) == "PracticeScreen"
        assert rehearsal(pilot).view.take_open
        await done(pilot, equipment)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
    answer = desk.sessions.answer(desk.sessions.all(sample=False)[0].id)
    journal = desk.sketches.journal(answer)
    assert journal is not None
    assert journal.final == "app -> db"
    assert {edit.at_s for edit in journal.edits} == {4.0}


async def test_before_the_answer_nothing_can_be_typed_and_space_still_begins(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), MIDDLE) as pilot:
        await settle(pilot, lambda: equipment.sound.playing)
        await press(pilot, "f4")
        found = pane(pilot)
        assert found.lines.read_only
        assert "begin, then draw" in text(pilot)
        equipment.sound.end()
        await press(pilot, "space")
        await settle(pilot, lambda: rehearsal(pilot).view.answer_id is not None and not found.lines.read_only)


async def test_the_first_key_after_f4_is_a_letter_however_fast_it_comes(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), MIDDLE) as pilot:
        await listening(pilot, equipment)
        found = pane(pilot)
        found.turn()
        assert pilot.app.focused is found.lines, "else a space would end the answer"
        await press(pilot, "x", "space")
        assert pilot.app.focused is found.lines
        assert found.lines.text == "x "


async def test_a_question_that_is_no_design_has_no_sketch(desk: Desk, equipment: FakeEquipment) -> None:
    from canned import BIAS

    async with running(make(desk, Start(screen="practice", question_id=BIAS.id)), MIDDLE) as pilot:
        await listening(pilot, equipment)
        assert "Sketch" not in text(pilot)
        await press(pilot, "f4")
        assert not pane(pilot).display


async def test_a_typed_answer_has_its_sketch_and_a_new_take_begins_without(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), WIDE) as pilot:
        await settle(pilot, lambda: equipment.sound.playing)
        screen = pilot.app.screen
        await press(pilot, "t", "f4")
        found = pane(pilot)
        await settle(pilot, lambda: pilot.app.focused is found.lines and not found.lines.read_only)
        await press(pilot, *"a->b", "escape")
        await settle(pilot, lambda: desk.drafts.of(f"{CHURN_ASKED.question_id} sketch") == "a->b")
        screen.typed.area.text = "I would build it with " + "many words " * 12  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "ctrl+s")
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen", 60)
        answer = desk.sessions.answer(desk.sessions.all(sample=False)[0].id)
        journal = desk.sketches.journal(answer)
        assert journal is not None
        assert (journal.final, journal.edits[0].at_s) == ("a->b", 0.0)
        await press(pilot, "a")
        await settle(pilot, lambda: pilot.app.screen is screen)
        await settle(pilot, lambda: found.lines.text == "")
        assert desk.drafts.of(f"{CHURN_ASKED.question_id} sketch") == ""


async def test_a_dropped_take_takes_its_lines_along(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, CHURN_ASKED), MIDDLE) as pilot:
        found = await drawing(pilot, equipment, "a -> b")
        await press(pilot, "escape", "escape")
        await settle(pilot, lambda: rehearsal(pilot).view.phase.value == "your_turn")
        await settle(pilot, lambda: found.lines.text == "")


def stored(desk: Desk) -> AnswerRecord:
    """The canned answer, with a sketch beside it."""
    from canned import CHURN
    from canned import answer as canned_answer
    from stored import keep

    from simulator.archive.code import EditsWriter
    from simulator.interview.coding.edits import between, edit_line

    points = (
        KeyPoint(id="base", text="Start from a model and a baseline", say=("keep a test set",)),
        KeyPoint(id="after", text="Watch it afterwards", say=("monitor it", "retrain it")),
    )
    record = keep(desk.sessions.archive, canned_answer(None), replace(CHURN, key_points=points))
    writer = EditsWriter(desk.sessions.archive.code.sketch_path(record.id))
    before = ""
    for at, line in enumerate(SKETCH.splitlines()):
        after = f"{before}\n{line}" if before else line
        edit = between(before, after, 4.0 + 5 * at)
        assert edit is not None
        writer.add(edit_line(edit))
        before = after
    assert writer.close()
    return desk.sessions.answer(record.id)


async def test_the_replay_grows_the_sketch_with_the_sound(desk: Desk) -> None:
    record = stored(desk)
    async with running(make(desk, Start(screen="replay", answer_id=record.id)), WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        assert "client" not in text(pilot).split("sketch")[1].split("┘")[0]
        screen.go(4.5)
        await settle(pilot, lambda: "gateway" in text(pilot))
        assert "churn model" not in text(pilot)
        await press(pilot, "full_stop")
        assert screen.position_s == pytest.approx(9.0)
        await settle(pilot, lambda: "churn model" in text(pilot))
        await press(pilot, "comma")
        await settle(pilot, lambda: "churn model" not in text(pilot))


async def test_two_takes_have_their_sketches_side_by_side(empty_desk: Desk) -> None:
    stored(empty_desk)
    second = stored(empty_desk)
    app = make(empty_desk)
    async with running(app, WIDE) as pilot:
        app.compare(second.id)
        await settle(pilot, lambda: name(pilot) == "CompareScreen" and "takes 1 and 2" in text(pilot), 60)
        await press(pilot, "c")
        assert name(pilot) == "CompareCodeScreen"
        await settle(pilot, lambda: text(pilot).count("gateway │") == 2)
        await press(pilot, "home")
        await settle(pilot, lambda: "gateway" not in text(pilot))
        await press(pilot, "full_stop")
        await settle(pilot, lambda: text(pilot).count("gateway │") == 2)
        assert "customer table" not in text(pilot)


async def test_what_was_typed_last_stays_in_sight(desk: Desk) -> None:
    record = stored(desk)
    async with running(make(desk, Start(screen="replay", answer_id=record.id)), NARROW) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        screen.go(20.5)
        await settle(pilot, lambda: "test set" in text(pilot).split("line 4:")[0])


async def test_a_large_drawing_is_gone_through_by_walking_the_lines(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await drawing(pilot, equipment, "\n".join(f"box {at} -> box {at + 1}" for at in range(20)))
        await settle(pilot, lambda: "[ box 20 ]" in text(pilot))
        assert "[ box 1 ]" not in text(pilot)
        await press(pilot, *["pageup"] * 3)
        await settle(pilot, lambda: "[ box 1 ]" in text(pilot))
        assert "[ box 20 ]" not in text(pilot)


async def test_the_scorecard_says_which_parts_were_drawn_and_plays_where_they_were_said(desk: Desk) -> None:
    record = stored(desk)
    notes = desk.sketches.notes(record)
    said = {note.id: note.text for note in notes}
    assert said["parts"].startswith("Drawn are ")
    assert any(line.endswith("neither drawn nor said.") for line in said.values())
    app = make(desk)
    async with running(app, (100, 60)) as pilot:
        app.scorecard(record.id)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        shown = app.screen.query_one(CodeNotes)
        await settle(pilot, lambda: bool(shown.query(EvidenceRow)), 60)
        assert [row.remark.text for row in shown.query(EvidenceRow)] == [note.text for note in notes]


@pytest.mark.parametrize(("size", "theme"), [(NARROW, "night"), (MIDDLE, "night"), (WIDE, "day")])
def test_picture_of_the_sketch(
    snap_compare: Compare, desk: Desk, equipment: FakeEquipment, size: tuple[int, int], theme: str
) -> None:
    desk.settings.change(theme=theme)

    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await drawing(pilot, equipment, SKETCH)
        await settle(pilot)

    assert snap_compare(make(desk, CHURN_ASKED), terminal_size=size, run_before=arrive)


@pytest.mark.parametrize(("size", "theme"), [(NARROW, "night"), (WIDE, "day")])
def test_picture_of_its_replay(snap_compare: Compare, desk: Desk, size: tuple[int, int], theme: str) -> None:
    desk.settings.change(theme=theme)
    record = stored(desk)

    async def arrive(pilot: Pilot[None]) -> None:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        screen.go(25.0)
        await settle(pilot)

    app = make(desk, Start(screen="replay", answer_id=record.id))
    assert snap_compare(app, terminal_size=size, run_before=arrive)


async def test_keys_are_offered_before_the_pane_has_its_parts(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, CHURN_ASKED), MIDDLE) as pilot:
        await pane(pilot).lines.remove()
        assert "begin" in {binding.binding.action for binding in pilot.app.screen.active_bindings.values()}
