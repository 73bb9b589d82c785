"""The screens over all that is shipped: every question, the sample; and an archive that cannot be read."""

from pathlib import Path

from driving import DAY, name, press, running, settle, text

from simulator.model.settings import Settings
from simulator.ui.app import Start, build
from simulator.use_cases.desk import Desk


async def test_home_opens_and_lists_the_shipped_questions(tmp_path: Path) -> None:
    desk = Desk(Settings(recordings=str(tmp_path), microphone_checked=True))
    app = build(desk, Start(), today=DAY, ticking=False)
    try:
        async with running(app) as pilot:
            await settle(pilot, lambda: "Looking" not in text(pilot))
            assert desk.coach.suggestion().question.prompt[:40] in text(pilot)
            await press(pilot, "b")
            assert name(pilot) == "QuestionsScreen"
            count = len(desk.questions.matching()) + len(desk.questions.coding.matching())
            assert count >= 24
            assert f"{count} of {count}" in text(pilot)
    finally:
        desk.close()


async def test_the_shipped_sample_opens_as_scorecard_and_as_replay(tmp_path: Path) -> None:
    desk = Desk(Settings(recordings=str(tmp_path), microphone_checked=True))
    app = build(desk, Start(screen="replay", answer_id="sample"), today=DAY, ticking=False)
    try:
        async with running(app) as pilot:
            assert name(pilot) == "ReplayScreen"
            words = desk.sessions.answer("sample").transcript
            assert words is not None
            assert words.words[0].text in text(pilot)
            app.scorecard("sample")
            await settle(pilot, lambda: "Do next" in text(pilot))
    finally:
        desk.close()


async def test_an_archive_that_cannot_be_read_is_said_at_home_until_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"Dear diary, " * 100)
    desk = Desk(Settings(recordings=str(tmp_path), microphone_checked=True))
    app = build(desk, Start(), today=DAY, ticking=False)
    try:
        async with running(app, (80, 24)) as pilot:
            await settle(pilot, lambda: "Looking" not in text(pilot))
            assert "simulator archive recover" in " ".join(text(pilot).replace("│", " ").split())
            path.unlink()
            await press(pilot, "enter")
            assert name(pilot) == "HomeScreen"
            assert desk.coach.suggestion().question.prompt[:30] in text(pilot)
            assert "Enter starts" in text(pilot)
    finally:
        desk.close()
