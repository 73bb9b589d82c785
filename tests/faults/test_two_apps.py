"""Two copies of the app on one archive at the same time: both work, and neither takes from the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from victim import Part, Victim, microphones
from virtual_sound import VirtualSound

from simulator.model import settings
from simulator.model.records import AnswerState
from simulator.use_cases.desk import Desk

pytestmark = pytest.mark.real


def test_two_interviews_at_once_in_one_archive(
    virtual_sound: VirtualSound,
    short_interview: None,
    said: tuple[Part, ...],
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    pairs = many(0, 10)
    if not pairs:
        pytest.skip("in the long run only; tests/archive/test_faults.py has two programs with less to do")
    with microphones(virtual_sound, 2) as free:
        sounds = [free.get(), free.get()]
        for pair in range(pairs):
            folder = tmp_path / f"{pair}"
            where = {"SIMULATOR_RECORDINGS": str(folder)}
            both = [Victim(s, said, folder / f"reports-{at}", where) for at, s in enumerate(sounds)]
            assert both[0].wait_until("speaking", 2)
            assert both[1].wait_until("speaking", 1)
            desk = Desk(settings.load(given={"recordings": str(folder)}))
            assert desk.unfinished.all() == ()
            assert all(app.wait_until("over") for app in both)
            assert [app.process.wait() for app in both] == [0, 0]
            look_at(desk, both)
            desk.close()
    tally("two copies of the app at once", pairs, "both interviews complete, each with its own answers")


def look_at(desk: Desk, both: list[Victim]) -> None:
    desk.sessions.archive.check()
    sessions = {session.id for session in desk.sessions.all(sample=False)}
    assert {app.said("over")[0] for app in both} == sessions
    for app in both:
        answers = desk.sessions.answers(app.said("over")[0])
        assert [answer.id for answer in answers] == app.said("answered")
        assert [answer.state for answer in answers] == [AnswerState.SCORED] * 2
        assert not any(answer.audio_missing for answer in answers)
    assert desk.unfinished.all() == desk.interviews.left() == ()
