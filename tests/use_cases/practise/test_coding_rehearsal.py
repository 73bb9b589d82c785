"""A coding problem rehearsed: talk and code on one clock, kept, left, come back to, and judged."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "ui"))
from coding_problems import own_problem
from fakes import FakeEquipment

from simulator.model.records import AnswerState
from simulator.model.settings import Settings
from simulator.model.transcript import Transcript, Word
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.coding_rehearsal import CodingRehearsal
from simulator.use_cases.values import Phase, intents

RIGHT = "def f(x):\n    return 2 * x\n"
SAID = (
    "So first I want to know whether the number may be negative. Then my approach is that I multiply it by "
    "two and return it, which takes constant time, and I would try it on the number two."
)


@pytest.fixture
def equipment() -> FakeEquipment:
    return FakeEquipment()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return own_problem(tmp_path)


@pytest.fixture
def desks(tmp_path: Path, own: Path) -> Iterator[Callable[[FakeEquipment], Desk]]:
    """Makes desks over the same recordings, as a program that is started again."""
    made: list[Desk] = []

    def another(equipment: FakeEquipment) -> Desk:
        settings = Settings(questions=str(own), recordings=str(tmp_path / "recordings"))
        made.append(Desk(settings, equipment=equipment, embedder=lambda: None, judges=lambda: None))
        return made[-1]

    yield another
    for desk in made:
        desk.close()


@pytest.fixture
def desk(desks: Callable[[FakeEquipment], Desk], equipment: FakeEquipment) -> Desk:
    return desks(equipment)


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def begun(desk: Desk, equipment: FakeEquipment) -> CodingRehearsal:
    """The microphone is open."""
    take = desk.coding_rehearsals.begin("double-it", listener=lambda _view: None)
    take.rehearsal.send(intents.Begin())
    until(lambda: take.rehearsal.view.answer_id and take.begun)
    return take


def heard(equipment: FakeEquipment, text: str = SAID) -> None:
    words = tuple(
        Word(text=word, start_s=index * 0.4, end_s=index * 0.4 + 0.3)
        for index, word in enumerate(text.split())
    )
    transcript = Transcript(words=words, text=text, duration_s=len(words) * 0.4, engine="fake", model="none")
    until(lambda: equipment.hearing.finished)
    equipment.hearing.understand(transcript)


def scored(take: CodingRehearsal) -> str:
    until(lambda: take.rehearsal.view.phase is Phase.SCORED)
    return str(take.rehearsal.view.answer_id)


def test_talk_code_runs_and_phases_are_one_answer(desk: Desk, equipment: FakeEquipment) -> None:
    take = begun(desk, equipment)
    assert take.text == "def f(x):\n    ...\n"
    equipment.sound.recorded_s = 20.0
    assert take.move_on()
    take.edited("def f(x):\n    return 2")
    equipment.sound.recorded_s = 25.0
    take.edited(RIGHT)
    ran = take.run_tests(lambda _test: None)
    assert [test.name for test in ran.tests] == ["two"]
    equipment.sound.recorded_s = 30.0
    assert take.move_on()
    assert not take.move_on()
    take.finish()
    heard(equipment)
    answer = desk.sessions.answer(scored(take))
    assert answer.question_id == "double-it"
    journal, kept = desk.code_answers.journal(answer), desk.code_answers.of(answer)
    assert journal is not None
    assert kept is not None
    assert journal.text_at(19.0) == "def f(x):\n    ...\n"
    assert journal.text_at(21.0) == "def f(x):\n    return 2"
    assert journal.final == kept.code == RIGHT
    assert [(start.phase, start.at_s) for start in journal.phases] == [
        ("discussion", 0.0), ("coding", 20.0), ("review", 30.0),
    ]  # fmt: skip
    assert [(run.passed, run.total) for run in journal.runs] == [(1, 1)]
    assert (kept.passed, len(kept.tests)) == (2, 2)
    first = kept.report.note("first-code")
    assert first is not None
    assert first.at_s == 20.0
    assert kept.problem.title == "Twice"


def test_code_left_in_the_middle_comes_back_in_the_same_recording(
    desk: Desk, equipment: FakeEquipment, desks: Callable[[FakeEquipment], Desk]
) -> None:
    take = begun(desk, equipment)
    equipment.sound.recorded_s = 12.0
    take.move_on()
    take.edited("def f(x):\n    return x")
    left = str(take.rehearsal.view.answer_id)
    take.close()
    assert desk.sessions.answer(left).state is AnswerState.RECORDING
    desk.close()

    again = FakeEquipment()
    later = desks(again)
    take = later.coding_rehearsals.begin("double-it", listener=lambda _view: None)
    assert take.resumes
    assert take.text == "def f(x):\n    return x"
    assert take.phase == "coding"
    take.rehearsal.send(intents.Begin())
    until(lambda: take.rehearsal.view.answer_id)
    assert take.rehearsal.view.answer_id == left
    again.sound.recorded_s = 13.0
    take.edited(RIGHT)
    take.finish()
    heard(again)
    answer = later.sessions.answer(scored(take))
    journal = later.code_answers.journal(answer)
    assert journal is not None
    assert journal.text_at(12.5) == "def f(x):\n    return x"
    assert journal.final == RIGHT
    assert len(later.sessions.all(sample=False)) == 1
    fresh = later.coding_rehearsals.begin("double-it", listener=lambda _view: None)
    assert not fresh.resumes
    assert fresh.text == "def f(x):\n    ...\n"


def test_a_microphone_that_is_gone_takes_nothing_of_what_was_left(
    desk: Desk, equipment: FakeEquipment, desks: Callable[[FakeEquipment], Desk]
) -> None:
    take = begun(desk, equipment)
    take.edited(RIGHT)
    left = str(take.rehearsal.view.answer_id)
    take.close()
    desk.close()
    again = FakeEquipment()
    later = desks(again)
    from fakes import NO_MICROPHONE

    again.sound.missing = NO_MICROPHONE
    take = later.coding_rehearsals.begin("double-it", listener=lambda _view: None)
    take.rehearsal.send(intents.Begin())
    until(lambda: take.rehearsal.view.phase is Phase.TROUBLE)
    until(lambda: not take.begun)
    take.close()
    assert later.sessions.answer(left).state is AnswerState.RECORDING
    again.sound.missing = None
    take = later.coding_rehearsals.begin("double-it", listener=lambda _view: None)
    assert take.text == RIGHT


def test_without_a_microphone_code_alone_is_an_answer(desk: Desk, equipment: FakeEquipment) -> None:
    take = desk.coding_rehearsals.begin("double-it", listener=lambda _view: None)
    take.begin_silently()
    assert take.begun
    take.edited(RIGHT)
    time.sleep(0.05)
    assert take.elapsed_s > 0
    assert take.quiet_s == 0
    take.finish()
    answer = desk.sessions.answer(scored(take))
    assert answer.audio is None
    assert answer.state is AnswerState.REFUSED
    kept = desk.code_answers.of(answer)
    assert kept is not None
    assert kept.passed == 2
    assert equipment.sound.recordings == 0


def test_silence_while_typing_is_noticed(desk: Desk, equipment: FakeEquipment) -> None:
    take = begun(desk, equipment)
    equipment.sound.recorded_s = 10.0
    take.hear(0.5)
    equipment.sound.recorded_s = 30.0
    assert take.quiet_s == 0.0  # thinking is no typing
    take.edited(RIGHT)
    equipment.sound.recorded_s = 58.0
    take.hear(0.0)
    assert take.quiet_s == 48.0
    take.hear(0.5)
    assert take.quiet_s == 0.0


def test_notes_follow_a_correction_by_hand(desk: Desk, equipment: FakeEquipment) -> None:
    take = begun(desk, equipment)
    take.edited(RIGHT)
    take.finish()
    heard(equipment)
    answer = desk.sessions.answer(scored(take))
    before = desk.code_answers.of(answer)
    assert before is not None
    assert answer.transcript is not None
    silent = replace(answer, heard=answer.transcript, transcript=Transcript(words=(), text=""))
    after = desk.code_answers.of(silent)
    assert after is not None
    assert after.tests == before.tests
    assert after.report != before.report


def test_an_answer_without_code_has_none(desk: Desk) -> None:
    sample = desk.sessions.sample.answer()
    assert desk.code_answers.journal(sample) is None
    assert desk.code_answers.of_or_made(sample) is None
