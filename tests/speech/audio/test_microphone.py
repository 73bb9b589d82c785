"""A microphone of a fake PortAudio: other rates, silence of a stream, a rate that is not the declared one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

sys.path.insert(0, str(Path(__file__).parent))
from fake_portaudio import FakeDevice, FakePortAudio
from journals import recorded
from virtual_sound import wait_for

from simulator.model.errors import MissingPartError
from simulator.speech.audio import advice, devices, microphone
from simulator.speech.audio.microphone import Microphone
from simulator.speech.audio.pace import Pace
from simulator.speech.audio.player import SoundPlayer
from simulator.speech.ports import AudioEvent

HERTZ = 440.0
Plugged = Callable[..., FakePortAudio]


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Plugged:
    def plug(*there: FakeDevice) -> FakePortAudio:
        sound = FakePortAudio(*there)
        monkeypatch.setattr(devices, "portaudio", lambda: sound)
        return sound

    return plug


class Recording:
    """An open microphone and what it said."""

    def __init__(self, journal: Path) -> None:
        self.events: list[AudioEvent] = []
        self.journal = journal
        self.microphone = Microphone(journal, None, self.events.append, lambda *_: None)

    def said(self, kind: str) -> list[str]:
        return [event.detail for event in self.events if event.kind == kind]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Callable[[], Recording]]:
    opened: list[Recording] = []

    def open_one() -> Recording:
        opened.append(Recording(tmp_path / "01.pcm"))
        return opened[-1]

    yield open_one
    for recording in opened:
        recording.microphone.close()


def tone(rate: int, seconds: float) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * HERTZ * np.arange(int(rate * seconds)) / rate)


def hertz(samples: np.ndarray) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * 16_000 / len(samples))


@pytest.mark.parametrize("moment", ["check", "open", "start"])
@pytest.mark.parametrize("takes", [48_000, 16_000, 8_000])
def test_a_device_that_refuses_its_own_rate_is_opened_at_another(
    plugged: Plugged, record: Callable[[], Recording], moment: str, takes: int
) -> None:
    sound = plugged(FakeDevice("AirPods", takes=(takes,), refuses_at=moment))
    recording = record()
    (stream,) = [stream for stream in sound.streams if stream.active]
    assert stream.samplerate == takes
    stream.send(tone(takes, 1.0))
    recording.microphone.close()
    assert recording.said("finished")
    samples = recorded(recording.journal)
    assert len(samples) == pytest.approx(16_000, abs=200)
    assert hertz(samples) == pytest.approx(HERTZ, abs=2)


@pytest.mark.parametrize("moment", ["check", "open", "start"])
def test_a_speaker_that_refuses_its_own_rate_is_opened_at_another(
    plugged: Plugged, tmp_path: Path, moment: str
) -> None:
    sound = plugged(FakeDevice("AirPods", inputs=0, outputs=2, takes=(48_000,), refuses_at=moment))
    soundfile.write(tmp_path / "tone.wav", tone(22_050, 0.2), 22_050)
    events: list[AudioEvent] = []
    player = SoundPlayer(tmp_path / "tone.wav", 0.0, None, 1.0, None, events.append, lambda *_: None)
    wait_for(lambda: not player.is_playing, "it plays to its end")
    assert [event.kind for event in events] == ["played"]
    assert sound.streams[-1].samplerate == 48_000


def test_a_device_that_refuses_every_rate_is_one_sentence_about_its_own(
    plugged: Plugged, record: Callable[[], Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged(FakeDevice("AirPods", takes=()))
    with pytest.raises(MissingPartError, match="'AirPods' cannot be opened: Invalid sample rate 44100"):
        record()
    monkeypatch.setattr(advice, "system", lambda: advice.WINDOWS)
    with pytest.raises(MissingPartError) as error:
        record()
    assert "Privacy & security > Microphone" in error.value.mend


def test_a_stream_that_never_calls_back_is_told_within_five_seconds_and_others_are_offered(
    plugged: Plugged, record: Callable[[], Recording]
) -> None:
    plugged(
        FakeDevice("Headset", "Windows WASAPI"),
        FakeDevice("Webcam", "Windows WASAPI"),
        FakeDevice("Loudspeakers", "Windows WASAPI", inputs=0, outputs=2),
        FakeDevice("Headset", "MME"),
    )
    recording = record()
    began = time.monotonic()
    wait_for(lambda: bool(recording.said("microphone_lost")), "it is told", 5.0)
    assert time.monotonic() - began < 5.0
    assert recording.said("microphone_lost") == [
        "The microphone was opened, but it sends nothing. "
        "Choose another in the settings: Headset (MME); Webcam (Windows WASAPI)."
    ]


def test_a_headset_that_falls_to_a_third_of_its_rate_is_noticed_and_heard_rightly(
    plugged: Plugged, record: Callable[[], Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(microphone, "time", SimpleNamespace(monotonic=lambda: now))
    sound = plugged(FakeDevice("Headset", rate=48_000))
    recording = record()
    block_s = 2_400 / 16_000
    sent, noticed_at = tone(16_000, 9.0), 0.0
    for start in range(0, len(sent), 2_400):
        sound.streams[-1].send(sent[start : start + 2_400])
        now += block_s
        if noticed_at == 0.0 and recording.microphone._pace.rate == 16_000:
            noticed_at = now
    recording.microphone.close()
    assert 0 < noticed_at <= 3.0
    (warning,) = [sentence for sentence in recording.said("warning") if "samples" in sentence]
    assert "16000 samples a second, not the 48000" in warning
    heard = recorded(recording.journal)[-4 * 16_000 :]
    assert hertz(heard) == pytest.approx(HERTZ, abs=2)


@pytest.mark.parametrize(
    ("rate", "blocks_s"),
    [
        (48_000, [0.05] * 200),  # as declared
        (44_100, [0.05] * 200),  # a clock that is a little off
        (48_000, [0.001] * 20 + [0.05] * 200),  # a backlog comes first
        (48_000, ([0.05] * 10 + [3.0]) * 10),  # the computer sleeps now and then
        (48_000, ([0.05] * 8 + [0.4] + [0.005] * 10) * 20),  # a busy computer
    ],
)
def test_a_busy_computer_is_no_other_rate(rate: int, blocks_s: list[float]) -> None:
    pace, now = Pace(48_000), 0.0
    for seconds in blocks_s:
        now += seconds
        pace.came(round(0.05 * rate), now)
    assert pace.rate == 48_000


def test_a_voice_is_told_once_and_again_after_a_warning(
    plugged: Plugged, record: Callable[[], Recording]
) -> None:
    sound = plugged(FakeDevice("USB microphone", rate=16_000, takes=(16_000,)))
    recording = record()

    def send(samples: np.ndarray) -> None:
        for start in range(0, len(samples), 800):
            sound.streams[-1].send(samples[start : start + 800])

    at = np.arange(4 * 16_000) / 16_000
    speech = 0.3 * np.sin(2 * np.pi * 200 * at) * (np.sin(2 * np.pi * 3 * at) > 0)
    send(np.zeros(4 * 16_000))
    send(np.concatenate([speech, np.zeros(4 * 16_000), speech]))
    recording.microphone.close()
    told = [(event.kind, event.about) for event in recording.events if event.kind in ("warning", "voice")]
    assert told == [("warning", "silence"), ("voice", ""), ("warning", "silence"), ("voice", "")]
    assert recording.said("warning")[0].startswith("The microphone sends only silence: is it muted? If not")
    assert recording.said("warning")[1] == "The microphone sends only silence: is it muted?"
