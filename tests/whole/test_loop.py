"""The whole loop, nothing faked: a voice asks, PortAudio hears, real weights transcribe, it is replayed."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from virtual_sound import VirtualSound

from simulator.model import settings
from simulator.model.records import AnswerState
from simulator.ui.app import Start, build
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

pytestmark = [pytest.mark.loop, pytest.mark.real]

SPOKEN = Path(__file__).parents[1] / "speech" / "hearing" / "audio" / "hesitant.flac"
REFERENCE = (
    "i would start with the data we have two years of customer records then i would train a simple model "
    "first and then measure the precision on customers who really left"
)
QUESTION = "churn-model"


async def until(condition: Callable[[], object], what: str, seconds: float = 60.0) -> None:
    """Let the app run until `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"Waited {seconds:.0f} s in vain: {what}."
        await asyncio.sleep(0.02)


def word_error_rate(heard: str) -> float:
    words, reference = re.sub(r"[^a-z0-9 ]", "", heard.casefold()).split(), REFERENCE.split()
    row = list(range(len(words) + 1))
    for i, word in enumerate(reference, 1):
        row, before = [i] + [0] * len(words), row
        for j, other in enumerate(words, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word != other))
    return row[-1] / len(reference)


def loudness(file: Path) -> tuple[float, float]:
    """Root mean square, and seconds from the first to the last loud sample."""
    samples, rate = soundfile.read(file)
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    assert len(loud), "the speaker was silent"
    part = samples[loud[0] : loud[-1]]
    return float(np.sqrt(np.mean(part**2))), len(part) / rate


async def test_a_question_is_asked_answered_aloud_scored_stored_and_replayed(
    virtual_sound: VirtualSound,
) -> None:
    desk = Desk(settings.load(given={"voice": "piper"}))
    app = build(desk, Start(screen="practice", question_id=QUESTION))

    def phase() -> Phase | None:
        return desk.rehearsals.current.view.phase if desk.rehearsals.current else None

    def shown(screen: str) -> bool:
        return type(app.screen).__name__ == screen and app.screen.is_mounted and not app.pending

    async with app.run_test(size=(120, 40)) as pilot:
        with virtual_sound.capture() as asked:
            await until(lambda: phase() is Phase.YOUR_TURN, "the question was not asked")
        assert loudness(asked)[1] > 2.0
        rehearsal = desk.rehearsals.current
        assert rehearsal is not None
        assert rehearsal.view.notice == ""

        await pilot.press("space")
        await until(lambda: rehearsal.view.answer_id, "the microphone did not open")
        speaking = virtual_sound.speak(SPOKEN)
        await until(lambda: rehearsal.level > 0.05, "the level meter did not move")
        await until(lambda: speaking.poll() is not None, "the answer was not played")
        await pilot.press("space")
        await until(lambda: phase() is Phase.SCORED, "no scorecard")

        answer = desk.sessions.answer(str(rehearsal.view.answer_id))
        assert answer.state is AnswerState.SCORED
        assert answer.transcript is not None
        assert answer.scorecard is not None
        assert word_error_rate(answer.transcript.text) <= 0.15
        assert 2 <= answer.scorecard.fillers.count <= 4
        assert answer.audio is not None
        assert answer.audio.suffix == ".flac"
        assert [file.name for file in answer.audio.parent.glob("01*")] == ["01.flac"]

        await until(lambda: shown("ScorecardScreen"), "the scorecard was not shown")
        await pilot.press("r")
        await until(lambda: shown("ReplayScreen"), "the replay was not shown")
        with virtual_sound.capture() as replayed:
            await pilot.press("space")
            await until(lambda: desk.player.playing, "it does not play")
            await until(lambda: not desk.player.playing, "it does not end")
        rms, seconds = loudness(replayed)
        original, original_seconds = loudness(answer.audio)
        assert abs(rms - original) < 0.3 * original
        assert abs(seconds - original_seconds) < 1.0
        again = desk.scorer.score(answer.transcript, desk.sessions.question_of(answer), answer.audience)
        assert again == answer.scorecard
    started = time.monotonic()
    desk.close()
    assert time.monotonic() - started < 10
    assert [
        p for p in psutil.Process().children(recursive=True) if "simulator" in " ".join(p.cmdline())
    ] == []


def simulator(*arguments: str) -> str:
    """What the command prints, run by somebody whose new files are everybody's."""
    command = [sys.executable, "-m", "simulator", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ, umask=0)
    assert done.returncode == 0, done.stderr
    return done.stdout


def readable_by_others(path: Path) -> list[Path]:
    """Files whose own mode lets others read, in folders that let them in."""
    if path.stat().st_mode & 0o077 == 0:
        return []
    inside = path.iterdir() if path.is_dir() else ()
    return [path] * path.is_file() + [found for entry in inside for found in readable_by_others(entry)]


def test_the_same_loop_without_a_screen(tmp_path: Path) -> None:
    practice = ("practice", "--headless", "--question", QUESTION, "--answer", str(SPOKEN), "--json")
    document = json.loads(simulator(*practice))
    assert [turn["speaker"] for turn in document["turns"]] == ["interviewer", "candidate"]
    card = document["answers"][0]
    assert card["fillers"]["count"] == 3
    clean = " ".join(word["text"] for word in card["words"] if word["kind"] == "word")
    assert word_error_rate(clean) <= 0.15
    recordings = Path(os.environ["SIMULATOR_RECORDINGS"])
    stored = recordings / document["session_id"] / "01.flac"
    assert soundfile.info(stored).duration > 5
    simulator("archive", "backup", str(tmp_path / "all.zip"))
    simulator("export", document["session_id"], "--format", "html", "--output", str(tmp_path / "it.html"))
    simulator("--recordings", str(tmp_path / "again"), "archive", "restore", str(tmp_path / "all.zip"))
    kept = [recordings, tmp_path / "again", tmp_path / "all.zip", tmp_path / "it.html"]
    assert [found for path in kept for found in readable_by_others(path)] == []
