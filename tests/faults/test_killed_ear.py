"""kill -9 of the ear at any moment: the app says so, starts it again, and the words are the same."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from victim import AT_ONCE, Part, Victim, each
from virtual_sound import VirtualSound, wait_for

from simulator.model import settings
from simulator.model.records import AnswerState
from simulator.speech.hearing.process import hear
from simulator.use_cases.desk import Desk

pytestmark = pytest.mark.real

MOMENTS = ("speaking", "hearing", "listening", "breathing", "scoring", "your_turn", "storing")
WHILE_NOBODY_SPEAKS = (
    "asking",
    "your_turn",
    "packing",
    "scoring",
    "storing",
    "scored",
    "answered",
    "exporting",
    "over",
)
"""Nothing is being heard then, and nothing need be said about it."""
LATER_S = (0.0, 0.02, 0.1, 0.5, 1.5)


def strike(sound: VirtualSound, said: tuple[Part, ...], folder: Path, seed: int) -> str:
    """One interview whose ear dies once; what the app did then."""
    chance = random.Random(seed)
    recordings = folder / "recordings"
    environment = {"SIMULATOR_RECORDINGS": str(recordings), "SIMULATOR_VOICE": "off"}
    victim = Victim(sound, said, folder / "exports", environment)
    try:
        moment = MOMENTS[seed % len(MOMENTS)]
        assert victim.wait_until(moment)
        victim.wait_s(victim.events[-1][0] + chance.choice(LATER_S) * (moment == "speaking"))
        doing = victim.strike_ear()
        assert victim.wait_until("over"), f"the app ended after {doing}: {victim.events[-1]}"
        wait_for(lambda: not victim.is_alive, "the app ends")
        assert victim.process.returncode == 0
    finally:
        victim.strike(everything=True)
    told = any("started again" in notice for notice in victim.said("notice"))
    assert told or doing in WHILE_NOBODY_SPEAKS, f"nothing was said about it while {doing}"
    assert victim.said("trouble") == []
    desk = Desk(settings.load(given={"recordings": str(recordings)}))
    try:
        answer = next(a for a in desk.sessions.answers(desk.sessions.all()[0].id) if a.audio)
        assert answer.state is AnswerState.SCORED
        question = desk.sessions.question_of(answer)
        heard = hear(answer.audio, model="tiny.en", candidates=desk.vocabulary.candidates(question))
        assert answer.transcript == desk.scorer.annotate(heard).transcript
    finally:
        desk.close()
    return doing


def test_the_ear_dies_at_any_moment(
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
        doing = strike(sound, said, folder, seed)
        shutil.rmtree(folder)
        return doing

    struck = each(range(50), virtual_sound, AT_ONCE, one)
    moments = ", ".join(f"{name} {count}" for name, count in Counter(struck).most_common())
    tally("`kill -9` of the ear", len(struck), f"the same words every time; struck while {moments}")
