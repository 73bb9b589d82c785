"""Asked aloud in an answer, replied to aloud: the loudspeaker's words stay out of the transcript."""

import queue
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from virtual_sound import VirtualSound, wait_for

from simulator.model import settings
from simulator.model.records import AnswerRecord
from simulator.speech import floor
from simulator.speech.hearing.process import hear
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase, View, intents

pytestmark = [pytest.mark.loop, pytest.mark.real]
SPOKEN = Path(__file__).parents[2] / "speech" / "hearing" / "audio" / "hesitant.flac"


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.casefold())


def test_a_question_asked_aloud_is_replied_to_and_the_reply_is_not_the_candidates(
    virtual_sound: VirtualSound,
) -> None:
    loop = ("module-loopback", "source=speaker.monitor", "sink=mic_cable", "latency_msec=30")
    desk = Desk(settings.load(given={"voice": "piper", "model": "tiny.en"}))
    views: queue.SimpleQueue[View] = queue.SimpleQueue()

    def until(condition: Callable[[View], object]) -> View:
        while not condition(view := views.get(timeout=60)):
            pass
        return view

    module = ""
    try:
        asked = desk.equipment.voice.prepare("So, how much data do we have?")
        assert asked is not None
        rehearsal = desk.rehearsals.rehearse(desk.questions.get("churn-model"), listener=views.put)
        rehearsal.send(intents.Skip())
        until(lambda view: view.phase is Phase.YOUR_TURN)
        module = virtual_sound.run("load-module", *loop)
        rehearsal.send(intents.Begin())
        until(lambda view: view.answer_id)
        virtual_sound.speak(asked.path).wait()
        rehearsal.send(intents.Ask())
        replying = until(lambda view: view.phase is Phase.REPLYING)
        assert replying.replies[0].about == "how much data there is"
        wait_for(lambda: rehearsal.level > 0.05, "the loudspeaker does not reach the microphone")
        until(lambda view: view.phase is Phase.LISTENING)
        virtual_sound.speak(SPOKEN).wait()
        rehearsal.send(intents.Done())
        final = until(lambda view: view.phase is Phase.SCORED)
        answer = desk.sessions.answer(str(final.answer_id))
        _check(answer)
    finally:
        if module:
            virtual_sound.run("unload-module", module)
        desk.close()


def _check(answer: AnswerRecord) -> None:
    assert answer.transcript is not None
    assert answer.scorecard is not None
    assert answer.audio is not None
    (reply,) = answer.transcript.replies
    said = words(answer.transcript.text)
    assert "much data do we have" in " ".join(said)
    assert "million" not in said
    assert all(not reply.start_s < (word.start_s or 0) < reply.end_s for word in answer.transcript.words)
    assert answer.scorecard.moves[0].move.value == "clarify"
    sound, rate = soundfile.read(answer.audio)
    inside = sound[int(reply.start_s * rate) : int(reply.end_s * rate)]
    assert abs(inside).max() > 0.05, "the FLAC keeps the reply's sound"
    assert [mark.mark["said"] for mark in floor.held(floor.marks(answer.audio))] == [reply.said]
    later = hear(answer.audio, model=str(answer.transcript.model))
    assert (words(later.text), later.replies) == (said, answer.transcript.replies)
