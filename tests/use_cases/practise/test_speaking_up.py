"""Hands-free through a microphone: speaking up silences the voice, and silence ends the answer."""

import queue
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from virtual_sound import VirtualSound, wait_for

from simulator.model import settings
from simulator.speech import floor
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase, View

pytestmark = [pytest.mark.loop, pytest.mark.real]
SPOKEN = Path(__file__).parents[2] / "speech" / "hearing" / "audio" / "hesitant.flac"
HANDS_FREE = {"ending": "by itself", "barge_in": "yes", "headphones": "yes"}
WITHIN_S = 0.3


def test_who_speaks_up_silences_the_voice_their_words_count_and_silence_ends_the_answer(
    virtual_sound: VirtualSound,
) -> None:
    desk = Desk(settings.load(given={"voice": "piper", "model": "tiny.en", **HANDS_FREE}))
    views: queue.SimpleQueue[View] = queue.SimpleQueue()
    seen: list[View] = []

    def until(condition: Callable[[View], object]) -> View:
        while not condition(view := views.get(timeout=60)):
            seen.append(view)
        seen.append(view)
        return view

    try:
        rehearsal = desk.rehearsals.rehearse(
            desk.questions.get("churn-model"), listener=views.put, hands_free=True
        )
        until(lambda view: view.answer_id)
        audio = desk.equipment.audio()
        wait_for(lambda: audio.playing and audio.position_s > 0.5, "the question is not asked")
        virtual_sound.speak(SPOKEN)
        wait_for(lambda: audio.level > 0.03, "the microphone hears nothing")
        heard_at = time.monotonic()
        wait_for(lambda: not audio.playing, "the voice goes on")
        silenced_s = time.monotonic() - heard_at
        until(lambda view: view.phase is Phase.LISTENING)
        assert silenced_s <= WITHIN_S
        final = until(lambda view: view.phase is Phase.SCORED)
        assert any(view.ending for view in seen), "the countdown was not shown"
        answer = desk.sessions.answer(str(final.answer_id))
        assert answer.transcript is not None
        assert answer.audio is not None
        said = re.findall(r"[a-z]+", answer.transcript.text.casefold())
        assert "start with the data" in " ".join(said[:9]), "the first words count too"
        assert "churn" not in said
        assert answer.transcript.replies == (), "the question is no reply"
        assert len(floor.held(floor.marks(answer.audio))) == 1
        assert rehearsal.ends_in_s == 0.0
    finally:
        desk.close()
