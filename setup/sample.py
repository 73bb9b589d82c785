"""Makes recordings/sample/ anew: voices script.md with Piper, hears it with the default model, scores it.

Run from a checkout: .venv/bin/python setup/sample.py [--rescore]

With --rescore the stored transcript is only scored again, as after a change of the scoring or its data.
"""

import argparse
from pathlib import Path

import soundfile
import soxr

from simulator.model import settings
from simulator.model.question import Question
from simulator.model.transcript import Transcript
from simulator.use_cases import sample
from simulator.use_cases.desk import Desk

FOLDER = settings.shipped("sample")
QUESTION = "churn-model"
STARTED_AT = "2026-11-22T12:00:00+00:00"


def spoken_text(script: str) -> str:
    """The script without its headings and notes."""
    return "\n\n".join(p for p in script.split("\n\n") if p.strip() and not p.startswith(("#", ">", "<!--")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rescore", action="store_true", help="score the stored transcript again")
    given = parser.parse_args()
    desk = Desk(settings.Settings(voice="piper", model="base"))
    question = desk.questions.get(QUESTION)
    transcript = stored_transcript() if given.rescore else heard(desk)
    write(desk, question, transcript)
    desk.close()


def stored_transcript() -> Transcript:
    stored = sample.load(FOLDER)
    if stored is None or stored[1].transcript is None:
        raise SystemExit(f"There is no {FOLDER / sample.DOCUMENT} to score again: run without --rescore.")
    return stored[1].transcript


def heard(desk: Desk) -> Transcript:
    """The script, voiced into the sample's file and heard."""
    utterance = desk.equipment.voice.prepare(spoken_text((FOLDER / "script.md").read_text(encoding="utf-8")))
    sound, rate = soundfile.read(utterance.path, dtype="float32")
    flac = FOLDER / sample.AUDIO
    soundfile.write(flac, soxr.resample(sound, rate, 16_000), 16_000, subtype="PCM_16")
    return desk.examine.transcribe(str(flac))


def write(desk: Desk, question: Question, transcript: Transcript) -> None:
    card = desk.scorer.score(transcript, question, desk.questions.audience(question))
    text = sample.document(question, transcript, card, STARTED_AT)
    Path(FOLDER / sample.DOCUMENT).write_text(text, encoding="utf-8")
    print(f"{transcript.duration_s:.1f} s, overall {card.overall}: {transcript.verbatim}")


if __name__ == "__main__":
    main()
