"""A large terminal is used, a small one hides nothing that was asked for, and the palette keeps a picture."""

from __future__ import annotations

from datetime import datetime

import pytest
from canned import BIAS, CHURN, PLAN, STORY, answer, earlier
from driving import make, name, press, running, settle, text
from stored import keep
from textual.widgets import Select, Static

from simulator.model.errors import BadInputError
from simulator.ui.app import SimulatorApp
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.interview_session import course_text
from simulator.use_cases.values import Course, courses

VAST = (200, 50)


async def test_a_large_terminal_shows_the_plan_the_remarks_the_interviewers_and_the_next_questions(
    desk: Desk,
) -> None:
    async with running(make(desk), VAST) as pilot:
        shown = text(pilot)
        for part in ("Today's plan", "From your last answers", "Interviews", "Say what SMOTE is"):
            assert part in shown
        await press(pilot, "i")
        assert " ".join(PLAN.rounds[0].persona.split())[:40] in " ".join(text(pilot).split())
        await press(pilot, "escape", "m")
        await settle(pilot, lambda: "asks" in text(pilot))
        assert pilot.app.screen.has_class("-tall")


async def test_home_of_a_small_terminal_leaves_it_out(desk: Desk) -> None:
    async with running(make(desk), (80, 24)) as pilot:
        assert "From your last answers" not in text(pilot)
        assert "Clarity, last 30 days" in text(pilot)


async def test_a_menu_of_the_settings_opens_in_sight_wherever_the_screen_was_scrolled_to(desk: Desk) -> None:
    async with running(make(desk), (80, 24)) as pilot:
        await press(pilot, "s", "pagedown", "pagedown", "up")
        select = pilot.app.screen.query(Select).first()
        assert select.expanded
        await settle(pilot, lambda: pilot.app.screen.region.contains_region(select.region))
        assert "the system's default" in text(pilot)


async def test_the_help_lists_each_key_once(desk: Desk) -> None:
    async with running(make(desk), (120, 60)) as pilot:
        for keys in (("f1",), ("b", "f1"), ("h", "f1"), ("h", "enter", "f1")):
            await press(pilot, *keys)
            assert name(pilot) == "HelpScreen"
            tables = [str(part.content) for part in pilot.app.screen.query(Static)]
            lines = [line for part in tables[2::2] for line in part.splitlines()]
            listed = [key for line in lines for key in line[:12].split()]
            assert len(listed) == len(set(listed)), keys
            await press(pilot, "escape")
            app = pilot.app
            assert isinstance(app, SimulatorApp)
            app.home()
            await settle(pilot)


async def test_the_palette_keeps_a_picture_of_the_screen(desk: Desk) -> None:
    app = make(desk)
    async with running(app, (80, 24)) as pilot:
        assert "Screenshot" in {command.title for command in app.get_system_commands(app.screen)}
        app.picture()
        folder = desk.sessions.recordings / "reports"
        await settle(pilot, lambda: bool(list(folder.glob("screen-*.svg"))))
        (picture,) = folder.glob("screen-*.svg")
        assert "<svg" in picture.read_text(encoding="utf-8")
        assert str(picture) in "".join(note.message for note in app._notifications)


def left_in_real_mode(desk: Desk) -> str:
    """An interview in real mode that was left after its first answer; the session's id."""
    archive = desk.sessions.archive
    when = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    session = archive.start_session(PLAN.title, PLAN.id, "real", when)
    kept = keep(archive, answer(None), session_id=session.id)
    assert kept.scorecard is not None
    course: Course = courses.begin(PLAN, ((CHURN, BIAS), (STORY,)))
    for event in (courses.GoOn(), courses.Answered(kept.id, kept.scorecard, 60.0)):
        course = courses.step(course, event)
    archive.courses.keep(session.id, course_text(course), over=False)
    return session.id


async def test_an_interview_in_real_mode_shows_its_scores_when_it_is_given_up_and_not_before(
    desk: Desk,
) -> None:
    session_id = left_in_real_mode(desk)
    assert desk.sessions.session(session_id).overall is None
    async with running(make(desk), (120, 40)) as pilot:
        app = pilot.app
        assert isinstance(app, SimulatorApp)
        await press(pilot, "h")
        row = next(line for line in text(pilot).splitlines() if PLAN.title in line)
        assert row.split()[:4] == ["–", "at", "the", "end"]
        app.scorecard(session_id)
        await settle(pilot, lambda: "is not over" in text(pilot))
        assert "clarity" not in text(pilot)
        assert "Not shown yet." in text(pilot)
        assert "i on Home goes on with it, g in History gives it up." in text(pilot)
        assert "takes it again" not in text(pilot)
        await press(pilot, "escape", "g")
        assert name(pilot) == "ConfirmScreen"
        await press(pilot, "y")
        await settle(pilot, lambda: "at the end" not in text(pilot))
    assert desk.sessions.session(session_id).overall is not None
    assert not desk.sessions.held(session_id)


async def test_until_then_no_trend_plan_list_or_comparison_shows_them(
    empty_desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = keep(empty_desk.sessions.archive, earlier(None))
    session_id = left_in_real_mode(empty_desk)
    held = f"{session_id}/01"
    history = empty_desk.sessions.archive.history

    def known() -> list[set[str]]:
        return [
            {take.answer_id for take in history.takes(CHURN.id)},
            {value.answer_id for value in history.values("overall")},
            {value.answer_id for value in history.values("fillers_per_minute")},
            {value.answer_id for value in history.values("clarity", interview=PLAN.id)},
        ]

    assert known() == [{before.id}, {before.id}, {before.id}, set()]
    assert [review.overall for review in history.reviews()] == [58]
    assert [mean.mean for mean in history.group_means("overall", "kind")] == [58]
    assert history.group_means("fillers_per_minute", "interview") == ()
    for answers in ((held, None), (before.id, held)):
        with pytest.raises(BadInputError, match="is not over"):
            empty_desk.comparisons.compare(*answers)
    async with running(make(empty_desk), (120, 40)) as pilot:
        for keys in ((), ("t",), ("escape", "b"), ("l",)):
            await press(pilot, *keys)
            assert "76" not in text(pilot)
    empty_desk.interviews.give_up(session_id)
    both = {before.id, held}
    assert known() == [both, both, both, {held}]


async def test_the_footer_offers_no_play_for_a_typed_answer(desk: Desk) -> None:
    archive = desk.sessions.archive
    when = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
    session = archive.start_session(CHURN.prompt, None, "study", when)
    record = answer(None)
    assert record.transcript is not None
    assert record.scorecard is not None
    typed = archive.start_answer(
        session.id,
        question_id=CHURN.id,
        question_json=None,
        audience=record.audience,
        has_audio=False,
        now=when,
    )
    archive.scored(typed.id, record.transcript, record.scorecard)
    async with running(make(desk), (120, 40)) as pilot:
        app = pilot.app
        assert isinstance(app, SimulatorApp)
        app.scorecard(typed.id)
        await settle(pilot, lambda: "Do next" in text(pilot))
        footer = text(pilot).splitlines()[-1]
        assert "Play" not in footer
        assert "Again" in footer
