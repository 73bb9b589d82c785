"""Coding problems where questions are: in a round of an interview, in plans, on the map, in trends."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from coding_driving import SAID, heard, next_phase, own_problem, seen
from conftest import NOW
from driving import make, name, press, running, settle, text
from fakes import FakeEquipment
from stored import practised
from textual.pilot import Pilot

from simulator.ui.app import Start
from simulator.ui.screens.coding import CodingScreen
from simulator.ui.screens.coding_turn import CodingTurnScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.prepare.coach import CODING
from simulator.use_cases.values import CoursePhase, Why

RIGHT = "def f(x):\n    return 2 * x\n"
PLAN = """
id = "small-company"
title = "Small company"
about = "Two of them."
ends_with_your_questions = false
[[rounds]]
role = "engineer"
audience = "ml_engineer"
minutes = 45
name = "Noor"
persona = "Noor writes libraries."
opening = "Hi, I'm Noor."
follow_ups = 1
draw = [{ coded = true }]
[[rounds]]
role = "hiring_manager"
audience = "software_engineer"
minutes = 20
name = "Ada"
voice = 2
persona = "Ada leads."
opening = "Hello."
draw = [{ ids = ["churn-model"] }]
"""


@pytest.fixture
def coding_desk(empty_desk: Desk, tmp_path: Path) -> Desk:
    desk = own_problem(empty_desk, tmp_path)
    (tmp_path / "plans").mkdir()
    plan = PLAN.replace("churn-model", desk.questions.bank.questions[0].id)
    (tmp_path / "plans" / "small.toml").write_text(plan, encoding="utf-8")
    desk.settings.change(interviews=str(tmp_path / "plans"))
    return desk


def at_the_company(desk: Desk, mode: str = "study") -> Start:
    assert desk.interviews.problems() == ()
    return Start(screen="interview", interview_id="small-company", mode=mode, seed=1)


async def met(pilot: Pilot[None], equipment: FakeEquipment) -> CodingTurnScreen:
    """The interviewer was met, and has said the problem."""
    await settle(pilot, lambda: name(pilot) == "InterviewScreen" and "Noor" in text(pilot), 60)
    await pilot.press("space")
    await settle(pilot, lambda: name(pilot) == "CodingTurnScreen", 60)
    screen = pilot.app.screen
    assert isinstance(screen, CodingTurnScreen)
    await settle(pilot, lambda: screen.take is not None and equipment.sound.playing, 60)
    equipment.sound.end()
    await seen(pilot, lambda view: view.phase.value == "your_turn")
    return screen


async def coded(pilot: Pilot[None], equipment: FakeEquipment, code: str) -> None:
    """Begun, written, reviewed, handed in and heard."""
    screen = pilot.app.screen
    assert isinstance(screen, CodingScreen)
    await pilot.press("space")
    await seen(pilot, lambda view: view.answer_id)
    assert screen.take is not None
    if screen.take.phase == "discussion":
        await next_phase(pilot)
    screen.editor.text = code
    await settle(pilot)
    await next_phase(pilot)
    finished = equipment.hearing.finished
    await next_phase(pilot)
    await settle(pilot, lambda: equipment.hearing.finished > finished)
    equipment.hearing.understand(heard())
    await settle(pilot, lambda: pilot.app.screen is not screen, 60)


async def test_a_coding_round_is_written_scored_taken_again_and_gone_on_from(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(coding_desk, at_the_company(coding_desk)), (100, 30)) as pilot:
        screen = await met(pilot, equipment)
        assert "Round 1 of 2 · Noor · Phase 1 of 3 · talk it through" in text(pilot)
        assert "Pass" in text(pilot)
        await coded(pilot, equipment, "def f(x):\n    return x\n")
        assert name(pilot) == "ReviewScreen"
        await press(pilot, "a")
        await settle(pilot, lambda: pilot.app.screen is screen)
        await seen(pilot, lambda view: view.take == 2)
        assert screen.editor.text == "def f(x):\n    ...\n"
        assert "Phase 1 of 3" in text(pilot)
        await coded(pilot, equipment, RIGHT)
        assert name(pilot) == "ReviewScreen"
        await press(pilot, "n")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen" and "Ada" in text(pilot))
        session = screen.interview.session_id
    answers = coding_desk.sessions.answers(str(session))
    kept = [coding_desk.code_answers.of(answer) for answer in answers]
    assert [found.passed for found in kept if found] == [1, 3]
    assert [(answer.place.round, answer.place.turn) for answer in answers] == [(0, "question")] * 2
    assert coding_desk.sessions.session(str(session)).interview_id == "small-company"


async def test_a_coding_round_that_was_stepped_out_of_comes_back_with_its_code(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(coding_desk, at_the_company(coding_desk, "real")), (100, 30)) as pilot:
        screen = await met(pilot, equipment)
        await pilot.press("space")
        await seen(pilot, lambda view: view.answer_id)
        await next_phase(pilot)
        screen.editor.text = "def f(x):\n    y = 1"
        await settle(pilot)
        first = screen.view and screen.view.answer_id
        await press(pilot, "escape", "escape")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen")
        assert "the question waits" in text(pilot)
        # A drill on the same problem is another answer, and takes nothing from the interview.
        drill = coding_desk.coding_rehearsals.begin("double-it", listener=lambda _view: None)
        assert not drill.resumes
        drill.close()
        screen = await met(pilot, equipment)
        assert screen.editor.text == "def f(x):\n    y = 1"
        await coded(pilot, equipment, RIGHT)
        assert screen.view is not None
        assert screen.view.answer_id == first
        await settle(pilot, lambda: name(pilot) == "InterviewScreen" and "Ada" in text(pilot))


async def test_a_coding_round_can_be_passed(coding_desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(coding_desk, at_the_company(coding_desk)), (80, 24)) as pilot:
        screen = await met(pilot, equipment)
        await press(pilot, "k")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen")
        assert screen.interview.course.phase is CoursePhase.WAITING
        assert "Ada" in text(pilot)


async def test_a_problem_that_is_gone_can_be_passed(coding_desk: Desk, tmp_path: Path) -> None:
    async with running(make(coding_desk, at_the_company(coding_desk)), (80, 24)) as pilot:
        await settle(pilot, lambda: name(pilot) == "InterviewScreen" and "Noor" in text(pilot), 60)
        (tmp_path / "mine" / "coding" / "double-it.toml").unlink()
        coding_desk.settings.change(questions="")
        await pilot.press("space")
        await settle(pilot, lambda: name(pilot) == "CodingTurnScreen" and "k passes" in text(pilot), 60)
        await press(pilot, "k")
        await settle(pilot, lambda: name(pilot) == "InterviewScreen" and "Ada" in text(pilot))


def test_without_a_screen_a_coding_round_is_told(coding_desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text(SAID, encoding="utf-8")
    interview = coding_desk.interviews.begin("small-company", seed=1)
    done = coding_desk.headless.practise(interview, [tmp_path / "answer.txt"])
    asked, answered, *_ = done.turns
    assert "double a number" in asked.text
    answer = coding_desk.sessions.answer(str(answered.answer_id or asked.answer_id))
    assert answer.question_id == "double-it"
    assert coding_desk.code_answers.journal(answer) is None


def test_a_problem_comes_back_when_it_is_due_and_is_begun_only_on_purpose(coding_desk: Desk) -> None:
    coach = coding_desk.coach
    problem = coding_desk.coding.problems.get("double-it").question
    assert not [step for step in coach.today().agenda.steps if step.question.coded]
    assert coach.drill(CODING).id == "double-it"
    practised(coding_desk.sessions.archive, problem, "2026-11-01T09:00:00+01:00", 40)
    due = [step for step in coach.today().agenda.steps if step.question.coded]
    assert [(step.question.id, step.why) for step in due] == [("double-it", Why.DUE)]


def test_the_map_and_the_trends_know_problems(coding_desk: Desk) -> None:
    problem = coding_desk.coding.problems.get("double-it").question

    def standing() -> tuple[int, int, int | None]:
        found = next(e.standing for e in coding_desk.coach.knowledge_map() if e.topic.id == problem.topic)
        return found.questions, found.practised, found.mastery

    assert standing() == (1, 0, None)
    for days, overall in ((9, 40), (2, 80)):
        at = (NOW - timedelta(days=days)).isoformat()
        practised(coding_desk.sessions.archive, problem, at, overall)
    questions, done, mastery = standing()
    assert (questions, done) == (1, 1)
    assert mastery is not None
    assert mastery > 60
    values = [value.value for value in coding_desk.trends.trend("overall", kind="coding").points]
    assert values == [40, 80]
    assert [(mean.name, mean.answers) for mean in coding_desk.trends.group_means("overall", "kind")] == [
        ("coding", 2)
    ]
    assert coding_desk.coach.best_scores() == {"double-it": 80}


async def test_what_is_due_opens_the_editor_and_a_drill_goes_on_to_the_next_problem(
    coding_desk: Desk, equipment: FakeEquipment
) -> None:
    for question in coding_desk.questions.bank:
        practised(coding_desk.sessions.archive, question, NOW.isoformat(), 90)
    problem = coding_desk.coding.problems.get("double-it").question
    practised(coding_desk.sessions.archive, problem, datetime(2026, 11, 1).astimezone().isoformat(), 40)
    app = make(coding_desk)
    async with running(app, (100, 30)) as pilot:
        app.practise()
        await settle(pilot, lambda: name(pilot) == "CodingScreen", 60)
        app.drill(CODING)
        await settle(pilot, lambda: app.drilling == CODING and name(pilot) == "CodingScreen", 60)
        app.go_on()
        await settle(pilot, lambda: name(pilot) == "CodingScreen", 60)


def test_the_question_of_a_problem_is_kept_with_its_mark_and_others_have_none(coding_desk: Desk) -> None:
    from simulator.model.formats import json_text, question_from_json, question_json

    problem = coding_desk.coding.problems.get("double-it").question
    kept = json.loads(json_text(question_json(problem)))
    assert kept["coded"] is True
    assert question_from_json(kept) == problem
    assert "coded" not in question_json(coding_desk.questions.bank.questions[0])
