"""Makes recordings/sample/ anew: voices script.md with Piper, hears it with the default model, scores it.

Run from a checkout: .venv/bin/python setup/sample.py
"""

from pathlib import Path

import soundfile
import soxr

from simulator import sample, settings
from simulator.studio import Studio

FOLDER = settings.shipped("sample")
QUESTION = "churn-model"


def spoken_text(script: str) -> str:
    """The script without its headings and notes."""
    return "\n\n".join(p for p in script.split("\n\n") if p.strip() and not p.startswith(("#", ">", "<!--")))


def main() -> None:
    studio = Studio(settings.Settings(voice="piper", model="base"))
    question = studio.question(QUESTION)
    utterance = studio.speaker.prepare(spoken_text((FOLDER / "script.md").read_text(encoding="utf-8")))
    sound, rate = soundfile.read(utterance.path, dtype="float32")
    flac = FOLDER / sample.AUDIO
    soundfile.write(flac, soxr.resample(sound, rate, 16_000), 16_000, subtype="PCM_16")
    transcript = studio.transcribe(str(flac))
    card = studio.judge.score(transcript, question, studio.audience(question))
    text = sample.document(question, transcript, card, "2026-11-22T12:00:00+00:00")
    Path(FOLDER / sample.DOCUMENT).write_text(text, encoding="utf-8")
    print(f"{transcript.duration_s:.1f} s, overall {card.overall}: {transcript.verbatim}")
    studio.close()


if __name__ == "__main__":
    main()
