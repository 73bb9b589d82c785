"""A candidate who is stuck asks for hints by a key; the answer and its scorecard say how many there were."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from canned import BIAS, CHURN, SAID, STORY
from driving import (
    CHURN_ASKED,
    done,
    latest,
    listening,
    make,
    name,
    press,
    reach,
    rehearsal,
    running,
    settle,
    speaking,
    text,
    until,
)
from fakes import FakeEquipment
from stored import furnish
from textual.pilot import Pilot
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from simulator.cli.main import main
from simulator.model.errors import ExitCode
from simulator.model.records import AnswerRecord
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

NARROW = (80, 24)
FIRST, SECOND, THIRD = "What would you ask [b]first[/b]?", "When was each value known?", "What may it cost?"
BRIEF = "A disagreement: tell me."
HINTED = replace(CHURN, hints=(FIRST, SECOND, THIRD))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped, made small; one question has hints."""
    return furnish(tmp_path_factory.mktemp("hinted"), (BIAS, HINTED, replace(STORY, short=BRIEF)))


async def your_turn(pilot: Pilot[None], equipment: FakeEquipment) -> None:
    await settle(pilot, lambda: equipment.sound.playing)
    equipment.sound.end()
    await reach(pilot, Phase.YOUR_TURN)


async def hinted(pilot: Pilot[None], count: int) -> None:
    """The key is pressed, and that many hints are shown."""
    await press(pilot, "h")
    await until(pilot, lambda view: view.hints_used == count)


def footer(pilot: Pilot[None]) -> list[str]:
    """The keys that the footer shows whole."""
    line = pilot.app.screen.query_one(Footer)
    keys = [key for key in line.query(FooterKey) if key.display]
    assert [key.description for key in keys if not line.region.contains_region(key.region)] == []
    return [key.description for key in keys]


def given(desk: Desk) -> AnswerRecord:
    """The answer that was begun last."""
    return max(
        (
            answer
            for session in desk.sessions.all(sample=False)
            for answer in desk.sessions.answers(session.id)
        ),
        key=lambda answer: answer.id,
    )


