"""Every screen by its keys, over the real desk and fake devices."""

from __future__ import annotations

from datetime import datetime

import pytest
from canned import BIAS, CHURN, HEARD
from driving import (
    CHURN_ASKED,
    latest,
    make,
    name,
    paste,
    press,
    reach,
    rehearsal,
    running,
    settle,
    speaking,
    text,
    until,
)
from fakes import NO_MICROPHONE, FakeEquipment
from judging import judging
from textual.widgets import Select

from simulator.model.records import AnswerState
from simulator.speech.ports import HEARING_RATE
from simulator.ui.app import Start
from simulator.ui.screens.questions import QuestionList, QuestionsScreen
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.sitting import BYTES_PER_SAMPLE
from simulator.use_cases.values import Phase

SIZES = [(80, 24), (120, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_home_says_what_to_do_next_and_shows_recent_sessions(desk: Desk, size: tuple[int, int]) -> None:
    async with running(make(desk), size) as pilot:
        shown = text(pilot)
        assert BIAS.prompt[:40] in shown
        assert "you scored 49 last time" in shown.casefold()
        assert "76 mean of 2   ▲ 18   20 Nov      Walk me through" in shown
        assert "latest 71" in shown


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("enter", "PracticeScreen"),
        ("b", "QuestionsScreen"),
        ("h", "SessionsScreen"),
        ("s", "SettingsScreen"),
        ("f2", "SettingsScreen"),
    ],
)
async def test_home_leads_everywhere_and_escape_leads_back(desk: Desk, key: str, screen: str) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, key)
        assert name(pilot) == screen
        await press(pilot, "escape")
        assert name(pilot) == "HomeScreen"


@pytest.mark.parametrize("key", ["enter", "b", "h", "s"])
async def test_f1_helps_on_every_screen(desk: Desk, key: str) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "f1")
        assert name(pilot) == "HelpScreen"
        await press(pilot, "escape", key)
        below = name(pilot)
        await press(pilot, "f1")
        assert name(pilot) == "HelpScreen"
        await press(pilot, "escape")
        assert name(pilot) == below


async def test_an_unfinished_answer_is_offered(desk: Desk) -> None:
    cut_off(desk)
    async with running(make(desk)) as pilot:
        assert "! An answer of 20 Nov was cut off before it was heard. It is kept." in text(pilot)


def cut_off(desk: Desk) -> None:
    """A recording that nobody came to hear."""
    before = latest(desk)
    answer = desk.sessions.archive.start_answer(
        before.session_id,
        question_id=CHURN.id,
        question_json=before.question_json,
        audience=CHURN.audience,
        has_audio=True,
        now=datetime.fromisoformat(before.started_at),
    )
    assert answer.audio is not None
    assert answer.state is AnswerState.RECORDING
    answer.audio.write_bytes(bytes(47 * HEARING_RATE * BYTES_PER_SAMPLE))


async def test_practice_goes_from_the_question_to_the_scorecard_by_keys(
    desk: Desk, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED)) as pilot:
        assert "interviewer" in text(pilot)
        await settle(pilot, lambda: equipment.sound.playing)
        assert equipment.said == [CHURN.prompt]
        equipment.sound.end()
        await reach(pilot, Phase.YOUR_TURN)
        assert "your turn" in text(pilot).casefold()
        await speaking(pilot)
        assert "listening" in text(pilot)
        await press(pilot, "p")
        await reach(pilot, Phase.PAUSED)
        assert "paused" in text(pilot)
        await press(pilot, "p")
        await reach(pilot, Phase.LISTENING)
        await press(pilot, "space")
        await reach(pilot, Phase.HEARING)
        await settle(pilot, lambda: equipment.hearing.finished == 1)
        equipment.hearing.understand(HEARD)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        answer = desk.sessions.answer(str(rehearsal(pilot).view.answer_id))
        assert answer.state is AnswerState.SCORED
        assert answer.audio is not None
        assert answer.audio.suffix == ".flac"


async def test_discarding_a_long_take_asks_first(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, CHURN_ASKED)) as pilot:
        await speaking(pilot)
        equipment.sound.recorded_s = 30.0
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        assert rehearsal(pilot).view.take_open
        await press(pilot, "escape")
        assert rehearsal(pilot).view.take_open
        equipment.sound.recorded_s = 1.0
        await press(pilot, "escape")
        await until(pilot, lambda view: not view.take_open)


