"""The microphone goes away, changes or falls silent at any moment: what was heard is kept, and it goes on."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from victim import ALIKE, AT_ONCE, Part, Victim, each, find, heard
from virtual_sound import MICROPHONE, VirtualSound, wait_for

from simulator.model import settings
from simulator.model.records import AnswerState
from simulator.use_cases.desk import Desk

pytestmark = pytest.mark.real

MOMENTS = ("speaking", "speaking", "breathing", "listening", "your_turn", "hearing", "asking")
LATER_S = (0.0, 0.3, 1.0, 2.0)


def _taken(sound: VirtualSound) -> None:
    """Another program keeps it to itself: it sends nothing."""
    sound.run("suspend-sink", MICROPHONE, "1")


FAULTS: dict[str, tuple[Callable[[VirtualSound], object], Callable[[VirtualSound], object]]] = {
    "unplugged": (VirtualSound.unplug, VirtualSound.plug),
    "replaced": (VirtualSound.unplug, lambda sound: sound.plug("another")),
    "rate changed": (VirtualSound.unplug, lambda sound: sound.plug(rate=16_000)),
    "muted": (
        lambda sound: sound.run("set-source-mute", f"{MICROPHONE}.monitor", "1"),
        lambda sound: sound.run("set-source-mute", f"{MICROPHONE}.monitor", "0"),
    ),
    "taken": (_taken, lambda sound: sound.run("suspend-sink", MICROPHONE, "0")),
}
"""What happens, and what makes it good."""
TAKEN_S = 4.0
"""Longer than a microphone may be silent."""
RECORDED = ("speaking", "breathing", "paused", "listening")


class Fault:
    """Happens once, and is made good once, by whoever comes first."""

    def __init__(self, name: str, sound: VirtualSound) -> None:
        self._sound = sound
        self._begin, self._end = FAULTS[name]
        self._happened = False

    def begin(self) -> None:
        self._happened = True
        self._begin(self._sound)

    def end(self) -> None:
        if self._happened:
            self._happened = False
            self._end(self._sound)


def go_through(sound: VirtualSound, said: tuple[Part, ...], folder: Path, seed: int) -> str:
    """One interview with one fault; which, and when."""
    chance = random.Random(seed)
    name = list(FAULTS)[seed % len(FAULTS)]
    moment = chance.choice(MOMENTS)
    gives_up = chance.random() < 0.25
    fault = Fault(name, sound)

    def mend() -> str:
        fault.end()
        return "done" if gives_up and victim.said("speaking") else "begin"

    recordings = folder / "recordings"
    environment = {"SIMULATOR_RECORDINGS": str(recordings)}
    victim = Victim(sound, said, folder / "exports", environment, mend)
    try:
        assert victim.wait_until(moment)
        victim.wait_s(victim.events[-1][0] + chance.choice(LATER_S) * (moment == "speaking"))
        before = next((heard(file) for file in recordings.glob("*/01.pcm")), None)
        doing, told = victim.doing, len(victim.said("notice"))
        fault.begin()
        if name == "taken":  # who speaks into it waits too, until it is given back
            victim.wait_s(time.monotonic() - victim.began + TAKEN_S)
            fault.end()
        elif name == "muted" or doing not in RECORDED:
            victim.wait_until_any(("notice", told + 1), ("answered", 1))
            fault.end()
        assert victim.wait_until("over"), f"the app ended after {doing}: {victim.events[-3:]}"
        wait_for(lambda: not victim.is_alive, "the app ends")
        assert victim.process.returncode == 0
    finally:
        fault.end()
        victim.strike(everything=True)
        sound.restore()
    if doing == "speaking" and name != "muted":
        assert victim.said("notice")[told:], f"nothing was said when it was {name}"
    kept = look_at(recordings)
    if before is not None:
        assert (kept[: len(before)] == before).all()
    if doing in ("asking", "your_turn", "hearing"):  # nobody spoke while it was away
        for part in said:
            assert find(part.samples, kept)[2] > ALIKE
    return f"{name} while {doing}"


def look_at(recordings: Path):
    """The archive is whole, both answers are judged; the sound that was kept."""
    desk = Desk(settings.load(given={"recordings": str(recordings)}))
    try:
        desk.sessions.archive.check()
        answers = desk.sessions.answers(desk.sessions.all()[0].id)
        assert [a.state for a in answers][-1] is AnswerState.SCORED
        assert all(a.state in (AnswerState.SCORED, AnswerState.REFUSED) for a in answers)
        return soundfile.read(next(a.audio for a in answers if a.audio), dtype="float32")[0]
    finally:
        desk.close()


def test_the_microphone_fails_at_any_moment(
    virtual_sound: VirtualSound,
    short_interview: None,
    said: tuple[Part, ...],
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    if not many(0, 1):
        pytest.skip("in the long run only")

    def one(seed: int, sound: VirtualSound) -> str:
        folder = tmp_path / str(seed)
        done = go_through(sound, said, folder, seed)
        shutil.rmtree(folder)
        return done

    done = each(range(60), virtual_sound, AT_ONCE, one)
    faults = ", ".join(f"{name} {count}" for name, count in sorted(Counter(done).items()))
    tally("the microphone fails", len(done), faults)
