"""From the key to the scorecard: how long a person waits once they have stopped speaking.

Run: .venv/bin/python -m benchmarks.done [tails|natural|lengths|others|file ...] [--model base]
  tails    answers whose last stretch since a long pause is 2 to 12 s long
  natural  answers of 120 s that end wherever a phrase ends
  lengths  answers of 30 to 480 s: does a long answer cost more than a short one?
  others   recording first, then openai-whisper and faster-whisper on the same weights, against hearing live
  file     `simulator transcribe` of a finished file against one bare faster-whisper pass, as whole commands
A journal grows at the pace of a microphone while the ear process follows it; the key comes 0.5 s after the
last voiced sample; the answer is then scored. Answers are spoken by Piper, phrase by phrase, with pauses
whose lengths are drawn as people make them (lognormal, median 0.5 s between phrases).
"""

from __future__ import annotations

import argparse
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.spliced_voices import speaker
from simulator.interview.bank.loader import load_folder
from simulator.model import settings
from simulator.model.settings import cache_folder, shipped
from simulator.model.transcript import Transcript
from simulator.speech.hearing import engine as engines
from simulator.speech.hearing import weights
from simulator.speech.hearing.listening import Pcm
from simulator.speech.hearing.process import EarProcess
from simulator.speech.ports import EarEvent, Samples
from simulator.use_cases.desk import Desk

RATE = 16_000
BLOCK_S = 0.1
AFTER_S = 0.5
"""The key is pressed this long after the last voiced sample."""
TAILS_S = (2, 4, 6, 8, 10, 12)
LENGTHS_S = (30, 60, 120, 240, 480)
PAUSE_MEDIAN_S, PAUSE_SPREAD = 0.5, 0.6
LONG_PAUSE_S = 1.5
"""Ends a segment whatever its length."""


class Speech:
    """One voice saying the shipped model answers, without end."""

    def __init__(self, seed: int = 0) -> None:
        self._random = np.random.default_rng(seed)
        self._voice = speaker("piper", "seen", self._random)
        self._phrases = self._endless()

    def answer(self, seconds: float) -> Samples:
        """Phrases and pauses, ending with a voiced sample near `seconds`."""
        parts: list[Samples] = [_silence(0.3)]
        while sum(map(len, parts)) < seconds * RATE:
            pause = self._random.lognormal(np.log(PAUSE_MEDIAN_S), PAUSE_SPREAD)
            parts += [next(self._phrases), _silence(min(3.0, pause))]
        return np.concatenate(parts[:-1])

    def stretch(self, seconds: float) -> Samples:
        """Speech without a pause over 0.2 s, of about `seconds`."""
        parts: list[Samples] = []
        while sum(map(len, parts)) < seconds * RATE:
            parts += [next(self._phrases), _silence(0.15)]
        return np.concatenate(parts[:-1])[: round(seconds * RATE)]

    def _endless(self) -> Iterator[Samples]:
        while True:
            for question in QUESTIONS:
                for sentence in (question.model_answer or "").split(". "):
                    for phrase in sentence.split(", "):
                        yield self._voice.phrase(phrase)


QUESTIONS = load_folder(shipped("prompts") / "questions", "shipped")[0]


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), dtype=np.float32)


def _pcm(sound: Samples) -> Pcm:
    level = 0.3 / max(1e-6, float(np.abs(sound).max()))
    return np.asarray(sound * level * 32767, dtype=np.int16)


class Live:
    """An ear and a scorer, warm."""

    def __init__(self, engine: str, model: str) -> None:
        self._events: queue.SimpleQueue[EarEvent] = queue.SimpleQueue()
        self._recording = False
        self._ear = EarProcess(engine, model, self._take)
        self._ear.warm_up()
        self._until("ready")
        desk = Desk(settings.load())
        self._scorer = desk.scorer
        self._question = QUESTIONS[0]
        self._scorer.warm_up(self._question)
        self._candidates = desk.vocabulary.candidates(self._question)

    def done_after(self, sound: Pcm) -> tuple[float, Transcript]:
        """Seconds from the key to the scorecard of an answer spoken in real time."""
        with tempfile.TemporaryDirectory() as folder:
            journal = Path(folder) / "01.pcm"
            journal.touch()
            self._ear.follow(journal, (), self._candidates)
            self._recording = True
            _record(sound, journal)
            self._recording = False
            pressed = time.perf_counter()
            self._ear.finish()
            transcript = self._until("transcript").transcript
            assert transcript is not None
            heard = self._scorer.annotate(transcript)
            self._scorer.score(heard, self._question, self._question.audience)
            return time.perf_counter() - pressed, transcript

    def _take(self, event: EarEvent) -> None:
        """As the app does: what was heard is thought about while the answer goes on."""
        self._events.put(event)
        if event.kind in ("heard", "pause") and self._recording:
            asked = (event.words, self._question, self._question.audience)
            threading.Thread(target=self._scorer.think_ahead, args=asked, daemon=True).start()

    def close(self) -> None:
        self._ear.close()
        self._scorer.close()

    def _until(self, kind: str) -> EarEvent:
        while (event := self._events.get()).kind != kind:
            if event.kind in ("failed", "died"):
                raise SystemExit(event.detail)
        return event


