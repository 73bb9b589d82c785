"""The real audio process through the real PortAudio, with a virtual microphone and a virtual speaker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from journals import ended, recorded
from virtual_sound import VirtualSound, is_running, wait_for

from simulator.model.errors import MissingPartError
from simulator.speech.audio.advice import allow
from simulator.speech.audio.journal import length, marks
from simulator.speech.audio.process import AudioProcess
from simulator.speech.audio.watch import MUTED
from simulator.speech.ports import AudioEvent

pytestmark = pytest.mark.real
HERTZ = 440.0


class Machine:
    """An audio process and everything it said."""

    def __init__(self) -> None:
        self.events: list[AudioEvent] = []
        self.audio = AudioProcess(self.events.append)

    def said(self, kind: str) -> list[AudioEvent]:
        return [event for event in self.events if event.kind == kind]

    def await_event(self, kind: str, seconds: float = 30.0, count: int = 1) -> AudioEvent:
        wait_for(lambda: len(self.said(kind)) >= count, f"'{kind}' in {self.events}", seconds)
        return self.said(kind)[-1]

    def child(self) -> psutil.Process:
        assert self.audio._process is not None
        return psutil.Process(self.audio._process.pid)


@pytest.fixture
def machine(virtual_sound: VirtualSound) -> Iterator[Machine]:
    machine = Machine()
    yield machine
    machine.audio.close()


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    path = tmp_path / "tone.wav"
    at = np.arange(3 * 44_100) / 44_100
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * HERTZ * at), 44_100)
    return path


def hertz(samples: np.ndarray, rate: int = 16_000) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples))


def sounding_s(samples: np.ndarray, rate: int) -> float:
    """Seconds in which anything is heard, in steps of 10 ms."""
    blocks = np.abs(samples[: len(samples) // (rate // 100) * (rate // 100)]).reshape(-1, rate // 100)
    return float((blocks.max(axis=1) > 0.02).sum() / 100)


def test_a_tone_is_heard_shown_and_on_disk_within_a_second(
    machine: Machine, virtual_sound: VirtualSound, tone: Path, tmp_path: Path
) -> None:
    journal = tmp_path / "01.pcm"
    machine.audio.record(journal)
    machine.await_event("recording")
    lag, level = [], []
    with virtual_sound.speak(tone) as player:
        while player.poll() is None:
            behind = machine.audio.recorded_s
            lag.append(behind - length(journal) / 16_000)
            level.append(machine.audio.level)
            time.sleep(0.05)
    machine.audio.finish()
    machine.await_event("finished")
    assert max(lag) < 1.0
    assert max(level) == pytest.approx(0.3, abs=0.03)
    samples = recorded(journal)
    assert sounding_s(samples, 16_000) == pytest.approx(3.0, abs=0.1)
    loud = samples[np.abs(samples) > 0.01]
    assert np.sqrt((loud**2).mean()) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)
    assert hertz(samples) == pytest.approx(HERTZ, abs=2)
    assert machine.audio.level == 0.0
    assert [mark["mark"] for mark in marks(journal)] == ["start", "device", "end"]


def test_the_clock_on_the_wall_and_the_journal_agree(machine: Machine, tmp_path: Path) -> None:
    journal = tmp_path / "01.pcm"
    machine.audio.record(journal)
    machine.await_event("recording")
    began, had = time.monotonic(), length(journal)
    wait_for(lambda: length(journal) - had >= 2 * 16_000, "two seconds recorded")
    assert time.monotonic() - began == pytest.approx(2.0, abs=1.0)


def test_nothing_is_written_in_a_pause(machine: Machine, tmp_path: Path) -> None:
    journal = tmp_path / "01.pcm"
    machine.audio.record(journal)
    machine.await_event("recording")
    machine.audio.pause()
    wait_for(lambda: marks(journal)[-1]["mark"] == "pause", "the pause is marked")
    paused_at = length(journal)
    time.sleep(2.0)  # longer than it takes to call a microphone lost
    assert length(journal) == paused_at
    machine.audio.resume()
    wait_for(lambda: length(journal) > paused_at + 8_000, "it goes on")
    machine.audio.finish()
    machine.await_event("finished")
    found = [(mark["mark"], mark["at_sample"]) for mark in marks(journal)]
    assert [name for name, _ in found] == ["start", "device", "pause", "resume", "end"]
    assert found[2][1] == found[3][1] == paused_at
    assert not machine.said("microphone_lost")


def test_a_muted_microphone_is_reported_once(machine: Machine, tmp_path: Path) -> None:
    machine.audio.record(tmp_path / "01.pcm")
    machine.await_event("recording")
    began = time.monotonic()
    assert machine.await_event("warning").detail == f"{MUTED} {allow()}"
    assert time.monotonic() - began < 6
    wait_for(lambda: machine.audio.recorded_s > 6, "some more silence")
    assert len(machine.said("warning")) == 1


def test_unplugged_while_recording_and_plugged_in_again(
    machine: Machine, virtual_sound: VirtualSound, tone: Path, tmp_path: Path
) -> None:
    journal = tmp_path / "01.pcm"
    machine.audio.record(journal)
    wait_for(lambda: machine.audio.recorded_s > 1, "a second is recorded")
    virtual_sound.unplug()
    try:
        lost = machine.await_event("microphone_lost")
    finally:
        virtual_sound.plug()
    assert "unplugged" in lost.detail
    kept = length(journal)
    assert kept >= 16_000
    assert not ended(journal)
    assert not machine.said("finished")
    machine.audio.record(journal)
    machine.await_event("recording", count=2)
    virtual_sound.speak(tone).wait()
    machine.audio.finish()
    machine.await_event("finished")
    assert sounding_s(recorded(journal)[kept:], 16_000) == pytest.approx(3.0, abs=0.15)
    assert [mark["mark"] for mark in marks(journal)] == [
        "start", "device", "lost", "start", "device", "end",
    ]  # fmt: skip


def test_an_answer_whose_microphone_was_lost_can_be_finished(
    machine: Machine, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    journal = tmp_path / "01.pcm"
    machine.audio.record(journal)
    wait_for(lambda: machine.audio.recorded_s > 0.5, "something is recorded")
    virtual_sound.unplug()
    try:
        machine.await_event("microphone_lost")
        machine.audio.pause()
        machine.audio.resume()
        machine.audio.finish()
        machine.await_event("finished")
    finally:
        virtual_sound.plug()
    assert ended(journal)
    assert length(journal) >= 8_000
    assert not machine.said("died")


def test_a_microphone_that_is_not_here_says_so(machine: Machine, tmp_path: Path) -> None:
    machine.audio.record(tmp_path / "01.pcm", "Grandmother's gramophone (ALSA)")
    assert "gramophone" in machine.await_event("microphone_lost").detail
    machine.audio.finish()
    machine.await_event("finished")


def test_a_folder_that_cannot_be_written_says_so(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    machine.audio.record(tmp_path / "file" / "01.pcm")
    assert "cannot be written" in machine.await_event("microphone_lost").detail


def test_devices_are_listed_with_their_defaults(machine: Machine) -> None:
    for refresh in (False, True):
        devices = machine.audio.devices(refresh=refresh)
        assert any(device.is_default_input and device.inputs for device in devices)
        assert any(device.is_default_output and device.outputs for device in devices)
        assert len({device.id for device in devices}) == len(devices)


def test_a_microphone_is_chosen_by_its_stored_id(machine: Machine, tmp_path: Path) -> None:
    pulse = next(device for device in machine.audio.devices() if device.name == "pulse")
    machine.audio.record(tmp_path / "01.pcm", pulse.id)
    machine.await_event("recording")
    assert marks(tmp_path / "01.pcm")[1]["device"] == pulse.id


def test_a_stretch_of_a_file_is_heard_at_the_speaker(
    machine: Machine, virtual_sound: VirtualSound, tone: Path
) -> None:
    with virtual_sound.capture() as captured:
        machine.audio.play(tone, start_s=1.0, end_s=2.5)
        assert machine.audio.playing
        positions = []
        while not machine.said("played"):
            positions.append(machine.audio.position_s)
            time.sleep(0.05)
            assert len(positions) < 200
        time.sleep(0.3)  # what is still on its way through the sound server
    assert positions == sorted(positions)
    assert min(positions) >= 1.0
    assert max(positions) <= 2.5
    assert not machine.audio.playing
    samples, rate = soundfile.read(captured, dtype="float32")
    assert sounding_s(samples, rate) == pytest.approx(1.5, abs=0.1)
    loud = samples[np.abs(samples) > 0.01]
    assert np.sqrt((loud**2).mean()) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)


def test_playing_faster_keeps_the_file_s_time_and_stops(machine: Machine, tone: Path) -> None:
    machine.audio.play(tone, speed=2.0)
    machine.await_event("played")
    assert machine.audio.position_s == pytest.approx(soundfile.info(tone).duration, abs=0.05)
    machine.audio.play(tone, start_s=0.5, speed=0.75)
    wait_for(lambda: machine.audio.position_s > 0.8, "it plays")
    machine.audio.stop_playing()
    wait_for(lambda: not machine.audio.playing, "it stops")
    assert len(machine.said("played")) == 1


def test_a_sound_that_is_not_there_says_so(machine: Machine, tmp_path: Path) -> None:
    machine.audio.play(tmp_path / "nothing.wav")
    assert "cannot be played" in machine.await_event("speaker_lost").detail
    wait_for(lambda: not machine.audio.playing, "it is not playing")


def test_killed_it_says_so_and_the_next_command_starts_it_again(machine: Machine, tmp_path: Path) -> None:
    machine.audio.record(tmp_path / "01.pcm")
    wait_for(lambda: machine.audio.recorded_s > 0.5, "something is recorded")
    machine.child().kill()
    machine.await_event("died")
    kept = length(tmp_path / "01.pcm")
    assert kept >= 8_000
    machine.audio.record(tmp_path / "01.pcm")
    machine.await_event("recording", count=2)
    machine.audio.finish()
    machine.await_event("finished")
    assert length(tmp_path / "01.pcm") > kept
    assert len(machine.said("died")) == 1


def test_killed_while_devices_are_asked_for_nobody_waits(machine: Machine) -> None:
    machine.audio.devices()
    child = machine.child()
    child.suspend()
    threading.Timer(0.3, child.kill).start()
    began = time.monotonic()
    with pytest.raises(MissingPartError):
        machine.audio.devices()
    assert time.monotonic() - began < 10
    assert machine.audio.devices()


def test_close_is_quick_and_keeps_the_journal(machine: Machine, tone: Path, tmp_path: Path) -> None:
    machine.audio.record(tmp_path / "01.pcm")
    wait_for(lambda: machine.audio.recorded_s > 0.5, "something is recorded")
    machine.audio.play(tone)
    child = machine.child()
    began = time.monotonic()
    machine.audio.close()
    assert time.monotonic() - began < 5
    assert not child.is_running()
    assert ended(tmp_path / "01.pcm")
    assert not machine.said("died")


APP = """
import signal, sys, time
from pathlib import Path
from simulator.speech.audio.process import AudioProcess
class Screen:
    def fileno(self): return -1
    def write(self, text): return len(text)
    def flush(self): pass
