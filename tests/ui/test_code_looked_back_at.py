"""Code looked back at: its replay beside the sound, and what the scorecard says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from coding_driving import (
    own_problem,
    stored,
)
from driving import make, name, press, running, settle, text
from fakes import FakeEquipment
from textual.pilot import Pilot
from textual.widgets import Static

from simulator.cli.main import main
from simulator.model.errors import ExitCode
from simulator.ui.app import SimulatorApp, Start
from simulator.ui.screens.replay import ReplayScreen
from simulator.ui.widgets.code_notes import CodeNotes, remark_of
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.use_cases.desk import Desk

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def coding_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    return own_problem(empty_desk, tmp_path)


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
    rows = [remark_of(note) for note in kept.report.in_order]
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


async def test_what_the_tests_gave_stands_above_the_key_points(coding_desk: Desk) -> None:
    record = stored(coding_desk)
    async with running(make(coding_desk, Start()), (100, 30)) as pilot:
        notes = await code_notes(pilot, record.id)
        await settle(pilot, lambda: len(notes.query(EvidenceRow)) > 5, 60)
        shown = text(pilot)
        assert "Code   passed 3 of 3" in shown
        assert "Do next" in shown.split("Code   passed")[0]
        assert "Good" not in shown.split("Code   passed")[0]
        below = pilot.app.screen.query_one("#more-remarks")
        assert any("Key points" in str(heading.render()) for heading in below.query(Static))
        assert below.region.y >= notes.region.bottom


def test_sessions_show_prints_the_lines_of_the_scorecard(
    coding_desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    record = stored(coding_desk)
    kept = coding_desk.code_answers.of(record)
    assert kept is not None
    assert main(["sessions", "show", record.id]) == ExitCode.DONE
    shown = capsys.readouterr().out
    assert shown.index("Code   passed 3 of 3") < shown.index(kept.report.in_order[0].text)
    assert all(note.text in shown for note in kept.report.notes)
    assert main(["sessions", "show", record.id, "--json"]) == ExitCode.DONE
    (answer,) = json.loads(capsys.readouterr().out)["answers"]
    assert (answer["code"]["passed"], answer["code"]["total"]) == (3, 3)
    assert [note["text"] for note in answer["code"]["report"]["notes"]] == [n.text for n in kept.report.notes]


def test_what_the_tests_gave_waits_with_the_scores(
    coding_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = stored(coding_desk)
    assert coding_desk.documents.code(record) is not None
    monkeypatch.setattr(coding_desk.sessions, "held", lambda _: True)
    assert coding_desk.documents.code(record) is None


async def test_a_scorecard_without_code_has_no_such_section(desk: Desk) -> None:
    from driving import latest

    async with running(make(desk, Start())) as pilot:
        notes = await code_notes(pilot, latest(desk).id)
        assert not notes.display


Compare = Callable[..., bool]


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
