"""Filled pauses by time, at scale, ours beside other tools, on what `benchmarks.spliced` builds.

Run: .venv/bin/python -m benchmarks.hearing_scale [--part seen|held] [--minutes N] [--engine E] [--model M]
     [--recordings] [--clips FOLDER] [--prompted MINUTES] [--erm PYTHON [--erm-minutes MINUTES]] [--dump FILE]
`--minutes 60` is the whole. `--recordings` takes the shared human recordings instead. `--erm` names the
Python of an environment of its own with the package `erm` in it; slower tools hear only the first minutes.
`--dump` writes, for each clip, what the engine's two decodings and the voice activity give, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import spliced_human as human
from benchmarks.hearing_peers import Ear, Heard, Interval, erm, prompted
from benchmarks.spliced import PARTS, Clip, Span, clips
from benchmarks.spliced_sounds import NON_SPEECH
from simulator.model import settings
from simulator.model.settings import cache_folder
from simulator.model.transcript import WordKind
from simulator.speech.hearing import engine, engines, prompts, sound, weights
from simulator.speech.hearing.activity import VoiceActivity
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.fast import FastEngine
from simulator.speech.hearing.listening import Listening
from simulator.speech.hearing.segments import RATE, Frame, Segmenter
from simulator.use_cases.desk import Desk

SLACK_S = 0.3
RESAMPLES = 1000


@dataclass(frozen=True)
class Outcome:
    """One clip, heard."""

    clip: Clip
    hits: tuple[bool, ...]
    """For each of the clip's filled pauses, whether it was found."""
    heard: Heard

    @property
    def spoken(self) -> int:
        return len(self.hits)

    @property
    def found(self) -> int:
        return len(self.heard.fillers)

    @property
    def right(self) -> int:
        return sum(self.hits)


@dataclass
class Table:
    """Outcomes of one tool."""

    name: str
    outcomes: list[Outcome] = field(default_factory=list)

    def of(self, chosen: Callable[[Clip], bool]) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if chosen(outcome.clip)]


def hits(reference: Sequence[Interval], heard: Sequence[Interval], slack_s: float = SLACK_S) -> list[bool]:
    """For each reference, whether a heard span overlaps it widened by `slack_s`; one to one."""
    free = sorted(heard, key=lambda span: (span[1], span[0]))
    hit = [False] * len(reference)
    for index in sorted(range(len(reference)), key=lambda index: reference[index][::-1]):
        start, end = reference[index]
        at = next((at for at in free if at[0] <= end + slack_s and at[1] >= start - slack_s), None)
        if at is not None:
            free.remove(at)
            hit[index] = True
    return hit


def matched(reference: Sequence[Interval], heard: Sequence[Interval], slack_s: float = SLACK_S) -> int:
    """How many of the heard spans overlap a reference widened by `slack_s`, one to one."""
    return sum(hits(reference, heard, slack_s))