if __name__ == "__main__":
    assert "sounddevice" not in sys.modules
    sys.stderr = Screen()
    audio = AudioProcess(lambda event: print(event.kind, audio._process.pid, flush=True))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    audio.record(Path(sys.argv[1]))
    time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_however_the_app_ends_the_journal_is_closed_and_no_process_left(
    virtual_sound: VirtualSound, tmp_path: Path, end: signal.Signals
) -> None:
    """The app has a screen's stand-in for stderr, without a file descriptor, as Textual does."""
    script, journal = tmp_path / "app.py", tmp_path / "01.pcm"
    script.write_text(APP)
    app = subprocess.Popen(
        [sys.executable, str(script), str(journal)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert app.stdout is not None
    kind, pid = app.stdout.readline().split()
    assert kind == "recording"
    wait_for(lambda: length(journal) > 8_000, "something is recorded")
    signal_whole_group: Callable[[int, int], None] = os.killpg if end == signal.SIGINT else os.kill
    signal_whole_group(app.pid, end)
    app.wait(timeout=30)
    wait_for(lambda: not is_running(int(pid)), "the audio process ends")
    assert length(journal) > 8_000
    assert ended(journal)


def test_a_speaker_that_goes_away_is_reported_and_recording_still_works(
    machine: Machine, virtual_sound: VirtualSound, tone: Path, tmp_path: Path
) -> None:
    machine.audio.play(tone)
    wait_for(lambda: machine.audio.position_s > 0.5, "it plays")
    virtual_sound.unplug()
    try:
        machine.await_event("speaker_lost")
        wait_for(lambda: not machine.audio.playing, "it is not playing")
    finally:
        virtual_sound.plug()
    machine.audio.record(tmp_path / "01.pcm")
    machine.await_event("recording")
