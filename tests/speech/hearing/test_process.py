"""The ear's process: real weights, a growing journal, deaths of every kind."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from virtual_sound import is_running

from simulator.model.errors import BadInputError, MissingPartError
from simulator.model.transcript import Transcript
from simulator.speech.hearing.listening import Pcm
from simulator.speech.hearing.process import EarProcess, hear
from simulator.speech.ports import EarEvent

pytestmark = pytest.mark.real
Speech = Callable[[str], Pcm]
MODEL = "tiny.en"


class Events:
    def __init__(self) -> None:
        self.queue: queue.Queue[EarEvent] = queue.Queue()

    def until(self, kind: str, timeout: float = 60) -> EarEvent:
        deadline = time.monotonic() + timeout
        while True:
            event = self.queue.get(timeout=max(0.01, deadline - time.monotonic()))
            if event.kind == kind:
                return event
            assert event.kind != "failed", event.detail


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def ear(events: Events) -> Iterator[EarProcess]:
    ear = EarProcess("faster-whisper", MODEL, events.queue.put)
    yield ear
    ear.close()


@pytest.fixture(scope="module")
def whole() -> Transcript:
    return hear(Path(__file__).parent / "audio" / "hesitant.flac", model=MODEL)


def append(journal: Path, pcm: Pcm) -> None:
    with journal.open("ab") as file:
        file.write(pcm.astype("<i2").tobytes())


def test_whoever_types_goes_first(ear: EarProcess, events: Events) -> None:
    ear.warm_up()
    events.until("ready")
    assert psutil.Process(ear.pid).nice() > psutil.Process().nice()


def test_a_growing_journal_gives_the_words_of_the_file(
    ear: EarProcess, events: Events, speech: Speech, tmp_path: Path, whole: Transcript
) -> None:
    journal = tmp_path / "take.pcm"
    started = time.monotonic()
    ear.warm_up()
    ear.follow(journal)
    assert time.monotonic() - started < 5
    pcm = speech("hesitant")
    for start in range(0, len(pcm), 24_001):
        append(journal, pcm[start : start + 24_001])
        time.sleep(0.05)  # the microphone's pace, thirty times as fast
    heard = events.until("heard")
    assert heard.words
    assert heard.words == whole.words[: len(heard.words)]
    ear.finish()
    transcript = events.until("transcript").transcript
    assert transcript == whole


def test_after_its_death_the_ear_hears_the_same_again(
    ear: EarProcess, events: Events, speech: Speech, tmp_path: Path, whole: Transcript
) -> None:
    journal = tmp_path / "take.pcm"
    ear.follow(journal)
    events.until("ready")
    pcm = speech("hesitant")
    append(journal, pcm[:120_000])
    assert ear.pid is not None
    os.kill(ear.pid, signal.SIGKILL)
    assert events.until("died").detail
    assert ear.pid is None
    ear.follow(journal)
    append(journal, pcm[120_000:])
    ear.finish()
    assert events.until("transcript").transcript == whole


def test_cancel_is_silent_and_keeps_the_model(
    ear: EarProcess, events: Events, audio: Path, whole: Transcript
) -> None:
    ear.warm_up()
    events.until("ready")
    pid = ear.pid
    ear.hear_file(audio / "plain.flac")
    ear.cancel()
    ear.hear_file(audio / "hesitant.flac")
    assert events.until("transcript").transcript == whole
    assert ear.pid == pid


def test_close_is_quick_even_while_hearing_and_leaves_nobody(
    ear: EarProcess, events: Events, audio: Path
) -> None:
    ear.hear_file(audio / "plain.flac")
    events.until("ready")
    pid = ear.pid
    assert pid is not None
    started = time.monotonic()
    ear.close()
    assert time.monotonic() - started < 5
    assert not is_running(pid)
    ear.close()


PARENT = """
import sys, time
from simulator.speech.hearing.process import EarProcess
ear = EarProcess("faster-whisper", "tiny.en", lambda event: print(event.kind, ear.pid, flush=True))
ear.warm_up()
time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_orphan_is_left_when_the_app_is_killed(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        kind, pid = parent.stdout.readline().split()
        assert kind == "ready"
        child = psutil.Process(int(pid))
        parent.send_signal(how)
        parent.wait(5)
        child.wait(5)


def test_ctrl_c_does_not_reach_the_ear(
    ear: EarProcess, events: Events, audio: Path, whole: Transcript
) -> None:
    ear.warm_up()
    events.until("ready")
    assert ear.pid is not None
    os.kill(ear.pid, signal.SIGINT)
    ear.hear_file(audio / "hesitant.flac")
    assert events.until("transcript").transcript == whole


def test_missing_weights_fail_in_a_sentence_with_the_mend(
    audio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_CACHE", str(tmp_path))
    with pytest.raises(MissingPartError) as failure:
        hear(audio / "plain.flac", model="large-v3")
    assert "simulator models pull large-v3" in failure.value.mend


def test_a_failure_is_told_again_to_who_asks_for_the_rest(
    audio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without weights hearing fails long before the candidate has finished."""
    monkeypatch.setenv("SIMULATOR_CACHE", str(tmp_path))
    events: queue.Queue[EarEvent] = queue.Queue()
    ear = EarProcess("faster-whisper", "large-v3", events.put)
    try:
        ear.follow(audio / "plain.flac")
        for ask in (lambda: None, lambda: None, ear.tell, ear.finish):  # loading fails, and following
            ask()
            event = events.get(timeout=60)
            assert event.kind == "failed"
            assert "simulator models pull large-v3" in event.detail
    finally:
        ear.close()


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    text, empty = tmp_path / "text.wav", tmp_path / "empty.wav"
    text.write_text("This is not sound, although it is called a WAV file.")
    empty.write_bytes(b"")
    for path in (text, empty, tmp_path / "missing.wav", tmp_path):
        with pytest.raises(BadInputError):
            hear(path, model=MODEL)


def test_rates_and_channels_do_not_matter(tmp_path: Path, speech: Speech, whole: Transcript) -> None:
    import soxr

    sound = soxr.resample(speech("hesitant"), 16_000, 44_100)
    soundfile.write(tmp_path / "stereo.wav", np.stack([sound, sound], axis=1), 44_100)
    progress: list[float] = []
    transcript = hear(tmp_path / "stereo.wav", model=MODEL, on_progress=progress.append)
    assert [w.text.lower() for w in transcript.words] == [w.text.lower() for w in whole.words]
    assert progress == sorted(progress)
    assert 0 < progress[-1] <= 1


def test_a_journal_without_its_end_is_heard_as_a_file(
    tmp_path: Path, speech: Speech, whole: Transcript
) -> None:
    journal = tmp_path / "cut.pcm"
    append(journal, speech("hesitant"))
    with journal.open("ab") as file:
        file.write(b"\x01")  # half a sample, as a crash leaves it
    (tmp_path / "cut.marks.jsonl").write_text(json.dumps({"mark": "pause", "at_sample": 10}) + "\n")
    assert hear(journal, model=MODEL) == whole
