"""Files in place of a microphone, on a disk that is full and with a voice that is over at once."""

import threading
from collections import deque
from pathlib import Path

import numpy as np
import pytest
import soundfile

from simulator.model.errors import ArchiveError
from simulator.speech.audio.file_microphone import FileMicrophone
from simulator.speech.audio.journal import JournalWriter
from simulator.speech.ports import AudioEvent
from simulator.use_cases.practise.headless_driver import Driver


def test_a_full_disk_is_told_and_ends_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_writer: JournalWriter, _samples: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(JournalWriter, "write", full)
    sound = tmp_path / "answer.wav"
    soundfile.write(sound, np.zeros(16_000, dtype=np.float32), 16_000)
    events: list[AudioEvent] = []
    microphone = FileMicrophone([sound], events.append)
    microphone.record(tmp_path / "01.pcm")
    microphone.finish()
    assert [event.kind for event in events] == ["recording", "microphone_lost", "finished"]
    assert isinstance(microphone.error, ArchiveError)
    assert "No space left" in str(microphone.error)


def test_a_question_over_before_the_rehearsal_is_known_is_not_lost() -> None:
    class FakeRehearsal:
        def __init__(self) -> None:
            self.heard: list[AudioEvent] = []

        def on_audio(self, event: AudioEvent) -> None:
            self.heard.append(event)

    driver, rehearsal = Driver(None, deque()), FakeRehearsal()
    voice = threading.Thread(target=driver.on_audio, args=(AudioEvent(kind="played"),), daemon=True)
    voice.start()
    driver.attach(rehearsal)
    voice.join(timeout=5)
    assert [event.kind for event in rehearsal.heard] == ["played"]
