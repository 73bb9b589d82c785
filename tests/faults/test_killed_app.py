"""kill -9 of the app at any moment of an interview: a second of sound at most is lost, nothing else."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile
from candidate import PLAN, TYPED
from victim import AT_ONCE, RATE, Part, Sound, Victim, each, heard, lost_s, witness
from virtual_sound import VirtualSound

from simulator.model import settings
from simulator.model.records import AnswerRecord, AnswerState
from simulator.speech.audio.journal import length
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.sitting import has_sound

pytestmark = pytest.mark.real

MOMENTS = (
    "starting", "asking", "your_turn", "listening", "speaking", "breathing", "listening", "speaking",
    "hearing", "packing", "scoring", "storing", "scored", "answered", "exporting", "over",
)  # fmt: skip
"""What the app says it does; half the blows fall a moment after one of these, half whenever."""
LIFE_S = 15.0
TURNS = 2
"""After the last one is scored the interview is over and cannot be continued."""


@dataclass(frozen=True)
class Struck:
    doing: str
    lost_s: float
    offered: bool
    """Whether there was an answer to finish."""


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that has a session already."""
    folder = tmp_path_factory.mktemp("earlier")
    (folder / "typed.txt").write_text(TYPED)
    desk = Desk(settings.load(given={"recordings": str(folder / "recordings"), "voice": "off"}))
    drill = desk.interviews.begin_drill(
        desk.questions.get("churn-model"), desk.questions.get("churn-model").audience
    )
    desk.headless.practise(drill, [str(folder / "typed.txt")])
    desk.close()
    return folder / "recordings"


def strike(sound: VirtualSound, said: tuple[Part, ...], folder: Path, chance: random.Random) -> Struck:
    """One interview, struck once; then everything is looked at, and what was cut off is finished."""
    with witness(sound, folder / "witness.raw") as file:
        victim = Victim(sound, said, folder / "exports", {"SIMULATOR_RECORDINGS": str(folder / "recordings")})
        if chance.random() < 0.5:
            victim.wait_s(chance.uniform(0, LIFE_S))
        else:
            at = chance.randrange(len(MOMENTS))
            victim.wait_until(MOMENTS[at], MOMENTS[: at + 1].count(MOMENTS[at]))
            victim.wait_s(victim.events[-1][0] + chance.choice((0.0, 0.01, 0.05, 0.3)))
        played = heard(file)
        doing = victim.strike(everything=chance.random() < 0.5)
    for report in (folder / "exports").glob("report.*"):
        assert report.stat().st_size > 100, f"{report.name} is half written"
    desk = Desk(settings.load(given={"recordings": str(folder / "recordings")}))
    try:
        return look_at(desk, victim, said, played, doing)
    finally:
        desk.close()


def look_at(desk: Desk, victim: Victim, said: tuple[Part, ...], played: Sound, doing: str) -> Struck:
    desk.sessions.archive.check()
    *new, before = desk.sessions.all(sample=False)
    assert [a.state for a in desk.sessions.answers(before.id)] == [AnswerState.SCORED]
    answers = {a.id: a for session in new for a in desk.sessions.answers(session.id)}
    begun = {i for word in ("listening", "paused", "hearing") for i in victim.said(word) if i}
    assert begun | set(victim.said("answered")) <= answers.keys()
    for answer_id in victim.said("answered"):
        assert answers[answer_id].state is AnswerState.SCORED
    offered = desk.unfinished.all()
    spoken = [a for a in answers.values() if a.audio is not None]
    assert [a for a in spoken if a.state is not AnswerState.SCORED and has_sound(a)] == list(offered)
    if any(map(has_sound, spoken)) and len(victim.said("scored")) < TURNS:
        assert [left.title for left in desk.interviews.left()] == [desk.interviews.plan(PLAN).title]
    lost = check_sound(victim, spoken, said, played)
    for answer in offered:
        finish(desk, answer)
    assert desk.unfinished.all() == ()
    desk.sessions.archive.check()
    return Struck(doing, lost, bool(offered))


def check_sound(victim: Victim, spoken: list[AnswerRecord], said: tuple[Part, ...], played: Sound) -> float:
    """Seconds lost, at most one."""
    heard_parts = said[: len(victim.said("speaking"))]
    if not heard_parts:
        return 0.0
    (answer,) = spoken
    assert answer.audio is not None
    journal = answer.audio.suffix == ".pcm"
    kept = heard(answer.audio) if journal else soundfile.read(answer.audio, dtype="float32")[0]
    lost = lost_s(heard_parts, played, kept)
    assert lost <= 1.0, f"{lost:.2f} s of what was said are lost"
    return lost


def finish(desk: Desk, answer: AnswerRecord) -> None:
    """As `sessions finish` does it."""
    assert answer.audio is not None
    seconds = length(answer.audio) / RATE if answer.audio.suffix == ".pcm" else answer.duration_s
    done = desk.unfinished.finish(answer.id)
    assert done.state in (AnswerState.SCORED, AnswerState.REFUSED)
    assert done.transcript is not None
    assert done.audio is not None
    assert done.audio.suffix == ".flac"
    assert done.duration_s == pytest.approx(seconds)


def test_killed_at_any_moment(
    virtual_sound: VirtualSound,
    short_interview: None,
    earlier: Path,
    said: tuple[Part, ...],
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    def one(seed: int, sound: VirtualSound) -> Struck:
        folder = tmp_path / str(seed)
        shutil.copytree(earlier, folder / "recordings")
        struck = strike(sound, said, folder, random.Random(seed + 1000))
        shutil.rmtree(folder)
        return struck

    struck = each(range(many(2, 200)), virtual_sound, many(1, AT_ONCE), one)
    doing = Counter(one.doing for one in struck)
    moments = ", ".join(f"{name} {count}" for name, count in doing.most_common())
    note = f"at most {max(one.lost_s for one in struck):.2f} s lost; struck while {moments}"
    tally("`kill -9` of the app", len(struck), note)
