"""How long a silence may last before it ends an answer, second by second."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Phase, View
from simulator.model.question import Kind, Question
from simulator.model.transcript import Word
from simulator.use_cases.practise.hands_free import (
    COUNTED_S,
    LEAST_COUNTED_S,
    TICK_S,
    UNKNOWN_S,
    HandsFree,
)

SAID = (Word(text="So"), Word(text="that"), Word(text="is"), Word(text="it."))
VOICE, HUM, STILL = 0.3, 0.06, 0.001


@dataclass
class Room:
    """A microphone in a room, and what the watcher sends; time passes as the test says."""

    wait_s: float = 4.0
    recorded_s: float = 0.0
    level: float = 0.0
    sent: list[tuple[float, type]] = field(default_factory=list)
    phase: Phase = Phase.LISTENING

    def __post_init__(self) -> None:
        question = Question(id="q", kind=Kind.EXPLAIN, prompt="What is dropout?", key_points=())
        self.watcher = HandsFree(
            self,
            lambda: View(phase=self.phase, question=question, answer_id="1"),
            lambda event: self.sent.append((round(self.recorded_s, 2), type(event))),
            lambda words: self.wait_s if words[-1] == "it." else 9.0,
        )

    def passes(self, seconds: float, level: float = STILL) -> None:
        self.level = level
        for _ in range(round(seconds / TICK_S)):
            self.recorded_s += TICK_S
            self.watcher.tick()

    def spoken(self, seconds: float = 5.0, words: tuple[Word, ...] = SAID) -> float:
        """Speech, then a second of silence after which the ear tells of it; the second when it ended."""
        self.passes(seconds, VOICE)
        ended_s = self.recorded_s
        self.passes(1.0)
        self.watcher.paused(words, ended_s)
        return ended_s

    def times(self, event: type) -> list[float]:
        return [at_s for at_s, kind in self.sent if kind is event]


def test_a_finished_thought_ends_the_answer_after_its_silence() -> None:
    room = Room()
    ended_s = room.spoken()
    room.passes(6.0)
    assert room.times(talk.Ending) == [pytest.approx(ended_s + 4.0 - COUNTED_S + 0.05, abs=0.11)]
    assert room.times(talk.RanOut) == [pytest.approx(ended_s + 4.0, abs=0.11)]


def test_an_open_thought_gets_more_time() -> None:
    room = Room()
    ended_s = room.spoken(words=(*SAID[:2], Word(text="because")))
    room.passes(12.0)
    assert room.times(talk.RanOut) == [pytest.approx(ended_s + 9.0, abs=0.11)]


def test_a_sound_stops_the_countdown_and_the_silence_begins_anew() -> None:
    room = Room()
    room.spoken()
    room.passes(2.0)
    room.passes(0.2, HUM)
    hummed_s = room.recorded_s
    assert len(room.times(talk.Stirred)) == 1
    room.passes(UNKNOWN_S + 1.0)
    assert room.times(talk.RanOut) == [pytest.approx(hummed_s + UNKNOWN_S, abs=0.11)]


def test_who_speaks_on_is_judged_by_what_they_said_then() -> None:
    room = Room()
    room.spoken()
    room.passes(1.5)
    again_s = room.spoken(words=(*SAID, Word(text="and")))
    room.passes(12.0)
    assert room.times(talk.RanOut) == [pytest.approx(again_s + 9.0, abs=0.11)]


def test_a_key_holds_this_pause_for_good_and_no_other() -> None:
    room = Room()
    room.spoken()
    room.passes(2.0)
    room.watcher.stay()
    room.passes(60.0)
    assert room.times(talk.RanOut) == []
    room.spoken()
    room.passes(5.0)
    assert len(room.times(talk.RanOut)) == 1


def test_news_of_the_pause_that_comes_late_still_leaves_time_to_stir() -> None:
    room = Room()
    room.passes(5.0, VOICE)
    ended_s = room.recorded_s
    room.passes(7.0)
    room.watcher.paused(SAID, ended_s)
    told_s = room.recorded_s
    room.passes(3.0)
    assert room.times(talk.RanOut) == [pytest.approx(told_s + LEAST_COUNTED_S, abs=0.16)]


def test_a_room_that_is_never_still_is_told_from_a_sound() -> None:
    room = Room()
    room.passes(5.0, VOICE)
    ended_s = room.recorded_s
    room.passes(1.0, 0.05)
    room.watcher.paused(SAID, ended_s)
    room.passes(8.0, 0.05)
    assert len(room.times(talk.RanOut)) == 1


def test_nothing_ends_before_a_word_was_said() -> None:
    room = Room()
    room.passes(2.0)
    room.watcher.paused((), 0.5)
    room.passes(60.0)
    assert room.sent == []


def test_a_pause_is_forgotten_when_nobody_listens_any_more() -> None:
    room = Room()
    room.spoken()
    room.phase = Phase.PAUSED
    room.passes(1.0)
    room.phase = Phase.LISTENING
    room.passes(60.0)
    assert room.times(talk.RanOut) == []