def scores(outcomes: Iterable[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (spoken, found, right) counts."""
    spoken, found, right = np.sum([*outcomes, (0, 0, 0)], axis=0)
    precision = right / found if found else 0.0
    recall = right / spoken if spoken else 0.0
    return precision, recall, 2 * right / (spoken + found) if spoken + found else 0.0


def gain(mine: Sequence[Outcome], other: Sequence[Outcome]) -> tuple[float, float, float]:
    """How much higher our F1 is on the same clips, and 95 % of that when the clips are drawn anew."""
    random = np.random.default_rng(0)
    tables = [np.array([(o.spoken, o.found, o.right) for o in outcomes]) for outcomes in (mine, other)]
    drawn = [random.integers(len(mine), size=len(mine)) for _ in range(RESAMPLES)]
    values = [_f1(tables[0][rows]) - _f1(tables[1][rows]) for rows in drawn]
    low, high = np.percentile(values, [2.5, 97.5])
    return _f1(tables[0]) - _f1(tables[1]), float(low), float(high)


def _f1(rows: NDArray[np.int64]) -> float:
    spoken, found, right = rows.sum(axis=0)
    return float(2 * right / max(1, spoken + found))


def interval(counts: Sequence[tuple[int, int, int]]) -> Interval:
    """95 % of the F1 of clips drawn anew."""
    random = np.random.default_rng(0)
    rows = np.array(counts)
    values = [_f1(rows[random.integers(len(rows), size=len(rows))]) for _ in range(RESAMPLES)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def ours(loaded: Engine) -> Ear:
    """Our ear, as `transcribe` runs it."""
    candidates = Desk(settings.load()).vocabulary.candidates(None)

    def hear(path: Path) -> Heard:
        started = time.perf_counter()
        listening = Listening(loaded, (), candidates)
        for piece, _ in sound.pieces(path):
            listening.feed(piece)
        listening.end()
        while listening.hear_one():
            pass
        words = listening.transcript().words
        fillers = tuple((w.start_s or 0.0, w.end_s or 0.0) for w in words if w.kind is WordKind.FILLER)
        return Heard(fillers, len(words) - len(fillers), time.perf_counter() - started)

    return hear


def listened(name: str, ear: Ear, chosen: Sequence[Clip], folder: Path) -> Table:
    """Every clip through one tool."""
    table = Table(name)
    for clip in chosen:
        heard = ear(folder / clip.file)
        reference = [(span.start_s, span.end_s) for span in clip.fillers]
        table.outcomes.append(Outcome(clip, tuple(hits(reference, heard.fillers)), heard))
    return table


def show(table: Table) -> None:
    """The tool's figures by source and by noise, and where nothing should be heard."""
    seconds = sum(outcome.clip.seconds for outcome in table.outcomes)
    took = sum(outcome.heard.took_s for outcome in table.outcomes)
    print(f"\n{table.name}: {seconds / 60:.1f} min in {took / 60:.1f} min")
    print(f"{'':22} spoken  found  right  precision  recall     F1   95 % of F1")
    speech = table.of(lambda clip: bool(clip.text))
    _row("all speech", speech)
    for source in dict.fromkeys(outcome.clip.source for outcome in speech):
        _row(f"  {source}", [outcome for outcome in speech if outcome.clip.source == source])
    for noise in sorted({outcome.clip.noise for outcome in speech}):
        _row(f"  noise: {noise}", [outcome for outcome in speech if outcome.clip.noise == noise])
    _recalls(speech)
    _worst(speech)
    fluent = [outcome for outcome in speech if not outcome.clip.disfluent]
    _false_row("clean speech", fluent, words=False)
    for source in dict.fromkeys(outcome.clip.source for outcome in fluent):
        _false_row(f"  {source}", [one for one in fluent if one.clip.source == source], words=False)
    _false_row("without speech", table.of(lambda clip: not clip.text), words=True)
    for kind in NON_SPEECH:
        _false_row(f"  {kind}", [one for one in table.outcomes if one.clip.source == kind], words=True)


def _row(name: str, outcomes: Sequence[Outcome]) -> None:
    counts = [(outcome.spoken, outcome.found, outcome.right) for outcome in outcomes]
    if not counts:
        return
    spoken, found, right = np.sum(counts, axis=0)
    precision, recall, f1 = scores(counts)
    low, high = interval(counts)
    print(
        f"{name:22} {spoken:6} {found:6} {right:6} {precision:10.3f} {recall:7.3f} {f1:6.3f}   "
        f"{low:.3f}-{high:.3f}",
        flush=True,
    )


def _worst(outcomes: Sequence[Outcome], count: int = 3) -> None:
    """The clips with the most misses and false ones."""

    def wrong(outcome: Outcome) -> int:
        return outcome.spoken + outcome.found - 2 * outcome.right

    for one in sorted(outcomes, key=wrong, reverse=True)[:count]:
        missed, false = one.spoken - one.right, one.found - one.right
        print(f"  worst: {one.clip.id} ({one.clip.noise}): {missed} of {one.spoken} missed, {false} false")


def _recalls(outcomes: Sequence[Outcome]) -> None:
    """How many of each form, and of each human one that was spliced, were found."""
    found: dict[str, list[bool]] = {}
    for outcome in outcomes:
        for span, hit in zip(outcome.clip.fillers, outcome.hits, strict=True):
            for name in filter(None, (span.form, f"{span.form}, {span.origin}" if span.origin else "")):
                found.setdefault(name, []).append(hit)
    for name in sorted(found):
        print(f"  {name:34} found {sum(found[name]):4} of {len(found[name]):4}")


def _false_row(name: str, outcomes: Sequence[Outcome], *, words: bool) -> None:
    minutes = sum(outcome.clip.seconds for outcome in outcomes) / 60
    if minutes == 0:
        return
    false = sum(outcome.found for outcome in outcomes)
    others = [outcome.heard.words for outcome in outcomes]
    said = f", {sum(count or 0 for count in others)} words" if words and None not in others else ""
    print(f"{name:22} {minutes:5.1f} min: {false} false fillers ({false / minutes * 10:.1f} in 10 min){said}")


def pairs(mine: Table, others: Sequence[Table]) -> None:
    """Ours beside each other tool on the clips that both heard."""
    print("\non the same clips of speech:")
    for other in others:
        heard = {outcome.clip.id for outcome in other.outcomes}
        same = mine.of(lambda clip, heard=heard: bool(clip.text) and clip.id in heard)
        theirs = other.of(lambda clip: bool(clip.text))
        _row("  ours", same)
        _row(f"  {other.name[:20]}", theirs)
        more, low, high = gain(same, theirs)
        print(f"  F1 of ours is {more:+.3f} higher, 95 % {low:+.3f} to {high:+.3f}")


def recordings() -> list[Clip]:
    """The shared human recordings, with the spans of their thirteen filled pauses."""
    every = [*human.FILLERS["seen"], *human.FILLERS["held"], *human.CUT_OFF]
    found: list[Clip] = []
    for name in ("disfluent", "read"):
        for line in (human.AUDIO / f"{name}.jsonl").read_text().splitlines():
            row = json.loads(line)
            mine = [one for one in every if f"disfluent/{one.file}" == row["file"]]
            spans = tuple(Span(one.form, one.start_s, one.end_s) for one in mine)
            kind = "acted" if row["kind"].startswith("acted") else name
            file, said = row["file"], row["reference"]
            found.append(Clip(file, kind, "none", bool(spans), row["seconds"], said, spans, path=file))
    return found


def dump(loaded: FastEngine, chosen: Sequence[Clip], folder: Path, target: Path) -> None:
    """One JSON line a clip: the references, and every segment with its two decodings and its frames."""
    with target.open("w") as file:
        for clip in chosen:
            row = {**asdict(clip), "segments": _segments(loaded, folder / clip.file)}
            file.write(json.dumps(row, default=float) + "\n")
            file.flush()


def _segments(loaded: FastEngine, path: Path) -> list[dict[str, object]]:
    samples = np.concatenate([piece for piece, _ in sound.pieces(path)]).astype(np.float32) / 32768
    activity, segmenter = VoiceActivity(), Segmenter()
    frames: list[Frame] = [*activity.feed(samples), *activity.finish()]
    rows = []
    for segment in [*segmenter.feed(frames), *segmenter.finish()]:
        encoded = loaded.encode(samples[segment.start : segment.end])
        inside = frames[segment.start // 512 : segment.end // 512]
        rows.append(
            {
                "start_s": segment.start / RATE,
                "end_s": segment.end / RATE,
                "voiced": segment.voiced,
                "clean": asdict(loaded.decode(encoded, prompts.clean(()))),
                "verbatim": asdict(loaded.decode(encoded, prompts.verbatim())),
                "speech": [round(frame.speech, 3) for frame in inside],
                "level": [round(frame.level, 5) for frame in inside],
            }
        )
    return rows


def _first(chosen: Sequence[Clip], minutes: float) -> list[Clip]:
    """The first clips, up to so many minutes."""
    taken: list[Clip] = []
    for clip in chosen:
        if sum(one.seconds for one in taken) >= minutes * 60:
            break
        taken.append(clip)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--part", choices=PARTS, default="held")
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--engine", default=engine.FASTER)
    parser.add_argument("--model", default="base")
    parser.add_argument("--clips", type=Path, default=cache_folder() / "benchmarks" / "spliced")
    parser.add_argument("--prompted", type=float, default=3, help="minutes for faster-whisper with a prompt")
    parser.add_argument("--erm", type=Path, help="Python of an environment with erm")
    parser.add_argument("--erm-minutes", type=float, default=3)
    parser.add_argument("--recordings", action="store_true", help="the shared human recordings")
    parser.add_argument("--dump", type=Path)
    given = parser.parse_args()
    folder = human.AUDIO if given.recordings else given.clips
    chosen = recordings() if given.recordings else clips(folder, given.part, given.minutes)
    loaded = engines.load(given.engine, weights.find(given.model, cache_folder()))
    if given.dump:
        assert isinstance(loaded, FastEngine)
        dump(loaded, chosen, folder, given.dump)
        return
    what = "shared human recordings" if given.recordings else f"part {given.part}"
    print(f"{what}, {given.engine} {given.model}, spans within {SLACK_S} s")
    tables: list[Table] = []
    for name, ear, minutes in _ears(given, loaded):
        some = chosen if given.recordings else _first(chosen, minutes)
        tables.append(listened(name, ear, some, folder))
        show(tables[-1])
    pairs(tables[0], tables[1:])


def _ears(given: argparse.Namespace, loaded: Engine) -> Iterator[tuple[str, Ear, float]]:
    """Each tool, and how many minutes it is to hear."""
    yield "ours", ours(loaded), float("inf")
    if isinstance(loaded, FastEngine):
        yield "faster-whisper, filler prompt", prompted(loaded), given.prompted
    if given.erm:
        yield "erm", erm(given.erm, loaded.model.folder), given.erm_minutes


if __name__ == "__main__":
    main()
