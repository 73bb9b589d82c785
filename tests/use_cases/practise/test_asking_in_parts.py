"""A long question is asked part by part: with fakes for voice and loudspeaker."""

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from simulator.interview.exchange.clarifying import UnderstoodQuestion
from simulator.model import settings
from simulator.model.errors import MissingPartError
from simulator.model.scorecard import Audience
from simulator.speech.ports import AudioEvent, Utterance
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.values import Phase, View, intents

FIRST, REST = Path("first.wav"), Path("rest.wav")


class Loudspeaker:
    def __init__(self) -> None:
        self.played: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self.stopped: queue.SimpleQueue[bool] = queue.SimpleQueue()

    def play(self, sound: Path) -> None:
        self.played.put(sound)

    def stop_playing(self) -> None:
        self.stopped.put(True)


class Asking:
    """A rehearsal whose voice speaks in two parts."""

    def __init__(self, prepare: Callable[[str], Iterator[Utterance]]) -> None:
        self.loudspeaker = Loudspeaker()
        self.views: queue.SimpleQueue[View] = queue.SimpleQueue()
        nothing = cast("Any", None)
        self.rehearsal = Rehearsal(
            Desk(settings.load()).questions.get("churn-model"),
            listener=self.views.put,
            audio=cast("Any", self.loudspeaker),
            ear=nothing,
            prepare=prepare,
            takes=nothing,
            audience=Audience.SOFTWARE_ENGINEER,
            understand=lambda _: UnderstoodQuestion(is_clarifying_question=False),
        )
        self.rehearsal.start()

    def played(self) -> Path:
        return self.loudspeaker.played.get(timeout=5)

    def sounded(self) -> None:
        self.rehearsal.on_audio(AudioEvent(kind="played"))

    def your_turn(self) -> View:
        while (view := self.views.get(timeout=5)).phase is not Phase.YOUR_TURN:
            pass
        return view


def part(path: Path, *, goes_on: bool = False) -> Utterance:
    return Utterance(path=path, duration_s=1, voice="a voice", goes_on=goes_on)


def two_parts(_text: str) -> Iterator[Utterance]:
    yield part(FIRST, goes_on=True)
    yield part(REST)


def test_the_rest_follows_when_the_first_part_was_heard() -> None:
    asking = Asking(two_parts)
    assert asking.played() == FIRST
    assert asking.loudspeaker.played.empty()
    asking.sounded()
    assert asking.played() == REST
    assert asking.rehearsal.view.phase is Phase.ASKING
    asking.sounded()
    asking.your_turn()
    asking.rehearsal.close()


def test_a_first_part_that_was_skipped_is_followed_by_nothing() -> None:
    asking = Asking(two_parts)
    assert asking.played() == FIRST
    asking.rehearsal.send(intents.Skip())
    asking.your_turn()
    assert asking.loudspeaker.stopped.get(timeout=5)
    asking.sounded()
    for thread in [thread for thread in threading.enumerate() if thread.name == "voice"]:
        thread.join(timeout=5)
    assert asking.loudspeaker.played.empty()
    asking.rehearsal.close()


@pytest.mark.parametrize("kind", ["speaker_lost", "died"])
def test_a_loudspeaker_lost_in_the_first_part_leaves_the_question_to_be_read(kind: str) -> None:
    asking = Asking(two_parts)
    assert asking.played() == FIRST
    asking.rehearsal.on_audio(AudioEvent(kind=kind, detail="It was unplugged."))
    asking.your_turn()
    assert asking.loudspeaker.played.empty()
    asking.rehearsal.close()


def test_a_voice_that_fails_at_the_rest_says_so() -> None:
    def prepare(_text: str) -> Iterator[Utterance]:
        yield part(FIRST, goes_on=True)
        raise MissingPartError("No voice can speak here.")

    asking = Asking(prepare)
    assert asking.played() == FIRST
    assert "No voice can speak here." in asking.your_turn().notice
    asking.rehearsal.close()


def test_no_voice_asks_at_once() -> None:
    asking = Asking(lambda _text: iter(()))
    asking.your_turn()
    asking.rehearsal.close()
