"""Voices that say an answer piece by piece, so that the span of every piece is known.

Piper (one voice), espeak-ng (its accents and variants) and Flite (through FFmpeg, where that carries it).
Half of the voices belong to each part; Piper's one voice has a lower pitch in one part than in the other.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.spliced_sounds import Random, bent, trimmed
from simulator.model.errors import MissingPartError
from simulator.model.settings import cache_folder
from simulator.speech.hearing.segments import RATE
from simulator.speech.ports import Samples
from simulator.speech.voices import piper

FORMS = {"um": 0.45, "uh": 0.35, "er": 0.08, "ah": 0.06, "hmm": 0.06}
"""Filled pauses and how often each is said; roughly as people do."""
ESPEAK = {
    "seen": ("en-us+m3", "en-us+f2", "en-gb+m1", "en-gb-scotland+m2", "en-us+f4", "en-gb+f5"),
    "held": ("en-us+m7", "en-gb-x-rp+f3", "en-gb+m4", "en-029+m5", "en-us+f1", "en-us+m6"),
}
FLITE = {"seen": ("rms",), "held": ("slt", "awb")}
LENGTH_S = {"um": 0.42, "uh": 0.32, "er": 0.34, "ah": 0.34, "hmm": 0.45}
"""Median lengths of filled pauses; their logarithms vary by `LENGTH_SPREAD`."""
LENGTH_SPREAD = 0.35
PIPER_PITCH = {"seen": (0.90, 1.02), "held": (1.04, 1.18)}
ESPEAK_SOUNDS = {"um": "[[V:m:]]", "uh": "[[V:]]", "er": "[[3:]]", "ah": "[[A:]]", "hmm": "[[hm:m:]]"}


@dataclass
class Speaker:
    """One voice with its pace and pitch for a whole clip."""

    engine: str
    name: str
    pitch: float
    """Factor for Piper and Flite."""
    pace: float
    """1 is the voice's own."""
    piper: Any = None

    def phrase(self, text: str) -> Samples:
        """The words, without silence around them."""
        return self._shaped(self._said(f"{text.rstrip(',;:')}," if text[-1] not in ".?!" else text))

    def filler(self, form: str, random: Random) -> Samples:
        """A filled pause, drawn out or not, a little higher or lower than the phrases."""
        slower = replace(self, pace=self.pace * random.uniform(0.6, 0.9))
        spoken = ESPEAK_SOUNDS[form] if self.engine == "espeak" else f"{form},"
        sound = slower._shaped(slower._said(spoken))
        wanted = LENGTH_S[form] * float(np.exp(LENGTH_SPREAD * random.standard_normal()))
        pace = len(sound) / RATE / min(1.0, max(0.16, wanted))
        return bent(sound, random.uniform(0.93, 1.04), min(1.6, max(0.55, pace)))

    def _said(self, text: str) -> Samples:
        if self.engine == "espeak":
            return _espeak(text, self.name, self.pace, self.pitch)
        return _flite(text, self.name) if self.engine == "flite" else self._pipered(text)

    def _shaped(self, sound: Samples) -> Samples:
        clean = trimmed(sound)
        if self.engine == "espeak":
            return clean
        return bent(clean, self.pitch, self.pace if self.engine == "flite" else self.pitch)

    def _pipered(self, text: str) -> Samples:
        from piper.config import SynthesisConfig

        chunks = list(self.piper.synthesize(text, SynthesisConfig(length_scale=self.pitch / self.pace)))
        sound = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return _at_rate(np.frombuffer(sound, dtype="<i2").astype(np.float32) / 32768, chunks[0].sample_rate)


def speaker(engine: str, part: str, random: Random) -> Speaker:
    """A voice of that part at a random pace and pitch. Raises `MissingPartError`."""
    pace = float(random.uniform(0.85, 1.2))
    if engine == "espeak":
        return Speaker(engine, str(random.choice(ESPEAK[part])), float(random.uniform(0.6, 1.4)), pace)
    if engine == "flite":
        return Speaker(engine, str(random.choice(FLITE[part])), float(random.uniform(0.93, 1.08)), pace)
    low, high = PIPER_PITCH[part]
    voice = _piper(int(random.integers(2**31)))
    return Speaker(engine, piper.NAME, float(random.uniform(low, high)), pace, voice)


def drawn_form(speaking: Speaker, random: Random) -> str:
    """A filled pause to say; Flite spells "hmm" out."""
    forms = {form: weight for form, weight in FORMS.items() if form != "hmm" or speaking.engine != "flite"}
    weights = np.array(list(forms.values()))
    return str(random.choice(list(forms), p=weights / weights.sum()))


@cache
def flite_is_here() -> bool:
    """Whether FFmpeg is installed with Flite in it."""
    if shutil.which("ffmpeg") is None:
        return False
    listed = subprocess.run(["ffmpeg", "-hide_banner", "-filters"], capture_output=True, text=True)
    return " flite " in listed.stdout


def _piper(seed: int) -> Any:
    """Piper draws its noise in the order of its calls: freshly seeded, it says the same again."""
    folder = piper.found(cache_folder())
    if importlib.util.find_spec("piper") is None or folder is None:
        raise MissingPartError("Piper or its voice is not installed.", piper.ENGINE_MEND)
    import onnxruntime
    from piper import PiperVoice

    onnxruntime.set_seed(seed)
    return PiperVoice.load(str(folder / piper.MODEL), config_path=str(folder / piper.CONFIG))


def _espeak(text: str, voice: str, pace: float, pitch: float) -> Samples:
    command = ["-v", voice, "-s", str(round(160 * pace)), "-p", str(round(50 * pitch)), text]
    return _spoken(["espeak-ng", "-w", "{}", *command])


def _flite(text: str, voice: str) -> Samples:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as words:
        words.write(text)
        words.flush()
        source = f"flite=textfile={words.name}:voice={voice}"
        return _spoken(["ffmpeg", "-loglevel", "error", "-y", "-f", "lavfi", "-i", source, "{}"])


def _spoken(command: list[str]) -> Samples:
    """What a program says into the file named `{}`."""
    import soundfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        filled = [str(path) if word == "{}" else word for word in command]
        if subprocess.run(filled, capture_output=True).returncode or not path.exists():
            raise MissingPartError(f"{command[0]} cannot speak.", f"Install {command[0]}.")
        samples, rate = soundfile.read(path, dtype="float32")
    return _at_rate(samples, rate)


def _at_rate(samples: Samples, rate: int) -> Samples:
    import soxr

    return np.asarray(soxr.resample(samples, rate, RATE), dtype=np.float32)
