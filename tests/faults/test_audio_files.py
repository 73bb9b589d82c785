"""Whatever is given as a recording: scored, or one sentence and exit code 3 (no sound) or 6 (no speech)."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile

from simulator.cli.main import main
from simulator.model.errors import BadInputError, ExitCode
from simulator.speech.audio.files import MOST_VALUES, pieces, waveform

SPEECH = Path(__file__).parents[1] / "speech" / "hearing" / "audio" / "plain.flac"
RATES = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 176_400, 192_000)
DEPTHS = ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW")
REFUSALS = (ExitCode.BAD_INPUT, ExitCode.TOO_LITTLE_SPEECH)
Say = Callable[..., None]


def total(path: Path) -> int:
    """Samples at 16 kHz; each is a number between -1 and 1."""
    count = 0
    for samples, share in pieces(path):
        assert np.isfinite(samples).all()
        assert np.abs(samples).max(initial=0.0) <= 1.0
        assert 0.0 <= share <= 1.0
        count += len(samples)
    return count


def speech(seconds: float | None = None) -> np.ndarray:
    samples, rate = soundfile.read(SPEECH, dtype="float32")
    return samples[: int(seconds * rate)] if seconds else samples


def at_rate(samples: np.ndarray, rate: int) -> np.ndarray:
    import soxr

    return np.asarray(soxr.resample(samples, 16_000, rate), dtype=np.float32)


def kinds() -> Iterator[tuple[int, int, str]]:
    return ((rate, channels, depth) for rate in RATES for channels in range(1, 9) for depth in DEPTHS)


def test_every_rate_number_of_channels_and_depth_is_read(
    tmp_path: Path, many: Callable[[int, int], int], tally: Say
) -> None:
    every = sorted(kinds())
    chosen = random.Random(7).sample(every, many(16, len(every)))
    for rate, channels, depth in chosen:
        path = tmp_path / "a.wav"
        samples = np.repeat(at_rate(speech(0.5), rate)[:, None], channels, axis=1)
        soundfile.write(path, samples, rate, subtype=depth)
        assert total(path) == pytest.approx(8_000, abs=4), (rate, channels, depth)
    tally("audio: 8 to 192 kHz, 1 to 8 channels, 8 to 64 bit and float", len(chosen), "every one is read")


@pytest.mark.parametrize("subtype", ["FLOAT", "DOUBLE"])
def test_no_numbers_and_infinities_silence_themselves_and_nothing_after_them(
    tmp_path: Path, subtype: str
) -> None:
    samples = np.stack([speech(4), speech(4)], axis=1).astype(np.float64)
    samples[1000, 0], samples[2000, 1], samples[3000:3100] = np.nan, np.inf, -np.inf
    if subtype == "DOUBLE":
        samples[4000] = 1e300
    at_48 = np.repeat(samples, 3, axis=0)
    soundfile.write(tmp_path / "a.wav", at_48, 48_000, subtype=subtype)
    assert total(tmp_path / "a.wav") == pytest.approx(64_000, abs=4)
    heard = np.concatenate([samples for samples, _ in pieces(tmp_path / "a.wav")])
    assert np.abs(heard[10_000:] - speech(4)[10_000:]).mean() < 0.02
    assert all(np.isfinite(waveform(tmp_path / "a.wav", 50)))


def header_of(rate: int, channels: int, size: int) -> bytes:
    """A WAV header that says what it likes; 16 bit."""
    block = 2 * channels
    numbers = [(16, 4), (1, 2), (channels, 2), (rate, 4), (rate * block % 2**32, 4), (block, 2), (16, 2)]
    form = b"".join(number.to_bytes(length, "little") for number, length in numbers)
    return b"RIFF" + b"\xff" * 4 + b"WAVEfmt " + form + b"data" + size.to_bytes(4, "little")


@pytest.mark.parametrize(
    ("rate", "channels"), [(1, 1), (1_999, 1), (2**31 - 1, 1), (768_001, 1024), (2**31 - 1, 1024)]
)
def test_a_header_that_lies_takes_neither_memory_nor_days(tmp_path: Path, rate: int, channels: int) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(header_of(rate, channels, 2**32 - 1) + b"\1\2" * 5_000)
    with pytest.raises(BadInputError, match=r"can be heard|no sound in it|cannot|not a sound file"):
        total(path)


def test_a_piece_is_bounded_whatever_the_header_says(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(header_of(192_000, 512, 2**32 - 1) + b"\1\2" * MOST_VALUES * 2)
    sizes = [len(samples) for samples, _ in pieces(path)]
    assert max(sizes) <= MOST_VALUES // 512


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Cut off, overwritten, with bits flipped, with a part missing or twice."""
    at = chance.randrange(1, len(content))
    match chance.randrange(5):
        case 0:
            return content[:at]
        case 1:
            junk = chance.randbytes(min(400, len(content) - at))
            return content[:at] + junk + content[at + len(junk) :]
        case 2:
            flipped = bytearray(content)
            for place in chance.sample(range(min(len(content), 4000)), 5):
                flipped[place] ^= 1 << chance.randrange(8)
            return bytes(flipped)
        case 3:
            return content[:at] + content[at + chance.randrange(1, 200) :]
        case _:
            return content[:at] + content[max(0, at - 50) :]