def _record(sound: Pcm, journal: Path) -> None:
    """Write the journal in real time."""
    step = int(BLOCK_S * RATE)
    began = time.perf_counter()
    with journal.open("wb", buffering=0) as file:
        for start in range(0, len(sound), step):
            due = began + min(start + step, len(sound)) / RATE
            threading.Event().wait(max(0.0, due - time.perf_counter()))
            file.write(sound[start : start + step].astype("<i2").tobytes())


def tails(live: Live, rounds: int) -> None:
    """By how much was said since the last long pause."""
    every: list[float] = []
    print(f"{'tail':>6} {'median':>7} {'most':>6}   seconds from key to scorecard, {rounds} answers each")
    for tail_s in TAILS_S:
        took = []
        for seed in range(rounds):
            speech = Speech(seed)
            said = [speech.answer(15), _silence(LONG_PAUSE_S), speech.stretch(tail_s), _silence(AFTER_S)]
            took.append(live.done_after(_pcm(np.concatenate(said)))[0])
        every += took
        print(f"{tail_s:4} s {statistics.median(took):7.2f} {max(took):6.2f}", flush=True)
    print(f"all    {_percentile(every, 50):7.2f} {_percentile(every, 95):6.2f}   (50th and 95th percentile)")


def natural(live: Live, rounds: int) -> None:
    """Answers of 120 s that end wherever a phrase ends."""
    took = []
    for seed in range(rounds):
        said = [Speech(100 + seed).answer(120), _silence(AFTER_S)]
        took.append(live.done_after(_pcm(np.concatenate(said)))[0])
        print(f"  answer {seed + 1}: {took[-1]:.2f} s", flush=True)
    print(f"120 s answers: 50th percentile {_percentile(took, 50):.2f} s, 95th {_percentile(took, 95):.2f} s")


def lengths(live: Live) -> None:
    """The same last stretch after ever longer answers."""
    print(f"{'length':>7} {'seconds':>8} {'against 30 s':>13}")
    ending = np.concatenate([_silence(LONG_PAUSE_S), Speech(7).stretch(5), _silence(AFTER_S)])
    first = None
    for length in LENGTHS_S:
        took, _ = live.done_after(_pcm(np.concatenate([Speech(8).answer(length - 7), ending])))
        first = first or took
        print(f"{length:5} s {took:8.2f} {took / first:13.2f}", flush=True)


def others(live: Live, model: str) -> None:
    """One answer of 120 s: heard live, or recorded first and transcribed then (models loaded before)."""
    sound = _pcm(np.concatenate([Speech(3).answer(118), _silence(AFTER_S)]))
    ours, _ = live.done_after(sound)
    live.close()
    floats = sound.astype(np.float32) / 32768
    found = weights.find(model, cache_folder())
    print(
        f"{'':32} {'seconds':>8} {'ratio':>6}\n{'heard live, both decodings, score':32} {ours:8.2f} {1:6.1f}"
    )
    from simulator.speech.hearing.fast import FastEngine

    fast = FastEngine(found)._whisper
    for name, beam in (("faster-whisper after recording", 5), ("the same, greedy", 1)):
        began = time.perf_counter()
        segments, _ = fast.transcribe(floats, language="en", beam_size=beam, word_timestamps=True)
        list(segments)
        took = time.perf_counter() - began
        print(f"{name:32} {took:8.2f} {took / ours:6.1f}", flush=True)
    from simulator.speech.hearing.reference import ReferenceEngine

    reference = ReferenceEngine(found)._whisper
    began = time.perf_counter()
    reference.transcribe(floats, language="en", word_timestamps=True, fp16=False)
    took = time.perf_counter() - began
    print(f"{'openai-whisper after recording':32} {took:8.2f} {took / ours:6.1f}", flush=True)


BARE = """
import sys
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", local_files_only=True)
segments, _ = model.transcribe(sys.argv[2], language="en", beam_size=5, word_timestamps=True)
print(sum(len(s.words) for s in segments))
"""


def finished_file(engine: str, model: str) -> None:
    """Whole commands, each three times in turn."""
    folder = weights.find(model, cache_folder()).folder
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "answer.flac"
        soundfile.write(path, _pcm(Speech(5).answer(120)), RATE)
        ours = [sys.executable, "-m", "simulator", "transcribe", str(path), "--model", model, "--json"]
        commands = {
            "simulator transcribe": [*ours, "--engine", engine],
            "bare faster-whisper, beam 5": [sys.executable, "-c", BARE, str(folder), str(path)],
        }
        took: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(3):
            for name, command in commands.items():
                began = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                took[name].append(time.perf_counter() - began)
    middle = {name: statistics.median(times) for name, times in took.items()}
    for name, seconds in middle.items():
        print(f"{name:32} {seconds:8.2f} {seconds / middle['bare faster-whisper, beam 5']:6.2f}")


def _percentile(values: list[float], share: float) -> float:
    return float(np.percentile(values, share))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choices = ("tails", "natural", "lengths", "others", "file")
    parser.add_argument("what", nargs="*", choices=[*choices, []], default=["tails", "others", "file"])
    parser.add_argument("--model", default="base")
    parser.add_argument("--engine", default=engines.FASTER)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    for what in given.what:
        print(f"\n{what}: {given.engine} {given.model}")
        if what == "file":
            finished_file(given.engine, given.model)
            continue
        live = Live(given.engine, given.model)
        try:
            if what == "tails":
                tails(live, given.rounds)
            elif what == "natural":
                natural(live, given.rounds)
            elif what == "lengths":
                lengths(live)
            else:
                others(live, given.model)
        finally:
            live.close()


if __name__ == "__main__":
    main()
