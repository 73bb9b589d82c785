"""The sketch of an answer is on the disk as it is typed, on the clock of the sound."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "ui"))
from fakes import FakeEquipment

from simulator.archive.code import SKETCH
from simulator.model.question import Follows, KeyPoint, Kind, Question
from simulator.model.settings import Settings
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.practise.sketching import Sketching
from simulator.use_cases.values import intents

DESIGN = Question(
    id="design-it",
    kind=Kind.DESIGN,
    prompt="Design it.",
    key_points=(KeyPoint(id="cache", text="Cache what is asked often"),),
)


@pytest.fixture
def equipment() -> FakeEquipment:
    return FakeEquipment()


@pytest.fixture
def desk(tmp_path: Path, equipment: FakeEquipment) -> Iterator[Desk]:
    settings = Settings(recordings=str(tmp_path / "recordings"))
    made = Desk(settings, equipment=equipment, embedder=lambda: None, judges=lambda: None)
    yield made
    made.close()


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def begun(desk: Desk, question: Question = DESIGN) -> tuple[Rehearsal, Sketching]:
    """The microphone is open."""
    rehearsal = desk.rehearsals.rehearse(question, listener=lambda _view: None)
    sketching = desk.rehearsals.sketch_of(rehearsal)
    assert sketching is not None
    rehearsal.send(intents.Begin())
    until(lambda: rehearsal.view.answer_id and sketching.begun)
    return rehearsal, sketching


def kept(desk: Desk, rehearsal: Rehearsal) -> list[tuple[float, str]]:
    journal = desk.sketches.journal(desk.sessions.answer(str(rehearsal.view.answer_id)))
    return [(edit.at_s, text) for edit, text in journal.texts()] if journal else []


def test_a_line_is_handed_to_the_system_at_once_with_the_second_of_the_sound(
    desk: Desk, equipment: FakeEquipment
) -> None:
    rehearsal, sketching = begun(desk)
    assert kept(desk, rehearsal) == []
    equipment.sound.recorded_s = 3.0
    sketching.edited("app -> db")
    equipment.sound.recorded_s = 7.5
    sketching.edited("app -> cache -> db")
    until(lambda: len(kept(desk, rehearsal)) == 2, 1.0)
    # Nothing was closed: so it is after `kill -9`.
    assert kept(desk, rehearsal) == [(3.0, "app -> db"), (7.5, "app -> cache -> db")]
    assert sketching.trouble == ""


def test_an_answer_without_a_line_has_no_file_and_another_question_no_sketch(
    desk: Desk, equipment: FakeEquipment, tmp_path: Path
) -> None:
    rehearsal, _ = begun(desk)
    rehearsal.send(intents.Done())
    until(lambda: equipment.hearing.finished)
    desk.rehearsals.close()
    assert not list((tmp_path / "recordings").rglob(f"*{SKETCH}"))
    other = Question(id="x", kind=Kind.EXPLAIN, prompt="Explain it.", key_points=DESIGN.key_points)
    told = desk.rehearsals.rehearse(other, listener=lambda _view: None)
    assert desk.rehearsals.sketch_of(told) is None


def test_a_take_that_is_dropped_takes_its_sketch_along(desk: Desk, tmp_path: Path) -> None:
    rehearsal, sketching = begun(desk)
    sketching.edited("a -> b")
    until(lambda: list((tmp_path / "recordings").rglob(f"*{SKETCH}")))
    rehearsal.send(intents.Discard())
    until(lambda: not list((tmp_path / "recordings").rglob(f"*{SKETCH}")))
    until(lambda: sketching.text == "")


def test_a_follow_up_goes_on_with_the_sketch(desk: Desk) -> None:
    from dataclasses import replace

    rehearsal, sketching = begun(desk)
    sketching.edited("a -> b")
    follow_up = replace(DESIGN, id="design-it.load", follows=Follows(said="So."))
    second = desk.rehearsals.rehearse(follow_up, listener=lambda _view: None)
    goes_on = desk.rehearsals.sketch_of(second)
    assert goes_on is not None
    assert goes_on.text == "a -> b"
    second.send(intents.Begin())
    until(lambda: second.view.answer_id and goes_on.begun)
    assert kept(desk, second) == []
    goes_on.edited("a -> b -> c")
    until(lambda: len(kept(desk, second)) == 2)
    assert [text for _, text in kept(desk, second)] == ["a -> b", "a -> b -> c"]
    third = desk.rehearsals.rehearse(replace(follow_up, id="design-it.cost"), listener=lambda _view: None)
    still = desk.rehearsals.sketch_of(third)
    assert still is not None
    assert still.text == "a -> b -> c"
    fresh = desk.rehearsals.sketch_of(desk.rehearsals.rehearse(DESIGN, listener=lambda _view: None))
    assert fresh is not None
    assert fresh.text == ""
    assert desk.rehearsals.sketch_of(rehearsal) is None


def test_a_disk_that_takes_nothing_is_said_and_the_lines_stay(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator.archive import code
    from simulator.model.errors import ArchiveError

    def full(*_given: object) -> None:
        raise ArchiveError("The disk is full.")

    _, sketching = begun(desk)
    with monkeypatch.context() as context:
        context.setattr(code, "EditsWriter", full)
        sketching.edited("a -> b")
        assert "The disk is full." in sketching.trouble
    sketching.edited("a -> b -> c")
    assert sketching.trouble == ""
    assert sketching.text == "a -> b -> c"