def sounds(folder: Path) -> dict[str, bytes]:
    """A second of speech in every form that people have."""
    import av

    found = {}
    for name in ("a.wav", "a.flac", "a.ogg", "a.mp3", "a.aiff"):
        soundfile.write(folder / name, speech(1), 16_000)
        found[name] = (folder / name).read_bytes()
    for name, codec in (("a.m4a", "aac"), ("a.webm", "libopus"), ("a.mp4", "aac")):
        with av.open(str(folder / name), "w") as container:
            stream = container.add_stream(codec, rate=48_000, layout="mono")
            frame = av.AudioFrame.from_ndarray(at_rate(speech(1), 48_000)[None], format="fltp", layout="mono")
            frame.sample_rate = 48_000
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                container.mux(packet)
        found[name] = (folder / name).read_bytes()
    return found


def refused(path: Path) -> str | None:
    """The sentence, None for a file that was read."""
    try:
        total(path)
    except BadInputError as error:
        return str(error)
    return None


def test_a_damaged_file_is_read_as_far_as_it_goes_or_refused_in_one_sentence(
    tmp_path: Path, many: Callable[[int, int], int], tally: Say
) -> None:
    whole = sounds(tmp_path)
    chance = random.Random(11)
    count, read = many(64, 20_000), 0
    for number in range(count):
        name = sorted(whole)[number % len(whole)]
        path = tmp_path / f"damaged-{name}"
        path.write_bytes(damaged(whole[name], chance))
        refusal = refused(path)
        read += refusal is None
        assert refusal is None or ("damaged-a" in refusal and "\n" not in refusal)
    assert 0 < read < count
    note = f"{read:,} read as far as they go, the others refused"
    tally("audio: cut off, overwritten, flipped bits, parts missing or twice", count, note)


def test_a_cut_off_recording_keeps_what_came_before(tmp_path: Path) -> None:
    whole = SPEECH.read_bytes()
    (tmp_path / "a.flac").write_bytes(whole[: len(whole) // 2])
    assert total(tmp_path / "a.flac") > 16_000 * 3


def odd(folder: Path) -> dict[str, Path]:
    """What is no sound, or not a file, or none that can be read."""
    made = {
        name: folder / name for name in ("empty.wav", "text.wav", "page.m4a", "zeros.mp3", "a\x1b[2J\n.wav")
    }
    made["empty.wav"].write_bytes(b"")
    made["text.wav"].write_text("um, so the gradient is, you know, steep. " * 50)
    made["page.m4a"].write_text("<html><body>404</body></html>")
    made["zeros.mp3"].write_bytes(b"\0" * 5000)
    made["a\x1b[2J\n.wav"].write_bytes(b"RIFF....WAVE")
    (folder / "folder.wav").mkdir()
    os.mkfifo(folder / "fifo.wav")
    (folder / "loop.wav").symlink_to(folder / "loop.wav")
    (folder / "gone.wav").symlink_to(folder / "nowhere")
    named = ("folder.wav", "fifo.wav", "loop.wav", "gone.wav", "none.wav", "x" * 300 + ".wav")
    return made | {name: folder / name for name in (*named, "text.wav/inside.wav")}


COMMANDS: dict[str, Callable[[str], list[str]]] = {
    "transcribe": lambda file: ["transcribe", file, "--json"],
    "score": lambda file: ["score", file, "--json"],
    "practice": lambda file: ["practice", "--headless", "--question", "churn-model", "--answer", file],
    "import": lambda file: ["archive", "import", file],
    "text": lambda file: ["score", "--transcript", file],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_sound_is_one_sentence_and_exit_code_3(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], many: Callable[[int, int], int]
) -> None:
    every = sorted(odd(tmp_path).items(), key=lambda item: item[0] not in ("fifo.wav", "text.wav"))
    for name, path in every[: many(2, len(every)) if command == "practice" else None]:
        if command == "text" and name in ("text.wav", "page.m4a", "zeros.mp3", "empty.wav", "a\x1b[2J\n.wav"):
            continue
        assert main(COMMANDS[command](str(path))) == ExitCode.BAD_INPUT, name
        out, err = capfd.readouterr()
        assert out == ""
        assert len(err.splitlines()) in (1, 2), err
        assert path.name[:4] in err.replace("\ufffd", "\x1b"), err
        assert "\x1b" not in err
    assert not list((tmp_path / "recordings").glob("*/*.pcm"))


def test_silence_is_too_little_speech(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], many: Callable[[int, int], int]
) -> None:
    if not many(0, 1):
        pytest.skip("hears with the large model: make soak")
    soundfile.write(tmp_path / "a.wav", np.zeros(16_000 * 4), 16_000)
    assert main(["transcribe", str(tmp_path / "a.wav"), "--json"]) == ExitCode.TOO_LITTLE_SPEECH
    out, _ = capfd.readouterr()
    assert json.loads(out)["scorable"] is False


PLAYLISTS = {
    "hls.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{url}\n#EXT-X-ENDLIST\n",
    "hls.wav": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{url}\n#EXT-X-ENDLIST\n",
    "concat.wav": "ffconcat version 1.0\nfile '{url}'\n",
    "dash.mp3": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="full">'
    "<Period><AdaptationSet><Representation><BaseURL>{url}</BaseURL></Representation>"
    "</AdaptationSet></Period></MPD>",
    "sdp.wav": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
}


@pytest.mark.parametrize("name", PLAYLISTS)
def test_a_playlist_opens_no_address_and_no_other_file(tmp_path: Path, name: str) -> None:
    """FFmpeg would fetch what a playlist names."""
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)

        def listen() -> None:
            try:
                server.accept()
                called.set()
            except OSError:
                pass

        threading.Thread(target=listen, daemon=True).start()
        soundfile.write(tmp_path / "secret.wav", speech(1), 16_000)
        for url in (f"http://127.0.0.1:{server.getsockname()[1]}/a.ts", str(tmp_path / "secret.wav")):
            (tmp_path / name).write_text(PLAYLISTS[name].format(url=url))
            with pytest.raises(BadInputError, match="not a sound file"):
                total(tmp_path / name)
    assert not called.is_set()


