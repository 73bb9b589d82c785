"""Every screen by its keys, over a fake desk; the conversation behind Practice is the real one."""

from dataclasses import replace
from pathlib import Path

import pytest
from canned import SESSIONS, answer
from driving import make, name, press, running, settle, text
from fakes import CUT_OFF, NO_MICROPHONE, FakeStudio

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Phase
from simulator.model.errors import MissingPartError
from simulator.ui.app import Start

SIZES = [(80, 24), (120, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES)
async def test_home_says_what_to_do_next_and_shows_recent_sessions(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(make(tmp_path), size) as pilot:
        shown = text(pilot)
        assert "predict customer" in shown
        assert "you scored 49 last time" in shown.casefold()
        assert str(SESSIONS[0].overall) in shown


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
async def test_home_leads_everywhere_and_escape_leads_back(tmp_path: Path, key: str, screen: str) -> None:
    async with running(make(tmp_path)) as pilot:
        await press(pilot, key)
        assert name(pilot) == screen
        await press(pilot, "escape")
        assert name(pilot) == "HomeScreen"


@pytest.mark.parametrize("key", ["enter", "b", "h", "s"])
async def test_f1_helps_on_every_screen(tmp_path: Path, key: str) -> None:
    async with running(make(tmp_path)) as pilot:
        await press(pilot, "f1")
        assert name(pilot) == "HelpScreen"
        await press(pilot, "escape", key)
        below = name(pilot)
        await press(pilot, "f1")
        assert name(pilot) == "HelpScreen"
        await press(pilot, "escape")
        assert name(pilot) == below


async def test_a_first_start_checks_the_microphone_once(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.settings.current = replace(desk.settings.current, microphone_checked=False)
    async with running(make(tmp_path, desk=desk)) as pilot:
        assert name(pilot) == "MicrophoneScreen"
        assert len(desk.checks) == 1
        await press(pilot, "enter")
        assert name(pilot) == "HomeScreen"
        assert desk.settings.current.microphone_checked
        assert desk.checks[0].stopped


async def test_without_a_microphone_the_first_start_says_so_and_goes_on(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.settings.current = replace(desk.settings.current, microphone_checked=False)
    desk.missing = NO_MICROPHONE
    async with running(make(tmp_path, desk=desk)) as pilot:
        assert "No microphone was found" in text(pilot)
        await press(pilot, "escape")
        assert name(pilot) == "HomeScreen"


async def test_an_unfinished_answer_is_offered(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.cut_off = [replace(answer(desk.sound), **CUT_OFF)]  # type: ignore[arg-type]
    async with running(make(tmp_path, desk=desk)) as pilot:
        assert "cut off" in text(pilot).casefold() or "finish" in text(pilot).casefold()


async def test_practice_goes_from_the_question_to_the_scorecard_by_keys(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)) as pilot:
        rehearsal = desk.rehearsals[0]
        assert "interviewer" in text(pilot)
        rehearsal.send(talk.Asked())
        await settle(pilot)
        assert "your turn" in text(pilot).casefold()
        await press(pilot, "space")
        rehearsal.send(talk.TakeOpened("20261122-120000-abcd/01"))
        await settle(pilot)
        assert "listening" in text(pilot)
        await press(pilot, "p")
        assert rehearsal.view.phase is Phase.PAUSED
        assert "paused" in text(pilot)
        await press(pilot, "p", "space")
        assert rehearsal.view.phase is Phase.HEARING
        record = answer(desk.sound)
        assert record.scorecard is not None
        rehearsal.send(talk.Judged(record.scorecard, record.id))
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")


async def test_discarding_a_long_take_asks_first(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)) as pilot:
        rehearsal = desk.rehearsals[0]
        await press(pilot, "space")
        rehearsal.elapsed_s = 30.0
        await press(pilot, "escape")
        assert name(pilot) == "ConfirmScreen"
        assert rehearsal.view.take_open
        await press(pilot, "escape")
        assert rehearsal.view.take_open
        rehearsal.elapsed_s = 1.0
        await press(pilot, "escape")
        assert not rehearsal.view.take_open


async def test_trouble_with_the_microphone_says_so_and_an_answer_can_be_typed(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)) as pilot:
        rehearsal = desk.rehearsals[0]
        await press(pilot, "space")
        rehearsal.send(talk.MicrophoneLost("No microphone was found. Plug one in."))
        await settle(pilot)
        assert "No microphone was found" in text(pilot)
        await press(pilot, "t")
        pilot.app.screen.query_one("#typed-text").text = "word " * 20
        await press(pilot, "ctrl+s")
        assert isinstance(rehearsal.sent[-1], talk.TypeAnswer)
        assert rehearsal.view.phase is Phase.HEARING


async def test_what_is_wrong_in_the_settings_file_is_said(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.settings.problems = ("settings.toml, line 2: [b]volume[/b] is unknown.",)
    async with running(make(tmp_path, desk=desk)) as pilot:
        assert [note.message for note in pilot.app._notifications] == list(desk.settings.problems)


async def test_what_was_typed_is_there_again_until_it_is_handed_in(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)) as pilot:
        await press(pilot, "t", *"half an answer")
        await press(pilot, "escape")
        await settle(pilot, lambda: desk.drafts == {"churn-model": "half an answer"})
        await press(pilot, "escape")
        pilot.app.practise("churn-model")
        await settle(pilot, lambda: len(desk.rehearsals) == 2)
        await settle(pilot, lambda: pilot.app.screen.view is not None)
        await press(pilot, "t")
        assert pilot.app.screen.query_one("#typed-text").text == "half an answer"
        await press(pilot, *(" word" * 15))
        await settle(pilot, lambda: desk.drafts["churn-model"].endswith(" word"))
        await press(pilot, "ctrl+s")
        record = answer(desk.sound)
        assert record.scorecard is not None
        desk.rehearsals[1].send(talk.Judged(record.scorecard, record.id))
        await settle(pilot, lambda: desk.drafts == {"churn-model": ""})


async def test_leaving_practice_closes_the_rehearsal(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, Start(screen="practice", question_id="churn-model"), desk)) as pilot:
        await press(pilot, "escape")
        await settle(pilot, lambda: desk.rehearsals[0].closed)
        assert name(pilot) == "HomeScreen"


@pytest.mark.parametrize("size", SIZES)
async def test_the_scorecard_shows_three_numbers_and_the_speakers_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = FakeStudio(tmp_path)
    record = answer(desk.sound)
    assert record.scorecard is not None
    async with running(make(tmp_path, desk=desk), size) as pilot:
        pilot.app.scorecard(record.id)  # type: ignore[attr-defined]
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        shown = text(pilot)
        assert str(record.scorecard.overall) in shown
        for dimension in ("clarity", "structure", "content"):
            assert dimension in shown
        assert record.scorecard.improvements[0].text[:20] in shown


async def test_enter_on_a_remark_plays_that_second(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    record = answer(desk.sound)
    assert record.scorecard is not None
    async with running(make(tmp_path, desk=desk)) as pilot:
        pilot.app.scorecard(record.id)  # type: ignore[attr-defined]
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        await press(pilot, "enter")
        start_s = record.scorecard.improvements[0].start_s
        assert start_s is not None
        assert desk.played
        assert abs(desk.played[0][0] - start_s) <= 1.0
        await press(pilot, "r")
        assert name(pilot) == "ReplayScreen"


async def test_replay_plays_pauses_and_seeks(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    record = answer(desk.sound)
    async with running(make(tmp_path, Start(screen="replay", answer_id=record.id), desk)) as pilot:
        await press(pilot, "space")
        assert desk.player.playing
        await press(pilot, "right")
        assert desk.played[-1][0] == pytest.approx(5.0, abs=0.5)
        await press(pilot, "space")
        assert not desk.player.playing


async def test_replay_says_why_nothing_is_heard(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    record = answer(desk.sound)
    async with running(make(tmp_path, Start(screen="replay", answer_id=record.id), desk)) as pilot:
        await press(pilot, "space")
        desk.player.playing, desk.player.trouble = False, "No speaker was found."
        pilot.app.screen.poll()
        await settle(pilot)
        assert "No speaker was found." in text(pilot)
        assert "paused" in text(pilot)
        assert "playing" not in text(pilot)


async def test_sessions_are_searched_opened_and_deleted_only_after_asking(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    before = len(desk.stored)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "h", "d")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "escape")
        assert len(desk.stored) == before
        await press(pilot, "d")
        await press(pilot, "y")
        assert len(desk.stored) == before - 1
        await press(pilot, "enter")
        assert name(pilot) == "ScorecardScreen"


async def test_questions_are_searched_and_practised(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "b", "slash", *"churn")
        assert "1 of" in text(pilot)
        await press(pilot, "enter")
        if name(pilot) != "PracticeScreen":
            await press(pilot, "enter")
        assert name(pilot) == "PracticeScreen"
        assert desk.rehearsals[0].view.question.id == "churn-model"


async def test_markup_in_questions_and_answers_stays_text(tmp_path: Path) -> None:
    async with running(make(tmp_path, Start(screen="practice", question_id="bias-variance"))) as pilot:
        assert "[red]colleague[/red]" in text(pilot)


async def test_the_theme_is_changed_in_the_settings(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    desk.settings.current = replace(desk.settings.current, theme="day")
    async with running(make(tmp_path, desk=desk)) as pilot:
        assert pilot.app.theme == "day"
        assert not pilot.app.current_theme.dark


async def test_the_second_judge_is_shown_beside_the_scorecard(tmp_path: Path) -> None:
    desk = FakeStudio(tmp_path)
    async with running(make(tmp_path, desk=desk)) as pilot:
        await press(pilot, "h", "enter", "o")
        assert name(pilot) == "SecondScreen"
        shown = text(pilot)
        assert "4 of 5" in shown
        assert "what counts as churn" in shown
        assert "Why [b]thirty[/b] days?" in shown
        await press(pilot, "escape")
        desk.missing = MissingPartError("There is no second judge.", "Name one in the settings.")
        await press(pilot, "o")
        assert name(pilot) == "ScorecardScreen"