async def test_hints_are_shown_one_by_one_said_while_thinking_and_kept_with_the_answer(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        assert "Hint" not in footer(pilot)  # the interviewer still speaks
        await your_turn(pilot, equipment)
        assert "Hint" in footer(pilot)
        await hinted(pilot, 1)
        assert f"hint 1 of 3: {FIRST}" in text(pilot)
        assert SECOND not in text(pilot)
        await settle(pilot, lambda: equipment.said[-1] == FIRST and equipment.sound.playing)
        await press(pilot, "space")  # nothing of the hint is recorded
        await until(pilot, lambda view: view.phase is Phase.LISTENING and view.answer_id is not None)
        assert not equipment.sound.playing
        assert given(desk).hints_used == 1
        said = len(equipment.said)
        await hinted(pilot, 2)
        assert FIRST in text(pilot)
        assert f"hint 2 of 3: {SECOND}" in text(pilot)
        assert "Hint" in footer(pilot)
        await settle(pilot, lambda: given(desk).hints_used == 2)
        assert len(equipment.said) == said
        await done(pilot, equipment)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        assert "answered with 2 hints" in text(pilot)
        assert given(desk).hints_used == 2


async def test_when_all_hints_were_given_the_key_is_gone(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await listening(pilot, equipment)
        await hinted(pilot, 1)
        await press(pilot, "p")
        await reach(pilot, Phase.PAUSED)
        assert "Hint" in footer(pilot)
        await hinted(pilot, 2)
        await hinted(pilot, 3)
        assert f"hint 3 of 3: {THIRD}" in text(pilot)
        assert "Hint" not in footer(pilot)
        await press(pilot, "h")
        assert rehearsal(pilot).view.hints_used == 3
        await settle(pilot, lambda: given(desk).hints_used == 3)


async def test_a_dropped_take_leaves_its_hints_to_the_next_and_a_typed_answer_has_them_too(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await listening(pilot, equipment)
        await hinted(pilot, 1)
        await press(pilot, "escape")
        await reach(pilot, Phase.YOUR_TURN)
        assert FIRST in text(pilot)
        await press(pilot, "t")
        assert FIRST in text(pilot)
        assert "Hint" not in footer(pilot)
        await press(pilot, "h")  # a letter of the answer now
        assert rehearsal(pilot).view.hints_used == 1
        pilot.app.screen.typed.area.text = SAID
        await press(pilot, "ctrl+s")
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        assert "answered with 1 hint" in text(pilot)
        assert given(desk).hints_used == 1


async def test_another_take_begins_without_hints(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await listening(pilot, equipment)
        await hinted(pilot, 1)
        await done(pilot, equipment)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        await press(pilot, "a")
        await reach(pilot, Phase.YOUR_TURN)
        assert "hint 1 of 3" not in text(pilot)
        await speaking(pilot)
        await done(pilot, equipment)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        assert "hint" not in text(pilot)
        assert given(desk).hints_used == 0


async def test_a_question_without_hints_offers_none(desk: Desk, equipment: FakeEquipment) -> None:
    start = replace(CHURN_ASKED, question_id=BIAS.id)
    async with running(make(desk, start), NARROW) as pilot:
        await listening(pilot, equipment)
        assert "Hint" not in footer(pilot)
        await press(pilot, "h")
        assert rehearsal(pilot).view.hints_used == 0


async def test_the_help_names_the_key(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, CHURN_ASKED), (120, 60)) as pilot:
        await press(pilot, "f1")
        assert "Have the interviewer help a little" in text(pilot)


def test_sessions_show_says_how_many_hints_there_were(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    plain, answer = desk.sessions.answers(latest(desk).session_id)
    desk.sessions.archive.hinted(answer.id, 2)
    desk.sessions.archive.close()
    assert main(["sessions", "show", answer.session_id]) == ExitCode.DONE
    first, second = (
        line for line in capsys.readouterr().out.splitlines() if line.startswith((plain.id, answer.id))
    )
    assert "hint" not in first
    assert "with 2 hints" in second
    assert main(["sessions", "show", answer.session_id, "--json"]) == ExitCode.DONE
    shown = json.loads(capsys.readouterr().out)["answers"]
    assert [one["hints_used"] for one in shown] == [0, 2]


async def test_in_an_interview_every_key_fits_and_the_brisk_one_asks_the_short_form(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk), NARROW) as pilot:
        await press(pilot, "i", "enter", "space")
        await your_turn(pilot, equipment)
        assert "Walk me through how you would build a model to predict" in text(pilot)
        assert "Hint" in footer(pilot)
        await speaking(pilot)
        assert "Hint" in footer(pilot)
        await hinted(pilot, 1)
        assert FIRST in text(pilot)
        await press(pilot, "f1")
        assert "Have the interviewer help a little" in text(pilot)
        await press(pilot, "escape")
        await done(pilot, equipment)
        await settle(pilot, lambda: name(pilot) == "ReviewScreen")
        assert "answered with 1 hint" in text(pilot)
        await press(pilot, "n")
        await settle(pilot, lambda: name(pilot) == "TurnScreen")
        assert "hint 1 of" not in text(pilot)
        await press(pilot, "k")
        await settle(pilot, lambda: "Marek, the engineer" in text(pilot))
        await press(pilot, "space")
        await settle(pilot, lambda: BRIEF in text(pilot))
        assert STORY.prompt not in text(pilot)
        await settle(pilot, lambda: any(BRIEF in said for said in equipment.said))
        await your_turn(pilot, equipment)
        await speaking(pilot)
        question = desk.sessions.question_of(given(desk))
        assert question is not None
        assert (question.id, question.prompt) == (STORY.id, BRIEF)