def long_file(path: Path, hours: float) -> None:
    """Some speech, then silence, then speech at the very end."""
    said = np.round(speech() * 32767).astype(np.int16)
    minute = np.zeros(16_000 * 60, dtype=np.int16)
    with soundfile.SoundFile(path, "w", 16_000, 1, subtype="PCM_16") as file:
        file.write(said)
        for _ in range(round(hours * 60)):
            file.write(minute)
        file.write(said)


class Watch:
    """The most memory this process and its children had together, in bytes (shared pages count twice)."""

    def __init__(self) -> None:
        self.most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        me = psutil.Process()
        while not self._over.wait(0.2):
            size = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    size += process.memory_info().rss
                except psutil.Error:
                    continue
            self.most = max(self.most, size)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def test_hours_are_read_piece_by_piece(tmp_path: Path) -> None:
    long_file(tmp_path / "a.flac", 0.1)
    before = psutil.Process().memory_info().rss
    with Watch() as watch:
        assert total(tmp_path / "a.flac") > 16_000 * 60 * 6
    assert watch.most - before < 100_000_000


@pytest.mark.parametrize("command", ["transcribe", "score", "practice"])
@pytest.mark.parametrize("name", ["a.flac", "a.m4a"])
def test_three_hours_take_no_more_than_a_gigabyte_and_a_half(
    command: str, name: str, tmp_path: Path, many: Callable[[int, int], int], tally: Say
) -> None:
    if not many(0, 1):
        pytest.skip("three hours take minutes: make soak")
    path = tmp_path / name
    long_file(tmp_path / "a.flac", 3)
    if path.suffix == ".m4a":
        as_m4a(tmp_path / "a.flac", path)
    with Watch() as watch:
        assert main(COMMANDS[command](str(path))) == ExitCode.DONE
    assert watch.most < 1_500_000_000
    tally(f"audio: a 3-hour {path.suffix} file", 1, f"{command}: at most {watch.most / 1e6:.0f} MB")


def test_hours_of_silence_show_progress_and_can_be_cancelled(
    tmp_path: Path, many: Callable[[int, int], int], tally: Say
) -> None:
    if not many(0, 1):
        pytest.skip("needs the large model: make soak")
    long_file(tmp_path / "a.flac", 3)
    master, terminal = os.openpty()
    command = [sys.executable, "-m", "simulator", "transcribe", str(tmp_path / "a.flac")]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal)
    os.close(terminal)
    shown = b""
    while not re.search(rb"Hearing +[1-9]\d?%", shown):
        shown += os.read(master, 4096)
    children = psutil.Process(run.pid).children(recursive=True)
    assert children
    run.send_signal(signal.SIGINT)
    assert run.wait(10) == ExitCode.INTERRUPTED
    gone, left = psutil.wait_procs(children, 10)
    assert gone
    assert not left
    os.close(master)
    tally("audio: hours of silence, with progress, cancelled", 1, "ended at once, no process left")


def as_m4a(flac: Path, target: Path) -> None:
    import av

    with av.open(str(target), "w") as container:
        stream = container.add_stream("aac", rate=48_000, layout="mono")
        for samples, _ in pieces(flac, 48_000):
            frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
            frame.sample_rate = 48_000
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
