"""Builds speech with filled pauses whose spans are known: human, spliced into human speech, and voiced.

Run: .venv/bin/python -m benchmarks.spliced FOLDER [--part seen|held] [--minutes N]
A clip is a pure function of its part and number (and of the bank of questions, which gives the words).
Thresholds may be chosen on "seen"; "held" has other speakers, voices, fillers, sentences and seeds.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks import spliced_human as human
from benchmarks import spliced_voices as voices
from benchmarks.spliced_sounds import (
    NOISES,
    NON_SPEECH,
    Random,
    bent,
    decibels,
    faded,
    in_noise,
    level,
    pink,
    trimmed,
)
from simulator.model.settings import shipped
from simulator.speech.hearing.segments import RATE
from simulator.speech.ports import Samples
from simulator.speech.voices.say import aloud

PARTS = ("seen", "held")
HUMAN, PIPER, ESPEAK, FLITE = "human", "piper", "espeak", "flite"
CYCLE = (
    (HUMAN, True),
    (PIPER, True),
    (ESPEAK, True),
    (HUMAN, True),
    (PIPER, False),
    (HUMAN, True),
    (PIPER, True),
    (FLITE, True),
    (HUMAN, False),
    (PIPER, True),
    (HUMAN, True),
    (ESPEAK, True),
    (PIPER, True),
    (HUMAN, True),
    (PIPER, False),
)
"""Source of the next clip, and whether it has filled pauses."""
NON_SPEECH_EVERY = 5
NOISE_CYCLE = (
    ("none", 0),
    ("white", 20),
    ("none", 0),
    ("babble", 15),
    ("pink", 15),
    ("none", 0),
    ("hum", 15),
    ("babble", 20),
    ("white", 12),
    ("none", 0),
    ("pink", 10),
)
"""What is under the speech, and by how many decibels."""
CLIP_S = 40.0
NON_SPEECH_S = 25.0
SHORT_S = 0.25
"""The acted ones that are shorter than people hesitate are drawn out."""
CLAUSE = re.compile(r"(?<=[,;:])\s+")
SENTENCE = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True)
class Span:
    """A filled pause; seconds from the start of its clip."""

    form: str
    start_s: float
    end_s: float
    origin: str = ""
    """Which human one it is; "" for voiced ones."""


@dataclass(frozen=True)
class Clip:
    """What one sound file holds."""

    id: str
    source: str
    """"human", "piper", "espeak", "flite", or a kind of non-speech."""
    noise: str
    """"none", or what is under the speech and at which ratio, "white 20 dB"."""
    disfluent: bool
    seconds: float
    text: str
    """What is said besides the filled pauses; "" in non-speech."""
    fillers: tuple[Span, ...] = ()
    path: str = ""
    """Of a recording that was not built."""

    @property
    def file(self) -> str:
        return self.path or f"{self.id}.flac"


@dataclass
class Tape:
    """Sound being laid end to end."""

    parts: list[Samples] = field(default_factory=list)
    fillers: list[Span] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def seconds(self) -> float:
        return self.length / RATE

    def lay(self, samples: Samples) -> None:
        self.parts.append(samples)
        self.length += len(samples)

    def rest(self, seconds: float) -> None:
        self.lay(np.zeros(round(seconds * RATE), dtype=np.float32))

    def say(self, samples: Samples, text: str = "") -> None:
        self.lay(faded(samples))
        self.words += text.split()

    def hesitate(self, form: str, samples: Samples, random: Random, origin: str = "") -> None:
        """A filled pause with the silence people leave around it: often none before, usually some after."""
        self.rest(max(0.0, float(random.uniform(-0.25, 0.4))))
        start = self.seconds
        self.lay(faded(samples))
        self.fillers.append(Span(form, round(start, 3), round(self.seconds, 3), origin))
        self.rest(float(random.uniform(0.03, 0.6)))

    @property
    def samples(self) -> Samples:
        return np.concatenate(self.parts)


def clips(folder: Path, part: str, minutes: float) -> list[Clip]:
    """At least so many minutes of speech of that part, and non-speech beside; built where not yet there."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted, found, number = minutes * 60, [], 0
    while wanted > 0:
        for build in _builders(part, number):
            clip = _stored(folder, build.id) or _store(folder, build)
            found.append(clip)
            wanted -= clip.seconds if clip.text else 0
        number += 1
    return found


