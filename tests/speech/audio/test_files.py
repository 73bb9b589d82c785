"""Sound files in: what decodes, and one sentence for what does not."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from journals import ended, recorded

from simulator.model.errors import BadInputError
from simulator.speech.audio.file_microphone import FileMicrophone
from simulator.speech.audio.files import pieces, waveform
from simulator.speech.ports import AudioEvent


def decode(path: Path) -> np.ndarray:
    return np.concatenate([samples for samples, _ in pieces(path)])


def tone(seconds: float, rate: int, hertz: float = 440.0, peak: float = 0.5) -> np.ndarray:
    return (peak * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def loudest_hertz(samples: np.ndarray, rate: int = 16_000) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples))


def encode(path: Path, codec: str, samples: np.ndarray, rate: int) -> None:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="fltp", layout="mono")
        frame.sample_rate = rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize(("name", "channels"), [("a.wav", 1), ("a.flac", 2), ("a.ogg", 1)])
def test_any_rate_and_channels_become_mono_at_16_khz(
    tmp_path: Path, rate: int, name: str, channels: int
) -> None:
    path = tmp_path / name
    soundfile.write(path, np.repeat(tone(2, rate)[:, None], channels, axis=1), rate)
    samples = decode(path)
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(32_000, abs=2)
    assert loudest_hertz(samples) == pytest.approx(440, abs=1)
    assert np.abs(samples).max() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.m4a", "aac"), ("a.webm", "libopus"), ("a.mp3", "libmp3lame")]
)
def test_what_browsers_and_telephones_record_decodes(tmp_path: Path, name: str, codec: str) -> None:
    path = tmp_path / name
    encode(path, codec, tone(2, 48_000), 48_000)
    samples = decode(path)
    assert len(samples) == pytest.approx(32_000, rel=0.06)
    assert loudest_hertz(samples) == pytest.approx(440, abs=3)


def test_samples_that_are_no_numbers_become_silence(tmp_path: Path) -> None:
    samples = tone(1, 48_000)
    samples[100:200] = np.nan
    samples[300] = np.inf
    soundfile.write(tmp_path / "a.wav", samples, 48_000, subtype="FLOAT")
    heard = decode(tmp_path / "a.wav")
    assert np.isfinite(heard).all()
    assert np.abs(heard[8_000:]).max() == pytest.approx(0.5, abs=0.02)


def broken(folder: Path, what: str) -> Path:
    path = folder / f"{what}.wav"
    match what:
        case "empty":
            path.write_bytes(b"")
        case "header":
            soundfile.write(path, np.zeros(0), 16_000)
        case "text":
            path.write_text("um, so the gradient ..." * 50)
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "raw":
            path = folder / "a.raw"
            path.write_bytes(b"\1\2" * 500)
    return path


@pytest.mark.parametrize("what", ["missing", "empty", "header", "text", "folder", "fifo", "raw"])
@pytest.mark.parametrize("reader", [decode, lambda path: waveform(path, 10)])
def test_what_is_no_sound_is_refused_in_one_sentence(tmp_path: Path, what: str, reader: object) -> None:
    with pytest.raises(BadInputError) as refusal:
        reader(broken(tmp_path, what))  # type: ignore[operator]
    assert what in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_the_waveform_shows_where_it_is_loud(tmp_path: Path) -> None:
    loud, soft = tone(1, 16_000, peak=0.8), tone(1, 16_000, peak=0.2)
    soundfile.write(tmp_path / "a.wav", np.concatenate([loud, soft, loud * 0, soft]), 16_000)
    assert waveform(tmp_path / "a.wav", 4) == pytest.approx((1.0, 0.25, 0.0, 0.25), abs=0.01)
    assert len(waveform(tmp_path / "a.wav", 79)) == 79
    assert waveform(tmp_path / "a.wav", 0) == ()


def test_each_file_is_what_the_microphone_hears_next(tmp_path: Path) -> None:
    events: list[AudioEvent] = []
    files = []
    for name, hertz in (("a.wav", 300.0), ("b.flac", 600.0)):
        soundfile.write(tmp_path / name, tone(1, 22_050, hertz), 22_050)
        files.append(tmp_path / name)
    microphone = FileMicrophone(files, events.append)
    for number, hertz in enumerate((300.0, 600.0)):
        journal = tmp_path / f"{number}.pcm"
        microphone.record(journal)
        microphone.finish()
        assert loudest_hertz(recorded(journal)[:16_000]) == pytest.approx(hertz, abs=2)
        assert ended(journal)
        assert microphone.recorded_s == pytest.approx(1.3, abs=0.01)
    assert [event.kind for event in events] == ["recording", "finished"] * 2
    with pytest.raises(BadInputError, match="no further answer"):
        microphone.record(tmp_path / "2.pcm")
