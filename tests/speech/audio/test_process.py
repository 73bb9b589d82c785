"""The audio process with a real PortAudio, a virtual microphone and a virtual speaker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from virtual_sound import VirtualSound, wait_for

from simulator.speech.audio.journal import JournalReader, length, marks
from simulator.speech.audio.process import AudioProcess
from simulator.speech.ports import AudioEvent

pytestmark = pytest.mark.real


class Desk:
    """An audio process and what it said."""

    def __init__(self) -> None:
        self.events: list[AudioEvent] = []
        self.audio = AudioProcess(self.events.append)

    def said(self, kind: str) -> bool:
        return any(event.kind == kind for event in self.events)

    def wait(self, kind: str) -> AudioEvent:
        wait_for(lambda: self.said(kind), f"no {kind!r} in {self.events}")
        return next(event for event in self.events if event.kind == kind)


@pytest.fixture
def desk(virtual_sound: VirtualSound) -> Iterator[Desk]:
    made = Desk()
    yield made
    process = made.audio._process
    made.audio.close()
    assert process is None or not psutil.pid_exists(process.pid)


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    file = tmp_path / "tone.wav"
    soundfile.write(file, 0.3 * np.sin(2 * np.pi * 440 * np.arange(48_000 * 2) / 48_000), 48_000)
    return file


def test_the_devices_are_listed_with_their_defaults(desk: Desk) -> None:
    devices = desk.audio.devices(refresh=True)
    assert [d.name for d in devices if d.is_default_input] == ["default"]
    assert all(d.id and d.rate > 0 for d in devices)


def test_what_the_microphone_hears_is_in_the_journal(
    desk: Desk, virtual_sound: VirtualSound, tone: Path, tmp_path: Path
) -> None:
    journal = tmp_path / "session" / "01.pcm"
    desk.audio.record(journal)
    desk.wait("recording")
    virtual_sound.speak(tone)
    wait_for(lambda: desk.audio.level > 0.2, "the level did not move")
    heard = time.monotonic()
    before = length(journal)
    wait_for(lambda: length(journal) > before + 8_000, "half a second of sound did not reach the disk")
    assert time.monotonic() - heard < 1.5
    wait_for(lambda: desk.audio.recorded_s > 2.5, "recording stopped")
    desk.audio.finish()
    desk.wait("finished")
    samples = JournalReader(journal).read()
    spectrum = np.abs(np.fft.rfft(samples))
    assert abs(np.fft.rfftfreq(len(samples), 1 / 16_000)[spectrum.argmax()] - 440) < 5
    assert (
        1.7
        < (np.abs(samples) > 0.05).sum()
        / (np.abs(0.3 * np.sin(np.linspace(0, 6.28, 1000))) > 0.05).mean()
        / 16_000
        < 2.3
    )
    assert marks(journal)[-1] == {"mark": "end", "at_sample": len(samples)}


def test_a_pause_is_not_recorded(desk: Desk, tmp_path: Path) -> None:
    journal = tmp_path / "01.pcm"
    desk.audio.record(journal)
    wait_for(lambda: desk.audio.recorded_s > 0.3, "nothing was recorded")
    desk.audio.pause()
    wait_for(lambda: any(m["mark"] == "pause" for m in marks(journal)), "the pause was not marked")
    paused_at = length(journal)
    wait_for(lambda: len(desk.audio.devices()) > 0, "the process does not answer while paused")
    desk.audio.resume()
    wait_for(lambda: length(journal) > paused_at + 4_000, "recording did not go on")
    desk.audio.finish()
    desk.wait("finished")
    pause, resume = (next(m for m in marks(journal) if m["mark"] == name) for name in ("pause", "resume"))
    assert resume["at_sample"] - pause["at_sample"] < 2_400


def test_a_silent_microphone_is_noticed_once_within_seconds(desk: Desk, tmp_path: Path) -> None:
    desk.audio.record(tmp_path / "01.pcm")
    assert "muted" in desk.wait("warning").detail
    assert desk.audio.recorded_s < 3.2
    desk.audio.finish()
    desk.wait("finished")
    assert [event.kind for event in desk.events].count("warning") == 1


def test_an_unplugged_microphone_keeps_what_was_heard_and_another_goes_on(
    desk: Desk, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    journal = tmp_path / "01.pcm"
    desk.audio.record(journal)
    wait_for(lambda: desk.audio.recorded_s > 0.5, "nothing was recorded")
    virtual_sound.unplug()
    try:
        desk.wait("microphone_lost")
    finally:
        virtual_sound.plug()
    kept = length(journal)
    assert kept > 8_000
    desk.events.clear()
    desk.audio.record(journal)
    desk.wait("recording")
    wait_for(lambda: length(journal) > kept + 4_000, "the second recording did not append")
    assert "lost" in [m["mark"] for m in marks(journal)]


def test_a_sound_is_played_from_the_second_asked_for(
    desk: Desk, virtual_sound: VirtualSound, tone: Path
) -> None:
    with virtual_sound.capture() as captured:
        desk.audio.play(tone, start_s=1.0)
        wait_for(lambda: desk.audio.position_s > 1.2, "the position did not move")
        desk.wait("played")
        assert not desk.audio.playing
    samples, rate = soundfile.read(captured)
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    assert 0.8 < (loud[-1] - loud[0]) / rate < 1.3
    assert abs(np.sqrt(np.mean(samples[loud[0] : loud[-1]] ** 2)) - 0.3 / np.sqrt(2)) < 0.03


def test_playing_pauses_goes_on_and_stops(desk: Desk, tone: Path) -> None:
    desk.audio.play(tone)
    wait_for(lambda: desk.audio.position_s > 0.3, "it does not play")
    desk.audio.pause_playing()
    wait_for(lambda: len(desk.audio.devices()) > 0, "no answer")
    desk.audio.resume_playing()
    wait_for(lambda: desk.audio.position_s > 0.8, "it did not go on")
    desk.audio.stop_playing()
    wait_for(lambda: not desk.audio.playing, "it did not stop")
    assert not desk.said("played")


def test_a_killed_audio_process_says_so_and_the_next_command_starts_another(
    desk: Desk, tmp_path: Path
) -> None:
    desk.audio.record(tmp_path / "01.pcm")
    desk.wait("recording")
    assert desk.audio._process is not None
    os.kill(desk.audio._process.pid, signal.SIGKILL)
    desk.wait("died")
    assert length(tmp_path / "01.pcm") > 0
    assert desk.audio.devices()


def test_killing_the_app_closes_the_journal_and_leaves_no_process(
    virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    journal = tmp_path / "01.pcm"
    program = tmp_path / "app.py"
    program.write_text(
        "import sys, pathlib, threading\n"
        "from simulator.speech.audio.process import AudioProcess\n"
        "if __name__ == '__main__':\n"
        "    audio = AudioProcess(lambda event: print(event.kind, flush=True))\n"
        "    audio.record(pathlib.Path(sys.argv[1]))\n"
        "    print(audio._process.pid, flush=True)\n"
        "    threading.Event().wait()\n"
    )
    app = subprocess.Popen([sys.executable, str(program), str(journal)], stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    child = psutil.Process(int(app.stdout.readline()))
    assert app.stdout.readline().strip() == "recording"
    app.kill()
    app.wait()
    wait_for(lambda: not child.is_running(), "the audio process outlived the app")
    assert marks(journal)[-1]["mark"] == "end"


def test_without_portaudio_there_is_one_sentence_and_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.errors import MissingPartError
    from simulator.speech.audio import devices

    class Broken:
        def find_spec(self, name: str, *_rest: object) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(MissingPartError) as error:
        devices.devices()
    assert "PortAudio" in str(error.value)
    assert error.value.mend