async def test_trouble_with_the_microphone_says_so_and_an_answer_can_be_typed(
    desk: Desk, equipment: FakeEquipment
) -> None:
    equipment.sound.missing = NO_MICROPHONE
    async with running(make(desk, CHURN_ASKED)) as pilot:
        await press(pilot, "space")
        await reach(pilot, Phase.TROUBLE)
        assert "No microphone was found. Plug one in." in text(pilot)
        await press(pilot, "t")
        pilot.app.screen.query_one("#typed-text").text = "word " * 20
        await press(pilot, "ctrl+s")
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        answer = desk.sessions.answer(str(rehearsal(pilot).view.answer_id))
        assert answer.audio is None
        assert answer.transcript is not None
        assert answer.transcript.verbatim == ("word " * 20).strip()


async def test_what_is_wrong_in_the_settings_file_is_said(desk: Desk) -> None:
    desk.settings.problems = ("settings.toml, line 2: [b]volume[/b] is unknown.",)
    async with running(make(desk)) as pilot:
        assert [note.message for note in pilot.app._notifications] == list(desk.settings.problems)


async def test_what_was_typed_is_there_again_until_it_is_handed_in(desk: Desk) -> None:
    async with running(make(desk, CHURN_ASKED)) as pilot:
        await press(pilot, "t", *"half")
        await paste(pilot, " an answer")
        await press(pilot, "escape")
        await settle(pilot, lambda: desk.drafts.of(CHURN.id) == "half an answer")
        await press(pilot, "escape")
        await settle(pilot, lambda: rehearsal(pilot).view.phase is Phase.ENDED)
        pilot.app.practise(CHURN.id)
        await until(pilot, lambda view: view.phase is Phase.ASKING)
        await press(pilot, "t")
        assert pilot.app.screen.query_one("#typed-text").text == "half an answer"
        await paste(pilot, " word" * 15)
        await settle(pilot, lambda: desk.drafts.of(CHURN.id).endswith(" word"))
        await press(pilot, "ctrl+s")
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        await settle(pilot, lambda: desk.drafts.of(CHURN.id) == "")


async def test_leaving_practice_closes_the_rehearsal(desk: Desk) -> None:
    async with running(make(desk, CHURN_ASKED)) as pilot:
        await press(pilot, "escape")
        await settle(pilot, lambda: rehearsal(pilot).view.phase is Phase.ENDED)
        assert name(pilot) == "HomeScreen"


@pytest.mark.parametrize("size", SIZES)
async def test_the_scorecard_shows_three_numbers_and_the_speakers_words(
    desk: Desk, size: tuple[int, int]
) -> None:
    record = latest(desk)
    assert record.scorecard is not None
    app = make(desk)
    async with running(app, size) as pilot:
        app.scorecard(record.id)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        shown = text(pilot)
        assert str(record.scorecard.overall) in shown
        for dimension in ("clarity", "structure", "content"):
            assert dimension in shown
        assert record.scorecard.improvements[0].text[:20] in shown


async def test_enter_on_a_remark_plays_that_second(desk: Desk, equipment: FakeEquipment) -> None:
    record = latest(desk)
    assert record.scorecard is not None
    app = make(desk)
    async with running(app) as pilot:
        app.scorecard(record.id)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        await press(pilot, "enter")
        start_s = record.scorecard.improvements[0].start_s
        assert start_s is not None
        (played,) = equipment.sound.played
        assert played.sound == record.audio
        assert abs(played.start_s - start_s) <= 1.0
        await press(pilot, "r")
        assert name(pilot) == "ReplayScreen"


async def test_replay_plays_pauses_and_seeks(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, Start(screen="replay", answer_id=latest(desk).id))) as pilot:
        await press(pilot, "space")
        assert desk.player.playing
        await press(pilot, "right")
        assert equipment.sound.played[-1].start_s == pytest.approx(5.0, abs=0.5)
        await press(pilot, "space")
        assert not desk.player.playing


