"""One interview under way: its clock, what is prepared, and how an answer is begun."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from cards import plan, question, round_

from simulator.interview.exchange.machine import Phase as Talk
from simulator.interview.exchange.machine import View, begin
from simulator.interview.process import course as events
from simulator.interview.process.course import Course
from simulator.model import settings
from simulator.model.plan import Manner
from simulator.model.question import Question
from simulator.model.transcript import Word
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.interview_session import Interview, InterviewParts


def parts_of(desk: Desk) -> InterviewParts:
    return InterviewParts(
        sessions=desk.sessions,
        scorer=desk.scorer,
        settings=desk.settings,
        equipment=desk.equipment,
        rehearsals=desk.rehearsals,
    )


def under_way(desk: Desk, **changes: object) -> Interview:
    """An interview whose first question, of 120 seconds, is being answered."""
    item = plan(round_(manner=Manner.TOUGH, may_interrupt=True))
    course: Course = events.begin(item, ((question("one"),),), interruptions=True)
    interview = Interview(parts_of(desk), replace(course, **changes))  # type: ignore[arg-type]
    interview.send(events.GoOn())
    return interview


def listening(*words: Word) -> View:
    return replace(begin(question("one")), phase=Talk.LISTENING, said=words)


def test_time_is_shown_and_spoken_once_only_with_headphones(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    said: list[str] = []
    spoken = threading.Event()

    def say(_self: Interview, sentence: str, _voice: int, _like: str) -> None:
        said.append(sentence)
        spoken.set()

    monkeypatch.setattr(Interview, "_say", say)
    for headphones in ("no", "yes"):
        desk = Desk(settings.load(environment={"SIMULATOR_HEADPHONES": headphones}))
        interview = under_way(desk)
        notes = [interview.moment(listening(), s, 0.5).note for s in (10.0, 80.0, 80.1, 119.9)]
        assert notes == ["", *["Two thirds of the time are used."] * 3]
        assert said == [] or headphones == "yes"
    assert spoken.wait(5)
    assert said == ["Two thirds of the time are used."]


def test_a_ramble_is_interrupted_once_and_a_pause_for_thought_never() -> None:
    desk = Desk(settings.load())
    thinking = under_way(desk)
    thinking.moment(listening(), 150.0, 0.5)
    assert not thinking.moment(listening(), 152.0, 0.001).interrupted
    rambling = under_way(desk)
    assert [rambling.moment(listening(), s, 0.5).interrupted for s in (149.0, 150.0, 150.1)] == [
        False,
        True,
        False,
    ]
    assert rambling.course.interrupted
    assert not under_way(desk, interruptions=False).moment(listening(), 400.0, 0.5).interrupted


def test_while_an_answer_is_given_what_may_come_next_is_turned_into_sound() -> None:
    prepared: queue.Queue[tuple[str, int]] = queue.Queue()
    asked: list[tuple[str, int]] = []

    class Listens:
        def parts(self, text: str, voice: int, like: str = "") -> tuple[()]:
            prepared.put((text, voice))
            return ()

    class Asks:
        def rehearse(self, item: Question, *, listener: Callable[[View], None], **how: Any) -> None:
            asked.append((item.aloud, how["voice"]))
            listener(listening())

    stand_ins: dict[str, Any] = {"equipment": SimpleNamespace(voice=Listens()), "rehearsals": Asks()}
    parts = replace(parts_of(Desk(settings.load())), **stand_ins)
    item = plan(round_("Ada", voice=3))
    course = events.step(events.begin(item, ((question("one"), question("two")),)), events.GoOn())
    Interview(parts, course).rehearse(lambda view: None)
    assert asked == [("I am Ada. How would you build one?", 3)]
    found = {prepared.get(timeout=5) for _ in events.likely_next(course)}
    assert {(turn.aloud, turn.voice) for turn in events.likely_next(course)} == found
    assert any("How would you build two?" in text for text, _ in found)


@pytest.mark.parametrize("fails", ["start_answer", "keep"])
def test_an_answer_is_begun_with_all_that_belongs_to_it_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    desk = Desk(settings.load())
    try:
        course = events.step(events.begin(plan(round_("Ada", voice=0)), ((question("one"),),)), events.GoOn())
        interview = Interview(parts_of(desk), course)
        assert course.turn is not None
        takes = interview._takes(course.turn)
        with monkeypatch.context() as patched:
            archive = desk.sessions.archive
            patched.setattr(archive.courses if fails == "keep" else archive, fails, stop)
            with pytest.raises(KeyboardInterrupt):
                takes.open(False)
        assert interview.session_id is None
        assert desk.sessions.archive.sessions() == ()
        assert not [path for path in desk.sessions.archive.folder.iterdir() if path.is_dir()]
        takes.open(False)
        assert [left.session_id for left in desk.interviews.left()] == [interview.session_id]
    finally:
        desk.close()


def test_an_interviewer_takes_their_leave_in_their_own_voice_and_only_aloud(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: queue.Queue[tuple[str, int]] = queue.Queue()
    monkeypatch.setattr(Interview, "_say", lambda _self, sentence, voice, _like: said.put((sentence, voice)))

    class Asks:
        def rehearse(self, _item: Question, **_how: Any) -> None:
            """Ask nothing."""

    stand_ins: dict[str, Any] = {"rehearsals": Asks()}
    parts = replace(parts_of(Desk(settings.load())), **stand_ins)
    rounds = (round_("Ada", voice=3), round_("Bob"))
    for files in (object(), None):
        course = events.step(
            events.begin(plan(*rounds), ((question("one"),), (question("two"),))), events.GoOn()
        )
        interview = Interview(parts, course)
        interview.rehearse(lambda view: None, audio=files)  # type: ignore[arg-type]
        after = interview.send(events.Pass())
        assert after.farewell
        assert said.empty() or files is None
    assert said.get(timeout=5) == (after.farewell, 3)