@dataclass(frozen=True)
class Order:
    """A clip to be built."""

    part: str
    number: int
    kind: str
    disfluent: bool

    @property
    def id(self) -> str:
        return f"{self.part}-{self.number:03}-{self.kind}"


def _builders(part: str, number: int) -> Iterator[Order]:
    source, disfluent = CYCLE[number % len(CYCLE)]
    if source == FLITE and not voices.flite_is_here():
        source = ESPEAK
    yield Order(part, number, source, disfluent)
    if number % NON_SPEECH_EVERY == NON_SPEECH_EVERY - 1:
        kind = list(NON_SPEECH)[number // NON_SPEECH_EVERY % len(NON_SPEECH)]
        yield Order(part, number, kind, False)


def _stored(folder: Path, name: str) -> Clip | None:
    notes = folder / f"{name}.json"
    if not notes.exists():
        return None
    row = json.loads(notes.read_text())
    return Clip(**{**row, "fillers": tuple(Span(**span) for span in row["fillers"])})


def _store(folder: Path, order: Order) -> Clip:
    import soundfile

    clip, samples = build(order)
    soundfile.write(folder / clip.file, np.round(samples * 32767).astype(np.int16), RATE)
    (folder / f"{clip.id}.json").write_text(json.dumps(asdict(clip)) + "\n")
    return clip


def build(order: Order) -> tuple[Clip, Samples]:
    """The clip and its sound at 16 kHz."""
    random = np.random.default_rng([PARTS.index(order.part), order.number, len(order.kind)])
    if order.kind in NON_SPEECH:
        sound = NON_SPEECH[order.kind](random, round(NON_SPEECH_S * RATE))
        loud = decibels(float(random.uniform(-45, -12))) if level(sound) > 0.01 else 1.0
        sound = np.clip(sound * np.float32(loud / max(1.0, level(sound))), -1, 1)
        return Clip(order.id, order.kind, "none", False, NON_SPEECH_S, ""), sound
    tape = Tape()
    tape.rest(float(random.uniform(0.2, 1.0)))
    (_read if order.kind == HUMAN else _voiced)(tape, order, random)
    tape.rest(float(random.uniform(0.2, 1.0)))
    noise, samples = _recorded(tape.samples, order, random)
    text = " ".join(tape.words)
    seconds = round(tape.seconds, 3)
    return Clip(order.id, order.kind, noise, order.disfluent, seconds, text, tuple(tape.fillers)), samples


# Human speech


def _read(tape: Tape, order: Order, random: Random) -> None:
    """Read sentences one after the other, human filled pauses between and inside them."""
    references = _references()
    while tape.seconds < CLIP_S:
        read = human.READ[order.part][random.integers(len(human.READ[order.part]))]
        pitch, pace = random.uniform(0.93, 1.08), random.uniform(0.92, 1.08)
        cuts = tuple(cut for cut in read.cuts if _hesitates_at(cut in read.pauses, order, random))
        if order.disfluent and random.random() < 0.5:
            _spliced(tape, order, level(human.phrases(read, ())[0]), random)
        for index, phrase in enumerate(human.phrases(read, cuts)):
            if index:
                _spliced(tape, order, level(phrase), random)
            tape.say(bent(phrase, pitch, pace))
        tape.words += references[read.file].split()
        tape.rest(float(random.uniform(0.1, 0.9)))


def _hesitates_at(is_pause: bool, order: Order, random: Random) -> bool:
    return order.disfluent and random.random() < (0.6 if is_pause else 0.14)


def _spliced(tape: Tape, order: Order, loud: float, random: Random) -> None:
    """One of the part's human filled pauses, as loud as what is around it or softer."""
    choices = human.FILLERS[order.part]
    weights = np.array([_frequency(choice) for choice in choices])
    choice = choices[random.choice(len(choices), p=weights / weights.sum())]
    sound = human.filler(choice)[: round(random.uniform(0.35, 1.0) * RATE)]
    slowest, fastest = (0.75, 1.2) if len(sound) > SHORT_S * RATE else (0.5, 0.85)
    sound = bent(sound, random.uniform(0.88, 1.14), random.uniform(slowest, fastest))
    softer = decibels(float(random.uniform(-8, 1)))
    sound = sound * np.float32(softer * loud / max(1e-4, level(sound)))
    tape.hesitate(choice.form, sound, random, f"{Path(choice.file).stem} {choice.start_s}")


def _frequency(filler: human.HumanFiller) -> float:
    """Few "um" have to stand for as many as people say; the very short ones are rare."""
    return 3.0 if filler.form == "um" else 2.0 if filler.end_s - filler.start_s > SHORT_S else 1.0


@cache
def _references() -> dict[str, str]:
    rows = (json.loads(line) for line in (human.AUDIO / "read.jsonl").read_text().splitlines())
    return {Path(row["file"]).name: row["reference"] for row in rows}


# Voiced speech


def _voiced(tape: Tape, order: Order, random: Random) -> None:
    """Sentences of model answers; filled pauses at their starts, between clauses and inside them."""
    speaking = voices.speaker(order.kind, order.part, random)
    answers = _answers(order.part)
    sentences: list[str] = []
    while tape.seconds < CLIP_S:
        sentences = sentences or SENTENCE.split(answers[random.integers(len(answers))])
        sentence = sentences.pop(0)
        for phrase, hesitates in _phrases(sentence, order, random):
            if hesitates:
                form = voices.drawn_form(speaking, random)
                tape.hesitate(form, speaking.filler(form, random) * _softer(random), random)
            elif random.random() < 0.2:
                tape.rest(float(random.uniform(0.2, 1.0)))
            tape.say(speaking.phrase(phrase), phrase)
        tape.rest(float(random.uniform(0.15, 0.9)))


def _softer(random: Random) -> np.float32:
    return np.float32(decibels(float(random.uniform(-7, 0))))


def _phrases(sentence: str, order: Order, random: Random) -> Iterator[tuple[str, bool]]:
    """The sentence in pieces, and whether the speaker hesitates before each."""
    for index, clause in enumerate(CLAUSE.split(sentence)):
        hesitates = order.disfluent and random.random() < (0.4 if index == 0 else 0.45)
        words = clause.split()
        if order.disfluent and len(words) >= 5 and random.random() < 0.4:
            at = int(random.integers(2, len(words) - 1))
            yield " ".join(words[:at]), hesitates
            yield " ".join(words[at:]), True
        else:
            yield clause, hesitates


@cache
def _answers(part: str) -> tuple[str, ...]:
    """Every second model answer of the bank, as a voice should read it."""
    found: dict[str, str] = {}
    for path in sorted((shipped("prompts") / "questions").glob("*.toml")):
        for question in tomllib.loads(path.read_text())["question"]:
            found[question["id"]] = aloud(question["model_answer"])
    mine = [name for name in sorted(found) if sum(name.encode()) % 2 == PARTS.index(part)]
    return tuple(found[name] for name in mine)


# The recording


def _recorded(speech: Samples, order: Order, random: Random) -> tuple[str, Samples]:
    """The speech as a microphone gives it: in its noise, at its level."""
    kind, ratio = NOISE_CYCLE[order.number % len(NOISE_CYCLE)]
    room = pink(random, len(speech))
    samples = in_noise(speech, room, float(random.uniform(38, 55)))
    if kind == "babble":
        samples = in_noise(samples, _babble(order.part, len(speech), random), ratio)
    elif kind != "none":
        samples = in_noise(samples, NOISES[kind](random, len(speech)), ratio)
    peak = float(np.max(np.abs(samples)))
    loud = 0.8 * decibels(float(random.uniform(-20, 0))) / peak
    return (kind if kind == "none" else f"{kind} {ratio} dB"), samples * np.float32(loud)


def _babble(part: str, count: int, random: Random) -> Samples:
    """Six readers at once, none of them close."""
    out = np.zeros(count, dtype=np.float32)
    for _ in range(6):
        row: list[Samples] = []
        while sum(len(one) for one in row) < count + RATE * 3:
            read = human.READ[part][random.integers(len(human.READ[part]))]
            row.append(trimmed(human.phrases(read, ())[0]))
        speech = np.concatenate(row)[int(random.integers(RATE * 3)) :][:count]
        out += speech / np.float32(max(1e-4, level(speech)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=PARTS, default="seen")
    parser.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args()
    built = clips(given.folder, given.part, given.minutes)
    speech = [clip for clip in built if clip.text]
    print(
        f"{len(built)} clips: {sum(clip.seconds for clip in speech) / 60:.1f} min of speech with "
        f"{sum(len(clip.fillers) for clip in speech)} filled pauses, "
        f"{sum(clip.seconds for clip in built if not clip.text) / 60:.1f} min without speech"
    )


if __name__ == "__main__":
    main()