async def test_replay_says_why_nothing_is_heard(desk: Desk, equipment: FakeEquipment) -> None:
    async with running(make(desk, Start(screen="replay", answer_id=latest(desk).id))) as pilot:
        await press(pilot, "space")
        equipment.sound.lose_speaker("No speaker was found.")
        pilot.app.screen.poll()
        await settle(pilot)
        assert "No speaker was found." in text(pilot)
        assert "paused" in text(pilot)
        assert "playing" not in text(pilot)


async def test_sessions_are_searched_opened_and_deleted_only_after_asking(desk: Desk) -> None:
    before = desk.sessions.all()
    async with running(make(desk)) as pilot:
        await press(pilot, "h", "d")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "escape")
        assert desk.sessions.all() == before
        await press(pilot, "d")
        await press(pilot, "y")
        assert desk.sessions.all() == before[1:]
        await press(pilot, "enter")
        assert name(pilot) == "ScorecardScreen"
        await press(pilot, "escape", "slash", *"about", "enter")
        assert "2 of 6 sessions" in text(pilot)


async def test_questions_are_searched_and_practised(desk: Desk) -> None:
    async with running(make(desk)) as pilot:
        await press(pilot, "b", "slash", *"churn")
        assert "1 of" in text(pilot)
        await press(pilot, "enter")
        if name(pilot) != "PracticeScreen":
            await press(pilot, "enter")
        assert name(pilot) == "PracticeScreen"
        assert rehearsal(pilot).view.question.id == "churn-model"


async def test_markup_in_questions_and_answers_stays_text(desk: Desk) -> None:
    async with running(make(desk, Start(screen="practice", question_id="bias-variance"))) as pilot:
        assert "[red]colleague[/red]" in text(pilot)


async def test_the_theme_is_changed_in_the_settings(desk: Desk) -> None:
    desk.settings.change(theme="day")
    async with running(make(desk)) as pilot:
        assert pilot.app.theme == "day"
        assert not pilot.app.current_theme.dark


async def test_the_second_judge_is_shown_beside_the_scorecard(desk: Desk) -> None:
    verdict = {
        "level": 4,
        "points": [
            {"id": "define", "made": True, "quote": "what churn means for this business"},
            {"id": "cost", "made": True, "quote": "nobody said this"},
        ],
        "follow_ups": [{"ask": "Why [b]thirty[/b] days?", "quote": "thirty days of silence"}],
    }
    with judging(verdict) as address:
        desk.settings.change(second_judge=address)
        async with running(make(desk)) as pilot:
            await press(pilot, "h", "enter", "o")
            assert name(pilot) == "SecondScreen"
            shown = text(pilot)
            assert "4 of 5" in shown
            assert "what churn means" in shown
            assert "Why [b]thirty[/b] days?" in shown
            assert "1 claim quoting words that were not said" in shown
            await press(pilot, "escape")
            desk.settings.change(second_judge="")
            await press(pilot, "o")
            assert name(pilot) == "ScorecardScreen"
            assert any("There is no second judge." in note.message for note in pilot.app._notifications)


async def test_questions_come_easy_first_and_can_be_sorted_and_filtered_by_what_is_done(desk: Desk) -> None:
    async with running(make(desk), (120, 40)) as pilot:
        await press(pilot, "b")
        await settle(pilot, lambda: "easy first" in text(pilot))
        screen = pilot.app.screen
        assert isinstance(screen, QuestionsScreen)
        for label in ("any kind", "any topic", "any stage", "done or not"):
            assert label in text(pilot)
        hardness = [question.difficulty for question in screen.query_one(QuestionList).values]
        assert hardness == sorted(hardness)
        await press(pilot, "o")
        assert [q.difficulty for q in screen.query_one(QuestionList).values] == sorted(hardness)[::-1]
        await press(pilot, "o")
        best = [screen.best.get(q.id, -1) for q in screen.query_one(QuestionList).values]
        assert best == sorted(best)[::-1]
        assert best[0] > 0
        screen.query_one("#done", Select).value = "not yet"
        await settle(pilot)
        assert not {q.id for q in screen.query_one(QuestionList).values} & set(screen.best)
        await press(pilot, "c")
        assert len(screen.query_one(QuestionList).values) == len(screen.everything)
        assert "any stage" in text(pilot)
